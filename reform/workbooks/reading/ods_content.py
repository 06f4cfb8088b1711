"""The sheets of an OpenDocument spreadsheet, out of its content.xml."""

from __future__ import annotations

from collections.abc import Callable

from .archive import damaged
from .builder import CellCount, SheetBuilder, check_column, check_row, check_sheets
from .limits import Limits
from .markup import MOST_TEXT, SEPARATOR, Attributes, MarkupReader
from .ods_values import OASIS, read_cell
from .sheets import META_SHEET, Cell, Merged, cell_name

_OFFICE = f"{OASIS}office:1.0{SEPARATOR}"
_STYLE = f"{OASIS}style:1.0{SEPARATOR}"
_TABLE = f"{OASIS}table:1.0{SEPARATOR}"
_TEXT = f"{OASIS}text:1.0{SEPARATOR}"
_DRAW = f"{OASIS}drawing:1.0{SEPARATOR}"
_NAME = f"{_TABLE}name"
_STYLE_NAME = f"{_TABLE}style-name"
_COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_COLUMNS_SPANNED = f"{_TABLE}number-columns-spanned"
_ROWS_SPANNED = f"{_TABLE}number-rows-spanned"
_DISPLAY = f"{_TABLE}display"
# What stands near the cells without being what they say.
_IGNORED = {
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_TABLE}tracked-changes",
    f"{_TABLE}shapes",
    f"{_TABLE}dde-links",
    f"{_TEXT}note",
    f"{_TEXT}ruby-text",
    f"{_DRAW}frame",
}


class ContentReader(MarkupReader):
    """Reads the visible sheets and "_meta".

    Attributes:
        sheets: what was read, in the order of the file.
    """

    def __init__(self, file_name: str, limits: Limits, *, keep: bool) -> None:
        """Arguments: keep: whether rows are kept, or only counted."""
        super().__init__(file_name, limits)
        self.sheets: list[SheetBuilder] = []
        self.starts_1904 = False
        self._keep = keep
        self._count = CellCount(limits.cells)
        self._ignored = 0
        self._style = ""
        self._hidden: set[str] = set()
        self._sheet: SheetBuilder | None = None
        self._row: list[Cell] = []
        self._row_flaws: list[tuple[int, str]] = []
        self._row_spans: list[tuple[int, int, int]] = []
        self._times = 1
        self._column = 1
        self._cell: Attributes | None = None
        self._paragraphs: list[str] | None = None
        self._paragraph: list[str] | None = None
        self._text_length = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._start_table_properties,
            f"{_TABLE}null-date": self._start_null_date,
            f"{_TABLE}table": self._start_table,
            f"{_TABLE}table-row": self._start_row,
            f"{_TABLE}table-cell": self._start_cell,
            f"{_TABLE}covered-table-cell": self._start_cell,
            f"{_TEXT}p": self._start_paragraph,
            f"{_TEXT}s": self._start_spaces,
            f"{_TEXT}tab": self._start_tab,
            f"{_TEXT}line-break": self._start_line_break,
        }
        self._ends: dict[str, Callable[[], None]] = {
            f"{_TABLE}table": self._end_table,
            f"{_TABLE}table-row": self._end_row,
            f"{_TABLE}table-cell": self._end_cell,
            f"{_TABLE}covered-table-cell": self._end_cell,
            f"{_TEXT}p": self._end_paragraph,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Hand an element on to what knows it; leave out what is not part of a cell's words."""
        if self._ignored:
            self._ignored += 1
        elif name in _IGNORED:
            self._ignored = 1
        elif handler := self._starts.get(name):
            handler(attributes)
        elif self._cell is not None and self._paragraph is None:
            self._ignored = 1

    def end(self, name: str) -> None:
        """See `start`."""
        if self._ignored:
            self._ignored -= 1
        elif handler := self._ends.get(name):
            handler()

    def text(self, text: str) -> None:
        """Gather the words of a paragraph."""
        if self._paragraph is not None and not self._ignored:
            self._paragraph.append(text)
            self._text_length += len(text)
            if self._text_length > MOST_TEXT:
                raise damaged(self.file_name)

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_table_properties(self, attributes: Attributes) -> None:
        if attributes.get(_DISPLAY) == "false":
            self._hidden.add(self._style)

    def _start_null_date(self, attributes: Attributes) -> None:
        self.starts_1904 = attributes.get(f"{_TABLE}date-value", "").startswith("1904")

    def _start_table(self, attributes: Attributes) -> None:
        name = attributes.get(_NAME, "")
        is_hidden = attributes.get(_STYLE_NAME) in self._hidden and name != META_SHEET
        # A table within a cell is none of ours either.
        if is_hidden or self._sheet is not None:
            self._ignored = 1
            return
        self._sheet = SheetBuilder(name, limits=self.limits, count=self._count, keep=self._keep)
        self.sheets.append(self._sheet)
        check_sheets(self.file_name, len(self.sheets))

    def _end_table(self) -> None:
        self._sheet = None

    def _start_row(self, attributes: Attributes) -> None:
        self._row, self._row_flaws, self._row_spans = [], [], []
        self._times = repeats(attributes.get(_ROWS_REPEATED))
        self._column = 1

    def _end_row(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        first, is_blank = sheet.next_row, not self._row and not self._row_flaws
        sheet.add(self._row, self._times, flawed=bool(self._row_flaws))
        if is_blank or not (self._row_flaws or self._row_spans):
            return
        for row in range(first, first + self._times):
            for column, flaw in self._row_flaws:
                sheet.flaw(row, column, flaw)
            for column, rows, columns in self._row_spans:
                sheet.merge(Merged(row, column, row + rows - 1, column + columns - 1))

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell, self._paragraphs, self._paragraph = attributes, None, None
        self._text_length = 0

    def _end_cell(self) -> None:
        attributes, paragraphs, sheet = self._cell, self._paragraphs, self._sheet
        self._cell = None
        if attributes is None or sheet is None:
            return
        value, flaw = read_cell(attributes, None if paragraphs is None else "\n".join(paragraphs))
        times = repeats(attributes.get(_COLUMNS_REPEATED)) if _COLUMNS_REPEATED in attributes else 1
        if value is not None or flaw:
            self._add_cell(sheet, value, flaw, times)
        if _COLUMNS_SPANNED in attributes or _ROWS_SPANNED in attributes:
            rows, columns = (repeats(attributes.get(key)) for key in (_ROWS_SPANNED, _COLUMNS_SPANNED))
            self._row_spans.append((self._column, rows, columns))
        self._column += times

    def _add_cell(self, sheet: SheetBuilder, value: Cell, flaw: str, times: int) -> None:
        last = self._column + times - 1
        if last > self.limits.columns:
            row = sheet.next_row
            check_row(sheet.sheet.name, row, self.limits)
            check_column(sheet.sheet.name, cell_name(row, min(last, 16_384)), last, self.limits)
        self._row.extend([None] * (self._column - 1 - len(self._row)))
        self._row.extend([value] * times)
        if flaw:
            self._row_flaws.extend((column, flaw) for column in range(self._column, last + 1))

    def _start_paragraph(self, _attributes: Attributes) -> None:
        if self._cell is not None:
            self._paragraph = []

    def _end_paragraph(self) -> None:
        if self._paragraph is not None:
            paragraph = "".join(self._paragraph)
            if self._paragraphs is None:
                self._paragraphs = [paragraph]
            else:
                self._paragraphs.append(paragraph)
            self._paragraph = None

    def _start_spaces(self, _attributes: Attributes) -> None:
        # It says how many follow each other; for what a cell means one is as good as any number.
        self.text(" ")

    def _start_tab(self, _attributes: Attributes) -> None:
        self.text("\t")

    def _start_line_break(self, _attributes: Attributes) -> None:
        self.text("\n")


def repeats(text: str | None) -> int:
    """Return how often something is repeated; once when the file does not say, or says nonsense."""
    return (
        int(text) if text and text.isascii() and text.isdecimal() and 0 < len(text) < 10 and int(text) else 1
    )
