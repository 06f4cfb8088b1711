"""`kill -9` in the middle of confirming a dispatch: all of it is there afterwards, or nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reform.directives.enums import ReadingState
from reform.directives.models import Assignment, CitedDocument, Directive, Reading, Task, TaskTarget
from reform.directives.readings import confirm_reading
from reform.registers.models import Evidence, HistoryEntry
from tests.directives.test_readings import JUNE, read_june
from tests.robustness.conftest import DyingProcess

pytestmark = pytest.mark.django_db(transaction=True)

WRITTEN = (Directive, CitedDocument, Task, TaskTarget, Assignment, HistoryEntry, Evidence)


def counted() -> list[int]:
    """Return how many records of each kind there are."""
    return [model._default_manager.count() for model in WRITTEN]


def test_a_killed_confirmation_leaves_all_or_nothing_and_can_be_done_again(
    dying_process: DyingProcess,
) -> None:
    reading, officer = read_june(upload=SimpleUploadedFile("cong-van.txt", JUNE.encode()))
    nothing = counted()

    assert dying_process.do("reading", reading, officer, until="before-commit") == "killed"
    assert_nothing_was_written(reading, nothing)
    writes = 1
    while (answer := dying_process.do("reading", reading, officer, until=writes)) == "killed":
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

    assert dying_process.do("reading", reading, officer, until="after-commit") == "killed"

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
