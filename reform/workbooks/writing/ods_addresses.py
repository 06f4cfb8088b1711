"""Where cells of an OpenDocument sheet are named, in formulas and attributes, when rows above are gone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection

# `$'P. Nội vụ'.$A$4` or `.A4`; what stands between quotes may hold any sign, a quote is written twice.
_SHEET = r"(?:\$?(?:'(?:[^']|'')*'|[^\s'.:\[\]\"]+))?"
_CELL = r"(\$?[A-Z]{1,3}\$?)([0-9]{1,7})"
_ADDRESS = re.compile(rf"({_SHEET})\.{_CELL}(?::({_SHEET})\.{_CELL})?")
_IN_FORMULA = re.compile(r"\"(?:[^\"]|\"\")*\"|\[((?:'(?:[^']|'')*'|[^'\]])*)\]")


class RowsGone:
    """Renumbers what names rows of one sheet once some of them are gone."""

    def __init__(self, sheet: str, rows: Collection[int]) -> None:
        """Arguments: sheet: its name; rows: the numbers of those that go."""
        self.sheet = sheet
        self.rows = sorted(rows)

    def formula(self, formula: str, *, within: str) -> str:
        """Return a formula with its references renumbered; what stands between quotes is left alone.

        Arguments:
            within: the name of the sheet that the formula stands in.
        """
        return _IN_FORMULA.sub(
            lambda found: found[0] if found[1] is None else f"[{self._reference(found[1], within)}]", formula
        )

    def addresses(self, text: str) -> str:
        """Return a list of cells and ranges renumbered. A range of which nothing is left keeps one row."""
        return _ADDRESS.sub(lambda found: self._moved(found, "") or self._moved(found, "", least=1), text)

    def concerns(self, address: str) -> bool:
        """Tell whether a range is one of the sheet."""
        found = _ADDRESS.match(address)
        return found is not None and _unquoted(found[1]) == self.sheet

    def _reference(self, text: str, within: str) -> str:
        found = _ADDRESS.fullmatch(text)
        return (self._moved(found, within) or "#REF!") if found else text

    def _moved(self, found: re.Match[str], within: str, least: int = 0) -> str:
        """Return a cell or range renumbered, empty when less than so many rows are left of it."""
        sheet, left, first, other, right, last = found.groups()
        if _unquoted(sheet or within) != self.sheet:
            return found[0]
        rows = sorted((int(first), int(last or first)))
        top = rows[0] - bisect_left(self.rows, rows[0])
        bottom = max(rows[1] - bisect_right(self.rows, rows[1]), top + least - 1)
        if bottom < top:
            return ""
        end = f":{other}.{right}{bottom}" if right else ""
        return f"{sheet}.{left}{top}{end}"


def _unquoted(sheet: str) -> str:
    name = sheet.removeprefix("$")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
