"""Published figures as the results page shows them: narrowed by unit and year, as a table and as bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext as _

from home.listing import Choice, ListFilter, ListFilters, read_filters
from home.numbers import write_number
from home.results.bars import BarChart, draw_bars
from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period
from reform.publication.series import FigureRow, PublishedFigure
from search.folding import fold

UNIT_PARAMETER = "don-vi"
YEAR_PARAMETER = "nam"
# Without a year the newest periods alone stand in the table; the downloads hold all of them.
PERIODS_AT_FIRST = 6


@dataclass(frozen=True)
class Cell:
    """A value of the table, and beneath it what it was worked out from; both empty where there is none."""

    value: str
    ratio: str = ""


@dataclass(frozen=True)
class TableLine:
    """What one unit has in each period of the table."""

    unit_name: str
    is_total: bool
    cells: list[Cell]


@dataclass(frozen=True)
class ShownFigure:
    """A figure on the page.

    Attributes:
        figure: as it was published.
        periods: the heads of the table's columns, oldest first.
        lines: one a unit; empty when the chosen unit and year have no value.
        chart: the units in the newest period, or the periods of one unit.
        has_more: whether the downloads hold further periods.
    """

    figure: PublishedFigure
    periods: list[str]
    lines: list[TableLine]
    chart: BarChart | None
    has_more: bool

    @property
    def target(self) -> str:
        """The target as people read it, empty when there is none."""
        if self.figure.target is None:
            return ""
        text = value_text(self.figure, self.figure.target)
        return text if self.figure.is_percent else f"{text} {self.figure.unit_of_measure}"


def read_result_filters(request: HttpRequest, figures: Iterable[PublishedFigure]) -> ListFilters:
    """Return which unit and which year the address asks for.

    Raises:
        Http404: no figure has that unit or that year.
    """
    rows = sorted((row for figure in figures for row in figure.rows), key=_place)
    years = sorted({row.period.year for row in rows}, reverse=True)
    names = {unit_word(row): row.unit_name for row in rows if row.unit_id is not None}
    units = ListFilter(
        parameter=UNIT_PARAMETER,
        title=_("Unit"),
        choices=[Choice(value=word, label=name) for word, name in names.items()],
        all_label=_("All units"),
    )
    year = ListFilter(
        parameter=YEAR_PARAMETER,
        title=_("Year"),
        choices=[Choice(value=str(year), label=str(year)) for year in years],
        all_label=_("Newest periods"),
    )
    return read_filters(request, [year, units])


def unit_word(row: FigureRow) -> str:
    """Return a unit's word in the address: its code without marks."""
    return slugify(fold(row.unit_code)) or str(row.unit_id or "")


def _place(row: FigureRow) -> tuple[bool, int, str]:
    """Return where a row's unit stands: the whole authority first, then in the authority's order."""
    return row.unit_id is not None, row.unit_position, row.unit_name


def show_figure(figure: PublishedFigure, filters: ListFilters) -> ShownFigure:
    """Return a figure narrowed to the chosen unit and year."""
    unit, year = filters.value(UNIT_PARAMETER), filters.value(YEAR_PARAMETER)
    of_unit = [row for row in figure.rows if not unit or unit_word(row) == unit]
    periods = _periods_shown({row.period for row in of_unit}, int(year) if year else None)
    rows = [row for row in of_unit if row.period in periods]
    return ShownFigure(
        figure=figure,
        periods=[short_label(period) for period in periods],
        lines=_lines(figure, of_unit, periods) if rows else [],
        chart=_chart(figure, rows, periods, of_unit),
        has_more=not {row.period for row in figure.rows} <= set(periods),
    )


def _periods_shown(measured: set[Period], year: int | None) -> list[Period]:
    """Return the columns of the table, oldest first: those of the year, or the newest ones.

    Periods between them without any value are among them: a year of silence is not to look like a month.
    """
    chosen = [period for period in measured if year is None or period.year == year]
    if not chosen:
        return []
    oldest, period = min(chosen), max(chosen)
    columns: list[Period] = []
    while period >= oldest and (year is not None or len(columns) < PERIODS_AT_FIRST):
        columns.append(period)
        period = period.previous()
    while columns[-1] not in measured:
        columns.pop()
    return columns[::-1]


def _lines(figure: PublishedFigure, rows: list[FigureRow], periods: list[Period]) -> list[TableLine]:
    cells: dict[int | None, dict[Period, Cell]] = {}
    names: dict[int | None, str] = {}
    for row in sorted(rows, key=_place):
        names.setdefault(row.unit_id, row.unit_name)
        cells.setdefault(row.unit_id, {})[row.period] = _cell(figure, row)
    return [
        TableLine(
            unit_name=names[unit],
            is_total=unit is None,
            cells=[cells[unit].get(period, Cell(value="")) for period in periods],
        )
        for unit in names
    ]


def _cell(figure: PublishedFigure, row: FigureRow) -> Cell:
    ratio = ""
    if row.numerator is not None and row.denominator is not None:
        ratio = f"{number_text(row.numerator)}/{number_text(row.denominator)}"
    return Cell(value=value_text(figure, row.value), ratio=ratio)


def _chart(
    figure: PublishedFigure, rows: list[FigureRow], periods: list[Period], of_unit: list[FigureRow]
) -> BarChart | None:
    """Compare units in the newest period; where there is one line alone, its periods if there are several."""
    measured = [row for row in rows if row.value is not None]
    if not measured:
        return None
    newest = max(row.period for row in measured)
    units = [row for row in measured if row.period == newest and row.unit_id is not None]
    if len(units) > 1:
        # A unit without a value is shown as such: left out, it would be missing among the weak ones.
        found = {row.unit_id: row for row in units}
        names = {row.unit_id: row.unit_name for row in sorted(of_unit, key=_place) if row.unit_id is not None}
        values: list[tuple[str, FigureRow | None]] = [(names[unit], found.get(unit)) for unit in names]
        title = _("By unit, %(period)s") % {"period": newest.label}
    else:
        alone = units[0].unit_id if units else None
        by_time = {row.period: row for row in measured if row.unit_id == alone}
        values = [(short_label(period), by_time.get(period)) for period in periods]
        title = _("By period, %(unit)s") % {"unit": by_time[newest].unit_name}
    if len(values) < 2:
        return None
    drawn = [
        (label, row.value or Decimal(0), value_text(figure, row.value)) if row else (label, Decimal(0), "–")
        for label, row in values
    ]
    whole = Decimal(100) if figure.is_percent else None
    return draw_bars(title, drawn, target=figure.target, whole=whole)


def value_text(figure: PublishedFigure, value: Decimal | None) -> str:
    """Return a value as people read it; a dash where nothing was measured."""
    if value is None:
        return "–"
    return f"{number_text(value)}%" if figure.is_percent else number_text(value)


def number_text(value: int | Decimal) -> str:
    """Return a number the Vietnamese way, without decimal places that say nothing."""
    return write_number(float(value))


def short_label(period: Period) -> str:
    """Return a period as a narrow column has it: "11/2022" for a month, its full label otherwise."""
    if period.kind == PeriodKind.MONTH:
        return f"{period.number:02d}/{period.year}"
    return period.label[:1].upper() + period.label[1:]
