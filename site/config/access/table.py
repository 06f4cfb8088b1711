"""The matrix as a table that people read."""

from __future__ import annotations

from collections.abc import Iterable

from .matrix import Cell
from .places import NAMES, Place

# Answers that are no plain status: led to the dashboard, led to the sign-in screen.
SHORT = {"refused": "no", "login": "in"}
GAP = "  "


def legend() -> str:
    """Return what the letters of the columns and the words in the cells mean."""
    columns = ", ".join(f"{letter} {name}" for letter, name in NAMES.items())
    return (
        f"Columns: {columns}.\n"
        "Cells: the record of the own ward / of another unit / of another authority; one word where the"
        " address is about no record, or where one case stands for all.\n"
        "no: refused and led to the dashboard; in: led to the sign-in screen; 404: as if it did not exist."
    )


def render(cells: Iterable[Cell], letters: str) -> list[str]:
    """Return the lines of the table: a row an address and kind of record, a column a letter."""
    rows: dict[str, dict[str, dict[Place, str]]] = {}
    for cell in cells:
        row = rows.setdefault(f"{cell.route} {cell.kind}".strip(), {})
        row.setdefault(cell.letter, {})[cell.place] = SHORT.get(cell.outcome, str(cell.status))
    texts = {name: [_cell(row.get(letter, {})) for letter in letters] for name, row in sorted(rows.items())}
    first = max((len(name) for name in texts), default=0)
    widths = [max([1, *(len(row[index]) for row in texts.values())]) for index in range(len(letters))]
    head = _line(["", *letters], [first, *widths])
    return [head, *(_line([name, *row], [first, *widths]) for name, row in texts.items())]


def _cell(answers: dict[Place, str]) -> str:
    return "/".join(answers[place] for place in Place if place in answers)


def _line(words: list[str], widths: list[int]) -> str:
    return GAP.join(word.ljust(width) for word, width in zip(words, widths, strict=True)).rstrip()
