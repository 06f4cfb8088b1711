"""Writing the unusual parts of an Excel workbook anew, in the one form that the rest of the reader knows.

Namespace prefixes, cells without a reference, comments, CDATA, other encodings, rich text in cells: the
XML reader understands them all. It is several times slower than the scan.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from .archive import damaged
from .builder import check_row
from .limits import Limits
from .markup import MOST_TEXT, Attributes, MarkupReader, local
from .sheets import cell_name

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?0*([1-9][0-9]{0,6})")
_RANGE = re.compile(rf"{_REFERENCE.pattern}:{_REFERENCE.pattern}")
_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_ENOUGH = 512 * 1024
# Beyond this a number is no date and no length of time, whatever its format says.
_MOST_DAYS = 1e8


class Rewriter(MarkupReader, ABC):
    """Base of the two rewriters: gathers the text of the elements that hold some, writes markup."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        super().__init__(file_name, limits)
        # Rewriting is the slow way; what it takes on is limited for that.
        self.most_elements = limits.cells // 2
        self._written: list[str] = []
        self._length = 0
        self._gathered: list[str] | None = None
        self._gathered_length = 0
        self._phonetic = 0

    def rewritten(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Read a part and yield it as it is written anew.

        Raises:
            FileRefused: see `MarkupReader.read`.
        """
        for _fed in self.reading(pieces):
            if self._length > _ENOUGH:
                yield self._taken()
        yield self._taken()

    def start(self, name: str, attributes: Attributes) -> None:
        """Leave out what only tells how to pronounce a text."""
        tag = local(name)
        if tag == "rPh":
            self._phonetic += 1
        self.start_tag(tag, attributes)

    def end(self, name: str) -> None:
        """See `start`."""
        tag = local(name)
        if tag == "rPh":
            self._phonetic -= 1
        self.end_tag(tag)

    @abstractmethod
    def start_tag(self, tag: str, attributes: Attributes) -> None:
        """Take in the start of an element, by its local name."""

    @abstractmethod
    def end_tag(self, tag: str) -> None:
        """Take in the end of an element, by its local name."""

    def text(self, text: str) -> None:
        """Gather text where some is wanted."""
        if self._gathered is not None and not self._phonetic:
            self._gathered.append(text)
            self._gathered_length += len(text)
            if self._gathered_length > MOST_TEXT:
                raise damaged(self.file_name)

    def gather(self) -> None:
        """Begin to gather text."""
        self._gathered, self._gathered_length = [], 0

    def write(self, markup: str) -> None:
        """Add to what was written."""
        self._written.append(markup)
        self._length += len(markup)

    def _taken(self) -> bytes:
        markup = "".join(self._written).encode()
        self._written, self._length = [], 0
        return markup


class StringsRewriter(Rewriter):
    """Writes the shared strings anew, without their formats."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        super().__init__(file_name, limits)
        self._texts: list[str] = []

    def start_tag(self, tag: str, attributes: Attributes) -> None:
        if self.depth == 1:
            self.write("<sst>")
        elif tag == "si":
            self._texts = []
        elif tag == "t":
            self.gather()

    def end_tag(self, tag: str) -> None:
        if self.depth == 0:
            self.write("</sst>")
        elif tag == "t" and self._gathered is not None:
            self._texts.extend(self._gathered)
            self._gathered = None
        elif tag == "si":
            self.write(f'<si><t xml:space="preserve">{escape("".join(self._texts))}</t></si>')


class SheetRewriter(Rewriter):
    """Writes the cells and the merged ranges of a sheet anew."""

    def __init__(self, file_name: str, sheet: str, limits: Limits) -> None:
        """Arguments: sheet: its name, for messages."""
        super().__init__(file_name, limits)
        self.sheet = sheet
        self._row = self._column = 0
        self._kind = self._style = ""
        self._value: str | None = None
        self._has_formula = self._in_cell = self._in_sheet = False

    def start_tag(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheetData":
            self._in_sheet = True
            self.write("<sheetData>")
        elif self._in_sheet:
            self._start_within(tag, attributes)
        elif tag == "mergeCell" and (range_ := _RANGE.fullmatch(attributes.get("ref", "").strip())):
            first_column, first_row, last_column, last_row = range_.groups()
            first, last = f"{first_column.upper()}{first_row}", f"{last_column.upper()}{last_row}"
            self.write(f'<mergeCell ref="{first}:{last}"/>')

    def end_tag(self, tag: str) -> None:
        if tag == "c" and self._in_cell:
            self._in_cell = False
            self._write_cell()
        elif tag in {"v", "t"} and self._gathered is not None:
            if tag == "t":
                self._kind = "inlineStr"
            # Rich text comes in several elements.
            self._value = (self._value or "") + "".join(self._gathered)
            self._gathered = None
        elif tag == "row" and self._in_sheet:
            self.write("</row>")
        elif tag == "sheetData":
            self._in_sheet = False
            self.write("</sheetData>")

    def _start_within(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            number = attributes.get("r", "").strip()
            self._row = int(number) if _INDEX.fullmatch(number) else self._row + 1
            self._column = 0
            self.write("<row>")
        elif tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "t"} and self._in_cell:
            self.gather()
        elif tag == "f":
            self._has_formula = True

    def _start_cell(self, attributes: Attributes) -> None:
        self._column += 1
        if reference := attributes.get("r", "").strip():
            place = _REFERENCE.fullmatch(reference)
            if not place:
                raise damaged(self.file_name)
            self._column, self._row = _column(place[1]), int(place[2])
        style = attributes.get("s", "").strip()
        self._style = f' s="{style}"' if _INDEX.fullmatch(style) else ""
        self._kind = attributes.get("t", "n").strip()
        self._value, self._has_formula, self._in_cell = None, False, True

    def _write_cell(self) -> None:
        kind, value = self._kind_and_value()
        if not value and not self._has_formula:
            return
        check_row(self.sheet, self._row, self.limits)
        # Three letters name 18,278 columns; the limit is checked when the sheet is scanned.
        reference = cell_name(self._row, min(self._column, 18_278))
        formula = "<f/>" if self._has_formula else ""
        self.write(f'<c r="{reference}"{self._style} t="{kind}">{formula}{value}</c>')

    def _kind_and_value(self) -> tuple[str, str]:
        """Return the type of the cell and the markup of its value, empty when it has none."""
        text, kind = self._value, self._kind
        bare = (text or "").strip()
        if text is None or (not bare and kind not in {"str", "inlineStr", "e"}):
            return "n", ""
        if kind == "b":
            return "b", f"<v>{int(bare.lower() in {'1', 'true'})}</v>"
        if kind == "s":
            return "s", f"<v>{bare}</v>" if _INDEX.fullmatch(bare) else ""
        if kind == "e":
            # Of the odd errors of other programs only that they are errors matters.
            return "e", f"<v>{escape(bare if bare.startswith('#') else '#VALUE!')}</v>"
        if kind in {"str", "d"}:
            return kind, f"<v>{escape(text)}</v>"
        if kind != "inlineStr" and _NUMBER.fullmatch(bare):
            if abs(float(bare)) > _MOST_DAYS:
                self._style = ""
            return "n", f"<v>{bare}</v>"
        return "inlineStr", f'<is><t xml:space="preserve">{escape(text)}</t></is>'


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
