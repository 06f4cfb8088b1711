"""`manage.py sync_roles`: rights in step with the table of roles and with today's assignments."""

from typing import Any

from django.core.management.base import BaseCommand

from reform.organisation.groups import our_groups, sync_groups


class Command(BaseCommand):
    """Make Wagtail's groups, their rights and members equal to the roles; safe at any time, good daily."""

    help = "Make Wagtail's groups equal to the table of roles and to the assignments in force today."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the synchronisation and say how many groups there are."""
        sync_groups()
        self.stdout.write(f"{our_groups().count()} groups are equal to the table of roles.")
