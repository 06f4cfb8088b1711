"""The shared strings of an Excel workbook: a few bytes in a cell can stand for a long text, many times."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable

from django.utils.translation import gettext as _

from reform.workbooks.problems import FileRefused

from .limits import Limits
from .xlsx_windows import PartScan

_USED = re.compile(rb' t="s">(?:<f[^<>]*(?:/>|>[^<]*</f>))?<v>([0-9]{1,9})</v></c>')


class SharedStrings(PartScan):
    """The scan of the shared strings, and the count of the text that the cells make of them."""

    container = b"sst"
    unit = b"si"
    opening = b"<sst>"
    closing = b"</sst>"

    def __init__(self, limits: Limits, write: Callable[[bytes], object] | None) -> None:
        """Begin with no strings. The text of all cells together may fill half of the unpacked size."""
        super().__init__(write)
        self.has_odd_text = False
        self._lengths = array("L")
        self._longest = 0
        self._most_strings = limits.cells
        self._most_text = limits.unpacked_bytes // 2
        self._guessed = 0
        self._counted = 0

    def scan(self, window: bytes, outline: bytes) -> bytes:
        """Take in the lengths of the next strings."""
        lengths = [len(string) for string in window.split(b"<si")[1:]]
        self._lengths.extend(lengths)
        if len(self._lengths) > self._most_strings:
            raise self._refusal()
        self._longest = max(self._longest, *lengths) if lengths else self._longest
        self.look_for_odd_text(window, outline)
        return window

    def use(self, window: bytes, cells: int) -> None:
        """Count the text that the cells of a window stand for.

        Counting begins only when the longest string in every cell would be too much.

        Raises:
            FileRefused: when it is too much.
        """
        self._guessed += cells * self._longest
        if self._guessed > self._most_text:
            self._counted += self._exact(window)
            if self._counted > self._most_text:
                raise self._refusal()

    def look_for_odd_text(self, window: bytes, outline: bytes) -> None:
        """Notice texts that may be errors, and the sign that no database takes."""
        # Numbered characters can spell both.
        if b">#" in outline or b"&#" in outline or (b"_" in outline and b"_x0000_" in window):
            self.has_odd_text = True

    def _exact(self, window: bytes) -> int:
        used = window.count(b' t="s">')
        places = [int(place) for place in _USED.findall(window)]
        known = len(self._lengths)
        exact = sum(self._lengths[place] for place in places if place < known)
        return exact + (used - len(places)) * self._longest

    def _refusal(self) -> FileRefused:
        return FileRefused(
            "bomb",
            _("The texts of all cells together are longer than %(limit)d MB. Split the file.")
            % {"limit": self._most_text // (1024 * 1024)},
        )
