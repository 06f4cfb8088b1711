"""Rights of today: a role that ended or began overnight counts without signing in anew."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from .groups import sync_user_groups
from .models import User

# The day for which the user's groups were made equal to the roles, in the session.
SYNCHRONISED_ON = "roles_synchronised_on"


class RolesOfTodayMiddleware:
    """Before a day's first screen of the admin: make the user's groups equal to the roles in force.

    Registers read the roles themselves; Wagtail asks the groups who may edit pages, for as long as a
    session lasts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Synchronise once a day. Public pages are passed by, so that they never ask for a session."""
        is_signed_in = request.path.startswith(reverse("wagtailadmin_home")) and request.user.is_authenticated
        if is_signed_in and request.session.get(SYNCHRONISED_ON) != _today():
            sync_user_groups(cast(User, request.user))
            note_synchronised(request)
        return self.get_response(request)


def note_synchronised(request: HttpRequest) -> None:
    """Remember in the session that the groups are those of today."""
    request.session[SYNCHRONISED_ON] = _today()


def _today() -> str:
    return timezone.localdate().isoformat()
