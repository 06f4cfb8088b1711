"""A quick look at the raw cells of an Excel sheet, before calamine may see them.

calamine lays every sheet out as a full rectangle, so that one cell far away ends the process; it gives
error cells and formulas without a value as blanks; and it knows no percent formats. All of that is
found here, by patterns that match exactly what Excel, LibreOffice, Google and openpyxl write. A sheet
that is written in any other way raises `UnusualMarkup`: `xlsx_rewrite` then puts it into this form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .builder import CellCount, add_flaw, add_merged, check_column, check_row
from .limits import Limits
from .sheets import FORMULA, Merged, Sheet
from .xlsx_strings import SharedStrings
from .xlsx_windows import PartScan, UnusualMarkup

# Possessive throughout: nothing here may make the patterns try again.
_REFERENCE = rb'<c r="([A-Z]{1,3}+[1-9][0-9]{0,6}+)"'
_STYLE = rb'(?: s="[0-9]{1,9}+")?+'
_TYPE = rb'(?: t="[a-zA-Z]{1,9}+")?+'
_FORMULA = rb"<f[^<>]*+(?:(?<=/)>|(?<!/)>[^<]*+</f>)"
_NO_VALUE = rb"(?:<v></v>|<v ?/>)"
_VALUE = rb'<(?:v>[^<]*+</v|is><t(?: xml:space="preserve")?+>[^<]*+</t></is|v ?/)>'
_FILLED = re.compile(_REFERENCE + _STYLE + _TYPE + rb">" + _VALUE + rb"</c>")
_CALCULATED = re.compile(
    _REFERENCE + _STYLE + _TYPE + rb">(?:" + _VALUE + rb"|" + _FORMULA + rb"(?:" + _VALUE + rb")?+)</c>"
)
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"' + _STYLE + _TYPE + rb"(?: ?/>|></c>)")
# A formula that gives text may well give none; one that gives a number may not.
_NOT_CALCULATED = re.compile(
    _REFERENCE
    + _STYLE
    + rb'(?:(?: t="(?:n|b|e|s)")?>'
    + _FORMULA
    + _NO_VALUE
    + rb'?| t="str">'
    + _FORMULA
    + rb")</c>"
)
_ERROR = re.compile(_REFERENCE + _STYLE + rb' t="e">(?:' + _FORMULA + rb")?<v>([^<]*)</v>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})" ?/>')
_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_PERCENT_STYLES = 200


class SheetScan(PartScan):
    """The scan of one sheet.

    Attributes:
        last_row: number of the last row with a filled cell.
        percents: (row, column) of the numbers with a percent format.
    """

    container = b"sheetData"
    unit = b"row"
    opening = b"<worksheet><sheetData>"
    closing = b"</sheetData></worksheet>"

    def __init__(
        self,
        sheet: Sheet,
        *,
        limits: Limits,
        percent_styles: frozenset[int],
        strings: SharedStrings,
        write: Callable[[bytes], object] | None,
    ) -> None:
        """Begin a scan.

        Arguments:
            sheet: gets the flaws and merged cells.
            percent_styles: cell styles that show percentages.
            strings: the workbook's shared strings.
            write: takes the cells for calamine; None when they are only counted.
        """
        super().__init__(write)
        self.sheet = sheet
        self.last_row = 0
        self.last_column = 0
        self.percents: list[tuple[int, int]] = []
        self._limits = limits
        self._percent = _percent_pattern(percent_styles)
        self._strings = strings

    def count_cells(self, count: CellCount) -> None:
        """Count the rectangle that the cells span; raise FileRefused when it is too large."""
        count.add(self.last_row * self.last_column, self.sheet.name)

    def scan(self, window: bytes, outline: bytes) -> bytes:
        """Measure the cells, find the percentages and flaws, and return the cells as calamine takes them."""
        cells = window.count(b"<c")
        references: list[bytes] = _FILLED.findall(window)
        if cells != len(references):
            references = self._find_others(window, cells)
        if references:
            self._measure(references)
        if self._percent:
            self.percents.extend(map(place_of, self._percent.findall(window)))
        self._strings.use(window, len(references))
        self._strings.look_for_odd_text(window, outline)
        if b">#" not in outline or b' t="e">' not in window:
            return window
        for reference, text in _ERROR.findall(window):
            add_flaw(self.sheet, *place_of(reference), text.decode("utf-8", "replace"))
        # calamine gives the errors it knows as blanks and stumbles over the others; as text they stay.
        return window.replace(b' t="e">', b' t="str">')

    def scan_tail(self, tail: bytes) -> None:
        """Find the merged cells."""
        merged = _MERGED.findall(tail)
        if b"<!" in tail or b":mergeCell" in tail or tail.count(b"<mergeCell ") != len(merged):
            raise UnusualMarkup
        for first_column, first_row, last_column, last_row in merged:
            first = int(first_row), column_number(first_column)
            add_merged(self.sheet, Merged(*first, int(last_row), column_number(last_column)))

    def _measure(self, references: list[bytes]) -> None:
        joined = b" ".join(references)
        rows = set(joined.translate(None, _LETTERS).split())
        columns = set(joined.translate(None, _DIGITS).split())
        row, column = max(map(int, rows)), max(map(column_number, columns))
        check_row(self.sheet.name, row, self._limits)
        if column > self._limits.columns:
            cell = next(cell for cell in references if column_number(cell.rstrip(_DIGITS)) == column)
            check_column(self.sheet.name, cell.decode(), column, self._limits)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)

    def _find_others(self, window: bytes, cells: int) -> list[bytes]:
        """Find the cells with formulas too, and see that all further ones are blank."""
        references: list[bytes] = _CALCULATED.findall(window)
        if cells != len(references) + len(_BLANK.findall(window)):
            raise UnusualMarkup
        if b"<f" in window:
            for reference in _NOT_CALCULATED.findall(window):
                add_flaw(self.sheet, *place_of(reference), FORMULA)
        return references


def place_of(reference: bytes) -> tuple[int, int]:
    """Return the row and column of a cell: (7, 3) for C7."""
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), column_number(letters)


@lru_cache(maxsize=1024)
def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: 1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _percent_pattern(styles: frozenset[int]) -> re.Pattern[bytes] | None:
    """Return a pattern for numbers in one of these styles; None without any."""
    if not styles:
        return None
    # Thousands of styles come together by accident; what uses those beyond the first stays a fraction.
    alternatives = b"|".join(b"%d" % style for style in sorted(styles)[:_MOST_PERCENT_STYLES])
    return re.compile(_REFERENCE + rb' s="(?:' + alternatives + rb')"(?: t="n")?>')
