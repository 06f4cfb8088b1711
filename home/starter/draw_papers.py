"""Writes the starter content's .docx files from the texts in ``papers``.

Run ``python home/starter/draw_papers.py``. A text begins with the issuer, the number, and the place and
day; after them, parted by empty lines, come the name of the type, the subject and the paragraphs. The .pdf
files of the folder ``files`` were printed from the same texts; they replace the .docx of the same name.
"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

FOLDER = Path(__file__).resolve().parent


def write_paper(source: Path, target: Path) -> None:
    """Write one .docx with the parts of an official document in their order (Nghị định 30/2020/NĐ-CP)."""
    head, *paragraphs = source.read_text(encoding="utf-8").strip().split("\n\n")
    document = Document()
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    document.core_properties.title = paragraphs[1]
    document.core_properties.language = "vi-VN"
    for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", *head.splitlines()):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading(paragraphs[0], level=1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(paragraphs[1]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for paragraph in paragraphs[2:]:
        document.add_paragraph(" ".join(paragraph.split()))
    document.save(str(target))


def main() -> None:
    """Write all that are not there as .pdf."""
    for source in sorted((FOLDER / "papers").glob("*.txt")):
        if not (FOLDER / "files" / f"{source.stem}.pdf").exists():
            write_paper(source, FOLDER / "files" / f"{source.stem}.docx")


if __name__ == "__main__":
    main()
