"""Taking rows out of a sheet: those below move up with everything that belongs to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from typing import Any

from openpyxl.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(r"(\$?[A-Za-z]{1,3}\$?)([0-9]{1,7})(?::(\$?[A-Za-z]{1,3}\$?)([0-9]{1,7}))?", re.ASCII)


def take_out_rows(sheet: Worksheet, rows: Collection[int]) -> None:
    """Take rows out of a sheet, all at once.

    openpyxl's own way moves every cell below once for each row, and leaves heights, merged cells and
    formulas where they were. Validations and conditional formats stay as far down as they reached.
    """
    if rows:
        _Shift(sheet, rows).run()


class _Shift:
    """Where everything in a sheet stands once rows are gone."""

    def __init__(self, sheet: Worksheet, rows: Collection[int]) -> None:
        self.sheet = sheet
        self.rows = sorted(rows)
        self.gone = frozenset(rows)

    def run(self) -> None:
        """Move everything."""
        self._move_merged()
        self._move_cells()
        self._move_heights()
        self._move_filter()
        self._move_tables()
        self._move_pictures()
        self._move_elsewhere()
        for page_break in self.sheet.row_breaks.brk:
            page_break.id = self.row(page_break.id)

    def row(self, number: int) -> int:
        """Return the new number of a row; of one that is gone, that of the next."""
        return number - bisect_left(self.rows, number)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the new first and last row of a range, None when nothing is left of it."""
        new_first, new_last = self.row(first), last - bisect_right(self.rows, last)
        return (new_first, new_last) if new_first <= new_last else None

    def reference(self, reference: str, *, least: int = 1) -> str:
        """Return where a range stands; it keeps at least so many rows."""
        left, first, right, last = range_boundaries(reference)
        new_first = self.row(first)
        new_last = max(last - bisect_right(self.rows, last), new_first + least - 1)
        return f"{get_column_letter(left)}{new_first}:{get_column_letter(right)}{new_last}"

    def _move_cells(self) -> None:
        # The sheet's own dictionary of cells: moving a cell with it keeps style, comment and all.
        cells = self.sheet._cells
        self.sheet._cells = {}
        for (row, column), cell in cells.items():
            if row in self.gone:
                continue
            cell.row = self.row(row)
            self.sheet._cells[cell.row, column] = cell
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            if cell.data_type == "f":
                self._move_formula(cell)

    def _move_formula(self, cell: Cell) -> None:
        if isinstance(cell.value, str):
            cell._value = self.formula(cell.value)
        elif isinstance(cell.value, ArrayFormula):
            cell.value.ref = self.reference(cell.value.ref)
            cell.value.text = self.formula(cell.value.text)

    def _move_elsewhere(self) -> None:
        """Renumber what other sheets and names of the workbook say about this sheet's rows."""
        for page in self.sheet.parent.worksheets:
            for cell in page._cells.values() if page is not self.sheet else ():
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell._value = self.formula(cell.value, is_own=False)
        for name in (*self.sheet.parent.defined_names.values(), *self.sheet.defined_names.values()):
            if name.attr_text:
                name.attr_text = self.formula(f"={name.attr_text}", is_own=False)[1:]

    def formula(self, formula: str, *, is_own: bool = True) -> str:
        """Return a formula with the rows of the sheet that it names renumbered.

        Arguments:
            is_own: whether it stands in the sheet, so that what names no sheet means this one.
        """
        try:
            tokens = Tokenizer(formula).items
        except TokenizerError:
            return formula
        return "=" + "".join(self._token(token, is_own=is_own) for token in tokens)

    def _token(self, token: Token, *, is_own: bool) -> str:
        value: str = token.value
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            return value
        sheet, mark, place = value.rpartition("!")
        is_here = sheet in (self.sheet.title, quote_sheetname(self.sheet.title)) if mark else is_own
        if not is_here:
            return value
        found = _REFERENCE.fullmatch(place)
        if found is None:
            return value
        first, last = int(found[2]), int(found[4] or found[2])
        span = self.span(min(first, last), max(first, last))
        if span is None:
            return "#REF!"
        end = f":{found[3]}{span[1]}" if found[3] else ""
        return f"{sheet}{mark}{found[1]}{span[0]}{end}"

    def _move_merged(self) -> None:
        """Move merged ranges; those of which rows are gone are merged no longer."""
        for merged in list(self.sheet.merged_cells.ranges):
            before = bisect_left(self.rows, merged.min_row)
            if bisect_right(self.rows, merged.max_row) > before:
                self.sheet.unmerge_cells(merged.coord)
        self.sheet.merged_cells = MultiCellRange(
            [CellRange(self.reference(merged.coord)) for merged in self.sheet.merged_cells.ranges]
        )

    def _move_heights(self) -> None:
        heights = [(row, height) for row, height in self.sheet.row_dimensions.items() if row not in self.gone]
        self.sheet.row_dimensions.clear()
        for row, height in heights:
            height.index = self.row(row)
            self.sheet.row_dimensions[height.index] = height

    def _move_filter(self) -> None:
        if self.sheet.auto_filter.ref:
            self._move_one_filter(self.sheet.auto_filter)

    def _move_one_filter(self, auto_filter: Any) -> None:
        auto_filter.ref = self.reference(auto_filter.ref)
        # Rows that it hid would not be hidden by it any more.
        auto_filter.filterColumn = []
        auto_filter.sortState = None

    def _move_tables(self) -> None:
        for table in self.sheet.tables.values():
            # Excel repairs a table without a single row below its headings.
            table.ref = self.reference(table.ref, least=2)
            table.sortState = None
            if table.autoFilter is not None:
                self._move_one_filter(table.autoFilter)
                table.autoFilter.ref = table.ref

    def _move_pictures(self) -> None:
        for drawing in (*self.sheet._images, *self.sheet._charts):
            for corner in ("_from", "to"):
                marker = getattr(drawing.anchor, corner, None)
                if marker is not None:
                    marker.row = self.row(marker.row + 1) - 1
