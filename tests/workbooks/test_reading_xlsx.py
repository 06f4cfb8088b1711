"""Excel workbooks in all the ways that programs write them, and in those that only attackers do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from reform.workbooks.reading import (
    Cell,
    Merged,
)
from tests.workbooks.samples.kit import Raw, error, formula, number, raw_xlsx, saved, xlsx
from tests.workbooks.workbooks import MAIN, read, refusal, rows_of, sheet_of


def test_every_kind_of_value_comes_out_as_what_it_is() -> None:
    row: Sequence[Any] = (
        "Đằng Hải",
        "01",
        5,
        2.5,
        -7.0,
        True,
        date(2022, 6, 14),
        datetime(2022, 6, 14, 8, 30),
        time(10, 5),
        timedelta(hours=30),
        "hai\ndòng",
    )
    (read_row,) = rows_of(xlsx([row]))
    assert read_row == list(row)
    assert [type(value) for value in read_row[2:6]] == [int, float, int, bool]
    assert type(read_row[6]) is date


def test_cells_stand_where_excel_shows_them() -> None:
    book = Book()
    book.active["C4"] = "x"
    book.active["E6"] = "y"
    sheet = read(saved(book)).sheets[0]
    assert len(sheet.rows) == 6
    assert sheet.rows[3][2] == "x"
    assert sheet.rows[5][4] == "y"
    assert not any(any(row) for row in sheet.rows[:3])


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u00a0", " \t "])
def test_text_without_a_letter_is_no_value(blank: str) -> None:
    assert rows_of(raw_xlsx([["a", blank, "b"]])) == [["a", None, "b"]]


@pytest.mark.parametrize("value", ["1e999", "-1e999"])
def test_a_number_that_no_database_could_keep_becomes_text(value: str) -> None:
    assert rows_of(raw_xlsx([[number(value)]])) == [["inf" if value[0] == "1" else "-inf"]]


def test_numbers_too_long_to_be_exact_stay_as_they_are() -> None:
    (row,) = rows_of(raw_xlsx([[number("9007199254740993"), number("123456789012"), number("1e300")]]))
    assert [type(value) for value in row] == [float, int, float]


@pytest.mark.parametrize(
    ("format_", "value", "shown"),
    [
        ("0%", 0.95, "95%"),
        ("0.00%", 0.07, "7%"),
        ("0.0%", 1.005, "100.5%"),
        ("0%", 1, "100%"),
        ("0%", 0, "0%"),
        ("0.000%", 0.95625, "95.6250%"),
        ('0"%"', 95, 95),
        ("0\\%", 95, 95),
        ("[Red]0%", -0.5, "-50%"),
        ("0%", "95%", "95%"),
        ("0%", True, True),
    ],
)
def test_a_percentage_comes_out_as_its_cell_shows_it(format_: str, value: Any, shown: Any) -> None:
    book = Book()
    book.active["B2"] = value
    book.active["B2"].number_format = format_
    assert read(saved(book)).sheets[0].rows[1][1] == shown


def test_shared_strings_rich_text_and_readings_are_understood() -> None:
    strings = (
        "<si><t>Mã</t></si><si/><si><t/></si>"
        '<si><r><rPr><b/></rPr><t xml:space="preserve">Đằng </t></r><r><t>Hải</t></r></si>'
        "<si><t>&#272;&amp;_x0041_</t><rPh><t>ruby</t></rPh></si>"
    )
    cells = [Raw(' t="s"', f"<v>{place}</v>") for place in range(5)]
    assert rows_of(raw_xlsx([cells], strings=strings)) == [["Mã", None, None, "Đằng Hải", "Đ&A"]]


def test_a_sign_that_no_database_takes_is_left_out_of_texts() -> None:
    content = raw_xlsx(
        [[Raw(' t="s"', "<v>0</v>"), "b_x0000_", Raw(' t="s"', "<v>1</v>")]],
        strings="<si><t>a_x0000_</t></si><si><t>_x0000_</t></si>",
    )
    assert rows_of(content) == [["a", "b", None]]


# --- What other programs write -----------------------------------------------------------


def test_prefixes_of_a_namespace_are_understood() -> None:
    content = raw_xlsx(
        "",
        more={
            "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2">'
            '<x:c r="B2" t="str"><x:v>a&amp;b</x:v></x:c><x:c r="C2" s="2"><x:v>0.5</x:v></x:c>'
            '<x:c r="D2" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row></x:sheetData>'
            '<x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>'
        },
    )
    (sheet,) = read(content).sheets
    assert sheet.rows == [[None] * 4, [None, "a&b", "50%", "#DIV/0!"]]
    assert sheet.merged == [Merged(1, 1, 1, 2)]
    assert sheet.flaws == {(2, 4): "#DIV/0!"}


def test_cells_and_rows_without_a_reference_follow_each_other() -> None:
    sheet = sheet_of(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
        '<row r="4"><c r="C4"><v>5</v></c><c t="b"><v>true</v></c></row><row><c><v>6</v></c></row>'
    )
    blank = [None] * 4
    assert sheet.rows == [[1, None, 3, None], blank, blank, [None, None, 5, True], [6, None, None, None]]


def test_comments_and_literal_parts_are_understood() -> None:
    sheet = sheet_of(
        '<!-- <c r="XFD1"><v>1</v></c> --><row r="1"><c r="A1" t="inlineStr">'
        "<is><t><![CDATA[<b>]]></t></is></c><?mso do?></row>"
    )
    assert sheet.rows == [["<b>"]]


def test_other_encodings_of_the_markup_are_understood() -> None:
    markup = (
        f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
        '<c r="A1" t="str"><v>Đằng Hải</v></c></row></sheetData></worksheet>'
    )
    content = raw_xlsx("", more={"xl/worksheets/sheet1.xml": markup.encode("utf-16")})
    assert rows_of(content) == [["Đằng Hải"]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c r='A1'><v>5</v></c>", 5),
        ('<c t="n" r="A1"><v>5</v></c>', 5),
        ('<c r="a1"><v>5</v></c>', 5),
        ('<c r="$A$1"><v>5</v></c>', 5),
        ('<c r="A1" cm="1"><f t="array" ref="A1">B1</f><v>5</v></c>', 5),
        ('<c r="A1"><v>5</v><f>4+1</f></c>', 5),
        ('<c r="A1" >\n  <v>5</v>\n</c>', 5),
        ('<c r="A1"><v>5</v><extLst><ext/></extLst></c>', 5),
        ('<c r="A1" t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c>', "a b"),
        ('<c r="A1"><is><t>01</t></is></c>', "01"),
        ('<c r="A1"><v>P-DH</v></c>', "P-DH"),
        ('<c r="A1" t="n"><v>P-DH</v></c>', "P-DH"),
        ('<c r="A1" t="unheard"><v>P-DH</v></c>', "P-DH"),
        ('<c r="A1" t="d"><v>2022-06-14</v></c>', date(2022, 6, 14)),
        ('<c r="A1" t="str" x:odd="1"><v xml:space="preserve"> a </v></c>', " a "),
    ],
)
def test_odd_ways_to_write_a_cell_are_understood(cell: str, value: Cell) -> None:
    markup = f'<row r="1" xmlns:x="x">{cell}</row>'
    assert sheet_of(markup).rows == [[value]]


def test_unusual_markup_reads_like_the_usual() -> None:
    rows: list[list[Any]] = [
        ["Mã", "Tên", number(0.5, 2), number(44_726, 1)],
        [formula("1+1", None), formula("A1", "Việc"), formula("1+1", 2), error("#REF!", "A1")],
        [None, "a<b>&c", Raw(' t="b"', "<v>1</v>"), Raw(' t="str"', "<f>A1</f><v></v>")],
    ]
    merged = '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>'
    usual = read(raw_xlsx(rows, tail=merged)).sheets[0]
    content = raw_xlsx(rows, tail=f"<!-- odd -->{merged}")
    assert read(content).sheets[0] == usual
    assert usual.flaws == {(2, 1): "formula", (2, 4): "#REF!"}
    assert usual.rows[0] == ["Mã", "Tên", "50%", date(2022, 6, 14)]


# --- Sheets ------------------------------------------------------------------------------


def test_only_visible_sheets_are_read_and_the_hidden_meta_sheet_is_taken_apart() -> None:
    book = Book()
    book.active.title = "Nhiệm vụ"
    book.active.append(["Mã"])
    hidden = book.create_sheet("Danh mục")
    hidden.sheet_state = "hidden"
    hidden.append(["ẩn"])
    meta = book.create_sheet("_meta")
    meta.sheet_state = "veryHidden"
    for pair in (
        ("register", "tasks"),
        ("version", 3),
        ("period", date(2022, 6, 1)),
        ("unit", None),
        (None, "x"),
    ):
        meta.append(pair)
    book.create_sheet("Trống")
    workbook = read(saved(book))
    assert [sheet.name for sheet in workbook.sheets] == ["Nhiệm vụ", "Trống"]
    assert workbook.sheets[1].rows == []
    assert workbook.meta == {"register": "tasks", "version": "3", "period": "2022-06-01", "unit": ""}


def test_a_workbook_without_a_visible_sheet_is_refused() -> None:
    hidden = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" state="hidden" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    assert refusal(raw_xlsx([["a"]], more={"xl/workbook.xml": hidden})).code == "no_sheet"
    assert refusal(raw_xlsx([["a"]], title="_meta")).code == "no_sheet"


def test_absurdly_many_sheets_are_refused() -> None:
    sheets = '<sheet name="a" sheetId="1" r:id="r1"/>' * 300
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    assert refusal(raw_xlsx([["a"]], more={"xl/workbook.xml": workbook})).code == "too_many_sheets"


def test_the_epoch_of_the_workbook_is_told_and_applied() -> None:
    book = Book()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(2022, 6, 14), 43_264])
    workbook = read(saved(book))
    assert workbook.starts_1904
    assert workbook.sheets[0].rows == [[date(2022, 6, 14), 43_264]]
    assert not read(xlsx([[1]])).starts_1904


def test_merged_ranges_are_told() -> None:
    book = Book()
    book.active["A1"] = "BÁO CÁO"
    book.active.merge_cells("A1:D2")
    assert [merged.reference for merged in read(saved(book)).sheets[0].merged] == ["A1:D2"]


# --- Flaws -------------------------------------------------------------------------------


def test_formulas_without_a_value_are_flawed_and_those_with_one_are_not() -> None:
    rows = [
        [formula("1+1", None), formula("1+1", 2), formula("A1", "x"), Raw(' t="str"', "<f>A9</f><v></v>")]
    ]
    sheet = read(raw_xlsx(rows)).sheets[0]
    assert sheet.flaws == {(1, 1): "formula"}
    assert sheet.rows[0] == [None, 2, "x", None]


def test_a_formula_that_openpyxl_writes_has_no_value() -> None:
    assert read(xlsx([["a", "=1+1", '="x"']])).sheets[0].flaws == {(1, 2): "formula", (1, 3): "formula"}


def test_shared_formulas_are_seen() -> None:
    sheet = sheet_of(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/></c></row>'
    )
    assert sheet.rows[:2] == [[1], [2]]
    assert sheet.flaws == {(3, 1): "formula"}


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#SPILL!", "#CALC!", "#UNHEARD!"])
def test_errors_are_told_with_their_text(text: str) -> None:
    sheet = read(raw_xlsx([["a", error(text), error(text, "1/0")]])).sheets[0]
    assert sheet.rows == [["a", text, text]]
    assert sheet.flaws == {(1, 2): text, (1, 3): text}


def test_an_error_pasted_as_text_is_one_too() -> None:
    content = raw_xlsx([["#REF!", Raw(' t="s"', "<v>0</v>"), "C#"]], strings="<si><t>#N/A</t></si>")
    assert read(content).sheets[0].flaws == {(1, 1): "#REF!", (1, 2): "#N/A"}
