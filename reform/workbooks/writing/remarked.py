"""The uploaded workbook given back: the same one, with remarks at the cells that need mending."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from copy import copy
from typing import Any

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from reform.workbooks.cells import with_sign
from search.folding import fold

from .look import MOST_HEIGHT, dress_heading, lines_height
from .marks import (
    REMARKS_WIDTH,
    MarkedRow,
    mark_cell,
    put_remarks,
    remarks_heading,
    remarks_headings,
    unmark_cell,
)
from .opening import open_workbook
from .taking_out import take_out_rows


def mark_workbook(
    content: bytes,
    *,
    sheet: str,
    heading_row: int,
    data_rows: Collection[int],
    marked: Sequence[MarkedRow],
    drop_rows: Collection[int] = (),
    percents: Collection[int] = (),
    author: str,
) -> bytes:
    """Return an uploaded workbook with remarks: red cells, comments on them, and a last column with all.

    Remarks of an earlier round are taken away. Formulas in the table become the values they had: without
    Excel nobody could calculate them, and the mended workbook would be refused.

    Arguments:
        content: the uploaded file.
        sheet: the name of the sheet with the table.
        heading_row: the number of the lowest row of headings.
        data_rows: the numbers of all rows of the table, as they were read.
        marked: the rows with remarks.
        drop_rows: the numbers of rows that are taken out; what stands below moves up.
        percents: columns, from 0, whose bare numbers are fractions of one. They get a percent format, since
            without the rows that are taken out one could not tell any more.
        author: who says so; by this name our comments are known when the workbook comes back.

    Raises:
        CannotBeMarked: openpyxl does not understand the file.
    """
    book = open_workbook(content)
    page = book[sheet]
    _keep_values(page, content, frozenset(data_rows))
    _show_percents(page, percents, data_rows)
    _take_old_marks(page, heading_row, author)
    column = _remarks_column(page, heading_row, data_rows)
    for row in marked:
        _mark_row(page, row, column, author)
    take_out_rows(page, drop_rows)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _keep_values(page: Worksheet, content: bytes, data_rows: frozenset[int]) -> None:
    """Put the values that formulas in the table had in their place."""
    formulas = [cell for cell in page._cells.values() if cell.data_type == "f" and cell.row in data_rows]
    if not formulas:
        return
    values = open_workbook(content, values_only=True)[page.title]._cells
    for cell in formulas:
        known = values[cell.row, cell.column]
        cell._value, cell.data_type = known._value, known.data_type


def _show_percents(page: Worksheet, positions: Collection[int], data_rows: Collection[int]) -> None:
    for row in data_rows if positions else ():
        for position in positions:
            cell = page._cells.get((row, position + 1))
            if cell is not None and isinstance(cell._value, str) and cell.data_type == "s":
                cell._value = with_sign(cell._value)
            is_number = cell is not None and cell.data_type == "n" and cell.value is not None
            if is_number and "%" not in cell.number_format:
                cell.number_format = "0.##%"


def _take_old_marks(page: Worksheet, heading_row: int, author: str) -> None:
    for (row, _column), cell in page._cells.items():
        if row > heading_row and isinstance(cell, Cell):
            unmark_cell(cell, author)


def _remarks_column(page: Worksheet, heading_row: int, data_rows: Collection[int]) -> int:
    """Return the column, from 1, that the remarks go into, headed and blank."""
    column = _old_remarks_column(page, heading_row)
    if column is None:
        column = _last_column(page, {heading_row, *data_rows}) + 1
        dress_heading(page.cell(heading_row, column), remarks_heading())
        _own_dimension(page, column).width = REMARKS_WIDTH
        return column
    for row in data_rows:
        cell = page._cells.get((row, column))
        if isinstance(cell, Cell):
            cell.value = None
    return column


def _old_remarks_column(page: Worksheet, heading_row: int) -> int | None:
    known = {fold(heading) for heading in remarks_headings()}
    for (row, column), cell in page._cells.items():
        if row == heading_row and cell.value is not None and fold(str(cell.value)) in known:
            return int(column)
    return None


def _last_column(page: Worksheet, rows: Collection[int]) -> int:
    """Return the last column in which something stands in these rows; merged cells are taken as a whole."""
    return max(
        column
        for (row, column), cell in page._cells.items()
        if row in rows and (cell.value is not None or not isinstance(cell, Cell))
    )


def _own_dimension(page: Worksheet, column: int) -> ColumnDimension:
    """Return the width of one column alone, cut out of a group of columns that share one."""
    for group in list(page.column_dimensions.values()):
        group.reindex()
        if group.min <= column <= group.max and group.min < group.max:
            _divide(page, group, column)
    return page.column_dimensions[get_column_letter(column)]


def _divide(page: Worksheet, group: ColumnDimension, column: int) -> None:
    """Divide a group of columns into those before a column, the column, and those behind it."""
    pieces = [(group.min, column - 1), (column, column), (column + 1, group.max)]
    del page.column_dimensions[group.index]
    for first, last in pieces:
        if first <= last:
            piece = copy(group)
            piece.index, piece.min, piece.max = get_column_letter(first), first, last
            page.column_dimensions[piece.index] = piece


def _mark_row(page: Worksheet, row: MarkedRow, column: int, author: str) -> None:
    for position, text in row.by_position().items():
        cell: Any = page.cell(row.number, position + 1)
        if isinstance(cell, Cell):
            mark_cell(cell, text, author)
    words = row.all_words()
    put_remarks(page.cell(row.number, column), words)
    dimension = page.row_dimensions[row.number]
    # A filter or a hand may have hidden it.
    dimension.hidden = False
    if dimension.height is not None:
        needed = min(lines_height(words, REMARKS_WIDTH), MOST_HEIGHT)
        dimension.height = max(dimension.height, needed)
