"""Tables as CSV, row by row, as Excel opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from .columns import SheetColumn
from .harmless import harmless
from .values import plain, text_of_day, text_of_moment, text_of_number

# Excel takes a file without this mark for one in an old code page, and Vietnamese letters are lost.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK = 65_536


def stream_csv(columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Give a table as CSV: UTF-8 with a byte order mark, commas, CRLF, dates as dd/mm/yyyy, decimal commas.

    Numbers stand bare, negative ones too; every text is made harmless.

    Arguments:
        columns: the columns in order.
        rows: the values of each row in the order of the columns; read once, never kept.
    """
    yield _BYTE_ORDER_MARK
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([harmless(column.heading) for column in columns])
    makers = [_text_maker(column) for column in columns]
    for row in rows:
        writer.writerow([make(value) for make, value in zip(makers, row, strict=True)])
        if buffer.tell() > _CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _text_maker(column: SheetColumn) -> Callable[[Any], str]:
    """Return what turns a value of the column into the words of its cell."""
    kind, sign = column.kind, "%" if column.kind == "percent" else ""

    def make(value: Any) -> str:
        ready = plain(value, kind)
        if ready is None:
            return ""
        if isinstance(ready, str):
            return ready
        if isinstance(ready, datetime):
            return text_of_moment(ready)
        if isinstance(ready, date):
            return text_of_day(ready)
        return text_of_number(ready) + sign

    return make
