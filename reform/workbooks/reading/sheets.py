"""What a workbook holds once it is read: plain values at the places where Excel shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from openpyxl.utils import get_column_letter

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Format = Literal["xlsx", "ods", "csv"]

# The flaw of a cell whose program never calculated it; any other flaw is the error text itself.
FORMULA = "formula"
META_SHEET = "_meta"

_MOST_META_KEYS = 200
_MOST_META_KEY_LENGTH = 100


@dataclass(frozen=True)
class Merged:
    """A range of merged cells. Rows and columns count from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def reference(self) -> str:
        """The range as Excel writes it: B3:D4."""
        first = cell_name(self.first_row, self.first_column)
        return f"{first}:{cell_name(self.last_row, self.last_column)}"


@dataclass
class Sheet:
    """One visible sheet.

    Attributes:
        rows: from row 1 and column A on, whatever stands there; a row ends anywhere behind its last cell.
        merged: merged ranges, in the order of the file.
        flaws: (row, column), both from 1, of cells that hold no value: FORMULA or the error, "#REF!".
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    flaws: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Workbook:
    """A workbook that was read.

    Attributes:
        sheets: the visible sheets, in their order.
        meta: what the hidden sheet "_meta" of our templates says: register, version, unit, period…
        starts_1904: whether a bare serial number counts days from 1904 instead of 1900.
        encoding: of a CSV file; empty otherwise.
        delimiter: of a CSV file; empty otherwise.
    """

    format: Format
    sheets: list[Sheet]
    meta: dict[str, str] = field(default_factory=dict)
    starts_1904: bool = False
    encoding: str = ""
    delimiter: str = ""


def cell_name(row: int, column: int) -> str:
    """Return what Excel calls a cell: C7. Both numbers count from 1."""
    return f"{get_column_letter(column)}{row}"


def read_meta(rows: Iterable[list[Cell]]) -> dict[str, str]:
    """Return the keys in column A of the sheet "_meta" with the values in column B."""
    meta: dict[str, str] = {}
    for row in rows:
        if len(meta) == _MOST_META_KEYS:
            break
        key = _meta_text(row[0]) if row else ""
        if key and len(key) <= _MOST_META_KEY_LENGTH:
            meta.setdefault(key, _meta_text(row[1]) if len(row) > 1 else "")
    return meta


def _meta_text(value: Cell) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()
