"""Forget previews of spreadsheets that nobody confirmed in time: their rows and files are deleted."""

from typing import Any

from django.core.management.base import BaseCommand

from reform.registers.spreadsheets.batches import forget_old_imports


class Command(BaseCommand):
    """May run as often as one likes."""

    help = "Delete the rows and files of spreadsheet previews that nobody confirmed in time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget them and say how many there were."""
        self.stdout.write(f"{forget_old_imports()} previews forgotten.")
