"""Published figures of the register of dispatches: what units finish on time, have in hand, are late with.

Counted are only tasks of dispatches whose figures the standing body has marked as public, as in
``figures.task_figures``; drafts, and what was passed on or cancelled, never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reform.directives.enums import COUNTED_STATES, AssignmentState
from reform.directives.models import Assignment
from reform.directives.models.assignment import AssignmentQuerySet, completed_on_time_q, overdue_q
from reform.organisation.enums import PeriodKind
from reform.organisation.models import Authority
from reform.organisation.periods import Period
from reform.publication.published import PERCENT, FigureRow, PublishedFigure, percentage

UNIT_FIELDS = ("unit_id", "unit__code", "unit__short_name", "unit__position")


@dataclass(frozen=True)
class _Count:
    """How many tasks of one unit (or of all of them) in one month, and how many of those are counted."""

    unit_id: int | None
    unit_code: str
    unit_name: str
    unit_position: int
    period: Period
    part: int
    whole: int


def public_assignments(authority: Authority) -> AssignmentQuerySet:
    """Return what an authority's units owe of its dispatches, as far as the public may know of it."""
    found: AssignmentQuerySet = Assignment.objects.filter(
        unit__authority=authority,
        task__directive__unit__authority=authority,
        task__directive__figures_public=True,
        state__in=COUNTED_STATES,
    ).order_by()
    return found


def task_series(authority: Authority, today: date) -> list[PublishedFigure]:
    """Return the figures of the register of dispatches, in two queries.

    Args:
        authority: whose tasks are counted; those of other authorities never are.
        today: the day on which they are counted.

    Returns:
        The figures that have anything to say.
    """
    source = _("Register of dispatches and tasks of %(authority)s") % {"authority": authority.short_name}
    common: dict[str, Any] = {"source": source, "period_kind": PeriodKind.MONTH, "as_of": today}
    done = _done_on_time(authority, common)
    running = _in_hand(authority, today, common)
    return [figure for figure in (done, *running) if figure.rows]


def _done_on_time(authority: Authority, common: dict[str, Any]) -> PublishedFigure:
    completed = public_assignments(authority).filter(
        state=AssignmentState.COMPLETED, completed_on__isnull=False
    )
    found = completed.values(*UNIT_FIELDS, month=TruncMonth("completed_on")).annotate(
        whole=Count("pk"),
        part=Count("pk", filter=completed_on_time_q()),
        samples=Count("pk", filter=Q(is_sample=True)),
    )
    rows = list(found.order_by("-month", "unit__position", "unit__short_name", "unit_id"))
    counts = [_count_of(row, Period.containing(row["month"], PeriodKind.MONTH)) for row in rows]
    return PublishedFigure(
        key="nhiem-vu-dung-han",
        title=_("Share on time of the tasks completed in the month"),
        definition=_(
            "Of the tasks that a unit completed in the month, how many it reported by their due date, "
            "granted extensions included. A task given to several units counts once for each."
        ),
        unit_of_measure=PERCENT,
        is_sample=any(row["samples"] for row in rows),
        rows=[_row(count, percentage(count.part, count.whole)) for count in _with_totals(counts, authority)],
        target=Decimal(100),
        numerator_label=_("On time"),
        denominator_label=_("Completed"),
        **common,
    )


def _in_hand(authority: Authority, today: date, common: dict[str, Any]) -> list[PublishedFigure]:
    """Return the tasks in force and those of them that are overdue, as they stand today."""
    running = public_assignments(authority).exclude(state=AssignmentState.COMPLETED)
    found = running.values(*UNIT_FIELDS).annotate(
        whole=Count("pk"),
        part=Count("pk", filter=overdue_q(today)),
        samples=Count("pk", filter=Q(is_sample=True)),
    )
    rows = list(found.order_by("unit__position", "unit__short_name", "unit_id"))
    month = Period.containing(today, PeriodKind.MONTH)
    counts = list(_with_totals([_count_of(row, month) for row in rows], authority))
    common = common | {
        "unit_of_measure": pgettext("unit of measure", "tasks"),
        "is_sample": any(row["samples"] for row in rows),
    }
    in_force = PublishedFigure(
        key="nhiem-vu-dang-thuc-hien",
        title=_("Tasks in force"),
        definition=_(
            "Tasks given to the unit that are not completed, on the day of the figure. What is suspended "
            "or waits for its check is among them; what was cancelled or passed on is not."
        ),
        rows=[_row(count, Decimal(count.whole), is_ratio=False) for count in counts],
        **common,
    )
    overdue = PublishedFigure(
        key="nhiem-vu-qua-han",
        title=_("Tasks overdue"),
        definition=_(
            "Of the tasks in force, those that the unit has not reported though their due date, granted "
            "extensions included, has passed."
        ),
        rows=[_row(count, Decimal(count.part)) for count in counts],
        target=Decimal(0),
        numerator_label=_("Tasks overdue"),
        denominator_label=_("Tasks in force"),
        **common,
    )
    return [in_force, overdue]


def _count_of(row: dict[str, Any], period: Period) -> _Count:
    return _Count(
        unit_id=row["unit_id"],
        unit_code=row["unit__code"],
        unit_name=row["unit__short_name"],
        unit_position=row["unit__position"],
        period=period,
        part=row["part"],
        whole=row["whole"],
    )


def _with_totals(counts: Iterable[_Count], authority: Authority) -> Iterator[_Count]:
    """Give every period's counts with that of the whole authority before them."""
    by_period: dict[Period, list[_Count]] = {}
    for count in counts:
        by_period.setdefault(count.period, []).append(count)
    for period, of_units in by_period.items():
        yield _Count(
            unit_id=None,
            unit_code="",
            unit_name=authority.short_name,
            unit_position=0,
            period=period,
            part=sum(count.part for count in of_units),
            whole=sum(count.whole for count in of_units),
        )
        yield from of_units


def _row(count: _Count, value: Decimal | None, *, is_ratio: bool = True) -> FigureRow:
    return FigureRow(
        unit_id=count.unit_id,
        unit_code=count.unit_code,
        unit_name=count.unit_name,
        unit_position=count.unit_position,
        period=count.period,
        value=value,
        numerator=count.part if is_ratio else None,
        denominator=count.whole if is_ratio else None,
    )
