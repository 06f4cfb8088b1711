"""`manage.py accept_silent_assignments`: what units have left without an answer counts as accepted."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from reform.directives.services import accept_silent_assignments


class Command(BaseCommand):
    """Accept unanswered assignments; run it once a day, running it again changes nothing."""

    help = "Accept assignments that units have left without an answer for three working days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Accept them and say how many."""
        count = accept_silent_assignments()
        self.stdout.write(
            ngettext(
                "%(count)d assignment was accepted by silence.",
                "%(count)d assignments were accepted by silence.",
                count,
            )
            % {"count": count}
        )
