"""The command that prints the reader's proposal."""

import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError

from reform.directives import known_units as known_units_module
from reform.directives.known_units import known_units
from tests.directives.reader.documents import SAMPLES, UNITS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_it_prints_the_proposal_as_json_that_keeps_its_diacritics() -> None:
    out = StringIO()
    call_command("read_dispatch", str(SAMPLES / "hai_an_2022_06.txt"), stdout=out)
    data = json.loads(out.getvalue())
    assert [len(section["tasks"]) for section in data["sections"]] == [6, 1, 6, 2, 2, 3, 4, 1]
    assert set(data) >= {"number", "date", "issuer", "subject", "cited_documents", "sections"}
    task = data["sections"][0]["tasks"][4]
    assert set(task) >= {"text", "units", "roles", "targets", "due", "frequency", "unsure"}
    assert "Ủy ban nhân dân quận Hải An" in out.getvalue()


@pytest.mark.parametrize("name", ["missing.docx", "scan_without_text.pdf"])
def test_a_file_that_cannot_be_read_ends_with_status_two_and_one_sentence(name: str) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("read_dispatch", str(SAMPLES / name), stdout=out, stderr=err)
    assert stopped.value.code == 2
    assert out.getvalue() == ""
    assert len(err.getvalue().strip().splitlines()) == 1


def test_a_folder_is_not_a_dispatch(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("read_dispatch", str(tmp_path), stderr=StringIO())
    assert stopped.value.code == 2


def test_without_units_in_the_database_the_starter_content_is_used() -> None:
    assert {unit.code for unit in known_units(authority="nowhere")} == {unit.code for unit in UNITS}


def test_a_database_that_was_never_migrated_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_tables(*args: object) -> list[object]:
        raise OperationalError("no such table")

    monkeypatch.setattr(known_units_module, "_rows", without_tables)
    assert len(known_units()) == len(UNITS)


def test_asking_for_a_database_file_that_does_not_exist_does_not_create_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = tmp_path / "portal.sqlite3"
    nowhere = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": missing})
    monkeypatch.setattr(known_units_module, "connection", nowhere)
    assert {unit.code for unit in known_units()} == {unit.code for unit in UNITS}
    assert not missing.exists()


def test_reasons_are_given_in_vietnamese() -> None:
    out = StringIO()
    call_command("read_dispatch", str(SAMPLES / "dispatches" / "cong_dien.txt"), stdout=out)
    reasons = [reason for section in json.loads(out.getvalue())["sections"] for reason in section["unsure"]]
    assert reasons == [
        "“Ban Chỉ huy Quân sự quận” không có trong danh sách đơn vị.",
        "“Công an quận” không có trong danh sách đơn vị.",
    ]
