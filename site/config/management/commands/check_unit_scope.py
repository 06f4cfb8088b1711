"""`manage.py check_unit_scope`: does any screen show anybody more than the table of rights says?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.access.matrix import Findings, quiet_surroundings, stale_rules, uncovered_routes, walk
from config.access.places import EVERYBODY, NAMES, OUTSIDERS
from config.access.table import legend, render
from config.access.world import build_world


class Command(BaseCommand):
    """Print the access matrix of the running code and end with status 1 when it differs from the table.

    Two throw-away authorities with officers of every role are written, every address of the admin is
    opened as each of them, and everything is rolled back: no row, file or mail stays. It takes a few
    minutes, during which an SQLite database cannot be written to by others.
    """

    help = "Open every admin address in every role, with own and foreign records, and print who met what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument(
            "--roles",
            default=EVERYBODY + OUTSIDERS,
            help=f"Columns to walk: {', '.join(f'{letter} {name}' for letter, name in NAMES.items())}.",
        )
        parser.add_argument("--quiet", action="store_true", help="Print the differences only, not the table.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, print, and say whether anything leaks.

        Raises:
            CommandError: a letter that is no column, or something differs from the table.
        """
        letters = "".join(dict.fromkeys(options["roles"].upper()))
        if unknown := set(letters) - set(NAMES):
            raise CommandError(
                _("No column is called %(letters)s.") % {"letters": ", ".join(sorted(unknown))}
            )
        findings = Findings(faults=[*uncovered_routes(), *stale_rules()])
        with quiet_surroundings(), transaction.atomic():
            findings.extend(walk(build_world(), letters))
            transaction.set_rollback(True)
        if not options["quiet"]:
            self.stdout.write("\n".join([*render(findings.cells, letters), "", legend()]))
        self._conclude(findings)

    def _conclude(self, findings: Findings) -> None:
        """List what differs from the table.

        Raises:
            CommandError: something does.
        """
        for fault in findings.faults:
            self.stderr.write(fault)
        count = len(findings.faults)
        if count:
            raise CommandError(
                ngettext(
                    "%(count)d difference from the table of rights.",
                    "%(count)d differences from the table of rights.",
                    count,
                )
                % {"count": count}
            )
        self.stdout.write(
            ngettext(
                "%(count)d case opened; nobody sees more than the table of rights says.",
                "%(count)d cases opened; nobody sees more than the table of rights says.",
                len(findings.cells),
            )
            % {"count": len(findings.cells)}
        )
