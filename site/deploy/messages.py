"""`make messages`: collects the words that users see and compiles their Vietnamese translations."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

from deploy.environment import ROOT_DIR

LANGUAGE = "vi"
CATALOGUE_DIR = ROOT_DIR / "site" / "locale"
OVERLAY_DIR = ROOT_DIR / "site" / "locale_overlay"
DOMAINS = ("django", "djangojs")
# Folders whose words no user reads, or that are not ours.
IGNORED = [".venv", "var", "tests", "site/deploy", "site/locale", "site/locale_overlay", "site/static/vendor"]


def extract(catalogue_dir: Path) -> None:
    """Write every translatable string of the project into catalogues below `catalogue_dir`.

    Translations that are already there are kept; strings that the project no longer has are dropped.
    """
    catalogue_dir.mkdir(parents=True, exist_ok=True)
    previous = Path.cwd()
    os.chdir(ROOT_DIR)
    try:
        with override_settings(LOCALE_PATHS=[str(catalogue_dir)]):
            for domain in DOMAINS:
                call_command(
                    "makemessages",
                    locale=[LANGUAGE],
                    domain=domain,
                    ignore_patterns=IGNORED,
                    no_obsolete=True,
                    add_location="file",
                    verbosity=0,
                )
    finally:
        os.chdir(previous)


@contextmanager
def fresh_extraction() -> Iterator[Path]:
    """Yield a folder with catalogues of every translatable string, none of them translated."""
    folder = Path(tempfile.mkdtemp(prefix="portal-messages-"))
    try:
        extract(folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Refresh `site/locale` and compile both catalogues."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    extract(CATALOGUE_DIR)
    for folder in (CATALOGUE_DIR, OVERLAY_DIR):
        if folder.is_dir():
            with override_settings(LOCALE_PATHS=[str(folder)]):
                os.chdir(folder.parent)
                call_command("compilemessages", locale=[LANGUAGE], verbosity=0)
    sys.stderr.write(f"Messages of {settings.LANGUAGE_CODE} collected and compiled.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
