"""The built-in DOCX templates: every component of Nghị định 30/2020, Annex I, with tags for its words.

They are built, not drawn by hand, so that each measure comes from `layout.py`. An authority can download
them, change them in its word processor and upload them as its own.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from . import layout
from .styles import RULE_PART, RULE_WHOLE, add_styles
from .wording import MOTTO, NATION


@cache
def official_template() -> bytes:
    """Return the template of every paper that is no certificate."""
    document = _blank(landscape=False)
    paper = _Writer(document)
    _sample_mark(paper)
    _letterhead(document)
    _title(paper)
    _bases(paper)
    _blocks(document, paper, "paper.blocks")
    _foot(document)
    _annexes(document, paper)
    return _saved(document)


@cache
def certificate_template() -> bytes:
    """Return the template of certificates, a landscape page each."""
    document = _blank(landscape=True)
    paper = _Writer(document)
    paper.tag("for certificate in certificates")
    paper.add("NĐ30 Dữ liệu mẫu", "{% if certificate.sample %}DỮ LIỆU MẪU{% endif %}")
    _letterhead(document, "certificate", widths=(117, 130))
    paper.add("NĐ30 Tên giấy chứng nhận", "{{ certificate.title }}")
    paper.add("NĐ30 Thẩm quyền", "{{ certificate.awarder }}")
    paper.add("NĐ30 Dòng chứng nhận", "Chứng nhận")
    paper.add("NĐ30 Người được chứng nhận", "{{ certificate.name }}")
    paper.tag("for line in certificate.lines")
    paper.add("NĐ30 Dòng chứng nhận", "{{ line }}")
    paper.tag("endfor")
    table = _columns(document, (123, 124))
    left, right = table.rows[0].cells
    _Writer(left, first=True).add("NĐ30 Dòng chứng nhận", "{{ certificate.number }}")
    block = _Writer(right, first=True)
    block.add("NĐ30 Địa danh thời gian", "{{ certificate.place_and_date }}")
    _signature(block, "certificate.signature")
    paper.tag("if not loop.last")
    paper.add("NĐ30 Thẻ", "").paragraph_format.page_break_before = True
    paper.tag("endif")
    paper.tag("endfor")
    return _saved(document)


class _Writer:
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


def _blank(*, landscape: bool) -> Any:
    """Return an empty document with page, styles and page numbers."""
    document = Document()
    section = document.sections[0]
    width, height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT), Mm(layout.MARGIN_RIGHT)
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


def _columns(document: Any, widths: tuple[float, float]) -> Any:
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


def _sample_mark(paper: _Writer) -> None:
    paper.tag("if paper.sample")
    paper.add("NĐ30 Dữ liệu mẫu", "DỮ LIỆU MẪU")
    paper.tag("endif")


def _letterhead(
    document: Any,
    name: str = "paper",
    widths: tuple[float, float] = (layout.LEFT_COLUMN, layout.RIGHT_COLUMN),
) -> None:
    """Cells 1 to 4 and 5b."""
    table = _columns(document, widths)
    left, right = _Writer(table.cell(0, 0), first=True), _Writer(table.cell(0, 1), first=True)
    left.tag(f"if {name}.letterhead.parent")
    left.add("NĐ30 Cơ quan chủ quản", f"{{{{ {name}.letterhead.parent }}}}")
    left.tag("endif")
    left.add("NĐ30 Cơ quan ban hành", f"{{{{ {name}.letterhead.issuer }}}}")
    left.add(RULE_PART, "")
    right.add("NĐ30 Quốc hiệu", NATION)
    right.add("NĐ30 Tiêu ngữ", MOTTO)
    right.add(RULE_WHOLE, "")
    if name != "paper":
        return
    row = table.add_row().cells
    number, day = _Writer(row[0], first=True), _Writer(row[1], first=True)
    number.add("NĐ30 Số ký hiệu", "{{ paper.number }}")
    number.tag("if not paper.type_name")
    number.add("NĐ30 Trích yếu công văn", "{{ paper.extract }}")
    number.tag("endif")
    day.add("NĐ30 Địa danh thời gian", "{{ paper.place_and_date }}")


def _title(paper: _Writer) -> None:
    """Cells 5a, 9a and the line of authority."""
    paper.tag("if paper.type_name")
    paper.add("NĐ30 Tên loại", "{{ paper.type_name }}")
    paper.add("NĐ30 Trích yếu", "{{ paper.extract }}")
    paper.add(RULE_PART, "")
    paper.tag("endif")
    paper.tag("if paper.addressees|length == 1")
    paper.add("NĐ30 Kính gửi", "Kính gửi: {{ paper.addressees[0] }}")
    paper.tag("elif paper.addressees")
    paper.add("NĐ30 Kính gửi", "Kính gửi:")
    paper.tag("for addressee in paper.addressees")
    paper.add("NĐ30 Kính gửi", "- {{ addressee }}{% if loop.last %}.{% else %};{% endif %}")
    paper.tag("endfor")
    paper.tag("endif")
    paper.tag("if paper.authority_line")
    paper.add("NĐ30 Thẩm quyền", "{{ paper.authority_line }}")
    paper.tag("endif")


def _bases(paper: _Writer) -> None:
    paper.tag("for basis in paper.bases")
    paper.add("NĐ30 Căn cứ", "{{ basis }}{% if loop.last %}.{% else %};{% endif %}")
    paper.tag("endfor")
    paper.tag("if paper.enacting")
    paper.add("NĐ30 Thẩm quyền", "{{ paper.enacting }}")
    paper.tag("endif")


def _blocks(document: Any, paper: _Writer, source: str) -> None:
    """Cell 6: paragraphs, articles, headings, items and tables in their order."""
    paper.tag(f"for block in {source}")
    paper.tag("if block.kind == 'heading'")
    paper.add("NĐ30 Đề mục", "{{ block.text }}")
    paper.tag("elif block.kind == 'table'")
    _table(document)
    paper.add("NĐ30 Ô bảng", "")
    paper.tag("else")
    body = paper.add("NĐ30 Nội dung", "{% if block.lead %}{{ block.lead }} {% endif %}")
    body.runs[0].bold = True
    body.add_run("{{ block.text }}")
    paper.tag("endif")
    paper.tag("endfor")


def _table(document: Any) -> None:
    """A table whose columns and rows are as many as the block has."""
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    cells = [("{%tc for column in block.columns %}", "{{ column }}", "{%tc endfor %}")]
    cells += [("{%tr for row in block.rows %}", "", "")]
    cells += [("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"), ("{%tr endfor %}", "", "")]
    for place, (row, words) in enumerate(zip(table.rows, cells, strict=True)):
        for cell, word in zip(row.cells, words, strict=True):
            cell.paragraphs[0].style = "NĐ30 Đầu bảng" if place == 0 else "NĐ30 Ô bảng"
            cell.paragraphs[0].add_run(word)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _foot(document: Any) -> None:
    """Cells 7 and 9b: recipients or the first of two signatures at the left, the signature at the right."""
    _Writer(document).add("NĐ30 Ô bảng", "")
    table = _columns(document, (layout.TEXT_WIDTH / 2 - 8, layout.TEXT_WIDTH / 2 + 8))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = (_Writer(cell, first=True) for cell in table.rows[0].cells)
    left.tag("if paper.signatures|length > 1")
    _signature(left, "paper.signatures[0]")
    left.tag("elif paper.recipients")
    left.add("NĐ30 Nơi nhận", "Nơi nhận:")
    left.tag("for recipient in paper.recipients")
    left.add("NĐ30 Danh sách nơi nhận", "- {{ recipient }}{% if loop.last %}.{% else %};{% endif %}")
    left.tag("endfor")
    left.tag("endif")
    left.add("NĐ30 Danh sách nơi nhận", "")
    _signature(right, "paper.signatures[-1]")


def _signature(block: _Writer, name: str) -> None:
    block.tag(f"for line in {name}.lines")
    block.add("NĐ30 Quyền hạn chức vụ", "{{ line }}")
    block.tag("endfor")
    room = block.add("NĐ30 Chỗ ký", "")
    room.paragraph_format.space_after = Mm(layout.SIGNING_ROOM)
    block.add("NĐ30 Họ tên", f"{{{{ {name}.name }}}}")


def _annexes(document: Any, paper: _Writer) -> None:
    """Annexes: pages of their own, numbered on their own."""
    paper.tag("if paper.annexes")
    closing = paper.add("NĐ30 Thẻ", "")
    section = document.sections[-1]._sectPr
    closing._p.get_or_add_pPr().append(deepcopy(section))
    paper.tag("for annex in paper.annexes")
    label = paper.add("NĐ30 Phụ lục", "{{ annex.label }}")
    label.paragraph_format.page_break_before = False
    paper.add("NĐ30 Phụ lục", "{{ annex.title }}")
    paper.add("NĐ30 Kèm theo", "{{ annex.note }}")
    _blocks(document, paper, "annex.blocks")
    paper.tag("endfor")
    paper.tag("endif")


def _saved(document: Any) -> bytes:
    body = document.element.body
    # A table may not be the last thing before the section's properties: Word adds a paragraph by itself.
    if body[-2].tag == qn("w:tbl"):
        _Writer(document).add("NĐ30 Ô bảng", "")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
