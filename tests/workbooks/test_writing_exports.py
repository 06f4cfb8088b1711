"""Exports as XLSX, ODS and CSV: typed, harmless, whole, and readable by the portal's own reader."""

from __future__ import annotations

import datetime
import io
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reform.workbooks.cells import clean_text
from reform.workbooks.reading import Limits, limits_from_settings, read_workbook
from reform.workbooks.writing import (
    CUT_MARK,
    SheetColumn,
    harmless,
    stream_csv,
    stream_ods,
    was_cut,
    write_xlsx,
)

COLUMNS = [
    SheetColumn("code", "Mã"),
    SheetColumn("files", "Số hồ sơ", kind="integer"),
    SheetColumn("money", "Kinh phí", kind="decimal", places=2),
    SheetColumn("share", "Tiến độ", kind="percent"),
    SheetColumn("due", "Hạn", kind="date"),
    SheetColumn("seen", "Cập nhật", kind="datetime"),
    SheetColumn("done", "Xong", kind="boolean"),
]
ROW = ["V1", 1234, Decimal("2.50"), 95, datetime.date(2024, 2, 29),
       datetime.datetime(2024, 2, 29, 8, 30), True]  # fmt: skip
META = {"register": "tasks", "version": "1"}
Rows = Iterable[Sequence[Any]]


def xlsx(rows: Rows, columns: Sequence[SheetColumn] = COLUMNS) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, sheet="Nhiệm vụ", columns=columns, rows=rows, meta=META)
    return target.getvalue()


def ods(rows: Rows, columns: Sequence[SheetColumn] = COLUMNS) -> bytes:
    return b"".join(stream_ods("Nhiệm vụ", columns, rows, meta=META))


def csv(rows: Rows, columns: Sequence[SheetColumn] = COLUMNS) -> bytes:
    return b"".join(stream_csv(columns, rows))


WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "ods": ods, "csv": csv}


def read(ending: str, content: bytes, limits: Limits | None = None) -> list[list[Any]]:
    workbook = read_workbook(content, f"bang.{ending}", limits or limits_from_settings())
    return [list(row) for row in workbook.sheets[0].rows]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_cells_have_types_and_the_file_says_what_it_is(ending: str) -> None:
    content = WRITERS[ending]([ROW])
    assert read(ending, content)[1][:6] == ["V1", 1234, 2.5, "95%", *ROW[4:6]]
    assert read(ending, content)[1][6] in {"Có", "Yes"}
    workbook = read_workbook(content, f"bang.{ending}", limits_from_settings())
    assert workbook.meta == META
    assert [sheet.name for sheet in workbook.sheets] == ["Nhiệm vụ"]


def test_a_text_file_is_written_as_vietnamese_write() -> None:
    lines = csv([ROW]).decode("utf-8-sig").split("\r\n")
    assert csv([ROW]).startswith(b"\xef\xbb\xbf")
    assert lines[0] == "Mã,Số hồ sơ,Kinh phí,Tiến độ,Hạn,Cập nhật,Xong"
    assert lines[1].startswith('V1,1234,"2,50",95%,29/02/2024,29/02/2024 08:30,')
    assert lines[2:] == [""]


def test_the_workbook_has_a_frozen_heading_a_filter_and_formats() -> None:
    book = load_workbook(io.BytesIO(xlsx([ROW, ROW])))
    page = book.worksheets[0]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:G3"
    assert page["A1"].font.bold
    formats = [page[f"{letter}2"].number_format for letter in "BCDEF"]
    assert formats == ["#,##0", "#,##0.00", "0%", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"]
    assert book["_meta"].sheet_state == "veryHidden"


@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@a", "'=1", "''-1", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_gets_an_apostrophe_and_comes_back_without(ending: str, text: str) -> None:
    cell = read(ending, WRITERS[ending]([["a", text]], [SheetColumn("a", "A"), SheetColumn("b", "B")]))[1][1]
    assert cell.startswith("'")
    assert clean_text(cell) == text.strip()


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'a", "Đơn vị"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_a_harmless_text_begins_no_formula_and_goes_into_any_file(text: str) -> None:
    written = harmless(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\x00" not in written
    written.encode()


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize("text", ["_x0041_", "a\nb", "<&>\"'", "😀", "a\x0bb"])
def test_odd_signs_come_back(ending: str, text: str) -> None:
    cell = read(ending, WRITERS[ending]([[text]], [SheetColumn("a", "A")]))[1][0]
    assert cell == text.replace("\x0b", "")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_spaces_are_there_for_every_program(ending: str) -> None:
    content = WRITERS[ending]([["  a  b "]], [SheetColumn("a", "A")])
    # Our own reader takes several for one.
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1] == [
        "  a  b "
    ]


def test_rows_are_as_high_as_their_texts_in_programs_that_do_not_see_to_it() -> None:
    rows = [["ngắn"], ["dòng một\ndòng hai"], ["dài " * 20], ["dài " * 8_000]]
    page = load_workbook(io.BytesIO(xlsx(rows, [SheetColumn("a", "A", width=20)]))).worksheets[0]
    heights = [page.row_dimensions[number].height for number in range(2, 6)]
    assert heights[0] is None
    assert 30 <= heights[1] < heights[2] < heights[3] <= 409


def test_a_text_that_excel_cannot_hold_is_cut_and_said_so() -> None:
    target = io.BytesIO()
    written = write_xlsx(
        target, sheet="A", columns=[SheetColumn("a", "A")], rows=[["ngắn"], ["dài" * 20_000]], meta={}
    )
    assert (written.rows, written.cut) == (2, ("A3",))
    text = load_workbook(io.BytesIO(target.getvalue())).worksheets[0]["A3"].value
    assert len(text) <= 32_767
    assert text.endswith(CUT_MARK)
    assert was_cut(text)
    assert not was_cut("ngắn […]")


@pytest.mark.parametrize("ending", list(WRITERS))
def test_numbers_beyond_fifteen_digits_keep_them_all(ending: str) -> None:
    column = SheetColumn("a", "A", kind="integer")
    cell = read(ending, WRITERS[ending]([[12345678901234567]], [column]))[1][0]
    assert str(cell) == "12345678901234567"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_moments_are_written_in_local_time(ending: str) -> None:
    moment = datetime.datetime(2024, 1, 1, 20, 0, tzinfo=datetime.UTC)
    cell = read(ending, WRITERS[ending]([[moment]], [SheetColumn("a", "A", kind="datetime")]))[1][0]
    assert cell == timezone.localtime(moment).replace(tzinfo=None)


@pytest.mark.parametrize("ending", list(WRITERS))
def test_days_that_excel_does_not_count_to_are_kept(ending: str) -> None:
    day = datetime.date(1884, 6, 6)
    cell = read(
        ending, WRITERS[ending]([["x", day]], [SheetColumn("x", "X"), SheetColumn("a", "A", kind="date")])
    )
    assert str(cell[1][1]) in {"06/06/1884", "1884-06-06"}


@pytest.mark.parametrize("ending", list(WRITERS))
def test_a_list_without_rows_is_a_heading(ending: str) -> None:
    assert read(ending, WRITERS[ending]([])) == [[column.heading for column in COLUMNS]]


@pytest.mark.parametrize("ending", list(WRITERS))
def test_rows_are_never_kept(ending: str) -> None:
    def rows() -> Iterator[list[Any]]:
        for _number in range(5_000):
            yield [*ROW[:1], *ROW[1:]]

    class Sink(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            return len(data)

    tracemalloc.start()
    if ending == "xlsx":
        write_xlsx(Sink(), sheet="A", columns=COLUMNS, rows=rows(), meta={})  # type: ignore[arg-type]
    else:
        for _chunk in stream_csv(COLUMNS, rows()) if ending == "csv" else stream_ods("A", COLUMNS, rows()):
            pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024
