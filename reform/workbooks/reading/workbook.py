"""Reading an uploaded spreadsheet, whatever somebody made of it: a workbook comes out, or a refusal."""

from __future__ import annotations

from collections.abc import Callable

from .delimited import count_csv, read_csv
from .guards import check_kind
from .limits import Limits
from .ods import count_ods, read_ods
from .sheets import FORMULA, META_SHEET, Cell, Format, Merged, Sheet, Workbook, cell_name
from .xlsx import count_xlsx, read_xlsx

__all__ = [
    "FORMULA",
    "META_SHEET",
    "Cell",
    "Merged",
    "Sheet",
    "Workbook",
    "cell_name",
    "estimate_rows",
    "read_workbook",
]

_READERS: dict[Format, Callable[[bytes, str, Limits], Workbook]] = {
    "xlsx": read_xlsx,
    "ods": read_ods,
    "csv": read_csv,
}
_COUNTERS: dict[Format, Callable[[bytes, str, Limits], int]] = {
    "xlsx": count_xlsx,
    "ods": count_ods,
    "csv": count_csv,
}


def read_workbook(content: bytes, name: str, limits: Limits) -> Workbook:
    """Read an uploaded file.

    Arguments:
        content: all of it.
        name: as it was uploaded; its ending says the format.

    Raises:
        FileRefused: when it is empty, too large, locked, harmful, damaged, or no spreadsheet.
    """
    return _READERS[check_kind(content, name, limits)](content, name, limits)


def estimate_rows(content: bytes, name: str, limits: Limits) -> int:
    """Return how many rows the longest visible sheet has, in little memory and without their values.

    Raises:
        FileRefused: as `read_workbook`, but for damage that only shows when values are read.
    """
    return _COUNTERS[check_kind(content, name, limits)](content, name, limits)
