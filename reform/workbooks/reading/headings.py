"""Finding the row of headings: in any order, case or spelling, over one to three rows, below a title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from search.folding import fold

from .sheets import Cell, Sheet

# Row, then column, to the first column of the merged cells that it belongs to.
Spans = dict[int, dict[int, int]]

_MOST_ROWS = 100
_MOST_HEIGHT = 3
_MOST_LENGTH = 300
_MOST_COLUMNS = 1000
_MOST_MERGED = 1000
# "1. Tên", "(2) Tên", "a) Tên".
_BEFORE = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-zA-Z])[.)]|\(\d{1,2}\))\s*(?=\w\w)")


@dataclass(frozen=True)
class Heading:
    """A column that a table may have.

    Attributes:
        name: the column's name in code.
        words: what people call it; the first is the label.
        required: whether a table without it is refused.
    """

    name: str
    words: tuple[str, ...]
    required: bool

    @property
    def label(self) -> str:
        """What messages call the column."""
        return self.words[0] if self.words else self.name


@dataclass(frozen=True)
class HeadingCell:
    """The heading of one column as it stands in the sheet.

    Attributes:
        column: from 0.
        text: the lowest of its words.
        name: of the column it stands for; empty when it is not known.
        is_ignored: whether it is known and not wanted.
        strength: how many rows of words agreed; more is surer.
    """

    column: int
    text: str
    name: str
    is_ignored: bool
    strength: int


@dataclass(frozen=True)
class HeadingRow:
    """A row that could be the headings, with the rows above it that belong to it. Rows count from 0."""

    first_row: int
    last_row: int
    cells: tuple[HeadingCell, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """How good it is: the more columns and the fewer rows the better."""
        return len(self.names), self.first_row - self.last_row

    @property
    def names(self) -> set[str]:
        """The columns that were found."""
        return {cell.name for cell in self.cells if cell.name}


class Headings:
    """The headings that a register knows, for looking words up."""

    def __init__(self, headings: Sequence[Heading], ignored: Collection[str]) -> None:
        """Arguments: ignored: headings of columns that are left out without a word."""
        self.headings = headings
        self._names: dict[str, str] = {}
        for heading in headings:
            for word in heading.words:
                self._names.setdefault(fold(word), heading.name)
        self._names.pop("", None)
        self._ignored = {fold(word) for word in ignored} - {""}
        self._known: dict[str, tuple[str, bool]] = {}

    def best_row(self, sheet: Sheet) -> HeadingRow | None:
        """Return the row of a sheet with the most headings, None without any.

        Of several the first is taken, and rather one row than several together.
        """
        best: HeadingRow | None = None
        enough = min(2, len(self.headings))
        spans = _spans(sheet)
        for row in _candidates(sheet.rows):
            if best and len(best.names) == len(self.headings) and row > best.last_row:
                break
            for height in range(1, _MOST_HEIGHT + 1):
                found = self._read(sheet.rows[row : row + height], row, spans)
                if len(found.names) >= enough and (best is None or found.rank > best.rank):
                    best = found
        return best

    def _read(self, rows: list[list[Cell]], first_row: int, spans: Spans) -> HeadingRow:
        """Read rows that may belong together as headings."""
        width = min(max(map(len, rows)), _MOST_COLUMNS)
        lines = [_texts(row, width) for row in rows]
        for place in range(len(lines) - 1):
            _spread(lines[place], lines[place + 1 :], spans.get(first_row + place))
        cells = []
        for column, words in enumerate(zip(*lines, strict=True)):
            stack = [text for text in words if text]
            if stack:
                cells.append(self._cell(column, stack))
        return HeadingRow(first_row, first_row + len(lines) - 1, tuple(cells))

    def _cell(self, column: int, stack: list[str]) -> HeadingCell:
        """Look the words of a column up: all together first, then the lower ones alone."""
        for first in range(len(stack)):
            name, is_ignored = self._look_up(" ".join(stack[first:]))
            if name or is_ignored:
                return HeadingCell(column, stack[-1], name, is_ignored, len(stack) - first)
        return HeadingCell(column, stack[-1], "", False, 0)

    def _look_up(self, text: str) -> tuple[str, bool]:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._find(text)
        return known

    def _find(self, text: str) -> tuple[str, bool]:
        bare = _without_remark(text)
        for spelling in (text, bare, _BEFORE.sub("", text), _BEFORE.sub("", bare)):
            folded = fold(spelling)
            if folded in self._names:
                return self._names[folded], False
            if folded in self._ignored:
                return "", True
        return "", False


def _without_remark(text: str) -> str:
    """Return a heading without what stands behind it in brackets: "Kinh phí (triệu đồng)", "Số hồ sơ [1]"."""
    bare = text.rstrip("* \u00a0\t\r\n:")
    start = max(bare.rfind("("), bare.rfind("["))
    return bare[:start] if start > 0 and bare.endswith((")", "]")) else text


def _candidates(rows: list[list[Cell]]) -> Iterator[int]:
    """Yield the first rows in which something stands."""
    seen = 0
    for number, row in enumerate(rows):
        if any(isinstance(value, str) for value in row):
            yield number
            seen += 1
            if seen == _MOST_ROWS:
                return


def _texts(row: list[Cell], width: int) -> list[str]:
    """Return the words of a row, nothing where something else stands."""
    texts = [
        value.strip() if isinstance(value, str) and len(value) <= _MOST_LENGTH else ""
        for value in row[:width]
    ]
    return texts + [""] * (width - len(texts))


def _spread(line: list[str], below: list[list[str]], spans: dict[int, int] | None) -> None:
    """Repeat the heading of a group over the columns of the group that have headings of their own below.

    Arguments:
        spans: of merged cells in this row, the first column of each further one; when there are none, a
            heading reaches to the next one.
    """
    last = ""
    for column, text in enumerate(line):
        if text or not any(lower[column] for lower in below):
            last = text
        elif spans is None:
            line[column] = last
        elif column in spans:
            line[column] = line[spans[column]]


def _spans(sheet: Sheet) -> Spans:
    """Return for every row with merged cells which column, from 0, belongs to which."""
    spans: Spans = {}
    # Headings stand at the top of a sheet, and so do their merged cells in the file.
    for merged in sheet.merged[:_MOST_MERGED]:
        for column in range(merged.first_column, min(merged.last_column, _MOST_COLUMNS)):
            spans.setdefault(merged.first_row - 1, {})[column] = merged.first_column - 1
    return spans
