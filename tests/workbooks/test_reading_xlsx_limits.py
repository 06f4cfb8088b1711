"""Excel workbooks that want too much: cells far away, texts used a thousand times, markup without end."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook as Book

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import (
    read_workbook,
)
from tests.workbooks.samples.kit import Raw, number, raw_xlsx
from tests.workbooks.workbooks import LIMITS, MAIN, refusal, rows_of, sheet_of


def far(reference: str) -> str:
    """Return a sheet with a cell at its beginning and one far away."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("XFD1048576", "too_many_rows"),
        ("A5001", "too_many_rows"),
        ("BI2", "too_many_columns"),
        ("XFD2", "too_many_columns"),
        ("ZZZ9", "too_many_columns"),
        ("BH5000", "too_many_cells"),
        ("AAAA1", "damaged"),
        ("A99999999", "damaged"),
        ("A0", "damaged"),
        ("1A", "damaged"),
    ],
)
def test_a_cell_far_away_is_refused_before_anything_is_laid_out(reference: str, code: str) -> None:
    for markup in (far(reference), far(reference).replace('"', "'")):
        assert refusal(raw_xlsx(markup)).code == code


def test_a_refusal_for_size_names_the_sheet_and_the_cell() -> None:
    message = refusal(raw_xlsx(far("XFD2"), title="Nhiệm vụ")).message
    assert "Nhiệm vụ" in message
    assert "XFD2" in message


@pytest.mark.parametrize(
    "blank",
    [
        '<c r="XFD1048576" s="1"/>',
        '<c r="XFD1048576" s="1" />',
        '<c r="XFD1048576" s="1" t="n"></c>',
        "<c r='XFD1048576'/>",
        '<c r="XFD1048576" t="s"/>',
    ],
)
def test_formatted_cells_without_a_value_count_nowhere(blank: str) -> None:
    sheet = sheet_of(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{blank}</row>')
    assert sheet.rows == [[1]]


@pytest.mark.parametrize(
    "hidden",
    [
        f'<x:c xmlns:x="{MAIN}" r="XFD1048576"><x:v>1</x:v></x:c>',
        f'<x:row xmlns:x="{MAIN}" r="9"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<c\nr="XFD1048576"><v>1</v></c>',
        '<c s="1" r="XFD1048576"><v>1</v></c>',
        '<c r = "XFD1048576"><v>1</v></c>',
        '<c x=">" r="XFD1048576"><v>1</v></c>',
    ],
)
def test_a_cell_far_away_is_found_however_it_is_written(hidden: str) -> None:
    markup = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{hidden}</row>'
    assert refusal(raw_xlsx(markup)).code == "too_many_rows"


def test_dimensions_and_counts_that_lie_do_no_harm() -> None:
    content = raw_xlsx(
        "",
        strings="x",
        more={
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
            '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="9" uniqueCount="99999999999999999">'
            "<si><t>a</t></si></sst>",
        },
    )
    assert rows_of(content) == [["a"]]


def test_a_long_text_used_by_many_cells_is_refused() -> None:
    rows = [[Raw(' t="s"', "<v>0</v>")] * 20] * 1000
    strings = f"<si><t>{'x' * 20_000}</t></si><si><t>y</t></si>"
    assert refusal(raw_xlsx(rows, strings=strings)).code == "bomb"


def test_a_long_text_used_once_among_many_short_ones_is_taken() -> None:
    rows = [[Raw(' t="s"', f"<v>{int(number_ > 0)}</v>")] * 20 for number_ in range(1000)]
    strings = f"<si><t>{'x' * 20_000}</t></si><si><t>y</t></si>"
    assert len(rows_of(raw_xlsx(rows, strings=strings))) == 1000


def test_an_index_beyond_the_shared_strings_is_damage() -> None:
    content = raw_xlsx([[Raw(' t="s"', "<v>7</v>")]], strings="<si><t>a</t></si>")
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, "a.xlsx", LIMITS)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("value", ["-1e300", "1e12", "1e300"])
@pytest.mark.parametrize("format_", [14, 46])
def test_a_number_that_is_no_date_stays_a_number_whatever_its_format_says(value: str, format_: int) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="{format_}"/></cellXfs></styleSheet>'
    content = raw_xlsx([[number(value, 1), "a"]], more={"xl/styles.xml": styles})
    assert rows_of(content) == [[pytest.approx(float(value)), "a"]]


@pytest.mark.parametrize(
    "markup",
    [
        "<a>" * 300,
        '<a b="/">' * 300,
        "<a>/>" * 300,
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        "<row r='1'><c r='A1'><v>&undeclared;</v></c></row>",
    ],
)
def test_markup_that_is_broken_or_piled_up_is_damage(markup: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_workbook(raw_xlsx(markup), "a.xlsx", LIMITS)
    assert refused.value.code == "damaged"


def test_absurd_numbers_of_elements_errors_and_merged_ranges_are_refused() -> None:
    small = replace(LIMITS, cells=1_000)
    assert refusal(raw_xlsx("<row>" + "<c/>" * 2_000 + "</row>"), small).code == "bomb"
    assert refusal(raw_xlsx("<row r='1'/>", strings="<si/>" * 2_000), small).code == "bomb"
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 1_002))
    assert refusal(raw_xlsx(cells), small).code == "too_many_cells"
    tail = "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 100_001 + "</mergeCells>"
    assert refusal(raw_xlsx([["a"]], tail=tail)).code == "merged"


def test_cells_of_hidden_sheets_count_too() -> None:
    book = Book()
    book.active.append(["a"])
    hidden = book.create_sheet("ẩn")
    hidden.sheet_state = "hidden"
    for _row in range(60):
        hidden.append([1] * 20)
    target = io.BytesIO()
    book.save(target)
    assert refusal(target.getvalue(), replace(LIMITS, cells=1_000)).code == "too_many_cells"
    assert rows_of(target.getvalue()) == [["a"]]
