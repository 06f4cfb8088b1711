"""`kill -9` in the middle of confirming a dispatch: all of it is there afterwards, or nothing."""

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
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from reform.directives.enums import ReadingState
from reform.directives.models import Assignment, CitedDocument, Directive, Reading, Task, TaskTarget
from reform.directives.readings import confirm_reading
from reform.organisation.models import User
from reform.registers.models import Evidence, HistoryEntry
from tests.directives.test_readings import JUNE, read_june

pytestmark = pytest.mark.django_db(transaction=True)

WRITTEN = (Directive, CitedDocument, Task, TaskTarget, Assignment, HistoryEntry, Evidence)


class DyingProcess:
    """The other process, see `dying_process.py`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def confirm(self, reading: Reading, user: User, *, until: Any) -> str:
        """Have the reading confirmed by a process that dies at a moment; returns what became of it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{reading.pk} {user.pk} {until}\n")
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


def counted() -> list[int]:
    """Return how many records of each kind there are."""
    return [model._default_manager.count() for model in WRITTEN]


def test_a_killed_confirmation_leaves_all_or_nothing_and_can_be_done_again(
    dying_process: DyingProcess,
) -> None:
    reading, officer = read_june(upload=SimpleUploadedFile("cong-van.txt", JUNE.encode()))
    nothing = counted()

    assert dying_process.confirm(reading, officer, until="before-commit") == "killed"
    assert_nothing_was_written(reading, nothing)
    writes = 1
    while (answer := dying_process.confirm(reading, officer, until=writes)) == "killed":
        assert_nothing_was_written(reading, nothing)
        writes += 1

    # The first one that was not killed on the way wrote everything.
    assert answer == "survived"
    assert writes > 8
    assert_all_was_written_once(reading, nothing)
    # Its officer saw no answer, presses again, and nothing is written twice.
    directive = confirm_reading(reading, actor=officer, expected_version=0)
    assert directive == reading.directive
    assert_all_was_written_once(reading, nothing)


def test_a_confirmation_killed_before_its_answer_is_there_and_is_not_done_twice(
    dying_process: DyingProcess,
) -> None:
    reading, officer = read_june()
    nothing = counted()

    assert dying_process.confirm(reading, officer, until="after-commit") == "killed"

    assert_all_was_written_once(reading, nothing)
    confirm_reading(reading, actor=officer, expected_version=0)
    assert_all_was_written_once(reading, nothing)


def assert_nothing_was_written(reading: Reading, before: list[int]) -> None:
    """Check that the reading stands as it did, with nothing beside it."""
    reading.refresh_from_db()
    assert (reading.state, reading.directive, reading.version) == (ReadingState.OPEN, None, 0)
    assert counted() == before


def assert_all_was_written_once(reading: Reading, before: list[int]) -> None:
    """Check that the dispatch, its tasks, every unit's part and all their history are there once."""
    reading.refresh_from_db()
    assert reading.state == ReadingState.CONFIRMED
    added = dict(zip(WRITTEN, (now - then for now, then in zip(counted(), before, strict=True)), strict=True))
    files = int(bool(reading.file))
    assert (added[Directive], added[Task], added[CitedDocument], added[TaskTarget]) == (1, 25, 5, 4)
    assert added[Evidence] == files
    assert added[Assignment] > 100
    # Of every part two lines: made, assigned; and the reading's own that it was confirmed.
    assert added[HistoryEntry] == 1 + 25 + 2 * added[Assignment] + files + 1
