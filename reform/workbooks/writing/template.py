"""The workbook in which an officer fills in rows: drop-down lists, checks, an example, explanations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from reform.workbooks.cells import EMPTY_MARK
from reform.workbooks.reading.values import percent_text, plain_number

from .checks import add_check
from .columns import SheetColumn
from .harmless import cut, harmless
from .look import (
    BORDER,
    GREY,
    MOST_HEIGHT,
    PALE,
    TEXT,
    add_meta,
    alignment,
    dress_columns,
    dress_heading,
    dress_page,
    letters,
    lines_height,
    number_format,
    put_text,
    sheet_title,
)
from .values import fits_excel, plain, text_of_day, text_of_moment, text_of_number
from .xlsx import excel_value

LISTS = "_lists"
# So many rows beyond those that are filled in already have lists and checks.
_ROOM = 10_000
_EXAMPLE_ROW = 2
_PALE_FILL = PatternFill("solid", fgColor=PALE)
_TITLE = Font(name="Calibri", sz=14, bold=True)
_INSTRUCTION_WIDTHS = (28, 20, 64, 40)


@dataclass(frozen=True)
class FurtherSheet:
    """A table beside the main one of a workbook.

    Attributes:
        title: what its sheet is called; what Excel does not permit is left out.
        rows: the values in the order of the columns.
    """

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]


def write_template(
    target: BinaryIO,
    *,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    example: Sequence[Any],
    meta: Mapping[str, str],
    explanations: Sequence[tuple[str, ...]],
    further: Sequence[FurtherSheet] = (),
) -> None:
    """Write a template.

    Arguments:
        target: any file opened for writing.
        title: what the sheet is called; what Excel does not permit is left out.
        rows: the rows that are filled in already, the values in the order of the columns.
        example: the values of the example row, none of them for no such row.
        meta: what the hidden sheet `_meta` says; "example" is added, by which the reader knows that row.
        explanations: for each column its heading, whether it is needed, how to write it, and an example.
        further: tables that stand in sheets of their own behind the first one.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_title(title)
    _write_headings(sheet, columns)
    seen = example_as_read(columns, example)
    has_example = any(value is not None for value in seen)
    if has_example:
        _write_row(sheet, _EXAMPLE_ROW, columns, example, font=letters(italic=True, color=GREY))
    last = 2 if has_example else 1
    for last, row in enumerate(rows, last + 1):  # noqa: B020
        _write_row(sheet, last, columns, row)
    dress_page(sheet)
    for one in further:
        _write_further(book.create_sheet(sheet_title(one.title)), one)
    _write_instructions(book, explanations, has_example=has_example)
    _add_lists_and_checks(book, sheet, columns, last + _ROOM)
    add_meta(book, {**meta, "example": json.dumps(seen, ensure_ascii=False)} if has_example else meta)
    book.save(target)


def _write_further(sheet: Worksheet, table: FurtherSheet) -> None:
    _write_headings(sheet, table.columns)
    for number, row in enumerate(table.rows, 2):
        _write_row(sheet, number, table.columns, row)
    dress_page(sheet)


def example_as_read(columns: Sequence[SheetColumn], example: Sequence[Any]) -> list[Any]:
    """Return the values of the example row as they come back from its cells, as JSON holds them."""
    return [_as_read(value, column) for column, value in zip(columns, example, strict=True)]


def _as_read(value: Any, column: SheetColumn) -> Any:
    ready = plain(value, column.kind)
    if ready is None or isinstance(ready, str):
        return ready
    if isinstance(ready, datetime):
        return text_of_moment(ready)
    if isinstance(ready, date):
        return text_of_day(ready)
    if not fits_excel(ready):
        return text_of_number(ready)
    return percent_text(float(ready) / 100) if column.kind == "percent" else plain_number(float(ready))


def _write_headings(sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    headed = [
        replace(column, heading=f"{column.heading} *") if column.required else column for column in columns
    ]
    for place, column in enumerate(headed, 1):
        dress_heading(sheet.cell(1, place), column.heading)
    dress_columns(sheet, headed)
    for place, column in enumerate(headed, 1):
        if column.read_only:
            dimension = sheet.column_dimensions[get_column_letter(place)]
            dimension.fill, dimension.font = _PALE_FILL, letters(color=GREY)


def _write_row(
    sheet: Worksheet,
    number: int,
    columns: Sequence[SheetColumn],
    values: Sequence[Any],
    font: Font | None = None,
) -> None:
    for place, (column, value) in enumerate(zip(columns, values, strict=True), 1):
        cell = sheet.cell(number, place)
        _put(cell, value, column)
        cell.number_format = number_format(column)
        cell.alignment = alignment(column)
        if column.read_only:
            cell.fill, cell.font = _PALE_FILL, letters(color=GREY)
        if font is not None:
            cell.font = font
    _fit_height(sheet, number, [column.width for column in columns])


def _fit_height(sheet: Worksheet, number: int, widths: Sequence[int]) -> None:
    """Make a row as high as its texts: LibreOffice does not do so by itself.

    A row of one line keeps no height of its own, so that Excel makes it higher when more is typed.
    """
    texts = [(cell.value, width) for cell, width in zip(sheet[number], widths, strict=False)]
    heights = [lines_height(text, width) for text, width in texts if isinstance(text, str)]
    if max(heights, default=0) > lines_height("", 1):
        sheet.row_dimensions[number].height = min(max(heights) + 2, MOST_HEIGHT)


def _put(cell: Cell, value: Any, column: SheetColumn) -> None:
    ready = excel_value(plain(value, column.kind), column.kind)
    if isinstance(ready, str):
        put_text(cell, cut(ready))
    else:
        cell.value = ready


def _add_lists_and_checks(
    book: Workbook, sheet: Worksheet, columns: Sequence[SheetColumn], last_row: int
) -> None:
    lists: Any = None
    for place, column in enumerate(columns, 1):
        if column.read_only:
            continue
        name = ""
        if column.choices:
            lists = lists or _hidden_sheet(book)
            name = _add_list(book, lists, column)
        letter = get_column_letter(place)
        add_check(sheet, column, f"{letter}2:{letter}{last_row}", list_name=name)


def _hidden_sheet(book: Workbook) -> Worksheet:
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "veryHidden"
    return lists


def _add_list(book: Workbook, lists: Worksheet, column: SheetColumn) -> str:
    """Write what a drop-down list offers into the next column of the hidden sheet; return the list's name.

    By a name: lists on other sheets that are referred to by their cells do not survive every program.
    """
    place = 1 if lists.cell(1, 1).value is None else lists.max_column + 1
    for row, choice in enumerate(column.choices, 1):
        put_text(lists.cell(row, place), cut(harmless(choice)))
    letter = get_column_letter(place)
    name = f"list_{place}"
    range_of_cells = f"'{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
    book.defined_names[name] = DefinedName(name, attr_text=range_of_cells, hidden=True)
    return name


def _write_instructions(
    book: Workbook, explanations: Sequence[tuple[str, ...]], *, has_example: bool
) -> None:
    sheet = book.create_sheet(sheet_title(_("Instructions")))
    for place, width in enumerate(_INSTRUCTION_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    put_text(sheet.cell(1, 1), _("How to fill in this workbook"))
    sheet["A1"].font = _TITLE
    number = 1
    for number, hint in enumerate(_hints(has_example=has_example), 2):
        cell = sheet.cell(number, 1)
        put_text(cell, f"• {hint}")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=4)
        sheet.row_dimensions[number].height = 18
    _write_explanations(sheet, number + 2, explanations)
    dress_page(sheet, heading_row=None)


def _write_explanations(sheet: Worksheet, first: int, explanations: Sequence[tuple[str, ...]]) -> None:
    headings = (_("Column"), _("Needed?"), _("How to write it"), _("Example"))
    for place, heading in enumerate(headings, 1):
        dress_heading(sheet.cell(first, place), heading)
    sheet.row_dimensions[first].height = 24
    for number, line in enumerate(explanations, first + 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(number, place)
            put_text(cell, cut(harmless(text)))
            cell.alignment, cell.border, cell.font = TEXT, BORDER, letters(bold=place == 1)
            cell.number_format = "@"
        _fit_height(sheet, number, _INSTRUCTION_WIDTHS)


def _hints(*, has_example: bool) -> list[str]:
    mark = {"mark": EMPTY_MARK}
    hints = [
        _("Fill in one row for each record. Headings with a star (*) are needed for every new record."),
        _("A cell that is left blank changes nothing: what the portal holds stays as it is."),
        _("To empty what the portal holds, write %(mark)s into the cell.") % mark,
        _("Columns may be moved or left out, but their headings must stay as they are."),
        _("Grey columns are for reading only; what is written there is not taken in."),
    ]
    if has_example:
        hints.append(_("The grey row in italics is an example. It may stay: it is not taken in."))
    return hints
