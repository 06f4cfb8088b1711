"""Working days: counting over weekends, holidays and swapped days.

`WorkingCalendar` is pure and knows no database; `working_calendar` loads one. Fetch it once for a
request or a list and count with it as often as needed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection
from django.db.models import Q

from .enums import DayKind

if TYPE_CHECKING:
    from .models import Authority

CACHE_KEY = "organisation.calendar_days"
# Bounds how long another process may count with a day that was just changed.
CACHE_SECONDS = 60
SATURDAY = 5
# The authority's primary key (None for the country), the day, and a value of `DayKind`.
CalendarRow = tuple[int | None, date, str]
ONE_DAY = timedelta(days=1)
# No run of days off comes near this; beyond it the calendar must be wrong.
LONGEST_BREAK_DAYS = 366


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked. Saturday and Sunday are not, unless swapped in.

    Source: Bộ luật Lao động 45/2019/QH14, Điều 111 (weekly rest) and Điều 112 (public holidays).

    Attributes:
        holidays: days off, compensation days included; those on a weekend change nothing.
        swapped: weekend days worked in exchange for another; they win over a holiday.
    """

    holidays: frozenset[date] = field(default_factory=frozenset)
    swapped: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is worked."""
        return day in self.swapped or (day.weekday() < SATURDAY and day not in self.holidays)

    def next_working_day(self, day: date) -> date:
        """Return `day` itself when it is worked, else the first working day after it.

        Raises:
            ValueError: no working day within a year: the calendar is wrong.
        """
        for offset in range(LONGEST_BREAK_DAYS):
            candidate = day + timedelta(days=offset)
            if self.is_working_day(candidate):
                return candidate
        raise ValueError(f"no working day within a year of {day.isoformat()}")

    def add_working_days(self, day: date, number: int) -> date:
        """Return the working day that lies `number` working days after `day`.

        Args:
            day: the day to count from; it is not counted itself, and need not be a working day.
            number: working days; negative counts back, 0 returns `day` unchanged.

        Raises:
            ValueError: a year without a working day: the calendar is wrong.
        """
        step = ONE_DAY if number >= 0 else -ONE_DAY
        left, idle = abs(number), 0
        while left:
            day += step
            if self.is_working_day(day):
                left, idle = left - 1, 0
            elif (idle := idle + 1) > LONGEST_BREAK_DAYS:
                raise ValueError(f"no working day within a year of {day.isoformat()}")
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return the number of working days after `start`, up to and including `end`.

        The time it takes does not grow with the distance. Negative when `end` lies before `start`.
        """
        if end < start:
            return -self.working_days_between(end, start)
        weekdays = _weekdays_until(end) - _weekdays_until(start)
        return weekdays - _count(self._lost, start, end) + _count(self._gained, start, end)

    @cached_property
    def _lost(self) -> list[date]:
        """Weekdays that are not worked, in order."""
        return sorted(day for day in self.holidays - self.swapped if day.weekday() < SATURDAY)

    @cached_property
    def _gained(self) -> list[date]:
        """Weekend days that are worked, in order."""
        return sorted(day for day in self.swapped if day.weekday() >= SATURDAY)


def _weekdays_until(day: date) -> int:
    """Return the number of Mondays to Fridays from 1 January of year 1, a Monday, to `day` included."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _count(days: list[date], start: date, end: date) -> int:
    """Return how many of the ordered `days` lie after `start`, up to and including `end`."""
    return bisect_right(days, end) - bisect_right(days, start)


def working_calendar(authority: Authority | None) -> WorkingCalendar:
    """Return the calendar that counts for an authority, in at most one query.

    Args:
        authority: its own days win over the country's; None is the country alone.
    """
    own_id = authority.pk if authority is not None else None
    return build_calendar(_calendar_rows(own_id), own_id=own_id)


def build_calendar(rows: Iterable[CalendarRow], *, own_id: int | None) -> WorkingCalendar:
    """Return the calendar of an authority from days in any order; its own win over the country's.

    Args:
        rows: days of the country and of the authority.
        own_id: primary key of the authority; None is the country alone.
    """
    kinds: dict[date, str] = {}
    for owner_id, day, kind in rows:
        if owner_id == own_id or day not in kinds:
            kinds[day] = kind
    return WorkingCalendar(
        holidays=frozenset(day for day, kind in kinds.items() if kind == DayKind.HOLIDAY),
        swapped=frozenset(day for day, kind in kinds.items() if kind == DayKind.WORKING),
    )


def _calendar_rows(authority_id: int | None) -> list[CalendarRow]:
    """Return the rows of the country's days and of one authority's own.

    Inside a transaction the cache is left alone: what is not committed yet must not reach others.
    """
    from .models import CalendarDay

    key = _cache_key(authority_id)
    use_cache = not connection.in_atomic_block
    rows: list[CalendarRow] | None = cache.get(key) if use_cache else None
    if rows is None:
        counting = Q(authority=None) | Q(authority_id=authority_id)
        rows = list(CalendarDay.objects.filter(counting).values_list("authority_id", "day", "kind"))
        if use_cache:
            cache.set(key, rows, CACHE_SECONDS)
    return rows


def _cache_key(authority_id: int | None) -> str:
    return f"{CACHE_KEY}.{authority_id or 'country'}"


def forget_calendars() -> None:
    """Drop every calendar kept in the cache; called whenever a day is saved or deleted."""
    from .models import Authority

    authority_ids = [None, *Authority.objects.values_list("pk", flat=True)]
    cache.delete_many([_cache_key(authority_id) for authority_id in authority_ids])
