"""`manage.py erase_personal_data`: what citizens told about themselves goes after a year."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from reform.feedback.services import erase_personal_data


class Command(BaseCommand):
    """Erase personal data of messages closed a year ago; run it daily, running it again changes nothing."""

    help = "Erase names, contacts, texts and files of citizens' messages that were closed a year ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them and say how many."""
        count = erase_personal_data()
        self.stdout.write(
            ngettext(
                "Personal data of %(count)d message was erased.",
                "Personal data of %(count)d messages was erased.",
                count,
            )
            % {"count": count}
        )
