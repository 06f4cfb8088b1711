"""Automatic list numbers of Word, computed so that they can be read as text."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int


class ListNumbers:
    """Counts the automatic numbers of a document, paragraph by paragraph in reading order."""

    def __init__(self, document: DocumentObject) -> None:
        """Read the list definitions of a document."""
        self._styles = document.styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._shared: dict[str, str] = {}
        self._read_definitions(document)

    def label(self, paragraph: Paragraph) -> str:
        """Return the number or bullet in front of a paragraph with a space, or ""."""
        number = self._number_of(paragraph)
        if number is None:
            return ""
        list_id, depth = number
        levels = self._levels.get(list_id, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- " if depth == 0 else "+ "
        counters = self._counters[self._shared.get(list_id, list_id)]
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [key for key in counters if key > depth]:
            del counters[deeper]
        return _filled(level.text, counters, levels) + " "

    def _number_of(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """Return list and level of a paragraph, from itself or from its style."""
        properties = paragraph._p.pPr
        own = properties.find(qn("w:numPr")) if properties is not None else None
        style: Any = paragraph.style
        depth_of_style = None
        while own is None and style is not None:
            style_properties = style.element.find(qn("w:pPr"))
            own = style_properties.find(qn("w:numPr")) if style_properties is not None else None
            style = getattr(style, "base_style", None)
        if own is None:
            return None
        list_id, depth = _value(own, "w:numId"), _value(own, "w:ilvl") or depth_of_style or "0"
        if list_id in {None, "0"} or not depth.isdigit():
            return None
        return str(list_id), int(depth)

    def _read_definitions(self, document: DocumentObject) -> None:
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is None:
            return
        root = part.element
        abstract = {
            element.get(qn("w:abstractNumId")): _levels(element)
            for element in root.findall(qn("w:abstractNum"))
        }
        for element in root.findall(qn("w:num")):
            list_id, base = element.get(qn("w:numId")), _value(element, "w:abstractNumId")
            levels = dict(abstract.get(base, {}))
            overrides = element.findall(qn("w:lvlOverride"))
            for override in overrides:
                _apply_override(levels, override)
            self._levels[list_id] = levels
            # Lists of one definition count on together, unless one of them starts anew.
            self._shared[list_id] = list_id if overrides else f"abstract {base}"


def _levels(element: Any) -> dict[int, _Level]:
    return {int(level.get(qn("w:ilvl"))): _level(level) for level in element.findall(qn("w:lvl"))}


def _level(element: Any) -> _Level:
    start = _value(element, "w:start") or "1"
    return _Level(
        form=_value(element, "w:numFmt") or "decimal",
        text=_value(element, "w:lvlText") or "",
        start=int(start) if start.isdigit() else 1,
    )


def _apply_override(levels: dict[int, _Level], override: Any) -> None:
    depth = int(override.get(qn("w:ilvl")))
    own = override.find(qn("w:lvl"))
    if own is not None:
        levels[depth] = _level(own)
    start = _value(override, "w:startOverride")
    if start and start.isdigit() and depth in levels:
        levels[depth] = _Level(levels[depth].form, levels[depth].text, int(start))


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    return child.get(qn("w:val")) if child is not None else None


def _filled(text: str, counters: dict[int, int], levels: dict[int, _Level]) -> str:
    """Fill "%1.%2." with the numbers that the levels stand at."""
    for depth in range(9):
        level = levels.get(depth)
        if level and f"%{depth + 1}" in text:
            text = text.replace(f"%{depth + 1}", _written(counters.get(depth, level.start), level.form))
    return text


def _written(number: int, form: str) -> str:
    """Write a number as Word does: decimal, Roman or letters."""
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written
