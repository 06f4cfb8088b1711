"""Text of a PDF that has a text layer."""

import io
import logging

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from reform.directives.reader.extract import MAX_CHARACTERS, UnreadableDispatch

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
            raise UnreadableDispatch(
                _("“%(name)s” is locked with a password; save it without one and upload it again.")
                % {"name": name}
            )
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDispatch(
                _("“%(name)s” has more than %(count)s pages; upload only the dispatch itself.")
                % {"name": name, "count": MAX_PAGES}
            )
        pages = _pages(reader)
    except UnreadableDispatch:
        raise
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
    text = "\n".join(pages)
    if sum(not char.isspace() for char in text) < _CHARACTERS_OF_A_SCAN * min(len(pages), 2) / 2:
        raise UnreadableDispatch(
            _("“%(name)s” is a scan without text; upload the .docx it was made from or paste the text.")
            % {"name": name}
        )
    return text


def _pages(reader: PdfReader) -> list[str]:
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        if sum(map(len, pages)) > MAX_CHARACTERS:
            break
    return pages
