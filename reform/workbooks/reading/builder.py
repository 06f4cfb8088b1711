"""Collecting the rows of a sheet within the limits."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reform.workbooks.problems import FileRefused

from .limits import Limits
from .sheets import FORMULA, Cell, Merged, Sheet, cell_name

# More flaws or merged ranges would only fill memory: nobody mends such a sheet cell by cell.
_MOST_MARKS = 100_000
_MOST_SHEETS = 255


class CellCount:
    """The cells of all sheets of a workbook together, against the limit."""

    def __init__(self, most: int) -> None:
        """Arguments: most: how many there may be."""
        self.most = most
        self.total = 0

    def add(self, cells: int, sheet: str) -> None:
        """Count cells of a sheet.

        Raises:
            FileRefused: when there are too many.
        """
        self.total += cells
        if self.total > self.most:
            raise FileRefused(
                "too_many_cells",
                _(
                    "The file is too large with sheet “%(sheet)s”: at most %(limit)d cells can be taken, "
                    "blank ones in between counted. Split it, or delete what stands far from the table."
                )
                % {"sheet": sheet, "limit": self.most},
            )


class SheetBuilder:
    """A sheet in the making. Blank rows take no memory until something stands beneath them."""

    def __init__(self, name: str, *, limits: Limits, count: CellCount, keep: bool = True) -> None:
        """Arguments: keep: whether rows are kept, or only counted."""
        self.sheet = Sheet(name)
        self.height = 0
        self.limits = limits
        self._count = count
        self._keep = keep
        self._blank = 0

    @property
    def next_row(self) -> int:
        """Number of the row that is added next."""
        return self.height + self._blank + 1

    def add(self, row: list[Cell], times: int = 1, *, flawed: bool = False) -> None:
        """Add a row, several times when the file repeats it.

        Arguments:
            flawed: whether it holds cells with a flaw, so that it is not blank.

        Raises:
            FileRefused: when the sheet gets too high or too large.
        """
        while row and row[-1] is None:
            row.pop()
        if not row and not flawed:
            self._blank += times
            return
        last = self.next_row + times - 1
        check_row(self.sheet.name, last, self.limits)
        self._count.add(self._blank + len(row) * times, self.sheet.name)
        if self._keep:
            self.sheet.rows.extend([] for _number in range(self._blank))
            self.sheet.rows.extend(row.copy() for _number in range(times))
        self.height, self._blank = last, 0

    def flaw(self, row: int, column: int, text: str) -> None:
        """Remember that a cell holds no value.

        Raises:
            FileRefused: when there are absurdly many.
        """
        add_flaw(self.sheet, row, column, text)

    def merge(self, merged: Merged) -> None:
        """Remember merged cells.

        Raises:
            FileRefused: when there are absurdly many.
        """
        add_merged(self.sheet, merged)


def check_row(sheet: str, row: int, limits: Limits) -> None:
    """Raise FileRefused when something stands in a row beyond the limit."""
    if row > limits.rows:
        raise FileRefused(
            "too_many_rows",
            _(
                "Sheet “%(sheet)s” has something in row %(row)d; at most %(limit)d rows can be taken. "
                "Split the file."
            )
            % {"sheet": sheet, "row": row, "limit": limits.rows},
        )


def check_column(sheet: str, cell: str, column: int, limits: Limits) -> None:
    """Raise FileRefused when something stands in a column beyond the limit."""
    if column > limits.columns:
        raise FileRefused(
            "too_many_columns",
            _(
                "Sheet “%(sheet)s” has something in cell %(cell)s; at most %(limit)d columns can be taken. "
                "Delete what stands to the right of the table."
            )
            % {"sheet": sheet, "cell": cell, "limit": limits.columns},
        )


def check_sheets(name: str, sheets: int) -> None:
    """Raise FileRefused when a workbook has absurdly many sheets."""
    if sheets > _MOST_SHEETS:
        raise FileRefused(
            "too_many_sheets",
            _("“%(name)s” has more than %(limit)d sheets. Copy the table into a workbook of its own.")
            % {"name": name, "limit": _MOST_SHEETS},
        )


def no_sheet(name: str) -> FileRefused:
    """Return the refusal of a workbook in which nothing can be seen."""
    return FileRefused(
        "no_sheet",
        _("“%(name)s” has no visible sheet. Unhide the sheet with the table and upload the file once more.")
        % {"name": name},
    )


def add_flaw(sheet: Sheet, row: int, column: int, text: str) -> None:
    """Remember that a cell holds no value; raise FileRefused when there are absurdly many."""
    if len(sheet.flaws) >= _MOST_MARKS:
        raise flaw_refusal(sheet.name, sheet.flaws)
    sheet.flaws[row, column] = text


def add_merged(sheet: Sheet, merged: Merged) -> None:
    """Remember merged cells; raise FileRefused when there are absurdly many."""
    if len(sheet.merged) >= _MOST_MARKS:
        raise merged_refusal(sheet.name, merged)
    sheet.merged.append(merged)


def flaw_refusal(sheet: str, flaws: Mapping[tuple[int, int], str]) -> FileRefused:
    """Return the refusal of cells with a formula without a value or with an error; it names the first."""
    (row, column), first = min(flaws.items())
    if first != FORMULA:
        return FileRefused(
            "error_value",
            _(
                "Sheet “%(sheet)s”, cell %(cell)s holds the error %(error)s. Correct its formula or write "
                "the value, and upload the file once more."
            )
            % {"sheet": sheet, "cell": cell_name(row, column), "error": first},
        )
    named = [cell_name(*place) for place, text in sorted(flaws.items()) if text == FORMULA][:5]
    return FileRefused(
        "formula",
        _(
            "Sheet “%(sheet)s” has formulas that were never calculated: %(cells)s. Open the file in Excel, "
            "save it and upload it once more."
        )
        % {"sheet": sheet, "cells": ", ".join(named)},
    )


def merged_refusal(sheet: str, merged: Merged) -> FileRefused:
    """Return the refusal of merged cells among the rows of a table."""
    return FileRefused(
        "merged",
        _(
            "Sheet “%(sheet)s” has merged cells inside the table: %(range)s. Unmerge them, write the value "
            "into every row it belongs to, and upload the file once more."
        )
        % {"sheet": sheet, "range": merged.reference},
    )
