"""Texts that do no harm in a spreadsheet: never a formula, never a broken file, never cut unseen."""

from __future__ import annotations

import re

# Excel holds 32,767 UTF-16 units in a cell and silently drops the rest. A little room is left.
MAX_TEXT = 32_700
CUT_MARK = " […]"
# No XML file can hold these: control characters, halves of surrogate pairs, two that are no characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RISKY = re.compile(r"'*[=+\-@\t\r]")


def harmless(text: str) -> str:
    """Return a text as it may stand in a cell.

    A text that a spreadsheet program could take for a formula gets an apostrophe in front, and so does one
    that looks like that already: the reader takes away exactly one, and every text comes back as it was.
    """
    text = without_forbidden(text)
    return "'" + text if _RISKY.match(text) else text


def harmless_again(text: str) -> str:
    """Return a text from an uploaded file as it may be given back in a cell.

    Unlike in `harmless`, one that has its apostrophe keeps just that, since the reader has not taken it away.
    """
    return without_forbidden(text) if text.startswith("'") else harmless(text)


def without_forbidden(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text


def cut(text: str) -> str:
    """Return a text as long as a cell of Excel holds, the very same one when it is not too long.

    One that was cut ends with a mark, so that `was_cut` knows it when it comes back.
    """
    # Most texts are so short that counting UTF-16 units can be left out.
    if len(text) <= MAX_TEXT // 2 or len(text.encode("utf-16-le")) <= MAX_TEXT * 2:
        return text
    kept = text.encode("utf-16-le")[: (MAX_TEXT - len(CUT_MARK)) * 2]
    return kept.decode("utf-16-le", errors="ignore") + CUT_MARK


def was_cut(text: str) -> bool:
    """Tell whether a text read from a cell is what `cut` left of a longer one."""
    # Reading closes up runs of spaces, so the text may have become a good deal shorter.
    return text.endswith(CUT_MARK.strip()) and len(text) >= MAX_TEXT // 4
