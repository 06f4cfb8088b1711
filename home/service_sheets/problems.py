"""What is wrong with an uploaded catalogue, said to whom it can be mended by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something wrong in one place.

    Attributes:
        sheet: its name.
        row: its number as the spreadsheet program shows it; 0 where no row is meant.
        heading: of the column; empty when the whole row is meant.
        message: what is wrong.
        advice: what to do.
    """

    sheet: str
    row: int
    heading: str
    message: str
    advice: str = ""
