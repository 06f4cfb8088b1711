"""Bullets of web pages printed to PDF, which a browser draws as shapes and not as text.

Without them the items of a list run into one paragraph. What is left is the place on the page: the
items are indented together, and each opens with a capital behind the end of a sentence.
"""

from collections import Counter
from typing import Any

from pypdf import PageObject

from reform.directives.reader.markers import has_marker

_INDENT, _FEWEST = 15.0, 3


def page_text(page: PageObject) -> str:
    """Return the text of a page with a bullet before each item of an indented list."""
    pieces: list[tuple[str, float]] = []

    def collect(text: str, page_matrix: Any, text_matrix: Any, _font: Any, _size: Any) -> None:
        pieces.append((text, text_matrix[4] * page_matrix[0] + page_matrix[4]))

    page.extract_text(visitor_text=collect)
    lines = _placed_lines(pieces)
    usual = Counter(round(left) for text, left in lines if text.strip())
    margin = min((left for left, count in usual.items() if count >= _FEWEST), default=0)
    listed = {left for left, count in usual.items() if count >= _FEWEST and left > margin + _INDENT}
    return "\n".join(_with_bullets(lines, listed))


def _placed_lines(pieces: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return each line with the position of its first character, in points from the left edge."""
    lines: list[tuple[str, float]] = []
    text, left = "", -1.0
    for piece, position in pieces:
        for count, part in enumerate(piece.split("\n")):
            if count:
                lines.append((text, left))
                text, left = "", -1.0
            if part.strip() and not text.strip():
                left = position
            text += part
    return [*lines, (text, left)]


def _with_bullets(lines: list[tuple[str, float]], listed: set[int]) -> list[str]:
    """Return the lines, a bullet before each that opens an item."""
    done: list[str] = []
    before, place_before = "", 0
    for text, left in lines:
        line, place = text.strip(), round(left)
        opens = place != place_before or before.endswith((".", ";", ":"))
        is_item = place in listed and opens and line[:1].isupper() and not line.isupper()
        done.append(f"- {line}" if is_item and not has_marker(line) else text)
        if line:
            before, place_before = line, place
    return done
