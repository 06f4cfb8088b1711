"""Delete uploaded catalogues of services that nobody confirmed in time."""

from typing import Any

from django.core.management.base import BaseCommand

from home.service_sheets.keeping import forget_old


class Command(BaseCommand):
    """Delete what is older than a preview may be; run it daily, running it again changes nothing."""

    help = "Delete uploaded catalogues of services that nobody confirmed in time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them and say how many there were."""
        self.stdout.write(f"{forget_old()} uploaded catalogues forgotten.")
