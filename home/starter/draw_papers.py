"""Writes the starter content's .docx files from the texts in ``papers``.

Run ``python home/starter/draw_papers.py``. A text begins with the issuer, the number, and the place and
day; after them, parted by empty lines, come the name of the type, the subject and the paragraphs. A row of
four dots or more is a place to fill in. The .pdf files of the folder ``files`` were printed from the same
texts; they replace the .docx of the same name. The same text always makes the same bytes.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).resolve().parent
# A4 with the margins of an official document (Nghị định 30/2020/NĐ-CP, Phụ lục I).
PAGE, MARGINS = (Cm(21), Cm(29.7)), {"top": Cm(2), "bottom": Cm(2), "left": Cm(3), "right": Cm(2)}
TEXT_WIDTH = Cm(16)
WRITTEN = datetime(2022, 10, 3, 8, tzinfo=UTC)
BLANK = re.compile(r"\.{4,}")
# Of the head, the number and the place with the day are not bold (Nghị định 30/2020/NĐ-CP, Phụ lục I).
PLAIN_HEAD, PLACE_AND_DAY = re.compile(r"^Số|ngày|\("), re.compile(r", ngày")
ARTICLE, SIGNED_BY = re.compile(r"Điều \d+\."), re.compile(r"(TM|KT|TL|TUQ|Q)\. ")
# Word 2010's second set of styles and a picture of an empty page, both from the library's own template.
UNUSED = ("stylesWithEffects", "thumbnail")


def write_paper(source: Path, target: Path) -> None:
    """Write one .docx with the parts of an official document in their order (Nghị định 30/2020/NĐ-CP)."""
    head, *paragraphs = source.read_text(encoding="utf-8").strip().split("\n\n")
    document = _empty_document(paragraphs[1])
    for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", *head.splitlines()):
        run = document.add_paragraph().add_run(line)
        run.bold, run.italic = not PLAIN_HEAD.search(line), bool(PLACE_AND_DAY.search(line))
    document.add_heading(paragraphs[0], level=1)
    document.add_paragraph().add_run(paragraphs[1]).bold = True
    for paragraph in document.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write_body(document, paragraphs[2:])
    written = BytesIO()
    document.save(written)
    target.write_bytes(_without_clock(written))


def _write_body(document: WordDocument, paragraphs: list[str]) -> None:
    """Write what follows the subject: text in full lines, who signs in the right half."""
    is_signature = False
    for text in (" ".join(paragraph.split()) for paragraph in paragraphs):
        is_signature = is_signature or bool(SIGNED_BY.match(text))
        paragraph = document.add_paragraph()
        opening = ARTICLE.match(text)
        bold = text if is_signature or text == text.upper() else opening.group() if opening else ""
        paragraph.add_run(bold).bold = True
        paragraph.add_run(BLANK.sub("\t", text.removeprefix(bold)))
        _rule_blanks(paragraph)
        if is_signature:
            paragraph.alignment, paragraph.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.CENTER, Cm(8)
        elif not BLANK.search(text):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _empty_document(title: str) -> WordDocument:
    document = Document()
    for style, size in (("Normal", 13), ("Heading 1", 14)):
        font = document.styles[style].font
        font.name, font.size, font.color.rgb = "Times New Roman", Pt(size), RGBColor(0, 0, 0)
        for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
            document.styles[style].element.rPr.rFonts.set(qn(script), "Times New Roman")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            document.styles[style].element.rPr.rFonts.attrib.pop(qn(theme), None)
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    for side, margin in MARGINS.items():
        setattr(section, f"{side}_margin", margin)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, "vi-VN", "", ""
    about.created = about.modified = WRITTEN
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(UNUSED)]:
            del relations[key]
    return document


def _rule_blanks(paragraph: Paragraph) -> None:
    """Let every place to fill in run as a dotted line to its share of the line's width."""
    parts = paragraph.text.rstrip("\t").count("\t") + 1
    for place in range(1, paragraph.text.count("\t") + 1):
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            TEXT_WIDTH * place // parts, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS
        )


def _without_clock(written: BytesIO) -> bytes:
    """Return the file as it would be had it been written on one fixed day."""
    copy = BytesIO()
    with ZipFile(written) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, WRITTEN.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return copy.getvalue()


def main() -> None:
    """Write all that are not there as .pdf."""
    for source in sorted((FOLDER / "papers").glob("*.txt")):
        if not (FOLDER / "files" / f"{source.stem}.pdf").exists():
            write_paper(source, FOLDER / "files" / f"{source.stem}.docx")


if __name__ == "__main__":
    main()
