"""Leaflets and posters: one page of the right size, legible, with a code that phones read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from home.leaflets import LeafletContent, LeafletFormat, qr_svg, render_pdf
from home.leaflets.content import PAPER_SIZES
from home.leaflets.rendering import print_colour
from reform.organisation.colours import contrast_ratio

ADDRESS = "https://haian.example.vn/d/k7m2qx"
LONGEST = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp"
    " chuyển đổi, chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất"
)
SHORT = LeafletContent(
    authority_name="Ủy ban nhân dân quận Hải An",
    parent_name="Thành phố Hải Phòng",
    title="Đăng ký khai sinh",
    lead="Làm tại nhà trên điện thoại.",
    points_title="Cần chuẩn bị",
    points=["Giấy chứng sinh", "Căn cước công dân"],
    facts=[("Lệ phí", "Miễn phí"), ("Thời hạn", "Trong ngày")],
    short_url=ADDRESS,
    contact_line="Lô 11 Lê Hồng Phong",
    primary_colour="#0f4c81",
    is_sample=True,
)
MILLIMETRE = 72 / 25.4


@contextmanager
def drawn(pdf: bytes) -> Iterator[Any]:
    """Draw the first page as a phone's camera would see it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        yield page.render(scale=900 / page.get_width()).to_pil()
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    """Return the text of a print with single spaces."""
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


@pytest.mark.parametrize("leaflet_format", LeafletFormat)
def test_print_is_one_page_of_its_paper_and_its_code_leads_to_the_short_address(
    leaflet_format: LeafletFormat,
) -> None:
    pdf = render_pdf(SHORT, leaflet_format)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(box.width / MILLIMETRE), round(box.height / MILLIMETRE)) == PAPER_SIZES[leaflet_format]
    with drawn(pdf) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_print_holds_its_words_as_text_and_says_that_it_is_a_sample() -> None:
    words = words_of(render_pdf(SHORT, LeafletFormat.POSTER_A3))
    for expected in ("Ủy ban nhân dân quận Hải An", "Đăng ký khai sinh", "Giấy chứng sinh", "Miễn phí"):
        assert expected in words
    assert "haian.example.vn/d/k7m2qx" in words
    assert "Dữ liệu mẫu" in words
    assert "Dữ liệu mẫu" not in words_of(render_pdf(replace(SHORT, is_sample=False), LeafletFormat.POSTER_A3))


@pytest.mark.parametrize("leaflet_format", LeafletFormat)
def test_longest_title_and_many_points_stay_whole_on_one_page(leaflet_format: LeafletFormat) -> None:
    content = replace(SHORT, title=LONGEST, lead="Câu dẫn dài. " * 12, points=["Giấy tờ cần nộp " * 6] * 6)
    pdf = render_pdf(content, leaflet_format)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert LONGEST in words_of(pdf)
    with drawn(pdf) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_code_of_the_typesetter_in_the_words_is_printed_and_never_run() -> None:
    hostile = '#import "/etc/passwd" #panic() $x$ "]\\ @label <b>'
    words = words_of(render_pdf(replace(SHORT, title=hostile, points=[hostile]), LeafletFormat.LEAFLET_A5))
    assert "#panic()" in words


def test_print_says_its_title_its_author_and_its_language() -> None:
    reader = PdfReader(BytesIO(render_pdf(SHORT, LeafletFormat.LEAFLET_A5)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Đăng ký khai sinh"
    assert reader.metadata.author == "Ủy ban nhân dân quận Hải An"
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"


@pytest.mark.parametrize("colour", ["#0f4c81", "#e2a93b", "#ffffff", "#c0392b"])
def test_every_colour_of_an_authority_is_dark_enough_on_paper(colour: str) -> None:
    for ground in ("#ffffff", "#f5f3ee"):
        assert contrast_ratio(print_colour(colour), ground) >= 7


def test_same_words_give_the_same_print() -> None:
    assert render_pdf(SHORT, LeafletFormat.POSTER_A4) == render_pdf(SHORT, LeafletFormat.POSTER_A4)


def test_code_on_the_page_has_no_style_that_the_security_policy_would_stop() -> None:
    assert "style=" not in qr_svg(ADDRESS)
