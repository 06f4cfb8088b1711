"""`manage.py load_starter_content`: a new installation with something true to show."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from home.starter import load_public_starter_content
from reform.directives.starter import load_directives_starter
from reform.feedback.starter import load_feedback_starter
from reform.initiatives.starter import load_initiatives_starter
from reform.organisation.models import Authority
from reform.organisation.starter import load_organisation


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a logger from telling of every single page."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


class Command(BaseCommand):
    """Load the sample authority, its pages, dispatches and initiatives, each unless it is there already.

    The sample comes with accounts whose password is public, so that only settings with
    `ALLOW_DEMO_ACCOUNTS` load it. What anybody has edited is never touched.
    """

    help = "Load the sample content: units and accounts, public pages, dispatches, initiatives."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every part, one line each.

        Raises:
            CommandError: the settings do not allow demonstration accounts; nothing is written.
        """
        if not settings.ALLOW_DEMO_ACCOUNTS:
            raise CommandError(
                _(
                    "The sample content has accounts with a public password; these settings refuse them."
                    " Start with empty records instead."
                )
            )
        authority: Authority = self._timed(
            _("Units, calendar and demonstration accounts"),
            lambda: load_organisation(with_demo_accounts=True),
        )
        self._timed(_("Public pages"), lambda: load_public_starter_content(authority=authority))
        self._timed(_("Questions and answers"), lambda: load_feedback_starter(authority=authority))
        self._timed(_("Dispatches and their tasks"), lambda: load_directives_starter(authority=authority))
        self._timed(_("Initiatives and their rounds"), lambda: load_initiatives_starter(authority=authority))

    def _timed(self, name: str, load: Callable[[], Any]) -> Any:
        """Load one part and say that it is there."""
        begin = time.monotonic()
        with _quiet("wagtail"):
            made = load()
        seconds = time.monotonic() - begin
        self.stdout.write(_("%(part)s: ready (%(seconds).1f s).") % {"part": name, "seconds": seconds})
        return made
