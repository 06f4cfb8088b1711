from pathlib import Path

import polib
import pytest

from deploy.check_translations import find_missing, find_stale, find_unfinished


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    file.extend(entries)
    return file


EXTRACTED = catalogue(
    polib.POEntry(msgid="Unit", occurrences=[("reform/organisation/models/unit.py", "1")]),
    polib.POEntry(msgid="%(n)d task", msgid_plural="%(n)d tasks", msgstr_plural={0: ""}),
)
COMPLETE = (
    polib.POEntry(msgid="Unit", msgstr="Đơn vị"),
    polib.POEntry(msgid="%(n)d task", msgid_plural="%(n)d tasks", msgstr_plural={0: "%(n)d nhiệm vụ"}),
)


def test_a_complete_catalogue_has_nothing_missing() -> None:
    assert list(find_missing(EXTRACTED, catalogue(*COMPLETE))) == []


def test_a_message_without_translation_is_named_with_its_file() -> None:
    assert list(find_missing(EXTRACTED, catalogue(COMPLETE[1]))) == [
        "missing: 'Unit' (reform/organisation/models/unit.py)"
    ]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Unit", msgstr="Đơn vị", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="Unit", msgstr=""), "untranslated"),
        (polib.POEntry(msgid="Unit", msgstr="Đơn vị", obsolete=True), "missing"),
        (polib.POEntry(msgid="Unit", msgstr="Đơn vị", msgctxt="measure"), "missing"),
    ],
)
def test_a_translation_that_does_not_count_is_reported(entry: polib.POEntry, problem: str) -> None:
    [line] = find_missing(EXTRACTED, catalogue(entry, COMPLETE[1]))

    assert line.startswith(f"{problem}: 'Unit'")


def test_a_fuzzy_leftover_is_reported_even_where_nothing_uses_it() -> None:
    leftover = polib.POEntry(msgid="Gone", msgstr="Đã bỏ", flags=["fuzzy"])

    assert len(list(find_unfinished(catalogue(*COMPLETE, leftover)))) == 1


def test_a_compiled_file_is_compared_by_what_it_says(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    file = catalogue(*COMPLETE)
    file.save(str(source))

    assert [*find_stale(source)] == ["django.mo is missing: run `make messages`"]
    file.save_as_mofile(str(source.with_suffix(".mo")))
    assert [*find_stale(source)] == []
    file[0].msgstr = "Phòng, ban"
    file.save(str(source))
    assert [*find_stale(source)] == ["django.mo differs from django.po: run `make messages`"]
