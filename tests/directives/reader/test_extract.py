"""Files: what can be read, and the one sentence for what cannot."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter

from reform.directives.reader import UnreadableDispatch, extract_text
from reform.directives.reader import docx as docx_reader
from reform.directives.reader.docx import MAX_TEXT_PART
from reform.directives.reader.pdf import without_running_lines
from tests.directives.reader.documents import SAMPLES, letter_in_word, word_file

VIETNAMESE = "1. Giao Phòng Nội vụ\n- Rà soát hồ sơ trước ngày 15/7."


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableDispatch) as raised:
        extract_text(name, data)
    return str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_is_decoded_by_what_it_holds(encoding: str) -> None:
    assert extract_text("a.txt", VIETNAMESE.encode(encoding)).lstrip("\ufeff") == VIETNAMESE


def test_the_windows_code_page_for_vietnamese_is_read() -> None:
    # The code page writes tone marks apart from their letters.
    stored = "Pho\u0300ng N\u00f4\u0323i vu\u0323 ra\u0300 soa\u0301t h\u00f4\u0300 s\u01a1".encode("cp1258")
    assert extract_text("a.txt", stored) == stored.decode("cp1258")


def test_a_pdf_with_a_text_layer_is_read() -> None:
    assert "Giao Phòng Nội vụ" in extract_text("a.pdf", (SAMPLES / "hai_an_2022_06.pdf").read_bytes())


def test_the_content_decides_and_not_the_name() -> None:
    assert "Giao Phòng Nội vụ" in extract_text("a.txt", word_file(letter_in_word()))


def numbered_document(form: str, text: str) -> bytes:
    """Return a document whose only list is numbered in the given form."""
    document = Document()
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        level.append(element)
    abstract.append(level)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "90")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    number.append(link)
    root = document.part.numbering_part.element
    root.insert(0, abstract)
    root.append(number)
    for words in ("Giao Phòng Nội vụ", "Giao Phòng Tư pháp", "Các phường", "Giao Phòng Y tế"):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 90
        properties.get_or_add_ilvl().val = 0
    return word_file(document)


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("decimal", "%1.", ["1.", "2.", "3.", "4."]),
        ("upperRoman", "%1.", ["I.", "II.", "III.", "IV."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)", "d)"]),
        ("bullet", "", ["-", "-", "-", "-"]),
    ],
)
def test_automatic_numbers_of_word_become_text(form: str, text: str, labels: list[str]) -> None:
    lines = [line for line in extract_text("a.docx", numbered_document(form, text)).split("\n") if line]
    assert [line.split()[0] for line in lines] == labels


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf", b"\x00" * 64])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert "a.txt" in refusal("a.txt", data)


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 20,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\nnot really a PDF",
        b"PK\x03\x04 not really a zip",
        b"{\\rtf1 text}",
        b"1234567890 .... ----",
    ],
)
def test_anything_else_is_refused_in_one_sentence(data: bytes) -> None:
    sentence = refusal("a.docx", data)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_scanned_pdf_is_refused() -> None:
    assert "scan.pdf" in refusal("scan.pdf", (SAMPLES / "scan_without_text.pdf").read_bytes())


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "hai_an_2022_06.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert "a.pdf" in refusal("a.pdf", buffer.getvalue())


def test_a_pdf_with_a_modern_lock_is_refused() -> None:
    assert "locked.pdf" in refusal("locked.pdf", (SAMPLES / "locked_modern.pdf").read_bytes())


def test_running_heads_and_feet_of_pages_are_left_out_and_page_text_is_kept() -> None:
    pages = [
        "15/8/2022 Trang in\n1. Giao Phòng Nội vụ\n- Rà soát hồ\nweb 1/2",
        "15/8/2022 Trang in\nsơ tồn đọng.\nweb 2/2",
    ]
    kept = "\n".join(without_running_lines(pages))
    assert "Trang in" not in kept
    assert "web" not in kept
    assert kept.split() == ["1.", "Giao", "Phòng", "Nội", "vụ", "-", "Rà", "soát", "hồ", "sơ", "tồn", "đọng."]


def test_a_text_part_that_no_dispatch_needs_is_refused_before_it_is_parsed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (MAX_TEXT_PART + 1))
    assert "swollen.docx" in refusal("swollen.docx", buffer.getvalue())


def test_a_zip_that_is_not_a_word_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("hello.txt", "xin chào")
    assert "a.docx" in refusal("a.docx", buffer.getvalue())


def test_a_document_that_unpacks_to_an_absurd_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reader, "MAX_UNPACKED", 1000)
    assert "a.docx" in refusal("a.docx", word_file(letter_in_word()))


def test_a_truncated_word_document_is_refused() -> None:
    whole = word_file(letter_in_word())
    assert "a.docx" in refusal("a.docx", whole[: len(whole) // 2])
