"""The uploaded OpenDocument file with remarks: all else in it stays, and once mended it reads again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reform.workbooks.reading import Table, find_table, limits_from_settings, read_workbook
from reform.workbooks.writing import (
    CannotBeMarked,
    MarkedRow,
    mark_ods,
    remarks_heading,
    remarks_headings,
)
from tests.registers.spreadsheets.office_book import AUTHOR, DATA, HEADINGS, marked_row
from tests.workbooks.samples.kit import ods_cell, raw_ods, unzipped, zipped

# `office_book` as LibreOffice saves it; beside that A7 is coloured, G4 to G6 are merged, row 7 is hidden by a
# filter, and D8 is a formula.
OFFICE = (Path(__file__).parent / "files" / "so-theo-doi.ods").read_bytes()
RED = "#fdd0d3"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def mark(content: bytes, *marked: MarkedRow, drop: Any = (), data: Any = DATA, **options: Any) -> bytes:
    return mark_ods(
        content,
        sheet=options.pop("sheet", "Nhiệm vụ"),
        heading_row=options.pop("heading_row", 3),
        data_rows=data,
        marked=marked,
        drop_rows=drop,
        author=AUTHOR,
        **options,
    )


def read(content: bytes) -> Table:
    workbook = read_workbook(content, "bang.ods", limits_from_settings())
    return find_table(workbook, HEADINGS, ignored=remarks_headings())


def get(element: Any, name: str) -> Any:
    prefix, _colon, local = name.partition(":")
    return element.get(f"{{{NAMES[prefix]}}}{local}")


class Seen:
    """A sheet as a program lays it out."""

    def __init__(self, content: bytes, sheet: int = 0) -> None:
        self.document = etree.fromstring(dict(unzipped(content))["content.xml"])
        self.sheet = self.document.findall(".//table:table", NAMES)[sheet]
        self.rows: dict[int, Any] = {}
        self.cells: dict[tuple[int, int], Any] = {}
        number = 0
        for row in self.sheet.iterfind(".//table:table-row", NAMES):
            for _time in range(min(int(get(row, "table:number-rows-repeated") or 1), 20)):
                number += 1
                self.rows[number] = row
                column = 0
                for cell in row:
                    for _again in range(min(int(get(cell, "table:number-columns-repeated") or 1), 20)):
                        column += 1
                        self.cells[number, column] = cell

    def words(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        if cell is None:
            return ""
        return "\n".join("".join(part.itertext()) for part in cell.iterfind("text:p", NAMES))

    def note(self, row: int, column: int) -> tuple[str, str] | None:
        """Return who an annotation is by, and its words."""
        found = self.cells[row, column].find("office:annotation", NAMES)
        if found is None:
            return None
        words = "\n".join("".join(part.itertext()) for part in found.iterfind("text:p", NAMES))
        return found.findtext("dc:creator", namespaces=NAMES), words

    def style(self, row: int, column: int) -> Any:
        name = get(self.cells[row, column], "table:style-name")
        return next(
            (
                item
                for item in self.document.iterfind(".//style:style", NAMES)
                if get(item, "style:name") == name
            ),
            None,
        )

    def colour(self, row: int, column: int) -> str | None:
        style = self.style(row, column)
        found = None if style is None else style.find("style:table-cell-properties", NAMES)
        return None if found is None else get(found, "fo:background-color")

    def column(self, number: int) -> list[str]:
        return [self.words(row, number) for row in range(1, 13)]


def test_a_wrong_cell_is_red_and_annotated_and_its_row_has_a_last_column() -> None:
    seen = Seen(mark(OFFICE, marked_row(6, (2, "Không phải số. Ghi 60%."), (None, "Trùng dòng 4."))))
    assert seen.colour(6, 3) == RED
    assert seen.note(6, 3) == (AUTHOR, "Không phải số. Ghi 60%.")
    assert seen.note(6, 1) is None
    # Column G has merged cells in it.
    assert seen.words(3, 8) == remarks_heading()
    assert seen.words(6, 8) == "Không phải số. Ghi 60%.\nTrùng dòng 4."
    assert not seen.words(5, 8)


def test_everything_that_is_not_marked_stays_to_the_letter() -> None:
    content = mark(OFFICE, marked_row(6, (0, "Sai.")))
    before, after = dict(unzipped(OFFICE)), dict(unzipped(content))
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["content.xml"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    old, new = Seen(OFFICE), Seen(content)
    for (row, column), cell in old.cells.items():
        if column < 8 and (row, column) != (6, 1):
            assert new.words(row, column) == old.words(row, column)
            for attribute in ("table:formula", "table:style-name", "office:value", "office:date-value"):
                assert get(new.cells[row, column], attribute) == get(cell, attribute)
            assert new.note(row, column) == old.note(row, column)
    assert etree.tostring(new.document.findall(".//table:table", NAMES)[1]) == etree.tostring(
        old.document.findall(".//table:table", NAMES)[1]
    )


def test_the_number_format_of_a_red_cell_stays() -> None:
    before = Seen(OFFICE).style(6, 3)
    after = Seen(mark(OFFICE, marked_row(6, (2, "Sai.")))).style(6, 3)
    assert get(after, "style:data-style-name") == get(before, "style:data-style-name") is not None


def test_an_earlier_annotation_stays_below_ours_and_alone_once_the_cell_is_right() -> None:
    once = mark(OFFICE, marked_row(5, (3, "Quá dài.")))
    note = Seen(once).note(5, 4)
    assert note is not None
    assert note[0] == AUTHOR
    assert note[1].startswith("Quá dài.\n")
    assert note[1].endswith("Xem lại với phòng")
    again = Seen(mark(once, marked_row(6, (0, "Sai."))))
    # LibreOffice has forgotten who it was by when it made the file.
    assert again.note(5, 4) == ("", "Xem lại với phòng")
    assert again.colour(5, 4) is None


def test_a_file_marked_before_gets_no_second_column_and_no_old_remarks() -> None:
    once = mark(OFFICE, marked_row(5, (0, "Sai.")), marked_row(6, (2, "Sai.")))
    seen = Seen(mark(once, marked_row(6, (0, "Trùng."))))
    assert [seen.words(3, column) for column in range(1, 12)].count(remarks_heading()) == 1
    assert [seen.words(row, 8) for row in DATA] == ["", "", "Trùng.", "", ""]
    assert seen.note(5, 1) is None
    assert seen.colour(5, 1) is None
    assert seen.note(6, 3) is None
    assert seen.note(6, 1) == (AUTHOR, "Trùng.")


def test_our_annotations_are_known_again_when_nobody_is_named() -> None:
    once = mark(OFFICE, marked_row(5, (0, "Sai."), (3, "Quá dài.")))
    members = dict(unzipped(once))
    members["content.xml"] = members["content.xml"].replace(AUTHOR.encode(), b"")
    seen = Seen(mark(zipped(members), marked_row(6, (0, "Trùng."))))
    assert seen.note(5, 1) is None
    assert seen.note(5, 4) is not None
    assert seen.note(5, 4)[1] == "Xem lại với phòng"  # type: ignore[index]


def test_colours_of_other_people_stay() -> None:
    assert Seen(mark(OFFICE, marked_row(6, (0, "Sai.")))).colour(7, 1) == "#ffc7ce"


def test_rows_that_are_taken_are_gone_and_the_others_move_up_with_all_they_have() -> None:
    content = mark(OFFICE, marked_row(6, (2, "Sai.")), marked_row(8, (0, "Sai.")), drop={4, 5, 7})
    seen = Seen(content)
    assert seen.column(1)[:8] == ["BẢNG THEO DÕI", "5", "Mã", "V6", "V8", "Tổng cộng", "", "NGƯỜI LẬP"]
    assert seen.note(4, 3) == (AUTHOR, "Sai.")
    assert get(seen.cells[2, 1], "table:formula") == "of:=COUNTA([.A4:.A5])"
    assert get(seen.cells[6, 3], "table:formula") == "of:=SUM([.C4:.C5])"
    assert get(seen.cells[6, 4], "table:formula") == 'of:=COUNTIF([$Khác.A1:.A5];"x")+COUNTA([.A4])'
    # What the formula said stays; what it counted with may be gone.
    assert get(seen.cells[5, 4], "table:formula") is None
    assert seen.words(5, 4) == "Dòng 8"
    # A range of which rows go is merged no longer, and no covered cell is left of it.
    assert not seen.sheet.findall(
        ".//table:table-row/table:table-cell[@table:number-rows-spanned='3']", NAMES
    )
    assert seen.cells[4, 7].tag == f"{{{NAMES['table']}}}table-cell"
    assert get(seen.cells[8, 1], "table:number-columns-spanned") == "2"
    area = seen.document.find(".//table:database-range", NAMES)
    assert get(area, "table:target-range-address") == "'Nhiệm vụ'.A3:'Nhiệm vụ'.D5"
    assert not seen.document.findall(".//table:filter", NAMES)
    named = seen.document.find(".//table:named-range", NAMES)
    assert get(named, "table:cell-range-address") == "$'Nhiệm vụ'.$A$4:.$A$5"
    assert read(content).dataset["code"] == ["V6", "V8"]


def test_hidden_rows_with_remarks_are_shown() -> None:
    assert get(Seen(OFFICE).rows[7], "table:visibility") == "filter"
    seen = Seen(mark(OFFICE, marked_row(7, (0, "Sai."))))
    assert get(seen.rows[7], "table:visibility") is None


def test_a_row_of_fixed_height_grows_with_its_remarks() -> None:
    seen = Seen(mark(OFFICE, marked_row(6, (0, "Sai. " * 100))))
    name = get(seen.rows[6], "table:style-name")
    style = seen.document.find(f".//style:style[@style:name='{name}']/style:table-row-properties", NAMES)
    assert float(get(style, "style:row-height").removesuffix("cm")) > 4


def test_mended_it_reads_again_without_the_remarks() -> None:
    table = read(mark(OFFICE, marked_row(6, (2, "Sai."), (None, "Sai cả dòng."))))
    assert table.numbers == list(DATA)
    assert table.dataset["share"] == ["40%", "50%", "60%", "70%", "80%"]
    assert table.dataset["note"][4] == "Dòng 8"
    assert {note.code for note in table.notes} == {note.code for note in read(OFFICE).notes}


def repeated(rows: str, *, columns: str = "") -> bytes:
    headings = "".join(ods_cell(text) for text in ("Mã", "Hạn", "Tiến độ", "Ghi chú"))
    return raw_ods(
        f'<table:table table:name="Nhiệm vụ">{columns}<table:table-header-rows><table:table-row>{headings}'
        f"</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def test_what_the_file_writes_once_for_many_is_taken_apart() -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="4">{ods_cell("V")}'
        '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )
    columns = '<table:table-column table:number-columns-repeated="1024"/>'
    content = mark(
        repeated(rows, columns=columns),
        marked_row(3, (2, "Sai.")),
        marked_row(5, (1, "Sai nữa.")),
        heading_row=1,
        data=range(2, 6),
        drop={2, 4},
    )
    seen = Seen(content)
    assert [seen.words(row, 1) for row in (1, 2, 3, 4)] == ["Mã", "V", "V", ""]
    assert [seen.colour(2, column) for column in range(1, 5)] == [None, None, RED, None]
    assert [seen.colour(3, column) for column in range(1, 5)] == [None, RED, None, None]
    assert (seen.words(2, 5), seen.words(3, 5)) == ("Sai.", "Sai nữa.")
    widths = [
        (get(column, "table:number-columns-repeated"), bool(get(column, "table:style-name")))
        for column in seen.sheet.iterfind("table:table-column", NAMES)
    ]
    assert widths == [("4", False), (None, True), ("1019", False)]


def test_a_column_that_nobody_described_is_described() -> None:
    row = f"<table:table-row>{ods_cell('V1')}</table:table-row>"
    content = mark(
        repeated(row, columns="<table:table-column/>"), marked_row(2, (3, "Trống.")), heading_row=1, data=[2]
    )
    seen = Seen(content)
    assert seen.colour(2, 4) == RED
    assert seen.words(2, 5) == "Trống."
    described = seen.sheet.findall("table:table-column", NAMES)
    assert [get(column, "table:number-columns-repeated") for column in described] == [None, "3", None]


def test_fractions_of_one_are_shown_as_per_cent() -> None:
    rows = "".join(
        f"<table:table-row>{ods_cell(f'V{place}')}<table:table-cell/><table:table-cell "
        f'office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        "</table:table-row>"
        for place, value in enumerate((0.5, 0.25, 1, 0.3))
    )
    content = mark(
        repeated(rows),
        marked_row(4, (0, "Sai.")),
        heading_row=1,
        data=range(2, 6),
        drop={2, 3, 5},
        percents={2},
    )
    assert read(content).dataset["share"] == ["100%"]


def test_a_fraction_that_is_a_text_gets_a_sign_of_per_cent() -> None:
    rows = "".join(
        f"<table:table-row>{ods_cell('V')}<table:table-cell/>{ods_cell(text)}</table:table-row>"
        for text in ("1", "0,5")
    )
    content = mark(repeated(rows), marked_row(2, (0, "Sai.")), heading_row=1, data=[2, 3], percents={2})
    assert [Seen(content).words(row, 3) for row in (2, 3)] == ["100%", "50%"]


def test_remarks_are_never_formulas_and_never_break_the_file() -> None:
    content = mark(OFFICE, marked_row(6, (0, "=cmd|' /C calc'!A0\x02 <&>" + "a" * 40_000)))
    seen = Seen(content)
    assert seen.words(6, 8).startswith("'=cmd|' /C calc'!A0 <&>")
    assert get(seen.cells[6, 8], "office:value-type") == "string"
    assert len(seen.words(6, 8)) <= 32_767
    assert seen.note(6, 1) is not None


def test_a_signature_that_would_no_longer_hold_is_left_out() -> None:
    members = dict(unzipped(OFFICE)) | {"META-INF/documentsignatures.xml": b"<x/>"}
    content = mark(zipped(members), marked_row(6, (0, "Sai.")))
    assert "META-INF/documentsignatures.xml" not in dict(unzipped(content))


def test_a_file_that_is_too_long_or_other_than_it_was_read_is_said_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CannotBeMarked):
        mark(OFFICE, marked_row(6, (0, "Sai.")), sheet="Không có")
    with pytest.raises(CannotBeMarked):
        mark(zipped(dict(unzipped(OFFICE)) | {"content.xml": b"<x/>"}), marked_row(6, (0, "Sai.")))
    monkeypatch.setattr("reform.workbooks.writing.remarked_ods._LARGEST_CONTENT", 1000)
    with pytest.raises(CannotBeMarked):
        mark(OFFICE, marked_row(6, (0, "Sai.")))


def test_thousands_of_rows_are_taken_out_in_no_time() -> None:
    rows = "".join(
        f"<table:table-row>{ods_cell(f'V{number}')}</table:table-row>" for number in range(2, 3002)
    )
    content = mark(
        repeated(rows),
        marked_row(3, (0, "Sai.")),
        drop=set(range(2, 3002, 2)),
        heading_row=1,
        data=range(2, 3002),
    )
    assert read(content).dataset["code"] == [f"V{number}" for number in range(3, 3002, 2)]
