"""Text of a PDF that has a text layer."""

import io
import logging
import re
from collections import Counter

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from reform.directives.reader.extract import MAX_CHARACTERS, UnreadableDispatch
from reform.directives.reader.printed_lists import page_text

MAX_PAGES = 300
_CHARACTERS_OF_A_SCAN = 60

logging.getLogger("pypdf").setLevel(logging.ERROR)


def pdf_text(name: str, data: bytes) -> str:
    """Return the text of a PDF, page after page.

    Raises:
        UnreadableDispatch: damaged, locked, too long, or scanned without a text layer.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDispatch(
                _("“%(name)s” has more than %(count)s pages; upload only the dispatch itself.")
                % {"name": name, "count": MAX_PAGES}
            )
        pages = _pages(reader)
    except UnreadableDispatch:
        raise
    except DependencyError as error:
        # Modern locks, even those that only forbid changes, need a library that is not installed.
        raise _locked(name) from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        ImportError,
    ) as error:
        # Damaged files fail in many ways inside the library; to the reader they are all one.
        raise UnreadableDispatch(
            _("“%(name)s” is damaged and cannot be opened; save it as PDF again or paste the text.")
            % {"name": name}
        ) from error
    text = "\n".join(without_running_lines(pages))
    if sum(not char.isspace() for char in text) < _CHARACTERS_OF_A_SCAN * min(len(pages), 2) / 2:
        raise UnreadableDispatch(
            _("“%(name)s” is a scan without text; upload the .docx it was made from or paste the text.")
            % {"name": name}
        )
    return text


def _locked(name: str) -> UnreadableDispatch:
    return UnreadableDispatch(
        _("“%(name)s” is locked with a password; save it without one and upload it again.") % {"name": name}
    )


def without_running_lines(pages: list[str]) -> list[str]:
    """Return the pages without the lines that most of them repeat at their top or bottom.

    Running heads and feet ("Trang 2/5", the address of a printed web page) stand between the halves of
    a sentence and would be read as part of it.
    """
    split = [page.split("\n") for page in pages]
    seen = Counter(form for lines in split for form in {_form(lines[place]) for place in _edges(lines)})
    running = {form for form, count in seen.items() if count >= max(2, 0.6 * len(split))}
    for lines in split:
        for place in _edges(lines):
            if _form(lines[place]) in running:
                lines[place] = ""
    return ["\n".join(lines) for lines in split]


def _edges(lines: list[str]) -> list[int]:
    """Return the positions of the first two and last two lines that are not empty."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return [*filled[:2], *filled[-2:]]


def _form(line: str) -> str:
    """Return a line with its numbers alike, so that page numbers do not tell two feet apart."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _pages(reader: PdfReader) -> list[str]:
    pages: list[str] = []
    made_by = reader.metadata.producer if reader.metadata else None
    printed_by_browser = "Skia" in str(made_by)
    for page in reader.pages:
        pages.append(page_text(page) if printed_by_browser else page.extract_text() or "")
        if sum(map(len, pages)) > MAX_CHARACTERS:
            break
    return pages
