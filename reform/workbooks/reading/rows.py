"""The rows of a table: which of a sheet's rows are data, and what is said about the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .headings import HeadingRow
from .leftovers import could_be_a_name, holds_sums, is_footer, is_totals_label, numbers_columns, same_values
from .sheets import Cell, Sheet

_MOST_FOOTER_ROWS = 40
_MOST_TOTALS_ROWS = 5
_MOST_FIRST_ROWS = 20
_MOST_NAMED_ROWS = 10


@dataclass(frozen=True)
class Note:
    """Something that was understood without asking, and left out.

    Attributes:
        code: which of the things that can be understood.
        text: what to tell the user.
    """

    code: str
    text: str


class TableRows:
    """The rows below the headings, and what is done to them until only data is left.

    Attributes:
        numbers: the number of each row, as Excel shows it.
        values: its cells in the columns of the table.
        notes: what was left out.
    """

    def __init__(self, sheet: Sheet, heading: HeadingRow, positions: list[int], required: set[int]) -> None:
        """Collect the rows in which something stands.

        Arguments:
            positions: the table's columns, from 0, in order.
            required: those that every complete row fills.
        """
        self.sheet = sheet
        self.notes: list[Note] = []
        self._positions = positions
        self._required = [place for place, position in enumerate(positions) if position in required]
        wanted = {position + 1 for position in positions}
        below = heading.last_row + 1
        flawed = {row for row, column in sheet.flaws if column in wanted and row > below}
        self.numbers, self.values = self._collect(below, flawed)
        self._filled = self.numbers
        self._leave_out_repeated_headings(heading)

    def leave_out(self, example: Sequence[object]) -> None:
        """Take out everything that is not data.

        Arguments:
            example: the values of the template's example row.
        """
        self._leave_out_footer()
        self._leave_out_totals()
        self._leave_out_column_numbers()
        if example:
            self._leave_out_example(example)
        self._note_blank_rows()

    def whole_row(self, place: int) -> list[Cell]:
        """Return everything that stands in a row, also outside the table's columns."""
        number = self.numbers[place]
        return self.sheet.rows[number - 1] if number <= len(self.sheet.rows) else []

    def _collect(self, below: int, flawed: set[int]) -> tuple[list[int], list[tuple[Cell, ...]]]:
        width = len(self._positions)
        get = itemgetter(*self._positions)
        need = self._positions[-1] + 1
        blank = (None,) * width
        numbers, kept = [], []
        for number, row in enumerate(self.sheet.rows[below:], start=below + 1):
            if len(row) < need:
                row = row + [None] * (need - len(row))  # noqa: PLW2901
            values = get(row) if width > 1 else (get(row),)
            if values != blank or number in flawed:
                numbers.append(number)
                kept.append(values)
        beyond = sorted(number for number in flawed if number > len(self.sheet.rows))
        return numbers + beyond, kept + [blank] * len(beyond)

    def _leave_out_repeated_headings(self, heading: HeadingRow) -> None:
        """Take out the headings that long tables repeat on every printed page."""
        row = self.sheet.rows[heading.last_row]
        repeated = tuple(row[position] if position < len(row) else None for position in self._positions)
        places = [place for place, values in enumerate(self.values) if values == repeated]
        if places:
            numbers = self._drop(places)
            message = ngettext(
                "Row %(rows)s repeats the headings and was left out.",
                "Rows %(rows)s repeat the headings and were left out.",
                len(numbers),
            )
            self._note("repeated_heading", message, numbers)

    def _note_blank_rows(self) -> None:
        if not self.numbers:
            return
        first, last = self.numbers[0], self.numbers[-1]
        blank = last - first - bisect_left(self._filled, last) + bisect_left(self._filled, first)
        if blank:
            message = ngettext(
                "%(count)d blank row between the others was left out.",
                "%(count)d blank rows between the others were left out.",
                blank,
            )
            self.notes.append(Note("blank_rows", message % {"count": blank}))

    def _leave_out_footer(self) -> None:
        """Take out signatures and notes: nothing complete may stand below them."""
        count = len(self.numbers)
        start = count
        fullest = max((self._filled_in(place) for place in range(count)), default=0)
        while start > max(0, count - _MOST_FOOTER_ROWS) and (
            not self._is_complete(start - 1)
            or is_footer(self.whole_row(start - 1))
            # Two names side by side, one of them in the column of the key.
            or 2 * self._filled_in(start - 1) < fullest
        ):
            start -= 1
        for place in range(start, count):
            # A signature in the column of the key looks complete; the first row of a footer may not.
            if self._is_complete(place):
                continue
            stands_apart = (
                place == 0
                or self.numbers[place] - self.numbers[place - 1] > 1
                or is_totals_label(self.whole_row(place - 1))
            )
            if stands_apart and is_footer(self.whole_row(place)):
                numbers = self._drop(list(range(place, count)))
                message = ngettext(
                    "Row %(rows)s below the table was left out.",
                    "Rows %(rows)s below the table were left out.",
                    len(numbers),
                )
                self._note("footer", message, numbers)
                return

    def _leave_out_totals(self) -> None:
        places: list[int] = []
        last = len(self.numbers) - 1
        while last >= 0 and len(places) < _MOST_TOTALS_ROWS and self._holds_totals(last):
            places.insert(0, last)
            last -= 1
        if places:
            numbers = self._drop(places)
            message = ngettext(
                "Row %(rows)s was taken for totals and left out.",
                "Rows %(rows)s were taken for totals and left out.",
                len(numbers),
            )
            self._note("totals_row", message, numbers)

    def _holds_totals(self, place: int) -> bool:
        row = self.whole_row(place)
        if is_totals_label(row) and not (self._is_complete(place) and could_be_a_name(row)):
            return True
        return not self._is_complete(place) and holds_sums(self.values[place], self.values[:place])

    def _leave_out_column_numbers(self) -> None:
        if self.numbers and numbers_columns(self.whole_row(0)):
            numbers = self._drop([0])
            self._note(
                "column_numbers", _("Row %(rows)s only numbers the columns and was left out."), numbers
            )

    def _leave_out_example(self, example: Sequence[object]) -> None:
        for place in range(min(len(self.numbers), _MOST_FIRST_ROWS)):
            if same_values(self.whole_row(place), example) or same_values(self.values[place], example):
                numbers = self._drop([place])
                self._note(
                    "example_row", _("Row %(rows)s is the example of the template and was left out."), numbers
                )
                return

    def _filled_in(self, place: int) -> int:
        return sum(value is not None for value in self.values[place])

    def _is_complete(self, place: int) -> bool:
        """Tell whether a row fills every required column and says something beside.

        Without required columns it fills more than half of all.
        """
        values, filled = self.values[place], self._filled_in(place)
        if self._required:
            says_more = filled > len(self._required) or filled == len(values)
            return says_more and all(values[column] is not None for column in self._required)
        return 2 * filled > len(values)

    def _drop(self, places: list[int]) -> list[int]:
        """Take rows out and return their numbers."""
        dropped = set(places)
        numbers = [self.numbers[place] for place in places]
        self.values = [values for place, values in enumerate(self.values) if place not in dropped]
        self.numbers = [number for place, number in enumerate(self.numbers) if place not in dropped]
        return numbers

    def _note(self, code: str, message: str, numbers: list[int]) -> None:
        named = ", ".join(map(str, numbers[:_MOST_NAMED_ROWS]))
        rows = f"{named}…" if len(numbers) > _MOST_NAMED_ROWS else named
        self.notes.append(Note(code, message % {"rows": rows}))
