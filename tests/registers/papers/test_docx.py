"""The DOCX of every component, measured against the table of Nghị định 30/2020, Annex I."""

from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from reform.registers.papers import Block, Letterhead

from .samples import (
    Look,
    certificates,
    decision,
    letter,
    look,
    look_of,
    minutes,
    paragraph,
    paragraphs,
    printed,
    texts,
)

TIMES = "Times New Roman"
HOSTILE = '<w:p>&amp; {{ 7*7 }} {% raw %} #set $x_y$ *b* @a \\ "q"'


@pytest.fixture(scope="module")
def document() -> Any:
    """Return a decision, opened once: tests only look at it."""
    return printed(decision())


def centred(size: float, *, bold: bool = False, italic: bool = False) -> Look:
    return Look(TIMES, size, bold, italic, "CENTER")


def test_paper_is_a4_upright_with_the_margins_of_the_decree(document: Any) -> None:
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20


def test_every_word_is_black_times_new_roman(document: Any) -> None:
    for one in paragraphs(document):
        if one.text.strip():
            assert look_of(one).font == TIMES
            assert one.style.font.color.rgb is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", centred(12, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", centred(13, bold=True)),
        ("ỦY BAN NHÂN DÂN\nQUẬN HẢI AN", centred(12, bold=True)),
        ("Số: 05/QĐ-UBND", centred(13)),
        ("Hải An, ngày 05 tháng 02 năm 2022", centred(13, italic=True)),
        ("QUYẾT ĐỊNH", centred(14, bold=True)),
        ("Về việc công nhận sáng kiến năm 2022", centred(14, bold=True)),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN HẢI AN", centred(14, bold=True)),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", Look(TIMES, 14, False, True, "JUSTIFY")),
        ("Xét đề nghị của Trưởng phòng Nội vụ.", Look(TIMES, 14, False, True, "JUSTIFY")),
        ("QUYẾT ĐỊNH:", centred(14, bold=True)),
        ("1. Tác giả được cấp giấy chứng nhận.", Look(TIMES, 14, False, False, "JUSTIFY")),
        ("TM. ỦY BAN NHÂN DÂN", centred(14, bold=True)),
        ("KT. CHỦ TỊCH", centred(14, bold=True)),
        ("PHÓ CHỦ TỊCH", centred(14, bold=True)),
        ("Trần Đình Phong", centred(14, bold=True)),
        ("Nơi nhận:", Look(TIMES, 12, True, True, "LEFT")),
        ("- Như Điều 2;", Look(TIMES, 11, False, False, "LEFT")),
        ("- Lưu: VT, NV.", Look(TIMES, 11, False, False, "LEFT")),
        ("PHỤ LỤC", centred(14, bold=True)),
        ("Danh sách sáng kiến", centred(14, bold=True)),
        ("(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2022)", centred(14, italic=True)),
    ],
)
def test_component_of_a_decision_has_its_words_size_and_style(
    document: Any, text: str, expected: Look
) -> None:
    assert look(document, text) == expected


def test_components_stand_in_the_order_of_the_diagram(document: Any) -> None:
    found = texts(document)
    wanted = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 05/QĐ-UBND", "QUYẾT ĐỊNH",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN HẢI AN", "Căn cứ Luật Tổ chức chính quyền địa phương;", "QUYẾT ĐỊNH:",
        "Điều 1. Công nhận 02 sáng kiến năm 2022.", "Nơi nhận:", "PHỤ LỤC",
    ]  # fmt: skip
    places = [found.index(text) for text in wanted]
    assert places == sorted(places)


def test_number_of_an_article_is_bold_and_its_words_are_not(document: Any) -> None:
    article = paragraph(document, "Điều 1. Công nhận 02 sáng kiến năm 2022.")
    assert look_of(article).bold
    assert not look_of(article, run=1).bold
    assert article.style.paragraph_format.first_line_indent == Mm(12.7)
    assert article.style.paragraph_format.space_after.pt >= 6
    assert 1 <= article.style.paragraph_format.line_spacing <= 1.5


def rule_below(document: Any, text: str) -> tuple[float, float]:
    """Return the length of the rule under a text, and the room of its column, in millimetres."""
    above = paragraph(document, text)
    rule = next(one for one in paragraphs(document) if one._p is above._p.getnext())
    assert rule.style.element.find(f".//{qn('w:pBdr')}/{qn('w:top')}").get(qn("w:val")) == "single"
    cell = above._p.getparent()
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") if cell.tag == qn("w:tc") else None
    room = int(width.get(qn("w:w"))) * 635 / Mm(1) if width is not None else 160.0
    form = rule.paragraph_format
    return room - (form.left_indent + form.right_indent) / Mm(1), room


def test_rule_under_the_motto_is_as_long_as_its_words(document: Any) -> None:
    length, _ = rule_below(document, "Độc lập - Tự do - Hạnh phúc")
    assert 53 <= length <= 57


def test_rules_under_issuer_and_extract_are_a_third_to_a_half_of_their_line(document: Any) -> None:
    issuer, _ = rule_below(document, "ỦY BAN NHÂN DÂN\nQUẬN HẢI AN")
    assert 38 / 3 <= issuer <= 38 / 2
    extract, _ = rule_below(document, "Về việc công nhận sáng kiến năm 2022")
    assert 86 / 3 <= extract <= 86 / 2


def test_page_number_stands_in_the_top_margin_and_not_on_the_first_page(document: Any) -> None:
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section.header_distance < section.top_margin
        number = document.sections[0].header.paragraphs[0]
        assert number._p.findtext(f".//{qn('w:instrText')}") == "PAGE"
        assert number.style.font.size.pt in (13, 14)
        assert number.style.paragraph_format.alignment.name == "CENTER"
        assert not "".join(one.text for one in section.first_page_header.paragraphs).strip()


def test_annex_begins_a_section_of_its_own_with_page_one(document: Any) -> None:
    _paper, annex = document.sections
    assert annex.start_type.name == "NEW_PAGE"
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert len(printed(decision(annexes=())).sections) == 1


def test_table_has_its_heading_on_every_page_and_numbers_in_the_middle(document: Any) -> None:
    table = document.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "Tên sáng kiến", "Tác giả"],
        ["1", "Phiếu hẹn qua tin nhắn", "Hoàng Thị Ngọc"],
        ["2", "Một mã hồ sơ", "Đặng Văn Khánh"],
    ]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert table.rows[1].cells[0].paragraphs[0].alignment.name == "CENTER"
    assert sum(cell.width for cell in table.rows[0].cells) <= Mm(160.5)


def test_letter_has_its_subject_under_the_number_and_its_addressees_as_a_list() -> None:
    document = printed(letter())
    assert look(document, "V/v đăng ký sáng kiến năm 2022") == centred(12)
    found = texts(document)
    assert (
        found.index("Số: 655/NV") < found.index("V/v đăng ký sáng kiến năm 2022") < found.index("Kính gửi:")
    )
    assert look(document, "ỦY BAN NHÂN DÂN QUẬN HẢI AN".replace(" QUẬN", "\nQUẬN")) == centred(12)
    assert look(document, "PHÒNG NỘI VỤ") == centred(12, bold=True)
    assert look(document, "- Ủy ban nhân dân phường Cát Bi;").size == 14
    assert "- Phòng Kinh tế." in found


def test_one_addressee_stands_on_the_line_of_the_salutation() -> None:
    document = printed(letter(addressees=("Ủy ban nhân dân quận",)))
    assert look(document, "Kính gửi: Ủy ban nhân dân quận") == centred(14)


def test_secretary_signs_minutes_at_the_left_and_the_chair_at_the_right() -> None:
    document = printed(minutes())
    left, right = next(
        table.rows[0].cells for table in document.tables if "THƯ KÝ" in table.rows[0].cells[0].text
    )
    assert "Phạm Thu Hà" in left.text and "THƯ KÝ" in left.text
    assert "CHỦ TỊCH HỘI ĐỒNG" in right.text and "Trần Đình Phong" in right.text
    found = texts(document)
    assert found.index("Nơi nhận:") > found.index("Trần Đình Phong")


def test_certificates_are_framed_landscape_pages_one_for_each_person() -> None:
    document = printed(certificates("Hoàng Thị Ngọc", "Đặng Văn Khánh"))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section._sectPr.find(qn("w:pgBorders")) is not None
    assert look(document, "Hoàng Thị Ngọc") == centred(22, bold=True)
    found = texts(document)
    assert found.count("GIẤY CHỨNG NHẬN SÁNG KIẾN") == 2
    assert (
        found.index("Số vào sổ: 01/2022") < found.index("Đặng Văn Khánh") < found.index("Số vào sổ: 02/2022")
    )
    breaks = [one for one in paragraphs(document) if one.paragraph_format.page_break_before]
    assert len(breaks) == 1


def test_sample_data_is_marked_on_the_paper() -> None:
    assert "DỮ LIỆU MẪU" in texts(printed(decision(sample=True)))
    assert "DỮ LIỆU MẪU" not in texts(printed(decision()))


def test_signs_of_markup_and_of_templates_are_printed_as_they_were_typed() -> None:
    document = printed(
        decision(
            extract=HOSTILE,
            letterhead=Letterhead("", HOSTILE.upper()),
            blocks=(Block(text=HOSTILE), Block("table", columns=(HOSTILE,), rows=((HOSTILE,),))),
            recipients=(HOSTILE,),
        )
    )
    assert texts(document).count(HOSTILE) == 4
    assert f"- {HOSTILE}." in texts(document)


def test_control_signs_that_no_document_may_hold_become_blanks() -> None:
    assert "a b c" in texts(printed(decision(extract="a\x0bb\x00c")))


def test_number_stays_on_one_line_with_its_percent_sign() -> None:
    assert "Tỷ lệ 60\u00a0% và {% x %}" in texts(printed(decision(extract="Tỷ lệ 60 % và {% x %}")))


def test_document_names_no_program_as_its_author_and_is_vietnamese(document: Any) -> None:
    assert document.core_properties.author == document.core_properties.comments == ""
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
