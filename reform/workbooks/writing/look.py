"""How the workbooks of the portal look: one calm heading, readable cells, a page that prints well."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from .columns import SheetColumn
from .harmless import cut, harmless, without_forbidden

BLUE = "FF0F4C81"
PALE = "FFF1F3F5"
GREY = "FF6B7280"
META = "_meta"
_LINE = Side(style="thin", color="FFD0D7DE")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TEXT = Alignment(vertical="top", wrap_text=True)
_HEADING = Alignment(horizontal="center", vertical="center", wrap_text=True)
_NUMBER = Alignment(horizontal="right", vertical="top")
_MIDDLE = Alignment(horizontal="center", vertical="top")
# "_x0041_" in a file of Excel stands for a letter; where it stands for itself its first sign is spelt so.
_SPELT = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_POINTS_A_LINE = 15.75
# No row of Excel is higher, in points.
MOST_HEIGHT = 409.0


def excel_text(text: str) -> str:
    """Return a text as it stands in a file of Excel, where a few signs have a meaning of their own."""
    # Excel shows a box for the carriage return that browsers put before every line feed.
    text = text.replace("\r\n", "\n")
    return _SPELT.sub("_x005F_", text) if "_x" in text else text


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell, as nothing else but a text."""
    cell.value = excel_text(text) or None
    if cell.value is not None:
        # openpyxl takes what begins with "=" for a formula and "#N/A" for an error.
        cell.data_type = "s"


def sheet_title(text: str) -> str:
    """Return words as the name of a sheet: at most 31 characters, none of []:*?/ or the backslash."""
    allowed = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text).split())[:31].strip("' ")
    return allowed or "Sheet1"


def number_format(column: SheetColumn) -> str:
    """Return the number format of a column's cells. Excel puts the user's own separators into it."""
    decimals = "." + "0" * column.places if column.places else ""
    return {
        "text": "@",
        "boolean": "@",
        "integer": "#,##0",
        "decimal": f"#,##0{decimals}" if decimals else "General",
        "percent": f"0{decimals}%",
        "date": "dd/mm/yyyy",
        "datetime": "dd/mm/yyyy hh:mm",
    }[column.kind]


def alignment(column: SheetColumn) -> Alignment:
    """Return how cells are aligned: numbers to the right, days in the middle, words at the left."""
    if column.kind in {"integer", "decimal", "percent"}:
        return _NUMBER
    return _MIDDLE if column.kind in {"date", "datetime", "boolean"} else TEXT


def letters(**more: Any) -> Font:
    """Return the letters of the portal's workbooks; without a name programs take some of their own."""
    return Font(name="Calibri", sz=11, **more)


def dress_heading(cell: Cell, text: str) -> None:
    """Write a heading into a cell and make it look like one."""
    put_text(cell, harmless(text))
    cell.font = letters(bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=BLUE)
    cell.alignment = _HEADING
    cell.border = BORDER


def dress_columns(sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    """Give the columns their widths and formats, and freeze the heading in the first row."""
    for place, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = column.width + 0.7  # the room that Excel takes for the edges
        dimension.number_format = number_format(column)
        dimension.alignment = alignment(column)
    sheet.row_dimensions[1].height = _heading_height(columns)
    sheet.freeze_panes = "A2"


def _heading_height(columns: Sequence[SheetColumn]) -> float:
    # Bold letters are wider, and words do not break.
    lines = (math.ceil(len(column.heading) * 1.25 / max(column.width, 1)) for column in columns)
    return max(lines, default=1) * _POINTS_A_LINE + 10


def lines_height(text: str, width: int) -> float:
    """Return the height of a row that shows a text in a cell so many characters wide."""
    lines = sum(max(1, math.ceil(len(line) * 1.1 / width)) for line in text.split("\n"))
    return lines * _POINTS_A_LINE


def dress_page(sheet: Worksheet, *, heading_row: int | None = 1) -> None:
    """Make the sheet print on A4 across, as wide as the page, the heading on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.5)
    sheet.oddFooter.center.text = "&P / &N"
    if heading_row:
        sheet.print_options.gridLines = True
        sheet.print_title_rows = f"{heading_row}:{heading_row}"


def add_meta(book: Workbook, meta: Mapping[str, str]) -> None:
    """Add the sheet that people do not see: of which register, version, unit and period the file is."""
    sheet: Any = book.create_sheet(META)
    sheet.sheet_state = "veryHidden"
    # A workbook that is streamed takes whole rows alone.
    for pair in meta.items():
        cells = [WriteOnlyCell(sheet), WriteOnlyCell(sheet)]
        for cell, text in zip(cells, pair, strict=True):
            put_text(cell, cut(without_forbidden(text)))
        sheet.append(cells)
