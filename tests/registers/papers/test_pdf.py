"""The PDF: compared as a picture with one that was looked at, and read as text.

After a change that is meant, `PAPERS_NEW_PICTURES=1 pytest tests/registers/papers/test_pdf.py` draws the
pictures anew; look at them before they are kept.
"""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from reform.registers.papers import Block, Letterhead
from reform.registers.papers.kinds import Content
from reform.registers.papers.rendering import render_pdf

from .samples import certificates, decision, letter, minutes
from .test_docx import HOSTILE

PICTURES = Path(__file__).resolve().parent / "pictures"
MILLIMETRE = 72 / 25.4
# Of 255: another word is above it, another drawing of the same letters below.
MOST_DIFFERENCE = 24


def drawn(pdf: bytes) -> list[Image.Image]:
    """Return every page as a grey picture of 72 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=1).to_pil().convert("L") for page in document]
    finally:
        document.close()


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return how far two pictures are from each other where they differ most; 255 when sizes differ."""
    if one.size != other.size:
        return 255
    soft = [picture.filter(ImageFilter.GaussianBlur(2)) for picture in (one, other)]
    _least, most = ImageChops.difference(*soft).getextrema()
    assert isinstance(most, int)
    return most


def words_of(pdf: bytes) -> str:
    """Return the text of every page with single blanks."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("decision", decision),
        ("letter", letter),
        ("minutes", minutes),
        ("certificate", lambda: certificates("Hoàng Thị Ngọc")),
    ],
)
def test_paper_looks_like_the_picture_that_was_looked_at(name: str, content: Callable[[], Content]) -> None:
    for place, page in enumerate(drawn(render_pdf(content())), start=1):
        kept = PICTURES / f"{name}-{place}.png"
        if os.environ.get("PAPERS_NEW_PICTURES"):
            page.quantize(16).save(kept, optimize=True)
        assert difference(page, Image.open(kept).convert("L")) <= MOST_DIFFERENCE, kept.name


@pytest.mark.once
def test_comparison_notices_a_missing_line_and_a_word_that_differs() -> None:
    kept = Image.open(PICTURES / "decision-1.png").convert("L")
    assert difference(drawn(render_pdf(decision(enacting="")))[0], kept) > MOST_DIFFERENCE
    another = decision(place_and_date="Hải Phòng, ngày 05 tháng 02 năm 2022")
    assert difference(drawn(render_pdf(another))[0], kept) > MOST_DIFFERENCE


def test_paper_is_a4_upright_and_a_certificate_lies() -> None:
    for content, size in ((decision(), (210, 297)), (certificates("A", "B"), (297, 210))):
        for page in PdfReader(BytesIO(render_pdf(content))).pages:
            assert (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) == size
    assert len(PdfReader(BytesIO(render_pdf(certificates("A", "B", "C")))).pages) == 3


def test_pdf_is_tagged_vietnamese_and_brings_its_font() -> None:
    reader: Any = PdfReader(BytesIO(render_pdf(decision())))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert {"LiberationSerif" in font.get_object()["/BaseFont"] for font in fonts} == {True}


def test_same_words_make_the_same_file() -> None:
    assert render_pdf(decision()) == render_pdf(decision())


def test_pages_are_numbered_from_the_second_one_and_an_annex_begins_anew() -> None:
    long = decision(blocks=tuple(Block(text="Nội dung của quyết định. " * 20) for _ in range(12)))
    first, second, *_middle, annex = [
        page.extract_text().split() for page in PdfReader(BytesIO(render_pdf(long))).pages
    ]
    assert first[0] != "1"
    assert second[0] == "2"
    assert annex[0] == "PHỤ"


def test_signs_of_markup_are_printed_as_they_were_typed() -> None:
    pdf = render_pdf(
        decision(
            extract="#let x = 1",
            letterhead=Letterhead("", "A & B"),
            blocks=(Block(text=HOSTILE), Block("table", columns=("*đậm*",), rows=(("_nghiêng_ $x$",),))),
            recipients=("@nơi nhận", "Lưu: <VT>"),
        )
    )
    words = words_of(pdf)
    for typed in (
        "#let x = 1",
        "A & B",
        "*đậm*",
        "_nghiêng_ $x$",
        "- @nơi nhận;",
        "- Lưu: <VT>.",
        "{{ 7*7 }}",
    ):
        assert typed in words
    assert "49" not in words
