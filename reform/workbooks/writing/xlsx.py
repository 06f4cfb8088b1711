"""Tables of any length as XLSX: openpyxl makes the workbook, the rows are poured into its sheet.

openpyxl takes ten seconds for 100,000 rows of eight cells; writing the rows' XML here takes two.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from .columns import Kind, SheetColumn
from .harmless import cut
from .look import (
    MOST_HEIGHT,
    add_meta,
    dress_columns,
    dress_heading,
    dress_page,
    excel_text,
    lines_height,
    sheet_title,
)
from .values import Plain, as_fraction, fits_excel, plain, serial, text_of_day, text_of_number, written_out

_SHEET = "xl/worksheets/sheet1.xml"
_ROWS_AT_ONCE = 500
_MOST_CUT = 100
_CARRIAGE_RETURN = {"\r": "&#13;"}
# Fast and nearly as small as the default of 6.
_COMPRESSION = 3


@dataclass(frozen=True)
class Written:
    """What became of an export.

    Attributes:
        rows: how many rows were written under the heading.
        cut: the first cells, such as "C5", whose text was too long for Excel and ends with `CUT_MARK`.
    """

    rows: int
    cut: tuple[str, ...] = ()


def write_xlsx(
    target: BinaryIO,
    *,
    sheet: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    meta: Mapping[str, str],
) -> Written:
    """Write a table as a workbook: typed cells, frozen heading with a filter, and the hidden sheet `_meta`.

    Percentages, 95 in `rows`, become 0.95 in Excel's own percent format: people may then type 96 or 96%.

    Arguments:
        target: any file opened for writing; it need not be able to seek.
        sheet: what the sheet is called; what Excel does not permit is left out.
        rows: the values of each row in the order of the columns; read once, never kept.
        meta: what the hidden sheet says.

    Returns:
        How many rows there are, and which cells were cut.
    """
    title = sheet_title(sheet)
    parts, styles = _frame(title, columns, meta, last_row=1)
    head = parts[_SHEET].partition(b"</sheetData>")[0]
    pourer = _Pourer(columns, styles)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        with archive.open(_SHEET, "w") as member:
            member.write(head)
            for text in pourer.pour(rows):
                member.write(text.encode())
            # Only now it is known how far the filter reaches.
            parts, _styles = _frame(title, columns, meta, last_row=pourer.last_row)
            member.write(b"</sheetData>" + parts.pop(_SHEET).partition(b"</sheetData>")[2])
        for name, content in parts.items():
            archive.writestr(name, content)
    return Written(rows=pourer.last_row - 1, cut=tuple(pourer.cut))


def _frame(
    title: str, columns: Sequence[SheetColumn], meta: Mapping[str, str], *, last_row: int
) -> tuple[dict[str, bytes], list[int]]:
    """Return the parts of a workbook that has all but the rows, and the number of each column's style."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for place, column in enumerate(columns, 1):
        dress_heading(sheet.cell(1, place), column.heading)
    dress_columns(sheet, columns)
    dress_page(sheet)
    letters = [get_column_letter(place) for place in range(1, len(columns) + 1)]
    styles = [sheet.column_dimensions[letter].style_id for letter in letters]
    dimension = f'<dimension ref="{sheet.dimensions}" />'.encode()
    sheet.auto_filter.ref = f"A1:{letters[-1]}{last_row}"
    add_meta(book, meta)
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # It would say that there is nothing but the heading; a sheet need not say how large it is.
    parts[_SHEET] = parts[_SHEET].replace(dimension, b"").replace(dimension.replace(b" />", b"/>"), b"")
    return parts, styles


class _Pourer:
    """Turns rows into the XML of a sheet.

    Attributes:
        last_row: the number of the last row written; 1 is the heading.
        cut: the first cells whose text was cut.
    """

    def __init__(self, columns: Sequence[SheetColumn], styles: Sequence[int]) -> None:
        self.last_row = 1
        self.cut: list[str] = []
        self._height = 0.0
        self._makers = [
            self._cell_maker(get_column_letter(place), style, column)
            for place, (column, style) in enumerate(zip(columns, styles, strict=True), 1)
        ]

    def pour(self, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
        """Give the XML of the rows, some hundreds at a time."""
        waiting = iter(rows)
        while batch := list(islice(waiting, _ROWS_AT_ONCE)):
            yield "".join([self._row(row) for row in batch])

    def _row(self, values: Sequence[Any]) -> str:
        self.last_row += 1
        self._height = 0.0
        number = str(self.last_row)
        cells = "".join([make(value, number) for make, value in zip(self._makers, values, strict=True)])
        # Excel finds the height of a row by itself, LibreOffice does not.
        height = f' ht="{min(self._height, MOST_HEIGHT)}"' if self._height else ""
        return f'<row r="{number}"{height}>{cells}</row>'

    def _cell_maker(self, letter: str, style: int, column: SheetColumn) -> Callable[[Any, str], str]:
        """Return what turns a value of one column into the XML of its cell."""
        kind, width = column.kind, column.width

        def make(value: Any, row: str) -> str:
            ready = excel_value(plain(value, kind), kind)
            if ready is None:
                return ""
            if not isinstance(ready, str):
                return f'<c r="{letter}{row}" s="{style}"><v>{written_out(ready)}</v></c>'
            if len(ready) > width or "\n" in ready:
                self._height = max(self._height, lines_height(ready, width))
            return self._text_cell(letter + row, style, ready)

        return make

    def _text_cell(self, place: str, style: int, text: str) -> str:
        kept = cut(text)
        if kept is not text and len(self.cut) < _MOST_CUT:
            self.cut.append(place)
        # A text stands in its cell and not in a table of shared texts, which would be kept in memory.
        words = escape(excel_text(kept), _CARRIAGE_RETURN)
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def excel_value(value: Plain, kind: Kind) -> Any:
    """Return a plain value as the text or the number that Excel holds for it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        number = serial(value)
        return text_of_day(value) if number is None else number
    if not fits_excel(value):
        return text_of_number(value)
    return as_fraction(value) if kind == "percent" else value
