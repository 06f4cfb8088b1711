"""How far away a day is, as the due chip shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from reform.organisation.working_days import WorkingCalendar, working_calendar

if TYPE_CHECKING:
    from reform.organisation.models import Authority


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due.

    Attributes:
        days_left: calendar days, below zero when late; None when the clock does not run.
        days_late: working days; 0 when it is not late.
    """

    day: date | None
    days_left: int | None
    days_late: int


class Deadlines:
    """Counts for many rows, with one calendar an authority; that is asked only once a day has passed."""

    def __init__(self) -> None:
        self._today = timezone.localdate()
        self._calendars: dict[int, WorkingCalendar] = {}

    def of(self, day: date | None, *, authority: Authority, runs: bool = True) -> Deadline:
        """Return how far away `day` is."""
        if day is None or not runs:
            return Deadline(day, None, 0)
        left = (day - self._today).days
        if left >= 0:
            return Deadline(day, left, 0)
        if authority.pk not in self._calendars:
            self._calendars[authority.pk] = working_calendar(authority)
        return Deadline(day, left, self._calendars[authority.pk].working_days_between(day, self._today))


def deadline(day: date | None, *, authority: Authority, runs: bool = True) -> Deadline:
    """Return how far away one day is."""
    return Deadlines().of(day, authority=authority, runs=runs)
