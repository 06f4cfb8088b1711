"""The template: lists, checks, the example row, the hidden sheets; and what the reader makes of it."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import (
    Heading,
    Table,
    find_table,
    limits_from_settings,
    read_workbook,
)
from reform.workbooks.writing import SheetColumn, remarks_headings, write_template

COLUMNS = [
    SheetColumn("code", "Mã", width=18, required=True),
    SheetColumn("unit", "Đơn vị", width=24, choices=("Sở Nội vụ", "Sở Tư pháp, phòng 1"), required=True),
    SheetColumn("due", "Hạn", kind="date", width=14),
    SheetColumn("share", "Tiến độ", kind="percent", width=12),
    SheetColumn("files", "Số hồ sơ", kind="integer", width=12),
    SheetColumn("money", "Kinh phí", kind="decimal", places=2, width=14),
    SheetColumn("done", "Xong", kind="boolean", width=10, choices=("Có", "Không")),
    SheetColumn("note", "Ghi chú", width=40),
    SheetColumn("seen", "Cập nhật", kind="datetime", width=18, read_only=True, choices=("x",)),
]
EXAMPLE = ["655/UBND", "Sở Nội vụ", datetime.date(2022, 6, 14), 60, 12, 1234.5, True, "=1+1\ndòng  2", None]
FILLED = ["V1", "Sở Nội vụ", datetime.date(2024, 1, 2), 33, 3, 2.5, False, "Dài " * 60,
          datetime.datetime(2024, 1, 2, 8, 30)]  # fmt: skip
META = {"register": "tasks", "version": "3", "unit": "P1", "period": "2024-01"}


def template(*, rows: Any = (FILLED,), example: Any = EXAMPLE) -> bytes:
    target = io.BytesIO()
    write_template(
        target,
        title="Nhiệm vụ: giao/nhận",
        columns=COLUMNS,
        rows=iter(rows),
        example=example,
        meta=META,
        explanations=[(column.heading, "Cần", "=Cách ghi", "ví dụ") for column in COLUMNS],
    )
    return target.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def read(content: bytes) -> Table:
    workbook = read_workbook(content, "mau.xlsx", limits_from_settings())
    headings = [Heading(column.name, (column.heading,), column.required) for column in COLUMNS]
    example = json.loads(workbook.meta.get("example") or "null")
    return find_table(workbook, headings, example=example, ignored=remarks_headings())


def test_the_headings_stand_frozen_on_top_and_tell_what_is_needed() -> None:
    page = opened(template()).worksheets[0]
    assert page.title == "Nhiệm vụ giao nhận"
    assert [cell.value for cell in page[1]][:3] == ["Mã *", "Đơn vị *", "Hạn"]
    assert page["A1"].font.bold
    assert page["A1"].fill.fgColor.rgb == "FF0F4C81"
    assert page["A1"].alignment.wrap_text
    assert page.freeze_panes == "A2"


def test_the_example_is_grey_and_in_italics_and_the_reader_leaves_it_out() -> None:
    page = opened(template()).worksheets[0]
    assert page["A2"].font.italic
    assert page["A2"].value == "655/UBND"
    table = read(template())
    assert table.numbers == [3]
    assert "example_row" in [note.code for note in table.notes]


def test_an_example_that_somebody_changed_is_data() -> None:
    book = opened(template())
    book.worksheets[0]["A2"] = "656/UBND"
    target = io.BytesIO()
    book.save(target)
    assert read(target.getvalue()).numbers == [2, 3]


@pytest.mark.parametrize("place", range(8))
def test_an_example_of_every_kind_is_known_again(place: int) -> None:
    example = [value if number in {0, place} else None for number, value in enumerate(EXAMPLE)]
    assert read(template(example=example)).numbers == [3]


def test_without_an_example_the_rows_begin_below_the_headings() -> None:
    content = template(example=[None] * len(COLUMNS))
    assert read(content).numbers == [2]
    assert "example" not in read_workbook(content, "mau.xlsx", limits_from_settings()).meta


def test_an_untouched_template_without_rows_has_none() -> None:
    with pytest.raises(FileRefused) as refused:
        read(template(rows=()))
    assert refused.value.code == "no_rows"


def test_filled_in_rows_come_back_as_they_are() -> None:
    row = read(template()).dataset[0]
    assert row[:3] == ("V1", "Sở Nội vụ", datetime.date(2024, 1, 2))
    assert row[3:7] == ("33%", 3, 2.5, "Không")


def test_lists_stand_on_a_very_hidden_sheet_and_are_offered_by_name() -> None:
    book = opened(template())
    lists = book["_lists"]
    assert lists.sheet_state == "veryHidden"
    assert [cell.value for cell in lists["A"]] == ["Sở Nội vụ", "Sở Tư pháp, phòng 1"]
    assert book.defined_names["list_1"].attr_text == "'_lists'!$A$1:$A$2"
    checks = {str(check.sqref)[:2]: check for check in book.worksheets[0].data_validations.dataValidation}
    assert checks["B2"].type == "list"
    assert checks["B2"].formula1 == "list_1"
    assert checks["G2"].formula1 == "list_2"


def test_numbers_and_days_are_checked_and_what_may_be_emptied_only_warned_of() -> None:
    page = opened(template()).worksheets[0]
    checks = {str(check.sqref)[:2]: check for check in page.data_validations.dataValidation}
    assert set(checks) == {"B2", "C2", "D2", "E2", "F2", "G2"}
    assert checks["C2"].type == "date"
    assert (checks["D2"].type, checks["D2"].formula1, checks["D2"].formula2) == ("decimal", "0", "1")
    assert checks["E2"].type == "whole"
    assert checks["B2"].errorStyle in {None, "stop"}
    assert checks["C2"].errorStyle == "warning"
    assert "#XOA" in checks["C2"].error
    assert all(str(check.sqref).endswith("10003") for check in checks.values())


def test_formats_hold_for_rows_that_are_still_blank() -> None:
    page = opened(template()).worksheets[0]
    assert page.column_dimensions["C"].number_format == "dd/mm/yyyy"
    assert page.column_dimensions["D"].number_format == "0%"
    assert page["D3"].value == 0.33


def test_columns_for_reading_only_are_grey() -> None:
    page = opened(template()).worksheets[0]
    assert page["I3"].fill.fgColor.rgb == "FFF1F3F5"
    assert page.column_dimensions["I"].fill.fgColor.rgb == "FFF1F3F5"
    assert page["A3"].fill.fill_type is None


def test_the_hidden_sheet_says_of_what_the_template_is() -> None:
    meta = read_workbook(template(), "mau.xlsx", limits_from_settings()).meta
    assert {key: meta[key] for key in META} == META
    assert json.loads(meta["example"])[2:5] == ["14/06/2022", "60%", 12]


def test_the_second_sheet_explains_every_column() -> None:
    book = opened(template())
    page = book.worksheets[1]
    words = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    assert [column.heading for column in COLUMNS] == [word for word in words if word in {
        column.heading for column in COLUMNS}]  # fmt: skip
    assert any("#XOA" in str(word) for word in words)
    assert "'=Cách ghi" in words
    assert book.active == book.worksheets[0]


def test_rows_with_long_texts_are_as_high_as_these() -> None:
    page = opened(template()).worksheets[0]
    assert page.row_dimensions[3].height > 60
