"""CSV files: which delimiter parts the cells, and where the rows end."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from reform.workbooks.problems import FileRefused

from .builder import CellCount, SheetBuilder, check_column, check_row
from .encodings import decode
from .limits import Limits
from .sheets import Workbook, cell_name
from .values import ERROR_TEXTS, repair_texts, tidy

# In the order of preference when several would do.
_DELIMITERS = ";\t,|"
_SAMPLE_ROWS = 30
_SAMPLE_CHARACTERS = 64 * 1024
# The csv module makes a list of all fields of a line before anybody can count them.
_MOST_LINE = 1_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_STATED = re.compile(r'"?sep=(.)"?\1*[\r\n]*', re.IGNORECASE)
# Stands behind the last line. When it does not come out as a row, a quotation mark was never closed.
_LAST_LINE = "\ue000"


def read_csv(content: bytes, name: str, limits: Limits) -> Workbook:
    """Read a CSV file as a workbook of one sheet, which gets the name of the file.

    Raises:
        FileRefused: when it is no text, in an unknown encoding, damaged or too large.
    """
    text, encoding = decode(content, name)
    builder, delimiter = _read(text, name, limits, keep=True)
    if any(error in text for error in ERROR_TEXTS):
        repair_texts(builder.sheet)
    return Workbook("csv", [builder.sheet], encoding=encoding.removesuffix("-sig"), delimiter=delimiter)


def count_csv(content: bytes, name: str, limits: Limits) -> int:
    """Return the number of rows, keeping none of them.

    Raises:
        FileRefused: when `read_csv` would refuse the file.
    """
    return _read(decode(content, name)[0], name, limits, keep=False)[0].height


def _read(text: str, name: str, limits: Limits, *, keep: bool) -> tuple[SheetBuilder, str]:
    title = os.path.splitext(os.path.basename(name))[0]
    builder = SheetBuilder(title, limits=limits, count=CellCount(limits.cells), keep=keep)
    start, delimiter = _stated_delimiter(text)
    if not delimiter:
        delimiter = _found_delimiter(text)
    for fields in _records(text, start, delimiter, name):
        # Blank rows behind the last one are no mistake, but there is an end to that too.
        if builder.next_row > 2 * limits.rows:
            check_row(title, builder.next_row, limits)
        row = tidy(fields)
        while row and row[-1] is None:
            row.pop()
        # openpyxl knows no letters for columns that no program can show.
        cell = cell_name(builder.next_row, min(len(row) or 1, 16_384))
        check_column(title, cell, len(row), limits)
        builder.add(row)
    return builder, delimiter


def _stated_delimiter(text: str) -> tuple[int, str]:
    """Return where the rows begin and the delimiter, when the first line states it for Excel."""
    first = _LINE.match(text)
    stated = _STATED.fullmatch(first[0]) if first else None
    return (first.end(), stated[1]) if first and stated else (0, "")


def _found_delimiter(text: str) -> str:
    """Return the delimiter that cuts most of the first rows into the same number of cells."""
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {delimiter: _score(sample, delimiter) for delimiter in _DELIMITERS}
    return max(scores, key=lambda delimiter: scores[delimiter])


def _score(sample: str, delimiter: str) -> int:
    lines = (match[0] for match in _LINE.finditer(sample))
    try:
        widths = Counter(map(len, islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_ROWS)))
    except csv.Error:
        return 0
    # A few rows may well have many of a sign; most rows have as many of it only when it parts the cells.
    return max((count * count * (width - 1) for width, count in widths.items() if width), default=0)


def _records(text: str, start: int, delimiter: str, name: str) -> Iterator[list[str]]:
    """Yield the rows as lists of text, blank lines as empty lists."""
    reader = csv.reader(_lines(text, start, name), delimiter=delimiter)
    begun = following = 1
    closed = False
    try:
        for record in reader:
            begun, following = following, reader.line_num + 1
            closed = record == [_LAST_LINE]
            if not closed:
                yield record
    except csv.Error as error:
        raise _unclosed(name, following) from error
    if not closed:
        raise _unclosed(name, begun)


def _lines(text: str, start: int, name: str) -> Iterator[str]:
    for number, match in enumerate(_LINE.finditer(text, start), start=1):
        line = match[0]
        if len(line) > _MOST_LINE:
            raise FileRefused(
                "damaged",
                _("Line %(line)d of “%(name)s” is too long for a row of a table. Save the file again as CSV.")
                % {"name": name, "line": number},
            )
        yield line if line.endswith(("\r", "\n")) else f"{line}\n"
    yield _LAST_LINE


def _unclosed(name: str, line: int) -> FileRefused:
    return FileRefused(
        "damaged",
        _("In “%(name)s” a quotation mark is opened in line %(line)d and never closed. Correct that line.")
        % {"name": name, "line": line},
    )
