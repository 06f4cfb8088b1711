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


def deadline(
    day: date | None, *, authority: Authority, runs: bool = True, calendar: WorkingCalendar | None = None
) -> Deadline:
    """Return how far away `day` is; the calendar of the authority is asked only when it has passed.

    Arguments:
        calendar: the authority's calendar, when many days are asked for.
    """
    today = timezone.localdate()
    if day is None or not runs:
        return Deadline(day, None, 0)
    if day >= today:
        return Deadline(day, (day - today).days, 0)
    late = (calendar or working_calendar(authority)).working_days_between(day, today)
    return Deadline(day, (day - today).days, late)
