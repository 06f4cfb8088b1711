"""What a column of a spreadsheet is to those who write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "decimal", "percent", "date", "datetime", "boolean"]


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet that is written.

    Attributes:
        name: what code calls it.
        heading: what stands at its head.
        kind: what its cells hold, which decides their type and number format.
        width: its width in characters.
        places: decimal places that are shown.
        choices: what its drop-down list offers; no list when empty.
        help: one sentence on what to write into it.
        required: whether a new record needs it.
        read_only: whether it is there for people to read and is never read in.
    """

    name: str
    heading: str
    kind: Kind = "text"
    width: int = 20
    places: int = 0
    choices: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    read_only: bool = False
