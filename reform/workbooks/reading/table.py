"""Finding the table in a workbook: its sheet, its headings, its rows, and nothing that is not data."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import tablib
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from reform.workbooks.problems import FileRefused
from search.folding import fold

from .builder import flaw_refusal, merged_refusal
from .headings import Heading, HeadingCell, HeadingRow, Headings
from .rows import Note, TableRows
from .sheets import Cell, Sheet, Workbook

__all__ = ["Heading", "Note", "Place", "Table", "find_table"]

# Columns that only count the rows are in every official table; nobody misses them.
_RUNNING_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no"}
_MOST_NAMED = 20
_MOST_HEADING = 60


@dataclass(frozen=True)
class Place:
    """Where a column stands in the sheet.

    Attributes:
        name: the column's name in code.
        position: from 0.
        letter: as spreadsheet programs name it.
        heading: the words at its head, as they stand there.
    """

    name: str
    position: int
    letter: str
    heading: str


@dataclass
class Table:
    """A table that was found.

    Attributes:
        heading_row: number of the last row of headings, as Excel shows it.
        places: the columns that were found, by name.
        dataset: the data; its headers are the names, in the order of the sheet.
        numbers: the row of the sheet for every row of the dataset, as Excel shows it.
        notes: what was understood and left out.
    """

    sheet: str
    heading_row: int
    places: dict[str, Place]
    dataset: tablib.Dataset
    numbers: list[int]
    notes: list[Note] = field(default_factory=list)


def find_table(
    workbook: Workbook,
    headings: Sequence[Heading],
    *,
    example: Sequence[Cell] | None = None,
    ignored: Collection[str] = (),
) -> Table:
    """Find the table with these headings.

    Arguments:
        example: the values of the template's example row; such a row is left out.
        ignored: headings of columns that are left out without a word.

    Raises:
        FileRefused: when there is none, it lacks columns or has one twice, or its cells hold no values.
    """
    sheet, heading, notes = _best_sheet(workbook, Headings(headings, ignored))
    cells = _columns(sheet, heading, headings)
    places = {
        cell.name: Place(cell.name, cell.column, get_column_letter(cell.column + 1), cell.text)
        for cell in cells
    }
    required = {places[heading.name].position for heading in headings if heading.required}
    rows = TableRows(sheet, heading, [cell.column for cell in cells], required)
    # Whoever made the template wrote it; whoever uploads a file may have changed it.
    rows.leave_out(example if isinstance(example, list | tuple) else ())
    _refuse_bad_rows(sheet, heading, rows.numbers, [cell.column + 1 for cell in cells])
    return Table(
        sheet=sheet.name,
        heading_row=heading.last_row + 1,
        places=places,
        dataset=tablib.Dataset(*rows.values, headers=list(places)),
        numbers=rows.numbers,
        notes=[*notes, *_heading_notes(sheet, heading, rows), *rows.notes],
    )


def _refuse_bad_rows(sheet: Sheet, heading: HeadingRow, numbers: list[int], columns: list[int]) -> None:
    """Raise FileRefused when the rows cannot be taken as they are, or there are none."""
    _refuse_merged(sheet, numbers, columns)
    _refuse_flaws(sheet, numbers, columns)
    if not numbers:
        raise FileRefused(
            "no_rows",
            _(
                "Sheet “%(sheet)s” has no rows below the headings in row %(row)d. Fill some in and "
                "upload the file once more."
            )
            % {"sheet": sheet.name, "row": heading.last_row + 1},
        )


def _best_sheet(workbook: Workbook, known: Headings) -> tuple[Sheet, HeadingRow, list[Note]]:
    """Return the sheet with the most headings, of several the first with something below them."""
    best: tuple[tuple[int, bool], Sheet, HeadingRow] | None = None
    for sheet in workbook.sheets:
        if heading := known.best_row(sheet):
            has_rows = any(value is not None for row in sheet.rows[heading.last_row + 1 :] for value in row)
            rank = len(heading.names), has_rows
            if best is None or rank > best[0]:
                best = rank, sheet, heading
    if best is None:
        expected = ", ".join(heading.label for heading in known.headings[:_MOST_NAMED])
        raise FileRefused(
            "no_table",
            _("No row with the headings of this register was found. Expected are: %(headings)s.")
            % {"headings": expected},
        )
    _rank, sheet, heading = best
    others = [other.name for other in workbook.sheets if other is not sheet and any(other.rows)]
    if not others:
        return sheet, heading, []
    text = _("Sheet “%(sheet)s” was read; these were left out: %(others)s.") % {
        "sheet": sheet.name,
        "others": ", ".join(f"“{name}”" for name in others[:_MOST_NAMED]),
    }
    return sheet, heading, [Note("other_sheets", text)]


def _columns(sheet: Sheet, heading: HeadingRow, headings: Sequence[Heading]) -> list[HeadingCell]:
    """Return the columns of the table, from left to right.

    Raises:
        FileRefused: when one is there twice or a required one is missing.
    """
    found: dict[str, list[HeadingCell]] = defaultdict(list)
    for cell in heading.cells:
        if cell.name:
            found[cell.name].append(cell)
    chosen = [_surest(sheet, cells) for cells in found.values()]
    missing = [heading.label for heading in headings if heading.required and heading.name not in found]
    if missing:
        raise FileRefused(
            "missing_columns",
            _(
                "Sheet “%(sheet)s” lacks these columns: %(columns)s. Add them to the headings in row "
                "%(row)d, or use the template."
            )
            % {"sheet": sheet.name, "columns": ", ".join(missing), "row": heading.last_row + 1},
        )
    return sorted(chosen, key=lambda cell: cell.column)


def _surest(sheet: Sheet, cells: list[HeadingCell]) -> HeadingCell:
    """Return the one of several headings that is a column's without doubt; raise FileRefused without one."""
    strength = max(cell.strength for cell in cells)
    surest = [cell for cell in cells if cell.strength == strength]
    if len(surest) == 1:
        return surest[0]
    raise FileRefused(
        "twice",
        _(
            "Sheet “%(sheet)s” has the column “%(heading)s” twice, in %(first)s and %(second)s. "
            "Delete one of them."
        )
        % {
            "sheet": sheet.name,
            "heading": surest[0].text,
            "first": get_column_letter(surest[0].column + 1),
            "second": get_column_letter(surest[1].column + 1),
        },
    )


def _refuse_merged(sheet: Sheet, numbers: list[int], columns: list[int]) -> None:
    """Raise FileRefused when merged cells touch a row of data in a column of the table."""
    for merged in sheet.merged:
        if (merged.first_row, merged.first_column) == (merged.last_row, merged.last_column):
            continue
        row = bisect_left(numbers, merged.first_row)
        column = bisect_left(columns, merged.first_column)
        touches_row = row < len(numbers) and numbers[row] <= merged.last_row
        if touches_row and column < len(columns) and columns[column] <= merged.last_column:
            raise merged_refusal(sheet.name, merged)


def _refuse_flaws(sheet: Sheet, numbers: list[int], columns: list[int]) -> None:
    """Raise FileRefused when a cell of the data holds a formula without a value, or an error."""
    if sheet.flaws:
        rows, wanted = set(numbers), set(columns)
        flaws = {
            place: text for place, text in sheet.flaws.items() if place[0] in rows and place[1] in wanted
        }
        if flaws:
            raise flaw_refusal(sheet.name, flaws)


def _heading_notes(sheet: Sheet, heading: HeadingRow, rows: TableRows) -> list[Note]:
    """Return what is said about the rows above the data and the columns beside it."""
    notes = []
    if any(value is not None for row in sheet.rows[: heading.first_row] for value in row):
        text = _("What stands above the headings, in rows 1 to %(row)d, was left out.")
        notes.append(Note("title_block", text % {"row": heading.first_row}))
    if heading.last_row > heading.first_row:
        text = _("Rows %(first)d to %(last)d were read as one row of headings.")
        notes.append(
            Note("two_row_heading", text % {"first": heading.first_row + 1, "last": heading.last_row + 1})
        )
    if unknown := _unknown_columns(sheet, heading, rows):
        text = _("These columns are not part of this register and were left out: %(columns)s.")
        notes.append(Note("unknown_columns", text % {"columns": ", ".join(unknown[:_MOST_NAMED])}))
    return notes


def _unknown_columns(sheet: Sheet, heading: HeadingRow, rows: TableRows) -> list[str]:
    """Return the columns with something in them that are not part of the table: letter and heading."""
    headed = {cell.column: cell for cell in heading.cells}
    data = [sheet.rows[number - 1] for number in rows.numbers if number <= len(sheet.rows)]
    width = max(map(len, data), default=0)
    unknown = []
    for column in range(max(width, max(headed) + 1)):
        cell = headed.get(column)
        letter = get_column_letter(column + 1)
        if cell is None:
            if any(len(row) > column and row[column] is not None for row in data):
                unknown.append(letter)
        elif not cell.name and not cell.is_ignored and fold(cell.text) not in _RUNNING_NUMBERS:
            unknown.append(f"{letter} “{cell.text[:_MOST_HEADING]}”")
    return unknown
