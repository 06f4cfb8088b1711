"""Which files are taken at all: what an upload is, told by its content, and how large it may be."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from pytest_django import Settings

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import Limits, estimate_rows, limits_from_settings, read_workbook
from tests.workbooks.samples.kit import csv, ods_table, raw_ods, raw_xlsx, unzipped, xlsx, zipped

LIMITS = Limits(bytes=2_000_000, unpacked_bytes=8_000_000, rows=5_000, columns=60, cells=50_000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [("Mã", "Tên"), ("01", "Việc")]
XLSX, ODS, CSV = xlsx(ROWS), raw_ods(ods_table(ROWS)), csv(ROWS)


def refusal(content: bytes, name: str, limits: Limits = LIMITS) -> FileRefused:
    """Return how a file is refused; both ways of reading it must agree."""
    with pytest.raises(FileRefused) as counted:
        estimate_rows(content, name, limits)
    with pytest.raises(FileRefused) as read:
        read_workbook(content, name, limits)
    assert counted.value.code == read.value.code
    return read.value


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", XLSX), ("a.ODS", ODS), (" a b.CSV ", CSV)])
def test_the_three_formats_are_taken_whatever_the_case_of_their_ending(name: str, content: bytes) -> None:
    assert estimate_rows(content, name, LIMITS) == 2
    assert read_workbook(content, name, LIMITS).sheets[0].rows == [["Mã", "Tên"], ["01", "Việc"]]


def test_the_limits_come_from_the_settings(settings: Settings) -> None:
    settings.IMPORT_MAX_ROWS = 7
    limits = limits_from_settings()
    assert limits.rows == 7
    assert limits.unpacked_bytes > limits.bytes


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.csv"])
def test_a_file_of_no_bytes_is_refused(name: str) -> None:
    assert refusal(b"", name).code == "empty"


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    refused = refusal(CSV, "a.csv", replace(LIMITS, bytes=10))
    assert refused.code == "too_large"
    assert "10" in refused.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pdf.xlsx", b"%PDF-1.7\n"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00"),
        ("program.xlsx", b"MZ\x90\x00"),
        ("program.csv", b"\x7fELF\x02\x01"),
        ("page.xlsx", b"\xef\xbb\xbf  <!DOCTYPE html><html>"),
        ("page.csv", b"<table><tr><td>1</td></tr></table>"),
        ("text.xlsx", b"a;b\n1;2\n"),
        ("workbook.csv", XLSX),
        ("workbook.ods", XLSX),
        ("document.xlsx", ODS),
        ("letter.xlsx", zipped({"_rels/.rels": "<a/>", "word/document.xml": "<w/>"})),
        ("letter.ods", raw_ods("", more={"mimetype": "application/vnd.oasis.opendocument.text"})),
        ("archive.xlsx", zipped({"a.txt": "a"})),
        ("old.xls", OLE),
        ("old.xlsx", OLE),
        ("binary.xlsb", zipped({"xl/workbook.bin": b"\x00"})),
        ("binary.xlsx", zipped({"xl/workbook.bin": b"\x00"})),
        ("page.xls", b"<html>"),
        ("program.exe", b"MZ"),
        ("nothing", b"a"),
        ("zeros.csv", b"a;b\n\x00\x00\x00\n"),
    ],
)
def test_what_is_no_spreadsheet_or_another_than_its_name_says_is_refused(name: str, content: bytes) -> None:
    refused = refusal(content, name)
    assert refused.code == "not_a_spreadsheet"
    assert name in refused.message


def test_an_office_document_that_calls_itself_the_workbook_is_refused() -> None:
    content = raw_xlsx(ROWS, more={"xl/workbook.xml": "<document/>"})
    assert refusal(content, "a.xlsx").code == "not_a_spreadsheet"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsm", XLSX),
        ("a.xltm", b"anything"),
        ("a.xlsx", raw_xlsx(ROWS, more={"xl/vbaProject.bin": b"\x00"})),
        ("a.xlsx", raw_xlsx(ROWS, more={"XL\\VBAPROJECT.BIN": b"\x00"})),
        ("a.xlsx", raw_xlsx(ROWS, more={"xl/macrosheets/sheet1.xml": "<a/>"})),
        (
            "a.xlsx",
            raw_xlsx(
                ROWS,
                types='<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>',
            ),
        ),
        ("a.ods", raw_ods(ods_table(ROWS), more={"Basic/Standard/Module1.xml": "<a/>"})),
        ("a.ods", raw_ods(ods_table(ROWS), more={"Scripts/python/evil.py": "import os"})),
    ],
)
def test_a_workbook_with_macros_is_refused(name: str, content: bytes) -> None:
    assert refusal(content, name).code == "macros"


def test_an_empty_library_of_macros_is_none() -> None:
    lists = {"Basic/script-lc.xml": "<a/>", "Basic/Standard/script-lb.xml": "<a/>"}
    content = raw_ods(ods_table(ROWS), more=lists)
    assert estimate_rows(content, "a.ods", LIMITS) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le")),
        ("a.ods", raw_ods(ods_table(ROWS), manifest="<manifest:encryption-data/>")),
        ("a.ods", raw_ods(ods_table(ROWS), more={"encrypted-package": b"\x00"})),
    ],
)
def test_a_workbook_with_a_password_is_refused(name: str, content: bytes) -> None:
    assert refusal(content, name).code == "encrypted"


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(XLSX)
    # The flags of a member stand in its own header and in the central directory.
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + place] |= 1
            start += 4
    assert refusal(bytes(content), "a.xlsx").code == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_no_office_program_uses_is_refused(method: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, part in unzipped(XLSX):
            archive.writestr(name, part)
    assert refusal(target.getvalue(), "a.xlsx").code == "damaged"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", XLSX), ("a.ods", ODS)])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.98])
def test_a_file_cut_off_is_refused_as_damaged(name: str, content: bytes, share: float) -> None:
    assert refusal(content[: int(len(content) * share)], name).code == "damaged"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", XLSX), ("a.ods", ODS)])
def test_bytes_changed_inside_are_noticed(name: str, content: bytes) -> None:
    codes = set()
    for place in range(60, len(content) - 400, len(content) // 40):
        changed = bytearray(content)
        changed[place] ^= 0xFF
        try:
            read_workbook(bytes(changed), name, LIMITS)
        except FileRefused as refused:
            codes.add(refused.code)
    assert "damaged" in codes


def with_sizes(content: bytes, size: int) -> bytes:
    """Return an archive whose directory claims that every member has this size unpacked."""
    changed, start = bytearray(content), 0
    while (start := changed.find(b"PK\x01\x02", start)) >= 0:
        changed[start + 24 : start + 28] = size.to_bytes(4, "little")
        start += 4
    return bytes(changed)


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", XLSX), ("a.ods", ODS)])
def test_a_size_that_lies_in_the_headers_hides_nothing(name: str, content: bytes) -> None:
    assert refusal(with_sizes(content, 10), name).code == "damaged"
    assert estimate_rows(with_sizes(content, 0xFFFFFFF0), name, LIMITS) == 2
    bomb = raw_xlsx(ROWS, more={"xl/media/image1.png": b"\x00" * 9_000_000})
    assert refusal(with_sizes(bomb, 0xFFFFFFF0), "a.xlsx").code == "bomb"


def test_what_stands_behind_the_archive_does_no_harm() -> None:
    assert estimate_rows(XLSX + b"\x00" * 100, "a.xlsx", LIMITS) == 2


@pytest.mark.parametrize("path", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("filling", [b"\x00", b" ", b"<a/>"])
def test_a_bomb_in_place_of_a_part_is_refused(path: str, filling: bytes) -> None:
    members = dict(unzipped(XLSX)) | {path: filling * (9_000_000 // len(filling))}
    assert refusal(zipped(members), "a.xlsx").code in {"bomb", "damaged"}


def test_a_bomb_behind_good_cells_is_refused_as_one() -> None:
    for name, content in (
        ("a.xlsx", raw_xlsx(ROWS, tail=" " * 9_000_000)),
        ("a.xlsx", raw_xlsx(ROWS, more={"xl/media/image1.png": b"\x00" * 9_000_000})),
        ("a.ods", raw_ods(ods_table(ROWS) + " " * 9_000_000)),
        ("a.ods", raw_ods(ods_table(ROWS), more={"Pictures/a.png": b"\x00" * 9_000_000})),
    ):
        refused = refusal(content, name)
        assert refused.code == "bomb"
        assert "7 MB" in refused.message


def test_archives_inside_the_archive_are_not_opened() -> None:
    inner = zipped({"a": b"\x00" * 20_000_000})
    assert estimate_rows(raw_xlsx(ROWS, more={"xl/embeddings/a.zip": inner}), "a.xlsx", LIMITS) == 2


def test_an_archive_with_absurdly_many_members_is_refused() -> None:
    content = raw_xlsx(ROWS, more={f"xl/media/{number}": b"" for number in range(10_001)})
    assert refusal(content, "a.xlsx", replace(LIMITS, bytes=10_000_000)).code == "bomb"


def test_names_of_members_are_found_in_any_case_and_with_any_slash() -> None:
    members = {name.upper().replace("/", "\\"): part for name, part in unzipped(XLSX)}
    assert estimate_rows(zipped(members), "a.xlsx", LIMITS) == 2


DECLARATION = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "path",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "_rels/.rels",
    ],
)
def test_a_document_type_is_refused_in_every_part_of_a_workbook(path: str) -> None:
    members = dict(unzipped(raw_xlsx(ROWS)))
    members[path] = DECLARATION.encode() + members[path]
    assert refusal(zipped(members), "a.xlsx").code == "damaged"


def test_a_document_type_is_refused_among_shared_strings_and_in_open_documents() -> None:
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = f"{DECLARATION}<sst><si><t>&b;</t></si></sst>"
    content = raw_xlsx(cell, strings="x", more={"xl/sharedStrings.xml": strings})
    assert refusal(content, "a.xlsx").code == "damaged"
    content = raw_ods("", more={"content.xml": f"{DECLARATION}<a>&b;</a>"})
    assert refusal(content, "a.ods").code == "damaged"
