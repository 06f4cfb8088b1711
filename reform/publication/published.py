"""What a published figure is: rows by unit and period, with all that a reader needs to judge them.

Every register hands its figures over in this one form, so that pages, charts and downloads need not know
where a figure comes from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period

# A figure older than this many periods of its kind is no longer shown.
FRESH_PERIODS = 2
PERCENT = "%"


@dataclass(frozen=True)
class FigureRow:
    """One value: of a unit, or of the whole authority, in one period.

    Attributes:
        unit_id: primary key of the unit; ``None`` when the value is that of the whole authority.
        unit_code: the unit's code, empty for the whole authority.
        unit_name: how people call it.
        period: what the value describes.
        value: what is shown, in the figure's unit of measure; ``None`` when nothing was measured.
        numerator: what was counted, or ``None`` when the value is no ratio.
        denominator: of how many, or ``None`` when the value is no ratio.
        unit_position: the unit's place in the authority's order.
    """

    unit_id: int | None
    unit_code: str
    unit_name: str
    period: Period
    value: Decimal | None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    unit_position: int = 0


@dataclass(frozen=True)
class PublishedFigure:
    """A figure that citizens may see, whole and with its explanation.

    Attributes:
        key: its word in addresses; never changes.
        title: what is measured, in plain words.
        definition: how it is worked out: numerator, denominator, what is left out.
        source: which register it comes from.
        unit_of_measure: ``%`` or a word such as "tasks".
        period_kind: how long its periods are.
        as_of: the day on which the values held.
        is_sample: some of them come from sample data, which every page and file must say.
        rows: newest period first, units in the authority's order, the whole authority before them.
        target: what the value should reach, or ``None``.
        numerator_label: heading of the numerators; empty when the values are no ratios.
        denominator_label: heading of the denominators.
        withheld_since: the last day of the newest period, set when the rows were too old to be shown.
    """

    key: str
    title: str
    definition: str
    source: str
    unit_of_measure: str
    period_kind: PeriodKind
    as_of: date
    is_sample: bool
    rows: list[FigureRow]
    target: Decimal | None = None
    numerator_label: str = ""
    denominator_label: str = ""
    withheld_since: date | None = None

    @property
    def is_percent(self) -> bool:
        """Whether the values are percentages."""
        return self.unit_of_measure == PERCENT

    @property
    def latest_period(self) -> Period | None:
        """The newest period that has a value."""
        return max((row.period for row in self.rows), default=None)


def withhold_if_stale(figure: PublishedFigure, today: date) -> PublishedFigure:
    """Return the figure as it may be shown on a day: without its rows when they are too old.

    Args:
        figure: as its register gives it.
        today: the day of the question.

    Returns:
        The very same figure while its newest period is the running one or one of the two before it;
        otherwise one without rows that says since when there has been nothing new.
    """
    latest = figure.latest_period
    if latest is None or not is_stale(latest, today):
        return figure
    return replace(figure, rows=[], as_of=latest.last_day, withheld_since=latest.last_day)


def is_stale(period: Period, today: date) -> bool:
    """Tell whether more than two periods of the same kind have begun since this one."""
    if period.first_day > today:
        return False
    last_fresh = period
    for _step in range(FRESH_PERIODS):
        last_fresh = last_fresh.next()
    return today > last_fresh.last_day


def percentage(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """Return part of whole in percent to one decimal place, ``None`` of nothing."""
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
