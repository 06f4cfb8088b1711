"""The task board: how every unit stands, in two queries however many tasks there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from reform.directives.enums import AssignmentRole, AssignmentState
from reform.directives.models import Assignment
from reform.directives.models.assignment import AssignmentQuerySet, completed_on_time_q, overdue_q
from reform.directives.rules import OnTimeRate, working_days_late
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.enums import ReformField, UnitKind
from reform.organisation.models import Unit
from reform.organisation.periods import Period
from reform.organisation.working_days import WorkingCalendar, working_calendar

if TYPE_CHECKING:
    from reform.organisation.models import User

# The columns, in the order of a task's life; drafts are not assigned yet, and what was passed on
# counts for the unit that got it.
BOARD_STATES = (
    AssignmentState.ASSIGNED,
    AssignmentState.REJECTED,
    AssignmentState.ACCEPTED,
    AssignmentState.IN_PROGRESS,
    AssignmentState.PREPARED,
    AssignmentState.REPORTED,
    AssignmentState.RETURNED,
    AssignmentState.SUSPENDED,
    AssignmentState.COMPLETED,
)


@dataclass(frozen=True)
class BoardFilters:
    """What the board is narrowed to; empty values do not narrow.

    Attributes:
        directive: primary key of a dispatch.
        period: tasks due within the calendar bounds of the period.
        lead_only: only the rows in which the unit leads.
    """

    directive: int | None = None
    reform_field: str = ""
    period: Period | None = None
    cluster: str = ""
    kind: str = ""
    lead_only: bool = False

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> BoardFilters:
        """Read filters from query parameters; what cannot be read does not narrow."""
        directive = params.get("directive", "")
        reform_field, kind = params.get("reform_field", ""), params.get("kind", "")
        return cls(
            directive=int(directive) if _is_key(directive) else None,
            reform_field=reform_field if reform_field in ReformField.values else "",
            period=_read_period(params.get("period", "")),
            cluster=params.get("cluster", "").strip(),
            kind=kind if kind in UnitKind.values else "",
            lead_only=params.get("lead_only", "") not in {"", "0", "false"},
        )

    def as_params(self) -> dict[str, str]:
        """Return the query parameters that lead here again; lists of assignments take the same."""
        values = {
            "directive": str(self.directive or ""),
            "reform_field": self.reform_field,
            "period": str(self.period or ""),
            "cluster": self.cluster,
            "kind": self.kind,
            "lead_only": "1" if self.lead_only else "",
        }
        return {name: value for name, value in values.items() if value}

    def narrow(self, rows: AssignmentQuerySet) -> AssignmentQuerySet:
        """Return the assignments that the filters leave."""
        conditions = Q()
        if self.directive is not None:
            conditions &= Q(task__directive_id=self.directive)
        if self.reform_field:
            conditions &= Q(task__reform_field=self.reform_field)
        if self.period is not None:
            conditions &= Q(due__range=(self.period.first_day, self.period.last_day))
        if self.cluster:
            conditions &= Q(unit__cluster=self.cluster)
        if self.kind:
            conditions &= Q(unit__kind=self.kind)
        if self.lead_only:
            conditions &= Q(role=AssignmentRole.LEAD)
        return rows.filter(conditions)


@dataclass(frozen=True)
class BoardRow:
    """How one unit, or all of them, stand.

    Attributes:
        unit: None in the row of totals.
        counts: how many assignments are in each of `BOARD_STATES`.
        overdue: how many run past their due date.
        longest_late: by how many working days the oldest of them is late.
        rate: completed in time, of all completed.
        samples: how many of the assignments are sample data.
    """

    unit: Unit | None
    counts: dict[str, int]
    overdue: int
    longest_late: int
    rate: OnTimeRate
    samples: int = 0

    @property
    def total(self) -> int:
        """All that counts as the unit's obligations."""
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[AssignmentState, int]]:
        """The counts with their states, in the order of the columns."""
        return [(state, self.counts[state]) for state in BOARD_STATES]


@dataclass(frozen=True)
class Board:
    """The whole board as of a day."""

    today: date
    filters: BoardFilters
    rows: list[BoardRow] = field(default_factory=list)
    totals: BoardRow = field(default_factory=lambda: BoardRow(None, _zeros(), 0, 0, OnTimeRate(0, 0)))


def board(user: User, filters: BoardFilters | None = None, *, today: date | None = None) -> Board:
    """Return how every unit in the user's view stands.

    Open units stand on the board even without work; a closed one as long as it has some.
    """
    today, filters = today or timezone.localdate(), filters or BoardFilters()
    found = {row["unit_id"]: row for row in _counted(user, filters, today)}
    calendars: dict[int, WorkingCalendar] = {}
    rows = [
        _row(unit, found.get(unit.pk, {}), today, calendars)
        for unit in _units(user, filters)
        if unit.pk in found or unit.is_open(today)
    ]
    return Board(today=today, filters=filters, rows=rows, totals=_totals(rows))


def _counted(user: User, filters: BoardFilters, today: date) -> Iterable[dict[str, Any]]:
    late = overdue_q(today)
    columns: dict[str, Any] = {f"in_{state}": Count("pk", filter=Q(state=state)) for state in BOARD_STATES}
    rows = filters.narrow(Assignment.objects.viewable_by(user).filter(state__in=BOARD_STATES))
    return (
        rows.order_by()
        .values("unit_id")
        .annotate(
            **columns,
            late=Count("pk", filter=late),
            oldest_due=Min("due", filter=late),
            in_time=Count("pk", filter=completed_on_time_q()),
            samples=Count("pk", filter=Q(is_sample=True)),
        )
    )


def _units(user: User, filters: BoardFilters) -> Iterable[Unit]:
    scope = access_of(user).units(Capability.VIEW, Capability.FOLLOW_UP, Capability.ASSIGN)
    units = Unit.objects.filter(pk__in=scope).exclude(kind=UnitKind.LEADERSHIP).select_related("authority")
    if filters.cluster:
        units = units.filter(cluster=filters.cluster)
    if filters.kind:
        units = units.filter(kind=filters.kind)
    return units


def _row(
    unit: Unit, found: Mapping[str, Any], today: date, calendars: dict[int, WorkingCalendar]
) -> BoardRow:
    counts = {str(state): found.get(f"in_{state}", 0) for state in BOARD_STATES}
    oldest = found.get("oldest_due")
    if oldest is not None and unit.authority_id not in calendars:
        calendars[unit.authority_id] = working_calendar(unit.authority)
    return BoardRow(
        unit=unit,
        counts=counts,
        overdue=found.get("late", 0),
        longest_late=(
            working_days_late(due=oldest, stopped_on=None, today=today, days=calendars[unit.authority_id])
            if oldest is not None
            else 0
        ),
        rate=OnTimeRate(found.get("in_time", 0), counts[AssignmentState.COMPLETED]),
        samples=found.get("samples", 0),
    )


def _totals(rows: list[BoardRow]) -> BoardRow:
    """Return the sums; the rate is the rate of the sums, not the mean of rates."""
    return BoardRow(
        unit=None,
        counts={state: sum(row.counts[state] for row in rows) for state in _zeros()},
        overdue=sum(row.overdue for row in rows),
        longest_late=max((row.longest_late for row in rows), default=0),
        rate=OnTimeRate(sum(row.rate.on_time for row in rows), sum(row.rate.completed for row in rows)),
        samples=sum(row.samples for row in rows),
    )


def _zeros() -> dict[str, int]:
    return dict.fromkeys((str(state) for state in BOARD_STATES), 0)


def _is_key(text: str) -> bool:
    """Tell whether the text can be a primary key: digits, and no more of them than a database takes."""
    return text.isascii() and text.isdigit() and len(text) < 19


def _read_period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
