"""The page of the built-in DOCX templates: its size, frame and numbers, and the writing of paragraphs."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from . import layout
from .styles import add_styles


class Writer:
    """Adds paragraphs to a document or to a cell."""

    def __init__(self, place: Any, *, first: bool = False) -> None:
        """Write to `place`; a cell has a first paragraph already, which is used up first."""
        self.place = place
        self.unused = place.paragraphs[0] if first else None

    def add(self, style: str, text: str) -> Any:
        """Add one paragraph and return it."""
        paragraph, self.unused = self.unused or self.place.add_paragraph(), None
        paragraph.style = style
        paragraph.add_run(text)
        return paragraph

    def tag(self, statement: str) -> None:
        """Add a statement that disappears with its paragraph."""
        self.add("NĐ30 Thẻ", f"{{%p {statement} %}}")


def blank_document(*, landscape: bool) -> Any:
    """Return an empty document with page, styles and page numbers."""
    document = Document()
    section = document.sections[0]
    width, height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    sides = (layout.CERTIFICATE_MARGIN,) * 2 if landscape else (layout.MARGIN_LEFT, layout.MARGIN_RIGHT)
    section.left_margin, section.right_margin = map(Mm, sides)
    section.header_distance = Mm(layout.HEADER_DISTANCE)
    add_styles(document)
    # The library signs what it makes; papers are the authority's.
    document.core_properties.author = document.core_properties.comments = ""
    if landscape:
        _frame(section)
    else:
        _page_numbers(section)
    return document


def _frame(section: Any) -> None:
    """Draw a double line around every page."""
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "thickThinSmallGap"), ("sz", "24"), ("space", "24"), ("color", "8A1C1C")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    section._sectPr.find(qn("w:pgMar")).addnext(borders)


def _page_numbers(section: Any) -> None:
    """Number the pages in the middle of the top margin, not the first one."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = "NĐ30 Số trang"
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = words
        run._r.append(mark)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:pgMar")).addnext(start)


def two_columns(document: Any, widths: tuple[float, float]) -> Any:
    """Add a table of one row and two columns without borders and without room beside its words."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for cell, column, width in zip(table.rows[0].cells, table.columns, widths, strict=True):
        cell.width = column.width = Mm(width)
    return table
