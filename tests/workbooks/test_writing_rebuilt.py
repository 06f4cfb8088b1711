"""The new workbook with the wrong rows alone: whatever was read can be read from it once more."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from reform.workbooks.reading import (
    Heading,
    Workbook,
    find_table,
    limits_from_settings,
    read_workbook,
)
from reform.workbooks.writing import (
    MarkedRow,
    build_marked,
    rebuilt,
    remarks_heading,
    remarks_headings,
)

HEADINGS = {1: "Mã", 4: "Giá trị"}


def built(*rows: MarkedRow, **options: Any) -> bytes:
    target = io.BytesIO()
    build_marked(
        target,
        sheet="Nhiệm vụ: 1/2",
        headings=HEADINGS,
        marked=iter(rows),
        meta={"register": "tasks", "period": "2024-01"},
        author="Cổng cải cách",
        **options,
    )
    return target.getvalue()


def read(content: bytes) -> Workbook:
    return read_workbook(content, "bang.xlsx", limits_from_settings())


def test_it_holds_headings_the_marked_rows_and_their_remarks() -> None:
    rows = [
        MarkedRow(7, ["V7", "chín"], [(4, "Không phải số."), (None, "Sai cả dòng.")]),
        MarkedRow(9, ["V9", None], [(4, "Còn thiếu.")]),
    ]
    page = load_workbook(io.BytesIO(built(*rows))).worksheets[0]
    assert page.title == "Nhiệm vụ 1 2"
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Mã", "Giá trị", remarks_heading()],
        ["V7", "chín", "Không phải số.\nSai cả dòng."],
        ["V9", None, "Còn thiếu."],
    ]
    assert page["B2"].comment.text == "Không phải số."
    assert page["B3"].fill.fill_type == "solid"
    assert page["A2"].comment is None
    assert page.freeze_panes == "A2"


def test_of_very_many_remarks_only_the_first_are_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilt, "_MOST_COMMENTS", 2)
    rows = [MarkedRow(number, ["V", number], [(4, "Sai.")]) for number in range(2, 6)]
    page = load_workbook(io.BytesIO(built(*rows))).worksheets[0]
    assert [page.cell(row, 2).comment is not None for row in range(2, 6)] == [True, True, False, False]
    assert {page.cell(row, 2).fill.fill_type for row in range(2, 6)} == {"solid"}
    assert {page.cell(row, 3).value for row in range(2, 6)} == {"Sai."}


def test_it_says_of_itself_what_the_uploaded_file_said() -> None:
    workbook = read(built(MarkedRow(7, ["V7", 1], [(4, "Sai.")])))
    assert workbook.meta == {"register": "tasks", "period": "2024-01"}


@pytest.mark.parametrize("starts_1904", [False, True])
@pytest.mark.parametrize(
    "value",
    [
        "văn bản\nhai dòng",
        "'=1+1",
        "95%",
        "#N/A…",
        "dấu _x0041_",
        12,
        1.5,
        True,
        datetime.date(2024, 2, 29),
        datetime.date(1903, 5, 1),
        datetime.datetime(2024, 2, 29, 8, 30),
        datetime.time(8, 30),
        datetime.timedelta(hours=30),
    ],
)
def test_every_value_is_read_as_it_was(value: Any, *, starts_1904: bool) -> None:
    workbook = read(built(MarkedRow(7, ["V7", value], [(1, "Sai.")]), starts_1904=starts_1904))
    expected = "01/05/1903" if value == datetime.date(1903, 5, 1) else value
    assert workbook.sheets[0].rows[1][1] == expected
    assert workbook.starts_1904 is starts_1904


def test_a_number_that_excel_cannot_hold_keeps_its_digits_as_text() -> None:
    assert (
        read(built(MarkedRow(7, ["V7", 12345678901234567], []))).sheets[0].rows[1][1] == "12345678901234567"
    )


def test_formulas_from_text_files_become_texts() -> None:
    content = built(MarkedRow(7, ["=1+1", "-x"], [(1, "=2+2")]))
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in page[2]] == ["'=1+1", "'-x", "'=2+2"]
    assert {cell.data_type for cell in page[2]} == {"s"}


def test_fractions_are_shown_as_per_cent() -> None:
    workbook = read(built(MarkedRow(7, ["V7", 1], []), MarkedRow(8, ["V8", 0.955], []), percents={4}))
    assert [row[1] for row in workbook.sheets[0].rows[1:]] == ["100%", "95.5%"]


def test_mended_it_reads_again() -> None:
    headings = [Heading("code", ("Mã",), True), Heading("value", ("Giá trị",), True)]
    table = find_table(
        read(built(MarkedRow(7, ["V7", 1], [(4, "Sai.")]))), headings, ignored=remarks_headings()
    )
    assert list(table.dataset) == [("V7", 1)]
    assert table.notes == []
