"""Tables of any length as OpenDocument spreadsheets, streamed.

stream-write-ods gives every table the same bare look: no widths, dates as 2022-06-14, no percentages. What it
stands on, stream-zip, does the streaming here as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone
from openpyxl.utils import get_column_letter
from stream_zip import NO_COMPRESSION_32, ZIP_32, MemberFile, stream_zip

from .columns import Kind, SheetColumn
from .harmless import harmless
from .look import META, sheet_title
from .ods_styles import CONTENT_STYLES, MANIFEST, NAMESPACES, STYLES, column_styles, view_settings
from .values import (
    as_fraction,
    fits_excel,
    plain,
    serial,
    text_of_day,
    text_of_moment,
    text_of_number,
    written_out,
)

_MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_PERMISSIONS = 0o600
_ROWS_AT_ONCE = 500
# Programs close up runs of spaces, and those at either end, unless they are counted out.
_SPACES = re.compile(r"^ +| +$|(?<= ) +", re.MULTILINE)


def stream_ods(
    sheet: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    meta: Mapping[str, str] | None = None,
) -> Iterator[bytes]:
    """Give a table as an OpenDocument spreadsheet: typed cells, frozen heading, widths, Vietnamese formats.

    Arguments:
        sheet: what the sheet is called; what Excel does not permit is left out.
        columns: the columns in order.
        rows: the values of each row in the order of the columns; read once, never kept.
        meta: what the hidden sheet `_meta` says; no such sheet when not given.
    """
    title = sheet_title(sheet)
    yield from stream_zip(_files(title, columns, rows, meta or {}), extended_timestamps=False)


def _files(
    title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]], meta: Mapping[str, str]
) -> Iterator[MemberFile]:
    now = timezone.localtime().replace(tzinfo=None)
    # By this first file, not compressed, programs know what the archive is.
    yield "mimetype", now, _PERMISSIONS, NO_COMPRESSION_32, (_MEDIA_TYPE,)
    yield "META-INF/manifest.xml", now, _PERMISSIONS, ZIP_32, (MANIFEST.encode(),)
    yield "styles.xml", now, _PERMISSIONS, ZIP_32, (STYLES.encode(),)
    yield "settings.xml", now, _PERMISSIONS, ZIP_32, (view_settings(title).encode(),)
    content = _content(title, columns, rows, meta)
    yield "content.xml", now, _PERMISSIONS, ZIP_32, (text.encode() for text in content)


def _content(
    title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]], meta: Mapping[str, str]
) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.2">'
    yield f"<office:automatic-styles>{CONTENT_STYLES}{column_styles(columns)}</office:automatic-styles>"
    yield "<office:body><office:spreadsheet>"
    yield f'<table:table table:name={quoteattr(title)} table:style-name="seen">'
    for place, column in enumerate(columns, 1):
        yield (
            f'<table:table-column table:style-name="column{place}"'
            f' table:default-cell-style-name="{_style(column)}"/>'
        )
    headings = "".join(_text_cell(harmless(column.heading), "heading") for column in columns)
    yield f"<table:table-header-rows><table:table-row>{headings}</table:table-row></table:table-header-rows>"
    makers = [_cell_maker(column) for column in columns]
    waiting, last_row = iter(rows), 1
    while batch := list(islice(waiting, _ROWS_AT_ONCE)):
        last_row += len(batch)
        yield "".join([_row(makers, values) for values in batch])
    yield "</table:table>" + _meta_table(meta) + _filter(title, len(columns), last_row)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _row(makers: Sequence[Callable[[Any], str]], values: Sequence[Any]) -> str:
    cells = "".join([make(value) for make, value in zip(makers, values, strict=True)])
    return f'<table:table-row table:style-name="row">{cells}</table:table-row>'


def _meta_table(meta: Mapping[str, str]) -> str:
    if not meta:
        return ""
    rows = "".join(
        f"<table:table-row>{_text_cell(key, 'text')}{_text_cell(value, 'text')}</table:table-row>"
        for key, value in meta.items()
    )
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f'<table:table table:name="{META}" table:style-name="hidden">{columns}{rows}</table:table>'


def _filter(title: str, width: int, last_row: int) -> str:
    """Return the buttons in the heading that filter the rows."""
    quoted = "'" + title.replace("'", "''") + "'"
    area = quoteattr(f"{quoted}.A1:{quoted}.{get_column_letter(width)}{last_row}")
    return (
        '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0"'
        f' table:target-range-address={area} table:display-filter-buttons="true"/></table:database-ranges>'
    )


def _style(column: SheetColumn) -> str:
    """Return the name of the style of a column's cells."""
    if column.kind in {"decimal", "percent"}:
        return f"{column.kind}{column.places}"
    return column.kind


def _cell_maker(column: SheetColumn) -> Callable[[Any], str]:
    """Return what turns a value of the column into the XML of its cell."""
    kind, style = column.kind, _style(column)

    def make(value: Any) -> str:
        ready = plain(value, kind)
        if ready is None:
            return "<table:table-cell/>"
        if isinstance(ready, str):
            return _text_cell(ready, style)
        if isinstance(ready, date):
            # LibreOffice counts further back, but loses such a day when it saves for Excel.
            return (
                _text_cell(text_of_day(ready), style) if serial(ready) is None else _date_cell(ready, style)
            )
        return _number_cell(ready, kind, style)

    return make


def _text_cell(text: str, style: str) -> str:
    words = escape(text.replace("\r\n", "\n"), {"\r": "&#13;"})
    if " " in words:
        words = _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', words)
    words = words.replace("\n", "</text:p><text:p>")
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def _date_cell(day: date, style: str) -> str:
    if isinstance(day, datetime):
        day = day.replace(microsecond=0)
    words = text_of_moment(day) if isinstance(day, datetime) else text_of_day(day)
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="date"'
        f' office:date-value="{day.isoformat()}"><text:p>{words}</text:p></table:table-cell>'
    )


def _number_cell(number: Any, kind: Kind, style: str) -> str:
    words = text_of_number(number)
    if not fits_excel(number):
        return _text_cell(words, style)
    if kind == "percent":
        number, words = as_fraction(number), words + "%"
    value_type = "percentage" if kind == "percent" else "float"
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{value_type}"'
        f' office:value="{written_out(number)}"><text:p>{words}</text:p></table:table-cell>'
    )
