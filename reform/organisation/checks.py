"""System checks of the ground floor."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from .models import User


def check_no_demo_accounts(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a real installation in which somebody can sign in with the published demo password.

    Run by `manage.py check --deploy`. A database that cannot be read yet holds no accounts either.
    """
    if settings.ALLOW_DEMO_ACCOUNTS:
        return []
    try:
        usernames = list(User.objects.filter(is_demo=True).values_list("username", flat=True))
    except DatabaseError:
        return []
    if not usernames:
        return []
    return [
        Error(
            f"The database holds demonstration accounts: {', '.join(usernames)}.",
            hint="Their password is public. Start a real installation with an empty database.",
            id="organisation.E001",
        )
    ]
