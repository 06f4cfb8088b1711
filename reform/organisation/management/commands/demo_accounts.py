"""`manage.py demo_accounts`: who can sign in to try the portal, and with which password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reform.organisation.models import User
from reform.organisation.starter import DEMO_PASSWORD


class Command(BaseCommand):
    """Print the demonstration accounts on standard output; when there are none, say why on the other."""

    help = "Print the demonstration accounts: user name, password, unit and roles."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one aligned line per active account."""
        if not settings.ALLOW_DEMO_ACCOUNTS:
            self.stderr.write(_("These settings do not allow demonstration accounts."))
            return
        rows = list_accounts()
        if not rows:
            self.stderr.write(_("There are no demonstration accounts."))
            return
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            self.stdout.write("  ".join(cells).rstrip())


def list_accounts() -> list[tuple[str, str, str, str]]:
    """Return user name, password, unit and roles of the active demonstration accounts, oldest first."""
    users = User.objects.filter(is_demo=True, is_active=True).select_related("unit")
    return [
        (user.username, DEMO_PASSWORD, str(user.unit or ""), _describe_roles(user))
        for user in users.order_by("pk").prefetch_related("role_assignments")
    ]


def _describe_roles(user: User) -> str:
    """Return the names of the user's roles, in the order of assignment."""
    assignments = sorted(user.role_assignments.all(), key=lambda assignment: assignment.pk)
    return ", ".join(str(assignment.get_role_display()) for assignment in assignments)
