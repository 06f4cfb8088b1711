"""An uploaded OpenDocument file given back: the same one, with remarks at the cells that need mending."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Sequence
from typing import Any

from lxml import etree

from reform.workbooks.cells import with_sign
from search.folding import fold

from .harmless import cut, harmless
from .look import MOST_HEIGHT, lines_height
from .marks import REMARKS_WIDTH, MarkedRow, remarks_heading, remarks_headings
from .ods_addresses import RowsGone
from .ods_grid import Grid
from .ods_marks import annotate, put_paragraphs, take_annotation
from .ods_names import (
    ANNOTATION,
    CELL,
    COVERED,
    FORMULA,
    STYLE_NAME,
    TABLE,
    VALUE_TYPE,
    calcext,
    fo,
    office,
    style,
    table,
    text,
)
from .ods_restyle import Changes, Styles, background, centimetres
from .opening import CannotBeMarked

# The same colours as in a workbook of Excel.
_RED = "#fdd0d3"
_DARK_RED = "#9c1c28"
_HEADING: Changes = {
    "table-cell-properties": {
        fo("background-color"): "#0f4c81",
        fo("wrap-option"): "wrap",
        style("vertical-align"): "middle",
        fo("border"): "0.5pt solid #d0d7de",
    },
    "paragraph-properties": {fo("text-align"): "center"},
    "text-properties": {fo("color"): "#ffffff", fo("font-weight"): "bold"},
}
_REMARKS: Changes = {
    "table-cell-properties": {
        fo("background-color"): None,
        fo("wrap-option"): "wrap",
        style("vertical-align"): "top",
        fo("border"): "0.5pt solid #d0d7de",
    },
    "paragraph-properties": {fo("text-align"): "start"},
    "text-properties": {fo("color"): _DARK_RED, fo("font-weight"): None},
}
_COLUMN_WIDTH = f"{REMARKS_WIDTH * 0.2:.0f}cm"
_CENTIMETRES_A_POINT = 2.54 / 72
_CONTENT = "content.xml"
# Signed parts would be said to have been forged.
_SIGNATURES = "meta-inf/documentsignatures.xml"
# A document in memory takes about ten times as much.
_LARGEST_CONTENT = 48 * 1024 * 1024
# Where ranges of cells are named outside of formulas.
_ADDRESSES = [
    table("target-range-address"),
    table("cell-range-address"),
    table("base-cell-address"),
    table("end-cell-address"),
    table("print-ranges"),
    calcext("target-range-address"),
    calcext("base-cell-address"),
]


def mark_ods(
    content: bytes,
    *,
    sheet: str,
    heading_row: int,
    data_rows: Collection[int],
    marked: Sequence[MarkedRow],
    drop_rows: Collection[int] = (),
    percents: Collection[int] = (),
    author: str,
) -> bytes:
    """Return an uploaded OpenDocument file with remarks: red cells, annotations, and a last column with all.

    Everything else in it stays as it is, to the letter. For the arguments see `mark_workbook`.

    Raises:
        CannotBeMarked: the file is too long to be opened whole, or not what its reading had promised.
    """
    document = _open(content)
    page = _Page(document, sheet, heading_row, frozenset(data_rows), author)
    page.take_old_marks()
    page.show_percents(percents)
    column = page.remarks_column()
    for row in marked:
        page.mark(row, column)
    page.take_out(set(drop_rows))
    return _packed(content, etree.tostring(document, encoding="UTF-8", xml_declaration=True))


class _Page:
    """The sheet with the table."""

    def __init__(
        self, document: Any, sheet: str, heading_row: int, data_rows: frozenset[int], author: str
    ) -> None:
        self._tables = list(document.iterfind(f"{office('body')}/{office('spreadsheet')}/{TABLE}"))
        found = [item for item in self._tables if item.get(table("name")) == sheet]
        if not found:
            raise CannotBeMarked(f"There is no sheet “{sheet}” in the file.")
        self._document = document
        self._name = sheet
        self._grid = Grid(found[0])
        self._styles = Styles(document)
        self._heading_row = heading_row
        self._data_rows = sorted(data_rows)
        self._author = author

    def take_old_marks(self) -> None:
        """Take away the remarks of an earlier round; what others wrote and coloured stays."""
        for number in self._data_rows:
            for column, cell in self._grid.cells(number):
                name = cell.get(STYLE_NAME, "")
                colour = self._styles.property(
                    "table-cell", name, "table-cell-properties", fo("background-color")
                )
                if is_red := colour.lower() == _RED:
                    cell.set(STYLE_NAME, self._styles.derive("table-cell", name, background(None)))
                if cell.find(ANNOTATION) is not None:
                    take_annotation(self._grid.cell(number, column), self._author, was_red=is_red)

    def show_percents(self, positions: Collection[int]) -> None:
        """Say of fractions of one that they are per cent: a few rows alone would not show it any more."""
        for number in self._data_rows if positions else ():
            for position in positions:
                cell = self._grid.cell(number, position + 1)
                if cell.get(VALUE_TYPE) == "string":
                    _sign(cell)
                if cell.get(VALUE_TYPE) == "float":
                    name = self._grid.style_of(number, position + 1)
                    cell.set(STYLE_NAME, self._styles.derive("table-cell", name, {}, percent=True))
                    cell.set(VALUE_TYPE, "percentage")
                    cell.attrib.pop(calcext("value-type"), None)

    def remarks_column(self) -> int:
        """Return the column that the remarks go into, headed and blank."""
        column = self._old_remarks_column()
        if column is not None:
            for number in self._data_rows:
                _make_blank(self._grid.cell(number, column))
            return column
        rows = (self._heading_row, *self._data_rows)
        column = max(self._grid.last_column(number) for number in rows) + 1
        heading = self._grid.cell(self._heading_row, column)
        self._put_text(heading, remarks_heading(), self._styles.derive("table-cell", "", _HEADING))
        described = self._grid.column(column)
        self._grid.show(described)
        name = self._styles.derive(
            "table-column",
            described.get(STYLE_NAME, ""),
            {"table-column-properties": {style("column-width"): _COLUMN_WIDTH}},
        )
        described.set(STYLE_NAME, name)
        return column

    def mark(self, row: MarkedRow, column: int) -> None:
        """Mark the cells of a row, and write its remarks into their column."""
        for position, words in row.by_position().items():
            cell = self._grid.cell(row.number, position + 1)
            if cell.tag != COVERED:
                name = self._grid.style_of(row.number, position + 1)
                cell.set(STYLE_NAME, self._styles.derive("table-cell", name, background(_RED)))
                annotate(cell, words, self._author)
        words = cut(harmless(row.all_words()))
        cell = self._grid.cell(row.number, column)
        self._put_text(cell, words, self._styles.derive("table-cell", "", _REMARKS))
        element = self._grid.row(row.number)
        # A filter or a hand may have hidden it.
        self._grid.show(element)
        self._make_room(element, min(lines_height(words, REMARKS_WIDTH), MOST_HEIGHT))

    def take_out(self, numbers: set[int]) -> None:
        """Take rows out; what stands below moves up, and with it what names it."""
        if not numbers:
            return
        for number in self._data_rows:
            for _column, cell in self._grid.cells(number):
                cell.attrib.pop(FORMULA, None)
        gone = RowsGone(self._name, numbers)
        for sheet in self._tables:
            for cell in sheet.iter(CELL, COVERED):
                if formula := cell.get(FORMULA):
                    cell.set(FORMULA, gone.formula(formula, within=sheet.get(table("name"), "")))
        self._grid.take_out(numbers)
        body = self._document.find(office("body"))
        for element in body.iter("*"):
            for key in _ADDRESSES:
                if addresses := element.get(key):
                    element.set(key, gone.addresses(addresses))
        # Rows that a filter hid would not be hidden by it any more.
        for found in list(body.iter(table("filter"))):
            if gone.concerns(found.getparent().get(table("target-range-address"), "")):
                found.getparent().remove(found)

    def _old_remarks_column(self) -> int | None:
        known = {fold(heading) for heading in remarks_headings()}
        for column, cell in self._grid.cells(self._heading_row):
            words = " ".join("".join(paragraph.itertext()) for paragraph in cell.iterfind(text("p")))
            if fold(words) in known:
                return column
        return None

    def _put_text(self, cell: Any, words: str, name: str) -> None:
        _make_blank(cell)
        cell.set(STYLE_NAME, name)
        cell.set(VALUE_TYPE, "string")
        put_paragraphs(cell, words)

    def _make_room(self, row: Any, points: float) -> None:
        name = row.get(STYLE_NAME, "")
        height = self._styles.property("table-row", name, "table-row-properties", style("row-height"))
        needed = points * _CENTIMETRES_A_POINT
        # A row without a height of its own grows by itself.
        if height and centimetres(height) < needed:
            room = {"table-row-properties": {style("row-height"): f"{needed:.2f}cm"}}
            row.set(STYLE_NAME, self._styles.derive("table-row", name, room))


def _sign(cell: Any) -> None:
    """Put a percent sign behind a text that writes a fraction of one."""
    paragraphs = cell.findall(text("p"))
    if len(paragraphs) != 1:
        return
    words = "".join(paragraphs[0].itertext())
    signed = with_sign(words)
    if signed != words:
        paragraphs[0].clear()
        paragraphs[0].text = signed
        cell.attrib.pop(office("string-value"), None)


def _make_blank(cell: Any) -> None:
    name, rule = cell.get(STYLE_NAME), cell.get(table("content-validation-name"))
    cell.clear()
    for key, value in ((STYLE_NAME, name), (table("content-validation-name"), rule)):
        if value is not None:
            cell.set(key, value)


def _open(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # Of two with one name reading takes the last.
        member = [item for item in archive.infolist() if _plain(item) == _CONTENT][-1]
        if member.file_size > _LARGEST_CONTENT:
            raise CannotBeMarked("The file is too long to be opened whole.")
        markup = archive.read(member)
    # Reading it has refused document types; nothing is fetched, nothing is expanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        document = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        raise CannotBeMarked(f"lxml cannot read the content: {error}") from error
    if document.find(f"{office('body')}/{office('spreadsheet')}") is None:
        raise CannotBeMarked("The content is no spreadsheet.")
    return document


def _packed(content: bytes, markup: bytes) -> bytes:
    """Return the file with another content; everything else in it stays."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for member in source.infolist():
            if _plain(member) != _SIGNATURES:
                part = markup if _plain(member) == _CONTENT else source.read(member)
                archive.writestr(member, part)
    return target.getvalue()


def _plain(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/").lstrip("/").casefold()
