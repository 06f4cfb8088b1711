"""Rows as screens show them: an assignment with its lateness in working days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.directives.enums import RUNNING_STATES
from reform.directives.models import Assignment
from reform.directives.rules import working_days_late
from reform.organisation.working_days import WorkingCalendar, working_calendar

# What a row needs besides itself, so that a list asks for nothing row by row.
ROW_RELATIONS = ("unit__authority", "task__directive")


@dataclass(frozen=True)
class WorkRow:
    """One assignment on a list.

    Attributes:
        days_late: working days by which it is, or was when reported, late; 0 when it is not.
        days_left: calendar days until the due date while the clock runs; None without one.
    """

    assignment: Assignment
    days_late: int
    days_left: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether the clock still runs and the due date has passed."""
        return self.days_left is not None and self.days_left < 0


class Lateness:
    """Counts lateness for many rows with one calendar an authority.

    Arguments:
        today: the day to count to.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._calendars: dict[int, WorkingCalendar] = {}

    def rows(self, assignments: Iterable[Assignment]) -> list[WorkRow]:
        """Return the assignments as rows; they must have been fetched with `ROW_RELATIONS`."""
        return [self.row(assignment) for assignment in assignments]

    def row(self, assignment: Assignment) -> WorkRow:
        """Return one assignment as a row."""
        runs = assignment.state in RUNNING_STATES
        days_left = (assignment.due - self.today).days if runs and assignment.due else None
        return WorkRow(assignment, self.days_late(assignment), days_left)

    def days_late(self, assignment: Assignment) -> int:
        """Return by how many working days it is or was late; 0 when neither runs nor was reported."""
        stopped_on = assignment.reported_on
        if stopped_on is None and assignment.state not in RUNNING_STATES:
            return 0
        return working_days_late(
            due=assignment.due, stopped_on=stopped_on, today=self.today, days=self._calendar(assignment)
        )

    def _calendar(self, assignment: Assignment) -> WorkingCalendar:
        authority = assignment.unit.authority
        if authority.pk not in self._calendars:
            self._calendars[authority.pk] = working_calendar(authority)
        return self._calendars[authority.pk]
