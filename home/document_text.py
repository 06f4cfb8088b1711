"""The text of a published file, read for searching: .pdf with a text layer, .docx.

Nobody sees it, so that layout, list numbers and running heads do not matter; what matters is that a broken,
locked or absurd file costs little and harms nothing.
"""

from __future__ import annotations

import logging
import time
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

# As much as the search indexes of one field; about eighty printed pages.
MAX_CHARACTERS = 200_000
MAX_BYTES = 40 * 1024 * 1024
MAX_PAGES = 400
# What the text part of a .docx may unpack to.
MAX_UNPACKED = 60 * 1024 * 1024
SECONDS = 60

logger = logging.getLogger(__name__)
logging.getLogger("pypdf").setLevel(logging.ERROR)


def text_of_file(name: str, file: IO[bytes], size: int) -> str:
    """Return the text of a file, cut to a length that can be indexed; empty when there is none to be read.

    Args:
        name: file name, for the log.
        file: opened for reading.
        size: its bytes; a file that is too large is not read at all.
    """
    if size > MAX_BYTES:
        logger.warning("%s is not read for searching: %s bytes", name, size)
        return ""
    try:
        head = file.read(1024)
        file.seek(0)
        if b"%PDF-" in head:
            return _joined(_pdf_pages(file))
        if head.startswith(b"PK"):
            return _joined(_docx_paragraphs(file))
    # Both libraries fail in more ways than can be named, and no file may stop the worker.
    except Exception as error:
        logger.warning("%s cannot be read for searching: %r", name, error)
    return ""


def _joined(pieces: Iterable[str]) -> str:
    """Join pieces on lines of their own until there is enough or the time is up; databases refuse NUL."""
    kept: list[str] = []
    length, end = 0, time.monotonic() + SECONDS
    for piece in pieces:
        clean = piece.replace("\x00", "").strip()
        if clean:
            kept.append(clean)
            length += len(clean) + 1
        if length >= MAX_CHARACTERS or time.monotonic() > end:
            break
    return "\n".join(kept)[:MAX_CHARACTERS]


def _pdf_pages(file: IO[bytes]) -> Iterator[str]:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            return
        yield page.extract_text() or ""


def _docx_paragraphs(file: IO[bytes]) -> Iterator[str]:
    with zipfile.ZipFile(file) as package:
        entries = package.infolist()
        if "word/document.xml" not in package.namelist():
            return
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            return
    file.seek(0)
    for paragraph in Document(file).element.body.iter(qn("w:p")):
        yield "".join(_words(paragraph))


def _words(paragraph: object) -> Iterator[str]:
    for element in paragraph.iter():  # type: ignore[attr-defined]
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            yield " "
