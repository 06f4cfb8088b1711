"""Rules of following up, on plain values: due dates, lateness, caps, rates.

The rules are numbered as the follow-up regulation of the product numbers them (R1 to R7).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from reform.organisation.working_days import WorkingCalendar

from .enums import Frequency

# R3: without the Chair a due date may be put off at most so often and so far.
MAX_EXTENSIONS = 2
MAX_EXTENSION_WORKING_DAYS = 30
# R7: a unit that neither accepts nor rejects within so many working days has accepted by silence.
SILENCE_WORKING_DAYS = 3
# Days ahead that count as "soon" on the landing page.
SOON_DAYS = 7

_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


def is_on_time(reported_on: date | None, due: date | None) -> bool:
    """Tell whether an accepted report came in time (R1). Without a due date nothing is late."""
    return due is None or (reported_on is not None and reported_on <= due)


def working_days_late(
    *, due: date | None, stopped_on: date | None, today: date, days: WorkingCalendar
) -> int:
    """Return by how many working days something is, or was, late; 0 when it is not.

    Arguments:
        stopped_on: the day of the report that stands; None while the clock runs.
    """
    end = stopped_on or today
    if due is None or end <= due:
        return 0
    return days.working_days_between(due, end)


def first_due(
    *, due_on: date | None, frequency: str, start: date, day_of_period: int | None = None
) -> date | None:
    """Return when a task given on `start` is first due: its date, or the end of the running period.

    Arguments:
        day_of_period: the day of the period's last month, where the text names one ("ngày 25 hằng
            tháng"); when it has passed, the next period's counts.
    """
    if due_on is not None:
        return due_on
    if frequency == Frequency.WEEKLY:
        return start + timedelta(days=(4 - start.weekday()) % 7)
    if frequency not in _MONTHS:
        return None
    end = _end_of_period(start, _MONTHS[Frequency(frequency)])
    if day_of_period is None or day_of_period >= end.day:
        return end
    due = end.replace(day=day_of_period)
    return due if due >= start else next_due(due=due, frequency=frequency)


def next_due(*, due: date, frequency: str) -> date | None:
    """Return the due date after `due` of a recurring task; None when it does not recur."""
    if frequency == Frequency.WEEKLY:
        return due + timedelta(days=7)
    if frequency not in _MONTHS:
        return None
    months = _MONTHS[Frequency(frequency)]
    year, month = divmod(due.year * 12 + due.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_month_end = due.day == calendar.monthrange(due.year, due.month)[1]
    return date(year, month + 1, last if is_month_end else min(due.day, last))


def needs_the_chair(*, times_extended: int, days_extended: int, more_days: int) -> bool:
    """Tell whether an extension goes beyond what the assigner may grant alone (R3)."""
    return times_extended + 1 > MAX_EXTENSIONS or days_extended + more_days > MAX_EXTENSION_WORKING_DAYS


def has_accepted_by_silence(*, assigned_on: date, today: date, days: WorkingCalendar) -> bool:
    """Tell whether the days for an answer have passed, the last of them included (R7)."""
    return days.working_days_between(assigned_on, today) > SILENCE_WORKING_DAYS


def next_review(assigned_on: date) -> date:
    """Return when a task without a date is reviewed next: the end of the quarter (R4)."""
    return _end_of_period(assigned_on, 3)


@dataclass(frozen=True)
class OnTimeRate:
    """A rate with what it was made from, so that it can be shown and checked.

    Attributes:
        on_time: completed ones whose report came in time.
        completed: all completed ones.
    """

    on_time: int
    completed: int

    @property
    def percent(self) -> float | None:
        """The rate in per cent, None when nothing has been completed."""
        return None if self.completed == 0 else 100 * self.on_time / self.completed


def _end_of_period(day: date, months: int) -> date:
    """Return the last day of the period of `months` months, counted from January, that holds `day`."""
    month = ((day.month - 1) // months + 1) * months
    return date(day.year, month, calendar.monthrange(day.year, month)[1])
