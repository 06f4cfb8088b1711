"""What a remark looks like in an OpenDocument sheet, and how it is known again when the file comes back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from .harmless import cut, without_forbidden
from .marks import EARLIER
from .ods_names import ANNOTATION, dc, svg, table, text

_WIDTH = "8cm"


def annotate(cell: Any, words: str, author: str) -> None:
    """Put an annotation on a cell; what stood in an earlier one follows behind ours."""
    earlier = cell.find(ANNOTATION)
    if earlier is not None:
        words += f"{EARLIER}{_creator(earlier)}\n{_words(earlier)}"
        cell.remove(earlier)
    made = cell.makeelement(ANNOTATION, {svg("width"): _WIDTH})
    creator, moment = made.makeelement(dc("creator")), made.makeelement(dc("date"))
    creator.text = author
    moment.text = timezone.localtime().strftime("%Y-%m-%dT%H:%M:%S")
    made.extend([creator, moment])
    put_paragraphs(made, cut(without_forbidden(words)))
    # It stands before everything but where the cell was linked from.
    cell.insert(len(cell.findall(table("cell-range-source"))), made)


def take_annotation(cell: Any, author: str, *, was_red: bool) -> None:
    """Take away our annotation of an earlier round; that of another person stays."""
    found = cell.find(ANNOTATION)
    if found is None:
        return
    creator = _creator(found)
    # A way through another program may have lost who it is by.
    if creator != author and not (was_red and not creator.strip()):
        return
    _ours, _line, earlier = _words(found).partition(EARLIER)
    cell.remove(found)
    earlier_author, _end, words = earlier.partition("\n")
    if words:
        annotate(cell, words, earlier_author)


def put_paragraphs(element: Any, words: str) -> None:
    """Write a text into an element, one paragraph a line, behind what stands there."""
    for line in words.replace("\r\n", "\n").replace("\t", " ").split("\n"):
        paragraph = element.makeelement(text("p"))
        paragraph.text = line
        element.append(paragraph)


def _creator(annotation: Any) -> str:
    return annotation.findtext(dc("creator")) or ""


def _words(annotation: Any) -> str:
    return "\n".join("".join(paragraph.itertext()) for paragraph in annotation.findall(text("p")))
