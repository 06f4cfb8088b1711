"""How far away a day is, as the due chip shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from reform.organisation.working_days import working_calendar

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


def deadline(day: date | None, *, authority: Authority, runs: bool = True) -> Deadline:
    """Return how far away `day` is; the calendar of the authority is asked only when it has passed."""
    today = timezone.localdate()
    if day is None or not runs:
        return Deadline(day, None, 0)
    late = working_calendar(authority).working_days_between(day, today) if day < today else 0
    return Deadline(day, (day - today).days, late)
