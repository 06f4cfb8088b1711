"""From an uploaded file to text: .docx, .pdf with a text layer, .txt, .md.

The content decides, not the name: a renamed program or an old .doc is refused with one sentence that
says what to do.
"""

from django.utils.translation import gettext as _

MAX_BYTES = 25 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnreadableDispatch(Exception):
    """The file cannot be read; the message is one sentence for the person who uploaded it."""


def extract_text(name: str, data: bytes) -> str:
    """Return the text of an uploaded dispatch, list numbers and table rows included.

    Args:
        name: file name, used in messages only.
        data: content of the file.

    Raises:
        UnreadableDispatch: empty, too large, locked, scanned without text, or of another format.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableDispatch(
            _("The file “%(name)s” is empty; choose the file that holds the dispatch.") % {"name": name}
        )
    if len(data) > MAX_BYTES:
        raise UnreadableDispatch(
            _("The file “%(name)s” is larger than %(size)s MB; save it smaller or paste the text.")
            % {"name": name, "size": MAX_BYTES // (1024 * 1024)}
        )
    text = _read(name, data)
    if not any(char.isalpha() for char in text):
        raise UnreadableDispatch(
            _("No text was found in “%(name)s”; paste the text of the dispatch instead.") % {"name": name}
        )
    if len(text) > MAX_CHARACTERS:
        raise UnreadableDispatch(
            _("The text of “%(name)s” is too long for a dispatch; upload only the dispatch itself.")
            % {"name": name}
        )
    return text


def _read(name: str, data: bytes) -> str:
    # Imported here: both libraries are heavy, and pasted text needs neither.
    if b"%PDF-" in data[:1024]:
        from reform.directives.reader.pdf import pdf_text

        return pdf_text(name, data)
    if data.startswith(b"PK"):
        from reform.directives.reader.docx import docx_text

        return docx_text(name, data)
    if data.startswith(_OLD_OFFICE):
        raise UnreadableDispatch(
            _("“%(name)s” is an old or locked Word file; save it as .docx without a password.")
            % {"name": name}
        )
    return _plain_text(name, data)


def _plain_text(name: str, data: bytes) -> str:
    """Decode UTF-8, UTF-16 or the Windows code page for Vietnamese."""
    if data.startswith(b"{\\rtf"):
        raise UnreadableDispatch(_("“%(name)s” is an RTF file; save it as .docx or .pdf.") % {"name": name})
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise UnreadableDispatch(
        _("“%(name)s” is not a dispatch that can be read; use a .docx, .pdf, .txt or .md file.")
        % {"name": name}
    )


def _encodings(data: bytes) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if b"\x00" in data[:200]:
        return ["utf-16-le", "utf-16-be"] if data[1:2] == b"\x00" else ["utf-16-be", "utf-16-le"]
    return ["utf-8-sig", "cp1258"]


def _is_text(text: str) -> bool:
    """Say whether decoded bytes look like writing rather than a program or a picture."""
    sample = text[:20000]
    strange = sum(not (char.isprintable() or char in "\n\r\t\f\v\x1a\u00ad\ufeff") for char in sample)
    return strange <= len(sample) * 0.01 and sum(char.isalpha() for char in sample) >= len(sample) * 0.2
