"""Print what the reader proposes for a dispatch."""

import json
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from reform.directives.known_units import known_units
from reform.directives.reader import UnreadableDispatch, extract_text, read_dispatch

UNREADABLE = 2
_SECONDS_TO_CONNECT = 2


def _connect_once() -> None:
    """Ask PostgreSQL without a pool: one that cannot be reached must not hold up a reading.

    Without a database the units of the starter content are used, so a short wait is enough.
    """
    if connection.vendor == "postgresql":
        given = connection.settings_dict.get("OPTIONS") or {}
        kept = {name: value for name, value in given.items() if name != "pool"}
        connection.settings_dict["OPTIONS"] = {**kept, "connect_timeout": _SECONDS_TO_CONNECT}


class Command(BaseCommand):
    """Read a dispatch and print the proposal as JSON on standard output."""

    help = "Reads a dispatch (.docx, .pdf with text, .txt, .md) and prints the proposed tasks as JSON."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the path of the file, and whose units are meant where several authorities are kept."""
        parser.add_argument("file", help="path of the dispatch")
        parser.add_argument("--authority", default="", help="code of the authority; without it the first one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the proposal; a file that cannot be read ends with exit status 2 and one sentence."""
        path = Path(options["file"])
        try:
            text = extract_text(path.name, path.read_bytes())
        except UnreadableDispatch as error:
            self._refuse(str(error))
        except OSError:
            message = _("The file “%(name)s” cannot be opened; check the path and your right to read it.")
            self._refuse(message % {"name": path})
        else:
            _connect_once()
            proposal = read_dispatch(text, known_units(authority=options["authority"]))
            self.stdout.write(json.dumps(proposal.as_dict(), ensure_ascii=False, indent=2))

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(UNREADABLE)
