"""The small repairs that every value of a file gets, and the texts that stand for errors."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .builder import add_flaw
from .sheets import Cell, Sheet

# What Excel, LibreOffice and Google write into a cell whose formula failed.
ERROR_TEXTS = frozenset(
    {
        *("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#ERROR!"),
        *("Err:502", "Err:504", "Err:508", "Err:509", "Err:511", "Err:522", "Err:523"),
    }
)

# Whole numbers beyond this have lost digits already.
_MOST_EXACT = 2.0**53


def tidy(row: Sequence[Cell]) -> list[Cell]:
    """Return a row with blank text as None, whole numbers as integers and impossible ones as text."""
    return [
        (value if value.strip() else None)
        if isinstance(value, str)
        else plain_number(value)
        if isinstance(value, float)
        else value
        for value in row
    ]


def plain_number(value: float) -> int | float | str:
    """Return a number as an integer when it is whole; as text when no database could keep it."""
    if value.is_integer() and -_MOST_EXACT < value < _MOST_EXACT:
        return int(value)
    return value if math.isfinite(value) else str(value)


def percent_text(value: float) -> str:
    """Return a fraction as the text that a cell with a percent format shows: 0.95 gives "95%".

    Three decimals get a fourth, 0.95625 gives "95.6250%": else the point could be one of thousands.
    """
    shown = f"{value * 100:.10f}".rstrip("0").rstrip(".")
    if len(shown.partition(".")[2]) == 3:
        shown += "0"
    return f"{shown}%"


def repair_texts(sheet: Sheet) -> None:
    """Flag texts that are errors, left behind by pasting values; drop the sign that no database takes.

    Raises:
        FileRefused: when there are absurdly many errors.
    """
    for row_number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if not isinstance(value, str):
                continue
            if "\x00" in value:
                row[column - 1] = value.replace("\x00", "") or None
            if value.strip() in ERROR_TEXTS and (row_number, column) not in sheet.flaws:
                add_flaw(sheet, row_number, column, value.strip())
