"""Papers with every component, and how tests look into what was printed."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reform.registers.papers import (
    Annex,
    Block,
    Certificate,
    Letterhead,
    Paper,
    PaperKind,
    Signature,
    SignedAs,
    document_number,
    place_and_date,
    signature_lines,
)
from reform.registers.papers.docx_rendering import fill_in
from reform.registers.papers.docx_template import official_template
from reform.registers.papers.kinds import Content
from reform.registers.papers.rendering import built_in_template, context_of

LETTERHEAD = Letterhead(parent="", issuer="ỦY BAN NHÂN DÂN QUẬN HẢI AN")
TABLE = Block(
    "table",
    columns=("STT", "Tên sáng kiến", "Tác giả"),
    rows=(("1", "Phiếu hẹn qua tin nhắn", "Hoàng Thị Ngọc"), ("2", "Một mã hồ sơ", "Đặng Văn Khánh")),
)


def decision(**changes: Any) -> Paper:
    """Return a decision with legal bases, articles, recipients and an annex."""
    values: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "number": document_number(5, "QĐ-UBND"),
        "place_and_date": place_and_date("Hải An", date(2022, 2, 5)),
        "type_name": "QUYẾT ĐỊNH",
        "extract": "Về việc công nhận sáng kiến năm 2022",
        "authority_line": "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN HẢI AN",
        "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương", "Xét đề nghị của Trưởng phòng Nội vụ"),
        "enacting": "QUYẾT ĐỊNH:",
        "blocks": (
            Block("article", "Công nhận 02 sáng kiến năm 2022.", lead="Điều 1."),
            Block("item", "Tác giả được cấp giấy chứng nhận.", lead="1."),
            Block("article", "Quyết định này có hiệu lực kể từ ngày ký./.", lead="Điều 2."),
        ),
        "signatures": (
            Signature(
                signature_lines(
                    signed_as=SignedAs.ON_BEHALF_FOR_HEAD,
                    body="Ủy ban nhân dân",
                    head_title="Chủ tịch",
                    title="Phó Chủ tịch",
                ),
                "Trần Đình Phong",
            ),
        ),
        "recipients": ("Như Điều 2", "Lưu: VT, NV"),
        "annexes": (
            Annex(
                "PHỤ LỤC",
                "Danh sách sáng kiến",
                "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2022)",
                (TABLE,),
            ),
        ),
    }
    return Paper(**values | changes)


def letter(**changes: Any) -> Paper:
    """Return a letter to two addressees, under a parent body."""
    values: dict[str, Any] = {
        "letterhead": Letterhead("ỦY BAN NHÂN DÂN QUẬN HẢI AN", "PHÒNG NỘI VỤ"),
        "number": document_number(655, "NV"),
        "type_name": "",
        "extract": "V/v đăng ký sáng kiến năm 2022",
        "authority_line": "",
        "bases": (),
        "enacting": "",
        "blocks": (Block(text="Đề nghị các đơn vị đăng ký sáng kiến./."),),
        "addressees": ("Ủy ban nhân dân phường Cát Bi", "Phòng Kinh tế"),
        "annexes": (),
    }
    return decision(**values | changes)


def minutes(**changes: Any) -> Paper:
    """Return minutes: the secretary signs at the left, the chair at the right."""
    values: dict[str, Any] = {
        "number": document_number(None, "BB-HĐSK"),
        "type_name": "BIÊN BẢN",
        "extract": "Họp Hội đồng sáng kiến",
        "authority_line": "",
        "bases": (),
        "enacting": "",
        "blocks": (Block("heading", "I. THÀNH PHẦN"), TABLE, Block(text="Cuộc họp kết thúc./.")),
        "signatures": (
            Signature(("THƯ KÝ",), "Phạm Thu Hà"),
            Signature(("CHỦ TỊCH HỘI ĐỒNG",), "Trần Đình Phong"),
        ),
        "annexes": (),
    }
    return decision(**values | changes)


def certificates(*names: str) -> tuple[Certificate, ...]:
    """Return a certificate for each name."""
    return tuple(
        Certificate(
            letterhead=LETTERHEAD,
            number=f"Số vào sổ: {place:02d}/2022",
            awarder="CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN HẢI AN",
            title="GIẤY CHỨNG NHẬN SÁNG KIẾN",
            name=name,
            lines=("Ủy ban nhân dân phường Cát Bi", "là tác giả của sáng kiến “Phiếu hẹn qua tin nhắn”"),
            place_and_date=place_and_date("Hải An", date(2022, 2, 5)),
            signature=Signature(("CHỦ TỊCH",), "Trần Đình Phong"),
        )
        for place, name in enumerate(names, start=1)
    )


KIND = PaperKind(
    code="tests_decision",
    label="Decision",
    sample=decision,
    must_show=(("the number", "05/QĐ-UBND"), ("the signer", "Trần Đình Phong")),
)


def printed(content: Content) -> Any:
    """Return the opened DOCX that the built-in template makes."""
    return Document(BytesIO(fill_in(built_in_template(content), context_of(content))[0]))


def built_in_with(*words: str) -> bytes:
    """Return the built-in template with further paragraphs, as an authority would change it."""
    document = Document(BytesIO(official_template()))
    for text in words:
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True)
class Look:
    """How a paragraph is set, as a reader of the document sees it."""

    font: str
    size: float
    bold: bool
    italic: bool
    align: str


def paragraphs(document: Any) -> list[Any]:
    """Return every paragraph in the order of reading, those in tables included."""
    return [Paragraph(node, document._body) for node in document.element.body.iter(qn("w:p"))]


def texts(document: Any) -> list[str]:
    """Return the words of every paragraph that has any."""
    return [found.text for found in paragraphs(document) if found.text.strip()]


def paragraph(document: Any, text: str) -> Any:
    """Return the one paragraph with these words."""
    found = [one for one in paragraphs(document) if one.text == text]
    assert len(found) == 1, f"{text!r} stands {len(found)} times in {texts(document)}"
    return found[0]


def look(document: Any, text: str) -> Look:
    """Return how the paragraph with these words is set; its runs must agree."""
    return look_of(paragraph(document, text))


def look_of(found: Any, *, run: int = 0) -> Look:
    """Return how one run of a paragraph is set: by itself, or else by its style."""
    part = [one for one in found.runs if one.text.strip()][run]
    style = found.style
    align = found.alignment if found.alignment is not None else style.paragraph_format.alignment
    return Look(
        font=part.font.name or style.font.name,
        size=(part.font.size or style.font.size).pt,
        bold=bool(style.font.bold if part.font.bold is None else part.font.bold),
        italic=bool(style.font.italic if part.font.italic is None else part.font.italic),
        align=align.name if align is not None else "LEFT",
    )
