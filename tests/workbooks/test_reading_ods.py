"""OpenDocument spreadsheets: what LibreOffice writes, and what only attackers do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import (
    Cell,
    Limits,
    Merged,
    Sheet,
    Workbook,
    estimate_rows,
    read_workbook,
)
from tests.workbooks.samples.kit import ods_cell, ods_table, raw_ods

LIMITS = Limits(bytes=5_000_000, unpacked_bytes=50_000_000, rows=5_000, columns=60, cells=50_000)
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def read(body: str, limits: Limits = LIMITS) -> Workbook:
    """Return a workbook; counting its rows must agree."""
    content = raw_ods(body)
    workbook = read_workbook(content, "a.ods", limits)
    assert estimate_rows(content, "a.ods", limits) == max(len(sheet.rows) for sheet in workbook.sheets)
    return workbook


def sheet_of(*rows: str, limits: Limits = LIMITS) -> Sheet:
    """Return a sheet read from the markup of its rows."""
    return read(f'<table:table table:name="Một">{"".join(rows)}</table:table>', limits).sheets[0]


def row(*cells: str, attributes: str = "") -> str:
    """Return the markup of a row."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def typed(kind: str, value: str, *, attribute: str = "value", text: str = "shown") -> str:
    """Return a cell that is no text."""
    attributes = f'office:value-type="{kind}" office:{attribute}="{value}"'
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def refusal(*rows: str, limits: Limits = LIMITS) -> str:
    """Return the code with which a sheet is refused."""
    content = raw_ods(f'<table:table table:name="Một">{"".join(rows)}</table:table>')
    with pytest.raises(FileRefused) as counted:
        estimate_rows(content, "a.ods", limits)
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, "a.ods", limits)
    assert counted.value.code == refused.value.code
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (typed("float", "2.5"), 2.5),
        (typed("float", "95"), 95),
        (typed("float", "1E+300"), 1e300),
        (typed("float", "INF"), "inf"),
        (typed("float", "x"), "shown"),
        (typed("currency", "1500000"), 1_500_000),
        (typed("percentage", "0.95"), "95%"),
        (typed("percentage", "0.07"), "7%"),
        (typed("percentage", "0.95625"), "95.6250%"),
        (typed("date", "2022-06-14", attribute="date-value"), date(2022, 6, 14)),
        (typed("date", "2022-06-14T08:30:00", attribute="date-value"), datetime(2022, 6, 14, 8, 30)),
        (typed("date", "2022-06-14T00:00:00", attribute="date-value"), date(2022, 6, 14)),
        (
            typed("date", "2022-06-14T08:30:00.5Z", attribute="date-value"),
            datetime(2022, 6, 14, 8, 30, 0, 500_000),
        ),
        (typed("date", "-0044-03-15", attribute="date-value"), "shown"),
        (typed("date", "2022-02-31", attribute="date-value"), "shown"),
        (typed("time", "PT10H05M00S", attribute="time-value"), time(10, 5)),
        (typed("time", "PT30H00M00S", attribute="time-value"), timedelta(hours=30)),
        (typed("time", "sớm", attribute="time-value"), "shown"),
        (typed("boolean", "true", attribute="boolean-value"), True),
        (typed("boolean", "false", attribute="boolean-value"), False),
        (typed("string", "01", attribute="string-value", text="1"), "01"),
        (typed("unheard", "1"), "shown"),
        (typed("float", "", text=""), None),
        (ods_cell("Đằng Hải"), "Đằng Hải"),
        (ods_cell("  "), None),
        ("<table:table-cell><text:p>bare</text:p></table:table-cell>", "bare"),
        ("<table:table-cell><text:p/></table:table-cell>", None),
    ],
)
def test_every_kind_of_value_comes_out_as_what_it_is(cell: str, value: Cell) -> None:
    (read_row,) = sheet_of(row(cell, ods_cell("x"))).rows
    assert read_row == [value, "x"]
    assert type(read_row[0]) is type(value)


def test_the_words_of_a_cell_are_its_paragraphs_without_remarks_and_pictures() -> None:
    cell = (
        f'<table:table-cell office:value-type="string" xmlns:draw="{OASIS}:drawing:1.0">'
        "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame>"
        '<text:p>Việc<text:s text:c="4000000000"/><text:span>đậm</text:span>'
        "<text:note><text:p>cước chú</text:p></text:note></text:p>"
        "<text:p>hai<text:line-break/>ba<text:tab/>bốn</text:p></table:table-cell>"
    )
    assert sheet_of(row(cell)).rows == [["Việc đậm\nhai\nba\tbốn"]]


def test_repeated_cells_and_rows_stand_where_they_are_shown() -> None:
    sheet = sheet_of(
        row("<table:table-cell/>", attributes='table:number-rows-repeated="2"'),
        row(
            '<table:table-cell table:number-columns-repeated="2"/>',
            ods_cell("x", ' table:number-columns-repeated="2"'),
            '<table:table-cell table:number-columns-repeated="16380"/>',
            attributes='table:number-rows-repeated="2"',
        ),
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048570"',
        ),
    )
    assert sheet.rows == [[], [], [None, None, "x", "x"], [None, None, "x", "x"]]
    assert sheet.rows[2] is not sheet.rows[3]


@pytest.mark.parametrize("times", ["", "0", "-1", "x", "٣", "9" * 30])
def test_a_repetition_that_is_no_number_is_one(times: str) -> None:
    assert sheet_of(row(ods_cell("x", f' table:number-columns-repeated="{times}"'))).rows == [["x"]]


def test_formulas_and_errors_are_flawed_where_they_have_no_value() -> None:
    def calculated(more: str, inside: str = "") -> str:
        return f'<table:table-cell table:formula="of:=1" {more} {CALC}>{inside}</table:table-cell>'

    failed = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    sheet = sheet_of(
        row(
            calculated(""),
            calculated("", "<text:p/>"),
            calculated('office:value-type="float" office:value="2"', "<text:p>2</text:p>"),
            calculated(failed, "<text:p>#DIV/0!</text:p>"),
            calculated(failed, "<text:p>Err:502</text:p>"),
            calculated(failed),
            ods_cell("#REF!"),
            attributes='table:number-rows-repeated="2"',
        )
    )
    assert sheet.rows[1] == [None, None, 2, "#DIV/0!", "Err:502", "#VALUE!", "#REF!"]
    flaws = {1: "formula", 4: "#DIV/0!", 5: "Err:502", 6: "#VALUE!", 7: "#REF!"}
    assert sheet.flaws == {(line, column): text for line in (1, 2) for column, text in flaws.items()}


def test_merged_ranges_are_told() -> None:
    spanned = ' table:number-columns-spanned="2" table:number-rows-spanned="3"'
    sheet = sheet_of(row(ods_cell("a"), ods_cell("b", spanned), "<table:covered-table-cell/>", ods_cell("c")))
    assert sheet.merged == [Merged(1, 2, 3, 3)]
    assert sheet.rows == [["a", "b", None, "c"]]


def test_only_visible_sheets_are_read_and_the_hidden_meta_sheet_is_taken_apart() -> None:
    styles = (
        f'<office:automatic-styles xmlns:style="{OASIS}:style:1.0">'
        '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles>"
    )
    hidden = ' table:style-name="ta2"'
    content = raw_ods(
        styles
        + "<table:tracked-changes><table:table-cell><text:p>cũ</text:p></table:table-cell>"
        + "</table:tracked-changes><table:calculation-settings>"
        + '<table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
        + ods_table([["Mã"]], name="Nhiệm vụ").replace('">', '" table:style-name="ta1">', 1)
        + ods_table([["ẩn"]], name="Danh mục").replace('">', f'"{hidden}>', 1)
        + ods_table([["register", "tasks"], ["version", 3]], name="_meta").replace('">', f'"{hidden}>', 1)
    )
    workbook = read_workbook(content, "a.ods", LIMITS)
    assert [(sheet.name, sheet.rows) for sheet in workbook.sheets] == [("Nhiệm vụ", [["Mã"]])]
    assert workbook.meta == {"register": "tasks", "version": "3"}
    assert workbook.starts_1904
    assert workbook.format == "ods"


def test_a_file_without_a_visible_sheet_is_refused() -> None:
    for body in ("", ods_table([["a", "b"]], name="_meta")):
        with pytest.raises(FileRefused) as refused:
            read_workbook(raw_ods(body), "a.ods", LIMITS)
        assert refused.value.code == "no_sheet"


def test_tables_inside_cells_and_groups_of_rows_are_understood() -> None:
    inner = f"<table:table-cell>{ods_table([['trong']])}<text:p>ngoài</text:p></table:table-cell>"
    sheet = sheet_of(
        "<table:table-header-rows>" + row(ods_cell("Mã")) + "</table:table-header-rows>",
        "<table:table-row-group>" + row(inner) + "</table:table-row-group>",
    )
    assert sheet.rows == [["Mã"], ["ngoài"]]


MANY = ' table:number-columns-repeated="{}"'
OFTEN = 'table:number-rows-repeated="{}"'


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(ods_cell("x", MANY.format(999_999_999))), "too_many_columns"),
        (row('<table:table-cell table:number-columns-repeated="61"/>', ods_cell("x")), "too_many_columns"),
        (row(ods_cell("x"), attributes=OFTEN.format(999_999_999)), "too_many_rows"),
        (row(attributes=OFTEN.format(5_000)) + row(ods_cell("x")), "too_many_rows"),
        (row(ods_cell("x" * 1_000, MANY.format(60)), attributes=OFTEN.format(5_000)), "too_many_cells"),
        (row('<table:table-cell table:formula="x"/>' * 30, attributes=OFTEN.format(4_000)), "formula"),
        (
            row(ods_cell("x", ' table:number-columns-spanned="2"') * 30, attributes=OFTEN.format(4_000)),
            "merged",
        ),
        (row("<table:table-cell/>" * 60_000), "bomb"),
        (row(ods_cell("x" * 1_100_000)), "damaged"),
        ("<a>" * 300, "damaged"),
        ("<table:table-row>", "damaged"),
        ("&undeclared;", "damaged"),
    ],
)
def test_what_would_fill_the_memory_is_refused(rows: str, code: str) -> None:
    limits = replace(LIMITS, cells=1_000_000) if code in {"formula", "merged"} else LIMITS
    assert refusal(rows, limits=limits) == code


def test_a_gap_of_blank_rows_is_kept_within_the_limit() -> None:
    sheet = sheet_of(row(attributes=OFTEN.format(4_999)), row(ods_cell("x")))
    assert len(sheet.rows) == 5_000
    assert sheet.rows[-1] == ["x"]


def test_absurdly_many_sheets_are_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read_workbook(raw_ods(ods_table([["a"]]) * 300), "a.ods", LIMITS)
    assert refused.value.code == "too_many_sheets"
