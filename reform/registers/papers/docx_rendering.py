"""From words to DOCX: a template is filled in in a sandbox, then its rules and tables get their measures."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate

from . import layout
from .sandbox import environment
from .styles import RULE_PART, RULE_WHOLE


def fill_in(template: bytes, context: dict[str, Any]) -> tuple[bytes, list[str]]:
    """Return a template with its words, and the names that it asks for and the context does not have.

    Arguments:
        context: plain values only: texts, numbers, lists and dictionaries.

    Raises:
        Exception: whatever is wrong with the template; templates come from people.
    """
    unknown: list[str] = []
    template_file = DocxTemplate(BytesIO(template))
    template_file.render(context, environment(unknown))
    buffer = BytesIO()
    template_file.save(buffer)
    return _finished(buffer.getvalue()), list(dict.fromkeys(unknown))


def _finished(content: bytes) -> bytes:
    """Return the document with rules and columns as long and as wide as their words ask for."""
    document = Document(BytesIO(content))
    for paragraphs, room in _stories(document):
        for before, paragraph in pairwise(paragraphs):
            if paragraph.style.name in (RULE_PART, RULE_WHOLE):
                _fit_rule(paragraph, before, room)
    for table in document.tables:
        if table.style is not None and table.style.name == "Table Grid":
            _fit_columns(table)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _stories(document: Any) -> list[tuple[list[Any], float]]:
    """Return the paragraphs of the body and of each cell, with the width in millimetres that they have."""
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
    found: list[tuple[list[Any], float]] = [(document.paragraphs, width)]
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                found.append((cell.paragraphs, (cell.width or 0) / Mm(1) or width))
    return found


def _fit_rule(paragraph: Any, above: Any, room: float) -> None:
    size = above.style.font.size.pt if above.style.font.size else layout.BODY_SIZE
    length = layout.rule_width(above.text, size, whole=paragraph.style.name == RULE_WHOLE, room=room)
    side = max(0.0, (room - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)


def _fit_columns(table: Any) -> None:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    for row in table.rows[1:]:
        for cell in row.cells:
            if layout.FIGURES.fullmatch(cell.text):
                cell.paragraphs[0].alignment = ALIGN.CENTER
    shares = layout.column_shares(rows[0], rows[1:])
    table.autofit = False
    for place, share in enumerate(shares):
        width = Mm(layout.TEXT_WIDTH * share)
        for row in table.rows:
            if place < len(row.cells):
                row.cells[place].width = width
    grid = table._tbl.tblGrid
    for column, share in zip(grid.findall(qn("w:gridCol")), shares, strict=False):
        column.set(qn("w:w"), str(int(Mm(layout.TEXT_WIDTH * share) / 635)))
