"""Find the links of published pages that lead nowhere."""

from typing import Any

from django.core.management.base import BaseCommand

from home.link_check import check_links


class Command(BaseCommand):
    """Look at every link of every published page; the report "Broken links" shows what was found."""

    help = "Find the links of published pages that lead nowhere."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say how many there are."""
        count = check_links()
        if options["verbosity"]:
            self.stdout.write(f"Broken links: {count}")
