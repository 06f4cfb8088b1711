"""From the bytes of a text file to its text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from django.utils.translation import gettext as _

from reform.workbooks.problems import FileRefused

from .guards import not_a_spreadsheet

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_VIETNAMESE = "windows-1258"
_LETTERS = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
# Signs that stand for Vietnamese letters in the older TCVN3, and for nothing that a table needs.
_OLD_SIGNS = frozenset("©ª¬\xad®µ¶¸¹¨¾")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the encoding it was in.

    Raises:
        FileRefused: when no encoding makes sense of it, or it is no text at all.
    """
    text, encoding = _decode(content, name)
    text = text.removesuffix("\x1a")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > 2 + len(text) // 1000:
        raise not_a_spreadsheet(content, name)
    return text, encoding


def _decode(content: bytes, name: str) -> tuple[str, str]:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    encoding = encoding or _unmarked_utf16(content[:_SAMPLE])
    try:
        return content.decode(encoding or "utf-8"), encoding or "utf-8"
    except UnicodeDecodeError as error:
        if encoding or b"\x00" in content or _is_broken_utf8(content):
            raise _refusal(name, line=content.count(b"\n", 0, error.start) + 1) from error
    return _decode_vietnamese(content, name), _VIETNAMESE


def _unmarked_utf16(sample: bytes) -> str:
    """Return the kind of UTF-16 that a sample is in when every other byte of it is mostly zero."""
    pairs = len(sample) // 2
    first, second = sample[: pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if pairs < 4 or max(first, second) < pairs * 0.4 or min(first, second) > pairs * 0.05:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _is_broken_utf8(content: bytes) -> bool:
    """Tell whether most of the letters beyond ASCII are UTF-8 and only some are not."""
    counts = Counter(content.decode("utf-8", "replace"))
    broken = counts["\ufffd"]
    whole = sum(count for character, count in counts.items() if character > "\x7f") - broken
    return whole > 2 * broken


def _decode_vietnamese(content: bytes, name: str) -> str:
    """Return text in the encoding of Vietnamese Windows, which writes tones apart from their letters."""
    try:
        text = unicodedata.normalize("NFC", content.decode(_VIETNAMESE))
    except UnicodeDecodeError as error:
        raise _refusal(name, line=content.count(b"\n", 0, error.start) + 1) from error
    counts = Counter(text)
    letters = {
        character: count
        for character, count in counts.items()
        if character > "\x7f"
        and (character.isalpha() or unicodedata.combining(character) or character in _OLD_SIGNS)
    }
    strange = sum(count for character, count in letters.items() if character not in _LETTERS)
    if strange * 10 > sum(letters.values()):
        line = next(number for number, line in enumerate(content.splitlines(), 1) if not line.isascii())
        raise _refusal(name, line=line)
    return text


def _refusal(name: str, *, line: int) -> FileRefused:
    return FileRefused(
        "unknown_encoding",
        _(
            "“%(name)s” has letters in an encoding that is not known, first in line %(line)d. "
            "Save it as “CSV UTF-8” or as .xlsx."
        )
        % {"name": name, "line": line},
    )
