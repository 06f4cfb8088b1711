"""How each component of a paper is set: the styles of the built-in DOCX templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from . import layout

# Rules are paragraphs of these styles; `docx_finish` makes them as long as the text above asks for.
RULE_WHOLE, RULE_PART = "NĐ30 Kẻ dài bằng chữ", "NĐ30 Kẻ một phần"
TABLE_STYLE = "NĐ30 Bảng"


@dataclass(frozen=True)
class Look:
    """How one component is set; sizes in points, lengths in millimetres."""

    size: float = layout.BODY_SIZE
    bold: bool = False
    italic: bool = False
    align: Any = ALIGN.LEFT
    before: float = 0
    after: float = 0
    indent: float = 0
    left: float = 0
    spacing: float = 1.0
    keep: bool = False


LOOKS: dict[str, Look] = {
    "NĐ30 Quốc hiệu": Look(layout.NATION_SIZE, bold=True, align=ALIGN.CENTER),
    "NĐ30 Tiêu ngữ": Look(layout.MOTTO_SIZE, bold=True, align=ALIGN.CENTER),
    "NĐ30 Cơ quan chủ quản": Look(layout.ISSUER_SIZE, align=ALIGN.CENTER),
    "NĐ30 Cơ quan ban hành": Look(layout.ISSUER_SIZE, bold=True, align=ALIGN.CENTER),
    "NĐ30 Số ký hiệu": Look(layout.NUMBER_SIZE, align=ALIGN.CENTER, before=6),
    "NĐ30 Trích yếu công văn": Look(layout.SUBJECT_SIZE, align=ALIGN.CENTER, before=3),
    "NĐ30 Địa danh thời gian": Look(layout.DATE_SIZE, italic=True, align=ALIGN.CENTER, before=6),
    "NĐ30 Tên loại": Look(layout.TYPE_SIZE, bold=True, align=ALIGN.CENTER, before=18, keep=True),
    "NĐ30 Trích yếu": Look(layout.EXTRACT_SIZE, bold=True, align=ALIGN.CENTER, keep=True),
    "NĐ30 Thẩm quyền": Look(bold=True, align=ALIGN.CENTER, before=12, after=6, keep=True),
    "NĐ30 Kính gửi": Look(align=ALIGN.CENTER, before=12, after=6),
    "NĐ30 Các nơi gửi": Look(before=12, after=3, left=layout.ADDRESSEES_INDENT, keep=True),
    "NĐ30 Một nơi gửi": Look(
        after=3, indent=-layout.DASH_WIDTH,
        left=layout.ADDRESSEES_INDENT + layout.ADDRESSEES_INNER_INDENT + layout.DASH_WIDTH,
    ),
    "NĐ30 Căn cứ": Look(
        italic=True, align=ALIGN.JUSTIFY, after=layout.PARAGRAPH_SPACE, indent=layout.FIRST_LINE_INDENT,
        spacing=layout.LINE_SPACING,
    ),
    "NĐ30 Nội dung": Look(
        align=ALIGN.JUSTIFY, after=layout.PARAGRAPH_SPACE, indent=layout.FIRST_LINE_INDENT,
        spacing=layout.LINE_SPACING,
    ),
    # The last paragraph stays with the signature: no page holds the signature alone.
    "NĐ30 Nội dung cuối": Look(
        align=ALIGN.JUSTIFY, after=layout.PARAGRAPH_SPACE, indent=layout.FIRST_LINE_INDENT,
        spacing=layout.LINE_SPACING, keep=True,
    ),
    "NĐ30 Đề mục": Look(bold=True, align=ALIGN.CENTER, before=6, after=6, keep=True),
    "NĐ30 Ô bảng": Look(layout.TABLE_SIZE),
    "NĐ30 Đầu bảng": Look(layout.TABLE_SIZE, bold=True, align=ALIGN.CENTER),
    "NĐ30 Quyền hạn chức vụ": Look(layout.SIGNATURE_SIZE, bold=True, align=ALIGN.CENTER, keep=True),
    "NĐ30 Chỗ ký": Look(layout.SIGNATURE_SIZE, align=ALIGN.CENTER, keep=True),
    "NĐ30 Họ tên": Look(layout.SIGNATURE_SIZE, bold=True, align=ALIGN.CENTER),
    "NĐ30 Nơi nhận": Look(layout.RECIPIENTS_TITLE_SIZE, bold=True, italic=True, keep=True),
    "NĐ30 Danh sách nơi nhận": Look(layout.RECIPIENTS_SIZE),
    "NĐ30 Phụ lục": Look(bold=True, align=ALIGN.CENTER, keep=True),
    "NĐ30 Kèm theo": Look(italic=True, align=ALIGN.CENTER, after=12, keep=True),
    "NĐ30 Dữ liệu mẫu": Look(11, bold=True, align=ALIGN.CENTER, after=6),
    "NĐ30 Số trang": Look(layout.PAGE_NUMBER_SIZE, align=ALIGN.CENTER),
    "NĐ30 Tên giấy chứng nhận": Look(layout.CERTIFICATE_TITLE_SIZE, bold=True, align=ALIGN.CENTER, after=8),
    "NĐ30 Người chứng nhận": Look(layout.CERTIFICATE_SIZE, bold=True, align=ALIGN.CENTER, after=4),
    "NĐ30 Người được chứng nhận": Look(
        layout.CERTIFICATE_NAME_SIZE, bold=True, align=ALIGN.CENTER, before=8, after=8,
    ),
    "NĐ30 Dòng chứng nhận": Look(
        layout.CERTIFICATE_SIZE, align=ALIGN.CENTER, after=4, spacing=layout.LINE_SPACING,
    ),
    "NĐ30 Số vào sổ": Look(layout.NUMBER_SIZE),
    # Unnumbered tags of the template; gone when it is filled in.
    "NĐ30 Thẻ": Look(8),
}  # fmt: skip


def add_styles(document: Any) -> None:
    """Give a document the styles of every component, and Vietnamese as the language of its words."""
    for name, look in LOOKS.items():
        _style(document, name, look)
    for name in (RULE_WHOLE, RULE_PART):
        _rule_style(document, name)
    normal = document.styles["Normal"]
    _set_font(normal)
    normal.font.size = Pt(layout.BODY_SIZE)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "vi-VN")
    normal.element.rPr.append(language)


def _style(document: Any, name: str, look: Look) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_font(style)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    form = style.paragraph_format
    form.alignment, form.keep_with_next, form.line_spacing = look.align, look.keep, look.spacing
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.indent:
        form.first_line_indent = Mm(look.indent)
    if look.left:
        form.left_indent = Mm(look.left)


def _rule_style(document: Any, name: str) -> None:
    """Make the style of a rule: an empty, low paragraph with a line above it."""
    _style(document, name, Look(2, align=ALIGN.CENTER, before=3, after=4))
    document.styles[name].paragraph_format.line_spacing = Pt(2)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    _insert_border(document.styles[name].element.get_or_add_pPr(), borders)


def _insert_border(properties: Any, borders: Any) -> None:
    """Put the border where the schema of WordprocessingML wants it: before spacing and what follows."""
    followers = {qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr", "outlineLvl")}
    for child in properties:
        if child.tag in followers:
            child.addprevious(borders)
            return
    properties.append(borders)


def _set_font(style: Any) -> None:
    style.font.name = layout.DOCX_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), layout.DOCX_FONT)
