"""Texts of services as plain text: in the starter content's files and in cells of spreadsheets."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.utils.html import escape

_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "br", "div"}


def rich(text: str) -> str:
    """Return plain text as rich text: paragraphs, and lists of the lines that begin with a hyphen."""
    chunks = [chunk.strip() for chunk in re.split(r"\n\s*\n", text.strip())]
    return "".join(_chunk(chunk.splitlines()) for chunk in chunks if chunk)


def _chunk(lines: list[str]) -> str:
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    return f"<p>{escape(' '.join(lines))}</p>"


def plain(html: str) -> str:
    """Return rich text as plain text that `rich` reads: what `rich` wrote comes back as it was."""
    reader = _PlainText()
    reader.feed(html)
    reader.close()
    return reader.text


class _PlainText(HTMLParser):
    """Collects the words of rich text, a line for each item, an empty line between paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """The words collected so far."""
        lines = [" ".join(line.split()) for line in "".join(self._pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line for a block."""
        if tag == "li":
            self._pieces.append("\n- ")
        elif tag in _BLOCKS:
            self._pieces.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in _BLOCKS - {"li", "br"}:
            self._pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self._pieces.append(data.replace("\n", " "))
