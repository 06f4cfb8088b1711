"""A workbook with nothing but the rows that need mending, where the uploaded one cannot be given back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from reform.registers.spreadsheets.reading import Cell as Value

from .harmless import cut, harmless_again
from .look import BORDER, TEXT, add_meta, dress_heading, dress_page, put_text, sheet_title
from .marks import REMARKS_WIDTH, MarkedRow, mark_cell, put_remarks, remarks_heading
from .values import fits_excel, text_of_day, text_of_number

_WIDTH = 24
# Before 1904 some calendars of Excel do not count; such days stand as text.
_FIRST_YEAR = 1905


def build_marked(
    target: BinaryIO,
    *,
    sheet: str,
    headings: Mapping[int, str],
    marked: Iterable[MarkedRow],
    meta: Mapping[str, str],
    author: str,
    percents: Collection[int] = (),
    starts_1904: bool = False,
) -> None:
    """Write a new workbook with the headings, the marked rows, and their remarks.

    Arguments:
        target: any file opened for writing.
        headings: by the column in the uploaded sheet, from 0, in the order of a row's cells.
        marked: the rows; read once.
        meta: what the uploaded file said of itself.
        author: who says so.
        percents: columns whose bare numbers are fractions of one.
        starts_1904: whether bare numbers for dates count from 1904.
    """
    book = Workbook(write_only=True)
    if starts_1904:
        book.epoch = CALENDAR_MAC_1904
    page: Any = book.create_sheet(sheet_title(sheet))
    last = len(headings) + 1
    for place in range(1, last):
        page.column_dimensions[get_column_letter(place)].width = _WIDTH
    page.column_dimensions[get_column_letter(last)].width = REMARKS_WIDTH
    page.freeze_panes = "A2"
    dress_page(page, heading_row=None)
    page.append([_heading(page, text) for text in (*headings.values(), remarks_heading())])
    for row in marked:
        page.append(_row(page, row, list(headings), percents, author))
    add_meta(book, meta)
    book.save(target)


def _heading(page: Any, text: str) -> Cell:
    cell = WriteOnlyCell(page)
    dress_heading(cell, text)
    return cell


def _row(
    page: Any, row: MarkedRow, positions: list[int], percents: Collection[int], author: str
) -> list[Cell]:
    remarks = row.by_position()
    cells = []
    for position, value in zip(positions, row.cells, strict=True):
        cell = WriteOnlyCell(page)
        cell.border, cell.alignment = BORDER, TEXT
        put_value(cell, value, is_fraction=position in percents)
        if position in remarks:
            mark_cell(cell, remarks[position], author)
        cells.append(cell)
    words = WriteOnlyCell(page)
    put_remarks(words, row.all_words())
    return [*cells, words]


def put_value(cell: Cell, value: Value, *, is_fraction: bool = False) -> None:
    """Write a value that was read from a file into a cell, so that it is read as the same once more."""
    if isinstance(value, int | float) and not isinstance(value, bool) and not fits_excel(value):
        value = text_of_number(value)
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = text_of_day(value)
    if isinstance(value, str):
        put_text(cell, cut(harmless_again(value)))
        cell.number_format = "@"
        return
    cell.value = value
    if (number_format := _number_format(value, is_fraction=is_fraction)) is not None:
        cell.number_format = number_format


def _number_format(value: Value, *, is_fraction: bool) -> str | None:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    if isinstance(value, time):
        return "hh:mm:ss"
    if isinstance(value, timedelta):
        return "[h]:mm:ss"
    return "0.##%" if is_fraction and isinstance(value, int | float) else None
