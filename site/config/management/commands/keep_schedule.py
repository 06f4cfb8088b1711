"""Do what the clock asks for: publish scheduled pages every minute, the daily jobs once a day."""

import logging
import time
from argparse import ArgumentParser
from datetime import date
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

EVERY_MINUTE = ("publish_scheduled", "forget_old_imports")
# Each may run again on the same day without doing anything twice, so a restart does no harm.
EVERY_DAY = (
    "sync_roles",
    "accept_silent_assignments",
    "erase_personal_data",
    "forget_old_catalogues",
    "check_links",
)
PAUSE_SECONDS = 60


class Command(BaseCommand):
    """Run the jobs that no user starts. One process of it is enough for an installation."""

    help = "Publish scheduled pages every minute and run the daily jobs once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer one round, for cron or a systemd timer."""
        parser.add_argument("--once", action="store_true", help="Run every job once and stop.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Run due jobs until stopped."""
        done_on: date | None = None
        while True:
            today = timezone.localdate()
            due = EVERY_MINUTE if today == done_on else EVERY_MINUTE + EVERY_DAY
            for job in due:
                self._run(job)
            done_on = today
            if once:
                return
            close_old_connections()
            time.sleep(PAUSE_SECONDS)

    def _run(self, job: str) -> None:
        """Run one job; a failing one is logged and does not keep the others from running."""
        try:
            call_command(job, verbosity=0, stdout=StringIO())
        except Exception:
            logger.exception("The job %s failed; it is tried again in its next round.", job)
