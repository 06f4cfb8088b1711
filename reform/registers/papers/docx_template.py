"""The built-in DOCX templates: every component of Nghị định 30/2020, Annex I, with tags for its words.

They are built, not drawn by hand, so that each measure comes from `layout.py`. An authority can download
them, change them in its word processor and upload them as its own.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from . import layout
from .docx_page import Writer, blank_document, two_columns
from .styles import RULE_PART, RULE_WHOLE
from .wording import MOTTO, NATION


@cache
def official_template() -> bytes:
    """Return the template of every paper that is no certificate."""
    document = blank_document(landscape=False)
    paper = Writer(document)
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
    document = blank_document(landscape=True)
    paper = Writer(document)
    paper.tag("for certificate in certificates")
    for statement, new_page in (("if loop.first", False), ("else", True)):
        paper.tag(statement)
        mark = paper.add("NĐ30 Dữ liệu mẫu", "{% if certificate.sample %}DỮ LIỆU MẪU{% endif %}")
        mark.paragraph_format.page_break_before = new_page
    paper.tag("endif")
    _letterhead(document, "certificate", widths=layout.CERTIFICATE_COLUMNS)
    _certificate_words(document)
    table = two_columns(document, layout.CERTIFICATE_COLUMNS)
    left, right = table.rows[0].cells
    left.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    Writer(left, first=True).add("NĐ30 Số vào sổ", "{{ certificate.number }}")
    block = Writer(right, first=True)
    block.add("NĐ30 Địa danh thời gian", "{{ certificate.place_and_date }}")
    _signature(block, "certificate.signature")
    paper.tag("endfor")
    return _saved(document)


def _certificate_words(document: Any) -> None:
    """Who gets it and what for: in the middle of a row that grows with its lines."""
    # Two tables side by side would become one.
    Writer(document).add("NĐ30 Thẻ", "")
    table = document.add_table(rows=1, cols=1)
    table.rows[0].height, table.rows[0].height_rule = (
        Mm(layout.CERTIFICATE_HEIGHT),
        WD_ROW_HEIGHT_RULE.AT_LEAST,
    )
    cell = table.cell(0, 0)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    words = Writer(cell, first=True)
    words.add("NĐ30 Tên giấy chứng nhận", "{{ certificate.title }}")
    words.add("NĐ30 Người chứng nhận", "{{ certificate.awarder }}")
    words.add("NĐ30 Dòng chứng nhận", "Chứng nhận")
    words.add("NĐ30 Người được chứng nhận", "{{ certificate.name }}")
    words.tag("for line in certificate.lines")
    words.add("NĐ30 Dòng chứng nhận", "{{ line }}")
    words.tag("endfor")
    Writer(document).add("NĐ30 Thẻ", "")


def _sample_mark(paper: Writer) -> None:
    paper.tag("if paper.sample")
    paper.add("NĐ30 Dữ liệu mẫu", "DỮ LIỆU MẪU")
    paper.tag("endif")


def _letterhead(
    document: Any,
    name: str = "paper",
    widths: tuple[float, float] = (layout.LEFT_COLUMN, layout.RIGHT_COLUMN),
) -> None:
    """Cells 1 to 4 and 5b."""
    table = two_columns(document, widths)
    left, right = Writer(table.cell(0, 0), first=True), Writer(table.cell(0, 1), first=True)
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
    number, day = Writer(row[0], first=True), Writer(row[1], first=True)
    number.add("NĐ30 Số ký hiệu", "{{ paper.number }}")
    number.tag("if not paper.type_name")
    number.add("NĐ30 Trích yếu công văn", "{{ paper.extract }}")
    number.tag("endif")
    day.add("NĐ30 Địa danh thời gian", "{{ paper.place_and_date }}")


def _title(paper: Writer) -> None:
    """Cells 5a, 9a and the line of authority."""
    paper.tag("if paper.type_name")
    paper.add("NĐ30 Tên loại", "{{ paper.type_name }}")
    paper.add("NĐ30 Trích yếu", "{{ paper.extract }}")
    paper.add(RULE_PART, "")
    paper.tag("endif")
    paper.tag("if paper.addressees|length == 1")
    paper.add("NĐ30 Kính gửi", "Kính gửi: {{ paper.addressees[0] }}")
    paper.tag("elif paper.addressees")
    paper.add("NĐ30 Các nơi gửi", "Kính gửi:")
    paper.tag("for addressee in paper.addressees")
    paper.add("NĐ30 Một nơi gửi", "- {{ addressee }}{% if loop.last %}.{% else %};{% endif %}")
    paper.tag("endfor")
    paper.tag("endif")
    paper.tag("if paper.authority_line")
    paper.add("NĐ30 Thẩm quyền", "{{ paper.authority_line }}")
    paper.tag("endif")


def _bases(paper: Writer) -> None:
    paper.tag("for basis in paper.bases")
    paper.add("NĐ30 Căn cứ", "{{ basis }}{% if loop.last %}.{% else %};{% endif %}")
    paper.tag("endfor")
    paper.tag("if paper.enacting")
    paper.add("NĐ30 Thẩm quyền", "{{ paper.enacting }}")
    paper.tag("endif")


def _blocks(document: Any, paper: Writer, source: str) -> None:
    """Cell 6: paragraphs, articles, headings, items and tables in their order."""
    paper.tag(f"for block in {source}")
    paper.tag("if block.kind == 'heading'")
    paper.add("NĐ30 Đề mục", "{{ block.text }}")
    paper.tag("elif block.kind == 'table'")
    _table(document)
    paper.add("NĐ30 Ô bảng", "")
    paper.tag("elif loop.last")
    _paragraph(paper, "NĐ30 Nội dung cuối")
    paper.tag("else")
    _paragraph(paper, "NĐ30 Nội dung")
    paper.tag("endif")
    paper.tag("endfor")


def _paragraph(paper: Writer, style: str) -> None:
    """A paragraph: "Điều 1." is bold, the "1." and "a)" of its parts are upright."""
    lead = "{{% if block.lead and block.kind {is_article} 'article' %}}{{{{ block.lead }}}} {{% endif %}}"
    body = paper.add(style, lead.format(is_article="=="))
    body.runs[0].bold = True
    body.add_run(lead.format(is_article="!=") + "{{ block.text }}")


def _table(document: Any) -> None:
    """A table whose columns and rows are as many as the block has."""
    table = document.add_table(rows=4, cols=3)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
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
    Writer(document).add("NĐ30 Ô bảng", "").paragraph_format.keep_with_next = True
    table = two_columns(document, (layout.TEXT_WIDTH / 2 - 8, layout.TEXT_WIDTH / 2 + 8))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = (Writer(cell, first=True) for cell in table.rows[0].cells)
    left.tag("if paper.signatures|length > 1")
    _signature(left, "paper.signatures[0]")
    left.tag("else")
    _recipients(left)
    left.tag("endif")
    left.add("NĐ30 Danh sách nơi nhận", "")
    _signature(right, "paper.signatures[-1]")
    below = Writer(document)
    below.tag("if paper.signatures|length > 1")
    _recipients(below)
    below.tag("endif")


def _recipients(place: Writer) -> None:
    """Cell 9b."""
    place.tag("if paper.recipients")
    place.add("NĐ30 Nơi nhận", "Nơi nhận:")
    place.tag("for recipient in paper.recipients")
    place.add("NĐ30 Danh sách nơi nhận", "- {{ recipient }}{% if loop.last %}.{% else %};{% endif %}")
    place.tag("endfor")
    place.tag("endif")


def _signature(block: Writer, name: str) -> None:
    block.tag(f"for line in {name}.lines")
    block.add("NĐ30 Quyền hạn chức vụ", "{{ line }}")
    block.tag("endfor")
    room = block.add("NĐ30 Chỗ ký", "")
    room.paragraph_format.space_after = Mm(layout.SIGNING_ROOM)
    block.add("NĐ30 Họ tên", f"{{{{ {name}.name }}}}")


def _annexes(document: Any, paper: Writer) -> None:
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
        Writer(document).add("NĐ30 Ô bảng", "")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
