"""Opening an uploaded workbook to change a few cells: whatever is not touched has to stay as it is.

openpyxl by itself turns numbers into dates and back, rounds to sixteen digits, drops blanks in formatted
texts, and takes one escaped sign of Excel's for nothing.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import XML_NS

# "_x005F_" is an underscore that begins no escape; openpyxl drops its last six signs wherever they stand.
_ESCAPE = "x005F_"
_STAND_IN = "\ufdd0"


class CannotBeMarked(Exception):
    """Raised when openpyxl cannot open a workbook, though its table could be read."""


class _RichText(CellRichText):
    """A formatted text that keeps its blanks."""

    def to_tree(self) -> Any:
        """Return the text as an element."""
        tree = super().to_tree()
        for element in tree.iter("t"):
            element.set(f"{{{XML_NS}}}space", "preserve")
        return tree


class _Reader(ExcelReader):
    """Reads a workbook without taking numbers for dates."""

    def read_worksheets(self) -> None:
        """Read the sheets."""
        self.wb._date_formats = self.wb._timedelta_formats = frozenset()
        super().read_worksheets()


def open_workbook(content: bytes, *, values_only: bool = False) -> Workbook:
    """Open a workbook so that saving it again changes nothing that is not touched.

    Dates stand in its cells as numbers, as they do in the file.

    Arguments:
        values_only: whether formulas are left out for the values that they had when the file was saved.

    Raises:
        CannotBeMarked: openpyxl does not understand the file.
    """
    try:
        reader = _Reader(
            io.BytesIO(_with_stand_ins(content)), data_only=values_only, keep_links=True, rich_text=True
        )
        reader.read()
    except Exception as error:
        # It raises whatever the odd part of the file makes its code stumble over.
        raise CannotBeMarked(f"openpyxl cannot open the workbook: {error}") from error
    for sheet in reader.wb.worksheets:
        for cell in sheet._cells.values():
            if isinstance(cell, Cell):
                _make_exact(cell)
    return reader.wb


def _with_stand_ins(content: bytes) -> bytes:
    """Return the file with a stand-in for the escaped underscore in its cells, the very same without any."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        names = [
            name for name in source.namelist() if "/sharedstrings" in name.lower() or "/worksheets/" in name
        ]
        escaped = {name for name in names if _ESCAPE.encode() in source.read(name)}
        if not escaped:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in source.namelist():
                part = source.read(name)
                archive.writestr(name, _with_stand_in(part) if name in escaped else part)
    return target.getvalue()


def _with_stand_in(part: bytes) -> bytes:
    # Behind the cells of a sheet there are texts that openpyxl leaves alone.
    cells, end, rest = part.rpartition(b"sheetData>")
    if not end:
        cells, rest = rest, b""
    return cells.replace(_ESCAPE.encode(), _STAND_IN.encode()) + end + rest


def _make_exact(cell: Cell) -> None:
    value = cell._value
    if isinstance(value, str):
        if _STAND_IN in value:
            cell._value = _restored(value)
    elif isinstance(value, CellRichText):
        runs = [
            TextBlock(run.font, _restored(run.text)) if isinstance(run, TextBlock) else _restored(run)
            for run in value
        ]
        cell._value = _RichText(runs)
    elif cell.data_type == "n" and isinstance(value, int | float) and float(f"{value:.16g}") != value:
        # Digits in a text are written as they are.
        cell._value = repr(value)


def _restored(text: str) -> str:
    return text.replace(_STAND_IN, _ESCAPE)
