"""XML from strangers: a reader that refuses what no spreadsheet program writes.

Expat is fast, but keeps every open element, every distinct name and every unfinished tag in memory.
A document type, deep nesting, endless tags and thousands of distinct names are therefore refused
while they come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from .archive import bomb, damaged
from .limits import Limits

# Namespace and local name of elements and attributes come apart by this sign.
SEPARATOR = " "
Attributes = dict[str, str]

# More characters than any program allows in a cell, many times over.
MOST_TEXT = 1_000_000

_MOST_DEPTH = 200
_MOST_NAMES = 20_000
_MOST_TAG = 1024 * 1024
_FEED = 64 * 1024


@lru_cache(maxsize=1024)
def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition(SEPARATOR)[2]


class MarkupReader:
    """Base of the readers of one document: give it pieces, it calls `start`, `end` and `text`."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        """Arguments: file_name: of the uploaded file, for messages."""
        self.file_name = file_name
        self.limits = limits
        self.depth = 0
        self.most_elements = limits.cells
        self._elements = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in the start of an element."""

    def end(self, name: str) -> None:
        """Take in the end of an element."""

    # None when a reader cares for tags only: expat is quicker then.
    text: Callable[[str], None] | None = None

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read a document.

        Raises:
            FileRefused: when it is not well-formed or not harmless, or what the handlers raise.
        """
        for _fed in self.reading(pieces):
            pass

    def reading(self, pieces: Iterable[bytes]) -> Iterator[None]:
        """Read a document bit by bit: see `read`."""
        names: dict[str, str] = {}
        parser = self._parser(names)
        fed = 0
        try:
            for piece in pieces:
                for place in range(0, len(piece), _FEED):
                    feed = piece[place : place + _FEED]
                    parser.Parse(feed, False)
                    fed += len(feed)
                    if len(names) > _MOST_NAMES or fed - parser.CurrentByteIndex > _MOST_TAG + _FEED:
                        self._refuse()
                    yield
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged(self.file_name) from error

    def _parser(self, names: dict[str, str]) -> expat.XMLParserType:
        parser = expat.ParserCreate(None, SEPARATOR, names)
        parser.buffer_text = True
        parser.StartElementHandler = self._count_start
        parser.EndElementHandler = self._count_end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self._refuse
        return parser

    def _count_start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        self._elements += 1
        if self.depth > _MOST_DEPTH:
            self._refuse()
        # Each costs a few millionths of a second, and millions of them fit into a file.
        if self._elements > self.most_elements:
            raise bomb(self.file_name, self.limits)
        self.start(name, attributes)

    def _count_end(self, name: str) -> None:
        self.depth -= 1
        self.end(name)

    def _refuse(self, *_declaration: object) -> NoReturn:
        raise damaged(self.file_name)
