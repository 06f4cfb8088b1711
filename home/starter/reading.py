"""Reads the starter texts: a few lines about the page, ``---``, then the text in plain signs.

The signs: ``## `` and ``### `` headings; ``- `` and ``1. `` lists; ``> words — speaker``; ``| a | b`` table
rows (the first is the head, ``#`` before a number, ``= `` the caption); ``! `` call-out (title line, then
text); ``[picture] name | alternative text | caption``, ``[gallery]`` alike with a line for each picture;
``[files] name | title``; ``[video] address | title | content``; ``**bold**``; ``[words](address)``, the
address of this site or of another one with https. Pieces are parted by empty lines. A word in braces, such
as ``{next_year}``, stands for what the reader is given for it. What follows a line ``===`` is the outcome.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

Piece = dict[str, Any]
# The parts of a line that names a picture.
PICTURE = ("image", "alt_text", "caption")


@dataclass(frozen=True)
class StarterText:
    """One page as it was written.

    Attributes:
        slug: the page's word in the address, from the file name without its number.
        about: what stands above the line: title, summary, date …
        pieces: the body, ready for ``home.blocks.BodyBlock``; pictures and files still by name.
        outcome: what came of it, in pieces too; empty for most.
    """

    slug: str
    about: dict[str, str]
    pieces: list[Piece]
    outcome: list[Piece]


def read_text(path: Path, **words: str) -> StarterText:
    """Read one file.

    Args:
        path: where it lies.
        words: what its words in braces stand for; those without are left as they are.
    """
    written = path.read_text(encoding="utf-8")
    for name, word in words.items():
        written = written.replace(f"{{{name}}}", word)
    head, _line, text = written.partition("\n---\n")
    about = dict(line.split(": ", 1) for line in head.splitlines())
    slug = re.sub(r"^\d+-", "", path.stem)
    body, _sign, outcome = text.partition("\n===\n")
    return StarterText(slug=slug, about=about, pieces=_read_pieces(body), outcome=_read_pieces(outcome))


def _read_pieces(body: str) -> list[Piece]:
    chunks = [chunk.splitlines() for chunk in re.split(r"\n\s*\n", body.strip()) if chunk]
    return [_read_piece(chunk) for chunk in chunks]


def _read_piece(lines: list[str]) -> Piece:
    for sign, reader in _READERS.items():
        if lines[0].startswith(sign):
            return reader(lines)
    if re.match(r"\d+\. ", lines[0]):
        return _text(
            "<ol>" + "".join(f"<li>{_inline(line.split('. ', 1)[1])}</li>" for line in lines) + "</ol>"
        )
    return _text(f"<p>{_inline(' '.join(lines))}</p>")


def _text(html: str) -> Piece:
    return {"type": "text", "value": html}


def _inline(text: str) -> str:
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    return re.sub(r'\[([^\[\]]+)\]\(((?:https://|/(?!/))[^)\s"]*)\)', r'<a href="\2">\1</a>', bold)


def _heading(lines: list[str]) -> Piece:
    signs, text = lines[0].split(" ", 1)
    return {"type": "heading", "value": {"text": text, "level": str(len(signs))}}


def _list(lines: list[str], *, tag: str = "ul") -> Piece:
    items = "".join(f"<li>{_inline(line.split(' ', 1)[1])}</li>" for line in lines)
    return _text(f"<{tag}>{items}</{tag}>")


def _quote(lines: list[str]) -> Piece:
    words, _dash, speaker = lines[0][2:].rpartition(" — ")
    return {"type": "quote", "value": {"text": words, "speaker": speaker}}


def _call_out(lines: list[str]) -> Piece:
    text = " ".join(line[2:] for line in lines[1:])
    return {"type": "call_out", "value": {"title": lines[0][2:], "text": f"<p>{_inline(text)}</p>"}}


def _named(kind: str, names: tuple[str, ...]) -> Callable[[list[str]], Piece]:
    def read(lines: list[str]) -> Piece:
        return {"type": kind, "value": _parts(lines[0], names)}

    return read


def _parts(line: str, names: tuple[str, ...]) -> dict[str, str]:
    parts = [part.strip() for part in line.split("]", 1)[1].split("|")]
    return dict(zip(names, parts, strict=True))


def _gallery(lines: list[str]) -> Piece:
    return {"type": "gallery", "value": {"pictures": [_parts(line, PICTURE) for line in lines]}}


def _table(lines: list[str]) -> Piece:
    caption = next((line[2:] for line in lines if line.startswith("= ")), "")
    rows = [[cell.strip() for cell in line[1:].split("|")] for line in lines if line.startswith("|")]
    kinds = [_column_kind([row[column] for row in rows[1:]]) for column in range(len(rows[0]))]
    columns = [{"type": kind, "heading": heading} for kind, heading in zip(kinds, rows[0], strict=True)]
    values = [
        {"values": [_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)]} for row in rows[1:]
    ]
    return {"type": "table", "value": {"columns": columns, "rows": values, "caption": caption}}


def _column_kind(cells: list[str]) -> str:
    if not all(cell.startswith("#") for cell in cells):
        return "text"
    return "decimal" if any("." in cell for cell in cells) else "number"


def _cell(cell: str, kind: str) -> str | int | float:
    if kind == "text":
        return cell
    return float(cell[1:]) if kind == "decimal" else int(cell[1:])


_READERS: dict[str, Callable[[list[str]], Piece]] = {
    "#": _heading,
    "- ": _list,
    "> ": _quote,
    "| ": _table,
    "! ": _call_out,
    "[picture]": _named("picture", PICTURE),
    "[gallery]": _gallery,
    "[files]": _named("files", ("document", "title")),
    "[video]": _named("video", ("url", "title", "content")),
}
