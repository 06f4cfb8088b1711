"""One sheet of an OpenDocument file as a grid: what is written once for many is taken apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import deepcopy
from typing import Any

from reform.workbooks.reading.ods_content import repeats

from .ods_names import CELL, COLUMN, COVERED, DEFAULT_STYLE, FORMULA, ROW, STYLE_NAME, table

_ROWS_REPEATED = table("number-rows-repeated")
_COLUMNS_REPEATED = table("number-columns-repeated")
_ROWS_SPANNED = table("number-rows-spanned")
_COLUMNS_SPANNED = table("number-columns-spanned")
_ROW_GROUPS = {table("table-header-rows"), table("table-rows"), table("table-row-group")}
_COLUMN_GROUPS = {table("table-header-columns"), table("table-columns"), table("table-column-group")}
_VISIBILITY = table("visibility")


class Grid:
    """The rows, cells and columns of a table element. Numbers count from 1."""

    def __init__(self, sheet: Any) -> None:
        """Arguments: sheet: the `table:table`."""
        self.sheet = sheet
        self._count_rows()

    def _count_rows(self) -> None:
        self._firsts: list[int] = []
        self._rows: list[Any] = []
        self.height = 0
        for row in _members(self.sheet, ROW, _ROW_GROUPS):
            self._firsts.append(self.height + 1)
            self._rows.append(row)
            self.height += repeats(row.get(_ROWS_REPEATED))

    def row(self, number: int) -> Any:
        """Return a row that is this one row alone.

        Raises:
            IndexError: the sheet does not go down so far.
        """
        if not 1 <= number <= self.height:
            raise IndexError(number)
        place = bisect_right(self._firsts, number) - 1
        found, first = self._rows[place], self._firsts[place]
        many = repeats(found.get(_ROWS_REPEATED))
        if many == 1:
            return found
        pieces = _divide(found, _ROWS_REPEATED, number - first, many)
        starts = [first, number, number + 1]
        kept = [(start, piece) for start, piece in zip(starts, pieces, strict=True) if piece is not None]
        self._firsts[place : place + 1] = [start for start, _piece in kept]
        self._rows[place : place + 1] = [piece for _start, piece in kept]
        return pieces[1]

    def cell(self, row: int, column: int) -> Any:
        """Return a cell that is this one cell alone; one that the file does not reach is made."""
        return self._member(self.row(row), column)

    def last_column(self, row: int) -> int:
        """Return the last column of a row that something stands in, or that a merged cell covers."""
        last = 0
        for column, cell in self.cells(row):
            if len(cell) or cell.tag == COVERED or FORMULA in cell.attrib:
                last = column + repeats(cell.get(_COLUMNS_REPEATED)) - 1
        return last

    def cells(self, row: int) -> list[tuple[int, Any]]:
        """Return the cells of a row with the column of each; a repeated one only once."""
        return _placed(self.row(row))

    def style_of(self, row: int, column: int) -> str:
        """Return the name of the style that a cell has: its own, its row's or its column's; may be empty."""
        own = self.cell(row, column).get(STYLE_NAME) or self.row(row).get(DEFAULT_STYLE)
        return own or self._column_style(column)

    def column(self, number: int) -> Any:
        """Return the description of one column alone; it is made when there is none."""
        place = 0
        found: Any = None
        for found in _members(self.sheet, COLUMN, _COLUMN_GROUPS):
            many = repeats(found.get(_COLUMNS_REPEATED))
            if place + many >= number:
                return found if many == 1 else _divide(found, _COLUMNS_REPEATED, number - place - 1, many)[1]
            place += many
        made = self.sheet.makeelement(COLUMN)
        if found is None:
            self.sheet.insert(0, made)
        else:
            found.addnext(made)
        if number - place > 1:
            between = self.sheet.makeelement(COLUMN, {_COLUMNS_REPEATED: str(number - place - 1)})
            made.addprevious(between)
        return made

    def show(self, element: Any) -> None:
        """Show a row or column that was hidden, and the groups that it is folded into."""
        while element is not None and element is not self.sheet:
            element.attrib.pop(_VISIBILITY, None)
            element.attrib.pop(table("display"), None)
            element = element.getparent()

    def take_out(self, numbers: set[int]) -> None:
        """Take rows out. Those below move up, and merged cells of which rows go are merged no longer."""
        self._part_merged(sorted(numbers))
        for row in [self.row(number) for number in sorted(numbers)]:
            parent = row.getparent()
            parent.remove(row)
            # A group without rows is none.
            while parent is not self.sheet and not len(parent):
                empty, parent = parent, parent.getparent()
                parent.remove(empty)
        self._count_rows()

    def _part_merged(self, gone: list[int]) -> None:
        for first, row in zip(self._firsts, self._rows, strict=True):
            for column, cell in _placed(row):
                rows, columns = repeats(cell.get(_ROWS_SPANNED)), repeats(cell.get(_COLUMNS_SPANNED))
                if rows > 1 and bisect_left(gone, first) < bisect_right(gone, first + rows - 1):
                    self._part(range(first, first + rows), range(column, column + columns))

    def _part(self, rows: range, columns: range) -> None:
        """Make the cells of a merged range single cells again."""
        place = bisect_left(self._firsts, rows.start)
        for first, row in zip(self._firsts[place:], self._rows[place:], strict=True):
            if first not in rows:
                break
            for column, cell in _placed(row):
                if column in columns:
                    cell.tag = CELL
                    cell.attrib.pop(_ROWS_SPANNED, None)
                    cell.attrib.pop(_COLUMNS_SPANNED, None)

    def _column_style(self, number: int) -> str:
        place = 0
        for column in _members(self.sheet, COLUMN, _COLUMN_GROUPS):
            place += repeats(column.get(_COLUMNS_REPEATED))
            if place >= number:
                return str(column.get(DEFAULT_STYLE, ""))
        return ""

    def _member(self, row: Any, column: int) -> Any:
        place = 0
        for cell in _cells(row):
            many = repeats(cell.get(_COLUMNS_REPEATED))
            if place + many >= column:
                return cell if many == 1 else _divide(cell, _COLUMNS_REPEATED, column - place - 1, many)[1]
            place += many
        if column - place > 1:
            blank = row.makeelement(CELL, {_COLUMNS_REPEATED: str(column - place - 1)})
            row.append(blank)
        made = row.makeelement(CELL)
        row.append(made)
        return made


def _members(parent: Any, tag: str, groups: set[str]) -> list[Any]:
    """Return the rows or columns of a table, out of its groups too, but not those of tables in cells."""
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in groups:
            found.extend(_members(child, tag, groups))
    return found


def _placed(row: Any) -> list[tuple[int, Any]]:
    """Return the cells of a row with the column of each."""
    found, place = [], 1
    for cell in _cells(row):
        found.append((place, cell))
        place += repeats(cell.get(_COLUMNS_REPEATED))
    return found


def _cells(row: Any) -> list[Any]:
    return [child for child in row if child.tag in (CELL, COVERED)]


def _divide(element: Any, repeated: str, before: int, many: int) -> tuple[Any, Any, Any]:
    """Divide what is written once for many into those before, the one, and those behind; None for none."""
    pieces: list[Any] = [None, element, None]
    for place, count in ((0, before), (2, many - before - 1)):
        if count:
            pieces[place] = deepcopy(element)
            pieces[place].tail = None
            _repeat(pieces[place], repeated, count)
    _repeat(element, repeated, 1)
    if pieces[0] is not None:
        element.addprevious(pieces[0])
    if pieces[2] is not None:
        element.addnext(pieces[2])
    return pieces[0], pieces[1], pieces[2]


def _repeat(element: Any, repeated: str, count: int) -> None:
    if count > 1:
        element.set(repeated, str(count))
    else:
        element.attrib.pop(repeated, None)
