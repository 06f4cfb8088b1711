"""Walking through a long part of an Excel workbook in windows that end where a row or a string ends."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar

_FOREIGN = re.compile(rb"</?[^<>\s/]*:(?:c|row|sheetData|si|sst)[\s/>]")
# Everything of a window but these signs is left out of its outline; in there, they are quickly found.
_SIGNS = b"<>/:!?#&_ \x00"
_TO_SIGNS = bytes.maketrans(b"\t\r\n", b"   ")
_NO_SIGNS = bytes(sign for sign in range(256) if sign not in _SIGNS + b"\t\r\n")
# What is read with more care: comments, CDATA, instructions, names with a prefix, the sign that XML forbids.
_CAREFUL = (b"<!", b"<?", b"<:", b"</:", b"\x00")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
# Longer than any honest row or head of a part; what is longer is read with more care.
_MOST_WAITING = 16 * 1024 * 1024
_MOST_DEPTH = 64


class UnusualMarkup(Exception):
    """Raised when a part is well-formed, for all we know, but not written as the known programs do."""


class PartScan(ABC):
    """A scan of one part: what comes before its container, the units inside, what comes after it."""

    container: ClassVar[bytes]
    unit: ClassVar[bytes]
    opening: ClassVar[bytes]
    closing: ClassVar[bytes]

    def __init__(self, write: Callable[[bytes], object] | None) -> None:
        """Arguments: write: takes the container as it was checked; None when nobody wants it."""
        self._write = write
        self._waiting = b""
        self._take = self._take_head
        self._depth = 0
        self._start = re.compile(rb"<" + self.container + rb"(?: [^<>]*)?/?>")

    @abstractmethod
    def scan(self, window: bytes, outline: bytes) -> bytes:
        """Look through whole units and return what shall be written of them.

        Arguments:
            outline: the signs of the window that matter to its markup, without the letters in between.
        """

    def scan_tail(self, tail: bytes) -> None:
        """Look through what comes after the container; most parts have nothing there."""
        del tail

    def run(self, pieces: Iterable[bytes]) -> None:
        """Scan a part.

        Raises:
            UnusualMarkup: when it must be rewritten first.
            FileRefused: when it is refused.
        """
        for piece in pieces:
            self._waiting += piece
            self._take()
            if len(self._waiting) > _MOST_WAITING:
                raise UnusualMarkup
        if self._take != self._take_tail:
            raise UnusualMarkup

    def _take_head(self) -> None:
        found = self._start.search(self._waiting)
        if not found:
            return
        head = self._waiting[: found.start()].removeprefix(b"\xef\xbb\xbf")
        if (head and not head.startswith(b"<")) or b"<!" in head or b"\x00" in head:
            raise UnusualMarkup
        if _OTHER_ENCODING.search(head) or _FOREIGN.search(head):
            raise UnusualMarkup
        self._waiting = self._waiting[found.end() :]
        self._put(self.opening)
        if found[0].endswith(b"/>"):
            self._end()
        else:
            self._take = self._take_units
            self._take_units()

    def _take_units(self) -> None:
        end = self._waiting.find(b"</" + self.container + b">")
        unit_end = b"</" + self.unit + b">"
        cut = end if end >= 0 else self._waiting.rfind(unit_end) + len(unit_end)
        if end < 0 and cut < len(unit_end):
            return
        window, self._waiting = self._waiting[:cut], self._waiting[cut:]
        outline = window.translate(_TO_SIGNS, _NO_SIGNS)
        self._check_nesting(window, outline)
        self._put(self.scan(window, outline))
        if end >= 0:
            self._end()

    def _end(self) -> None:
        self._put(self.closing)
        self._take = self._take_tail
        self._take_tail()

    def _take_tail(self) -> None:
        cut = self._waiting.rfind(b">") + 1
        tail, self._waiting = self._waiting[:cut], self._waiting[cut:]
        self.scan_tail(tail)

    def _put(self, markup: bytes) -> None:
        if self._write:
            self._write(markup)

    def _check_nesting(self, window: bytes, outline: bytes) -> None:
        """See that every sign of markup belongs to a tag, and that tags do not pile up."""
        opening = outline.count(b"<")
        if opening != outline.count(b">") or any(signs in outline for signs in _CAREFUL):
            raise UnusualMarkup
        self._depth += opening - 2 * window.count(b"</")
        if self._depth > _MOST_DEPTH:
            # Only now it matters how many of them were closed at once.
            self._depth -= window.count(b"/>")
        if self._depth > _MOST_DEPTH:
            raise UnusualMarkup
