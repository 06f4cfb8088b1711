"""The other process of `dying_process.py`, started on the test's own database and files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from reform.directives.models import Reading
from reform.organisation.models import User


class DyingProcess:
    """The other process, see `dying_process.py`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def do(self, work: str, record: Any, user: User, *, until: Any) -> str:
        """Have a piece of work done by a process that dies at a moment; returns what became of it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{work} {record.pk} {user.pk} {until}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


def address_of_test_database() -> str:
    """Return the test's own database as a value of DATABASE_URL."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def dying_process() -> Iterator[DyingProcess]:
    """Start the other process on the test's database and private files."""
    storage: Any = Reading._meta.get_field("file").storage
    private = Path(storage.location)
    environment = os.environ | {
        "DATABASE_URL": address_of_test_database(),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR_DIR": str(private.parent),
        "PYTHONPATH": f"{settings.SITE_DIR}{os.pathsep}{settings.ROOT_DIR}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.robustness.dying_process"],
        env=environment,
        cwd=settings.ROOT_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield DyingProcess(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(timeout=60)
