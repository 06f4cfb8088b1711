"""Who sits before the screen."""

from typing import cast

from django.http import HttpRequest

from reform.organisation.models import User


def officer(request: HttpRequest) -> User:
    """Return the signed-in user; Wagtail lets nobody else reach a screen of its admin."""
    return cast(User, request.user)
