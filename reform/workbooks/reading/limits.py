"""How large a spreadsheet may be, packed and unpacked."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """What a file may hold at most.

    Attributes:
        bytes: size of the file as uploaded.
        unpacked_bytes: size of everything inside, once inflated.
        rows: highest row number with something in it, in every sheet that is read.
        columns: highest column number with something in it.
        cells: cells of all sheets together, blanks within the used area counted.
    """

    bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cells: int


def limits_from_settings() -> Limits:
    """Return the limits that this installation sets."""
    return Limits(
        bytes=settings.UPLOAD_MAX_BYTES,
        unpacked_bytes=settings.IMPORT_MAX_UNPACKED_BYTES,
        rows=settings.IMPORT_MAX_ROWS,
        columns=settings.IMPORT_MAX_COLUMNS,
        cells=settings.IMPORT_MAX_CELLS,
    )
