"""An uploaded workbook becomes rows of texts: the services, and their figures by period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reform.workbooks.cells import EMPTY_MARK, clean_text, is_empty_mark
from reform.workbooks.reading import (
    Heading,
    Note,
    Sheet,
    Table,
    Workbook,
    find_table,
    limits_from_settings,
    read_workbook,
)
from search.folding import fold

from .columns import COLUMNS, FIGURE_HEADINGS, KEY

# What the sheet of explanations is called, which every template of the portal has.
INSTRUCTIONS = gettext_lazy("Instructions")

# The ending says which kind of file is expected.
FILE_NAME = "catalogue.xlsx"
_SERVICE_HEADINGS = {column.name: column.heading for column in COLUMNS}
# A title and a few words may stand above a table.
_HEADINGS_WITHIN = 20


@dataclass
class Row:
    """One row: its texts by the name of the column, blank cells left out."""

    sheet: str
    number: int
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheets:
    """What a workbook holds.

    Attributes:
        services, figures: rows in their order.
        headings: of each column as the file writes them, by sheet and name of the column.
        notes: what was understood without asking, or left out.
    """

    services: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def read_catalogue(content: bytes, name: str = FILE_NAME) -> Sheets:
    """Read an uploaded workbook (.xlsx).

    Raises:
        FileRefused: it is harmful, damaged or no spreadsheet, or holds neither of the two tables.
    """
    workbook = read_workbook(content, name, limits_from_settings())
    figures = [sheet for sheet in workbook.sheets if _holds_figures(sheet)]
    explained = set(_words(INSTRUCTIONS))
    services = [sheet for sheet in workbook.sheets if sheet not in figures and sheet.name not in explained]
    found = Sheets()
    if services:
        found.services = _rows(_table(workbook, services, _SERVICE_HEADINGS, {KEY.name}), found)
    # A catalogue without any figures goes out with that sheet blank.
    figures = [sheet for sheet in figures if any(any(row) for row in sheet.rows[1:])]
    if figures:
        found.figures = _rows(_table(workbook, figures, FIGURE_HEADINGS, {KEY.name, "period"}), found)
    return found


def _holds_figures(sheet: Sheet) -> bool:
    """Tell whether a sheet is the one of figures: of all columns, only these have a period."""
    words = {fold(word) for word in _words(FIGURE_HEADINGS["period"])}
    return any(fold(str(value)) in words for row in sheet.rows[:_HEADINGS_WITHIN] for value in row if value)


def _table(
    workbook: Workbook, sheets: list[Sheet], headings: Mapping[str, str | Promise], required: set[str]
) -> Table:
    known = [Heading(name, _words(heading), name in required) for name, heading in headings.items()]
    return find_table(replace(workbook, sheets=sheets), known)


def _rows(table: Table, found: Sheets) -> list[Row]:
    found.notes += table.notes
    found.headings |= {(table.sheet, place.name): place.heading for place in table.places.values()}
    rows = []
    for number, values in zip(table.numbers, table.dataset, strict=True):
        texts = {name: _text(value) for name, value in zip(table.places, values, strict=True)}
        rows.append(Row(table.sheet, number, {name: text for name, text in texts.items() if text}))
    return rows


def _text(value: object) -> str:
    return EMPTY_MARK if is_empty_mark(value) else clean_text(value)


def _words(heading: str | Promise) -> tuple[str, ...]:
    """Return a heading in every language of the portal, its own first."""
    words = [str(heading)]
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            words.append(str(heading))
    return tuple(dict.fromkeys(words))
