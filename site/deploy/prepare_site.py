"""Brings the site's data up to date before it is served; run by `make run` in one process.

Standard output is the demonstration accounts and nothing else, for the launcher to show at the end.
"""

import contextlib
import errno
import hashlib
import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
    connection,
    transaction,
)

STATIC_STAMP = "static.sha256"
# These tell of a mistake in the code, and its maker needs the whole story.
PROGRAMMERS_ERRORS = (IntegrityError, ProgrammingError, DataError, InternalError, NotSupportedError)


def prepare() -> None:
    """Migrate, load the starter content into a new database, and collect static files if they changed."""
    require_writable_database_file()
    call_command("migrate", interactive=False, verbosity=0)
    load_starter_content_if_new()
    collect_static_files_if_changed()


def require_writable_database_file() -> None:
    """Refuse an SQLite file that this user may read only: the site would look well until the first save.

    Raises:
        PermissionError: the file is there and cannot be written.
    """
    name = str(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite" and os.path.exists(name) and not os.access(name, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)


def load_starter_content_if_new() -> None:
    """Load the starter content when the database has no user yet: nobody can have edited anything.

    One transaction holds all of it, so that a start broken off half-way begins anew the next time.
    """
    users = apps.get_model(settings.AUTH_USER_MODEL)
    if users._default_manager.exists() or "load_starter_content" not in get_commands():
        return
    sys.stderr.write("Loading the starter content …\n")
    with transaction.atomic():
        call_command("load_starter_content")


def collect_static_files_if_changed() -> None:
    """Collect static files when any source is newer, other or gone since the last time."""
    stamp = Path(settings.VAR_DIR) / STATIC_STAMP
    wanted = fingerprint_static_files()
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if collected.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    sys.stderr.write("Collecting static files …\n")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def fingerprint_static_files() -> str:
    """Return one value that changes whenever a static file's path, size or time of change does."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def list_demo_accounts() -> None:
    """Print the demonstration accounts on standard output, where there are any."""
    if "demo_accounts" in get_commands():
        call_command("demo_accounts")


def main() -> int:
    """Prepare the site; a database or folder that cannot be used becomes one line."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            django.setup()
            prepare()
        list_demo_accounts()
    except (DatabaseError, ImproperlyConfigured) as error:
        if isinstance(error, PROGRAMMERS_ERRORS):
            raise
        sys.stderr.write(
            f"Không dùng được cơ sở dữ liệu hoặc cấu hình | Cannot use database or settings: {error}\n"
        )
        return 1
    except OSError as error:
        sys.stderr.write(
            f"Không đọc hoặc ghi được {error.filename}: hãy cấp quyền rồi chạy lại."
            f" | Cannot read or write {error.filename} ({error.strerror}): mend its permissions, run again.\n"
        )
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
