"""Text of a .docx: paragraphs with their automatic numbers, tables as rows, the layout undone."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from reform.directives.reader.extract import MAX_CHARACTERS, UnreadableDispatch
from reform.directives.reader.numbering import ListNumbers
from reform.directives.reader.tables import is_assignment_header

MAX_UNPACKED = 120 * 1024 * 1024
# The text of two million characters, the longest that is read, takes about half of this with its markup.
MAX_TEXT_PART = 30 * 1024 * 1024
_MAX_FILES = 3000


def docx_text(name: str, data: bytes) -> str:
    """Return the text of a Word document as an officer sees it.

    Raises:
        UnreadableDispatch: not a Word document, damaged, or unpacking to an absurd size.
    """
    try:
        _check_package(name, data)
        document = Document(io.BytesIO(data))
        return _joined(_blocks(document))
    except (
        zipfile.BadZipFile,
        zlib.error,
        PackageNotFoundError,
        KeyError,
        ValueError,
        LxmlError,
        ParseError,
        OSError,
        AttributeError,
        TypeError,
        IndexError,
        RecursionError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ) as error:
        raise UnreadableDispatch(
            _("“%(name)s” is damaged or is not a Word document; save it as .docx again or paste the text.")
            % {"name": name}
        ) from error


def _check_package(name: str, data: bytes) -> None:
    """Refuse other zip files, and archives that unpack to far more than a dispatch holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        size = sum(entry.file_size for entry in entries)
        text_size = max((entry.file_size for entry in entries if entry.filename.endswith(".xml")), default=0)
        if size > MAX_UNPACKED or text_size > MAX_TEXT_PART or len(entries) > _MAX_FILES:
            raise UnreadableDispatch(
                _("“%(name)s” unpacks to an unreasonable size; save the dispatch as a new .docx.")
                % {"name": name}
            )
        if "word/document.xml" not in package.namelist():
            raise UnreadableDispatch(
                _("“%(name)s” is not a Word document; use a .docx, .pdf, .txt or .md file.") % {"name": name}
            )


def _joined(lines: Iterator[str]) -> str:
    """Join lines, and stop once there is more than any dispatch holds; the caller refuses such a text."""
    kept: list[str] = []
    length = 0
    for line in lines:
        kept.append(line)
        length += len(line) + 1
        if length > MAX_CHARACTERS:
            break
    return "\n".join(kept)


def _blocks(document: DocumentObject) -> Iterator[str]:
    numbers = ListNumbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph_lines(block, numbers)
        else:
            yield from _table_lines(block, numbers)


def _paragraph_lines(paragraph: Paragraph, numbers: ListNumbers) -> Iterator[str]:
    """Yield the lines of a paragraph, blank lines around it so that paragraphs stay apart."""
    text = _visible_text(paragraph)
    if text.strip():
        yield ""
        yield (numbers.label(paragraph) + text.strip()).replace("|", "/")
        yield ""


def _visible_text(paragraph: Paragraph) -> str:
    """Return the text without deletions, with line breaks and tabs as in running text."""
    pieces = []
    for element in paragraph._p.iter():
        if element.tag == qn("w:t") and not _is_deleted(element):
            pieces.append(element.text or "")
        elif element.tag in {qn("w:br"), qn("w:cr")}:
            pieces.append("\n")
        elif element.tag == qn("w:tab") and element.getparent().tag == qn("w:r"):
            pieces.append(" ")
        elif element.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
    return "".join(pieces)


def _is_deleted(element: object) -> bool:
    return any(ancestor.tag in {qn("w:del"), qn("w:moveFrom")} for ancestor in element.iterancestors())  # type: ignore[attr-defined]


def _table_lines(table: Table, numbers: ListNumbers) -> Iterator[str]:
    """Yield a table: as rows when it holds data, cell after cell when it only lays out a page."""
    grid = [list(_distinct(row.cells)) for row in table.rows]
    if _holds_data(grid):
        yield ""
        for cells in grid:
            yield "| " + " | ".join(_cell_text(cell, numbers) for cell in cells) + " |"
        yield ""
        return
    seen: set[int] = set()
    for cells in grid:
        for cell in cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield from _cell_lines(cell, numbers)


def _holds_data(grid: list[list[_Cell]]) -> bool:
    if any(is_assignment_header([cell.text for cell in cells]) for cells in grid[:4] if len(cells) > 1):
        return True
    return len(grid) >= 3 and max(map(len, grid)) >= 3


def _distinct(cells: tuple[_Cell, ...]) -> Iterator[_Cell]:
    """Yield the cells of a row, one merged across several columns once for each of them."""
    yield from cells


def _cell_lines(cell: _Cell, numbers: ListNumbers) -> Iterator[str]:
    for block in cell.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph_lines(block, numbers)
        else:
            yield from _table_lines(block, numbers)


def _cell_text(cell: _Cell, numbers: ListNumbers) -> str:
    """Return a cell on one line; its paragraphs are kept apart by a semicolon."""
    text = ""
    for paragraph in cell.paragraphs:
        for piece in (numbers.label(paragraph) + _visible_text(paragraph)).split("\n"):
            line = " ".join(piece.split()).replace("|", "/")
            if line:
                text += ("" if not text else " " if text.endswith((".", ";", ",", ":")) else "; ") + line
    return text
