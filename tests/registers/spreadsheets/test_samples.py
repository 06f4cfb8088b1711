"""Every sample file comes to the outcome in `samples/outcomes.toml`, and its preview writes nothing."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from reform.organisation.models import User
from reform.registers.models import ImportBatch, ImportRow
from reform.registers.spreadsheets import RegisterResource
from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import find_table, limits_from_settings, read_workbook
from tests.registers.spreadsheets.helpers import counts, preview, remarks
from tests.registers.spreadsheets.world import RESOURCES, World, everything_written, imports_kept, small_world

# The files are read and judged by plain code; that rows are found alike on every database is asked elsewhere.
pytestmark = pytest.mark.once

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
FILES = SAMPLES / "files"
OUTCOMES: list[dict[str, Any]] = tomllib.loads((SAMPLES / "outcomes.toml").read_text(encoding="utf-8"))[
    "sample"
]
TAKEN = [outcome for outcome in OUTCOMES if "refused" not in outcome]
REFUSED = [outcome for outcome in OUTCOMES if "refused" in outcome]
# Small enough for a bomb of ten kilobytes.
UNPACKED_BYTES = 8 * 1024 * 1024


@pytest.fixture
def world(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """The authority of the samples, with uploads in the test's own folder."""
    settings.IMPORT_MAX_UNPACKED_BYTES = UNPACKED_BYTES
    monkeypatch.setattr(ImportBatch._meta.get_field("file"), "storage", storages["private"])
    return small_world()


def given(outcome: dict[str, Any], world: World) -> tuple[type[RegisterResource], User, bytes]:
    """Return the resource, the officer and the content of a sample."""
    content = (FILES / outcome["file"]).read_bytes()
    return RESOURCES[outcome["register"]], getattr(world, outcome["who"]), content


def named(outcome: dict[str, Any]) -> str:
    """Return what a test about a sample is called."""
    return str(outcome["file"])


def test_there_are_samples_for_every_file_and_files_for_every_sample() -> None:
    assert {path.name for path in FILES.iterdir()} == {outcome["file"] for outcome in OUTCOMES}
    assert len(OUTCOMES) >= 70
    assert all(path.stat().st_size < 15_000 for path in FILES.iterdir())


@pytest.mark.parametrize("outcome", TAKEN, ids=named)
def test_a_file_that_is_taken_is_understood_and_writes_nothing_yet(
    outcome: dict[str, Any], world: World
) -> None:
    resource, user, content = given(outcome, world)
    before = everything_written()
    batch = preview(resource, user, content, outcome["file"])
    assert everything_written() == before
    assert remarks(batch) == [tuple(remark) for remark in outcome.get("remarks", ())]
    assert counts(batch) == tuple(outcome[name] for name in ("new", "changed", "unchanged", "rejected"))
    for number, column, words in outcome.get("values", ()):
        changes = {name: new for name, _old, new in ImportRow.objects.get(batch=batch, number=number).changes}
        assert changes.get(column) == words, (number, column, changes)
    assert notes_of(resource, user, content, outcome["file"]) == set(outcome.get("notes", ()))
    assert len(imports_kept()) == 1


def notes_of(resource: type[RegisterResource], user: User, content: bytes, name: str) -> set[str]:
    """Return the codes of what a file is said to hold beside its rows."""
    workbook = read_workbook(content, name, limits_from_settings())
    table = find_table(
        workbook,
        resource(user=user).headings(),
        example=json.loads(workbook.meta.get("example", "null")),
        ignored=("Ghi chú lỗi",),
    )
    return {note.code for note in table.notes}


@pytest.mark.parametrize("outcome", REFUSED, ids=named)
def test_a_file_that_is_refused_says_why_and_leaves_nothing_behind(
    outcome: dict[str, Any], world: World, django_capture_on_commit_callbacks: Any
) -> None:
    resource, user, content = given(outcome, world)
    before = everything_written()
    with pytest.raises(FileRefused) as refused, django_capture_on_commit_callbacks(execute=True):
        preview(resource, user, content, outcome["file"])
    assert refused.value.code == outcome["refused"]
    assert refused.value.message.endswith(".")
    assert not ImportBatch.objects.exists()
    assert imports_kept() == []
    assert everything_written() == before
