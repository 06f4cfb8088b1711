"""A workbook with nothing but the rows that need mending, where the uploaded one cannot be given back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from reform.workbooks.cells import with_sign
from reform.workbooks.reading import Cell as Value

from .harmless import cut, harmless, harmless_again
from .look import BORDER, TEXT, add_meta, dress_heading, dress_page, put_text, sheet_title
from .marks import REMARKS_WIDTH, MarkedRow, colour_red, comment_on, put_remarks, remarks_heading
from .values import fits_excel, text_of_day, text_of_number

_WIDTH = 24
# Before 1904 some calendars of Excel do not count; such days stand as text.
_FIRST_YEAR = 1905
# So many comments open in a moment; tens of thousands make Excel slow and take memory here. The cells of the
# rows below are red all the same, and every remark stands in the last column.
_MOST_COMMENTS = 2_000


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
    rows = _Rows(page, list(headings), frozenset(percents), author)
    for row in marked:
        page.append(rows.cells(row))
    add_meta(book, meta)
    book.save(target)


def _heading(page: Any, text: str) -> Cell:
    cell = WriteOnlyCell(page)
    dress_heading(cell, text)
    return cell


class _Rows:
    """Makes the cells of rows. How cells look is worked out once for all that look alike: it takes long."""

    def __init__(self, page: Any, positions: list[int], percents: Collection[int], author: str) -> None:
        self._page = page
        self._positions = positions
        self._percents = percents
        self._author = author
        self._comments = 0
        self._looks: dict[tuple[str, bool], Any] = {}
        self._remarks_look: Any = None

    def cells(self, row: MarkedRow) -> list[Cell]:
        """Return the cells of a row, the remarks in the last one."""
        remarks = row.by_position()
        cells = [
            self._cell(value, position, remarks.get(position))
            for position, value in zip(self._positions, row.cells, strict=True)
        ]
        return [*cells, self._remarks(row.all_words())]

    def _cell(self, value: Value, position: int, remark: str | None) -> Cell:
        cell = WriteOnlyCell(self._page)
        value = as_cell(with_sign(value) if position in self._percents and isinstance(value, str) else value)
        # The look comes first: openpyxl gives a date that has no format one of its own.
        self._dress(cell, _number_format(value, is_fraction=position in self._percents), is_red=bool(remark))
        if isinstance(value, str):
            put_text(cell, value)
        else:
            cell.value = value
        if remark and self._comments < _MOST_COMMENTS:
            comment_on(cell, remark, self._author)
            self._comments += 1
        return cell

    def _dress(self, cell: Cell, number_format: str, *, is_red: bool) -> None:
        look = self._looks.get((number_format, is_red))
        if look is None:
            cell.border, cell.alignment, cell.number_format = BORDER, TEXT, number_format
            if is_red:
                colour_red(cell)
            self._looks[number_format, is_red] = cell._style
        else:
            cell._style = look

    def _remarks(self, words: str) -> Cell:
        cell = WriteOnlyCell(self._page)
        if self._remarks_look is None:
            put_remarks(cell, words)
            self._remarks_look = cell._style
        else:
            cell._style = self._remarks_look
            put_text(cell, cut(harmless(words)))
        return cell


def as_cell(value: Value) -> Value:
    """Return a value that was read from a file as it is written, so that it is read as the same once more."""
    if isinstance(value, int | float) and not isinstance(value, bool) and not fits_excel(value):
        return text_of_number(value)
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return text_of_day(value)
    return cut(harmless_again(value)) if isinstance(value, str) else value


def _number_format(value: Value, *, is_fraction: bool) -> str:
    if isinstance(value, str):
        return "@"
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    if isinstance(value, time):
        return "hh:mm:ss"
    if isinstance(value, timedelta):
        return "[h]:mm:ss"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "0.##%" if is_fraction and is_number else "General"
