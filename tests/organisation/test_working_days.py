from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reform.organisation.enums import DayKind
from reform.organisation.models import CalendarDay
from reform.organisation.working_days import CalendarRow, WorkingCalendar, build_calendar, working_calendar
from tests.organisation.factories import AuthorityFactory, CalendarDayFactory

# 2024: Monday 29 April is off, Saturday 4 May is worked instead; 30 April and 1 May are holidays.
SPRING_2024 = WorkingCalendar(
    holidays=frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
    swapped=frozenset({date(2024, 5, 4)}),
)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 4, 26), True),
        (date(2024, 4, 27), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 2), True),
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
    ],
)
def test_a_swapped_saturday_is_worked_and_its_monday_is_not(day: date, worked: bool) -> None:
    assert SPRING_2024.is_working_day(day) is worked


def test_a_swapped_day_wins_over_a_holiday() -> None:
    day = date(2024, 5, 4)
    both = WorkingCalendar(holidays=frozenset({day}), swapped=frozenset({day}))
    assert both.is_working_day(day)
    assert both.working_days_between(day - timedelta(days=1), day) == 1


def test_counting_forward_steps_over_holidays_and_onto_swapped_days() -> None:
    assert SPRING_2024.add_working_days(date(2024, 4, 26), 1) == date(2024, 5, 2)
    assert SPRING_2024.add_working_days(date(2024, 4, 26), 3) == date(2024, 5, 4)
    assert SPRING_2024.add_working_days(date(2024, 4, 26), 4) == date(2024, 5, 6)


def test_counting_back_is_the_way_forward_reversed() -> None:
    assert SPRING_2024.add_working_days(date(2024, 5, 6), -4) == date(2024, 4, 26)


def test_no_days_lead_nowhere_even_from_a_sunday() -> None:
    assert SPRING_2024.add_working_days(date(2024, 5, 5), 0) == date(2024, 5, 5)


def test_the_next_working_day_is_the_day_itself_when_it_is_worked() -> None:
    assert SPRING_2024.next_working_day(date(2024, 5, 4)) == date(2024, 5, 4)
    assert SPRING_2024.next_working_day(date(2024, 4, 27)) == date(2024, 5, 2)


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search() -> None:
    start = date(2024, 1, 1)
    never = WorkingCalendar(holidays=frozenset(start + timedelta(days=offset) for offset in range(800)))
    with pytest.raises(ValueError, match="no working day"):
        never.next_working_day(start)
    with pytest.raises(ValueError, match="no working day"):
        never.add_working_days(start, 1)


def test_the_first_day_is_not_counted_and_the_last_one_is() -> None:
    calendar = WorkingCalendar()
    assert calendar.working_days_between(date(2022, 6, 13), date(2022, 6, 14)) == 1
    assert calendar.working_days_between(date(2022, 6, 14), date(2022, 6, 14)) == 0
    assert calendar.working_days_between(date(2022, 6, 17), date(2022, 6, 20)) == 1
    assert calendar.working_days_between(date(2022, 6, 17), date(2022, 6, 19)) == 0


def test_counting_agrees_with_looking_at_every_day() -> None:
    start = date(2024, 4, 1)
    for first in range(45):
        for length in range(45):
            day, end = start + timedelta(days=first), start + timedelta(days=first + length)
            slow = sum(
                SPRING_2024.is_working_day(day + timedelta(days=step)) for step in range(1, length + 1)
            )
            assert SPRING_2024.working_days_between(day, end) == slow
            assert SPRING_2024.working_days_between(end, day) == -slow


@pytest.mark.parametrize("number", range(1, 12))
def test_counting_and_adding_agree(number: int) -> None:
    start = date(2024, 4, 20)
    assert SPRING_2024.working_days_between(start, SPRING_2024.add_working_days(start, number)) == number


@pytest.mark.django_db
def test_an_authority_has_the_countrys_days_and_its_own() -> None:
    own, other = AuthorityFactory(), AuthorityFactory()
    CalendarDayFactory(day=date(2022, 9, 2))
    CalendarDayFactory(day=date(2022, 5, 13), authority=own)
    CalendarDayFactory(day=date(2022, 9, 3), authority=own, kind=DayKind.WORKING)
    CalendarDayFactory(day=date(2022, 11, 1), authority=other)
    assert working_calendar(own) == WorkingCalendar(
        holidays=frozenset({date(2022, 9, 2), date(2022, 5, 13)}), swapped=frozenset({date(2022, 9, 3)})
    )
    assert working_calendar(None) == WorkingCalendar(holidays=frozenset({date(2022, 9, 2)}))


@pytest.mark.parametrize("order", [1, -1])
def test_an_authoritys_own_day_wins_over_the_countrys_in_whichever_order_they_come(order: int) -> None:
    day = date(2022, 9, 1)
    rows: list[CalendarRow] = [(None, day, DayKind.HOLIDAY), (7, day, DayKind.WORKING)]
    assert build_calendar(rows[::order], own_id=7).is_working_day(day)
    assert not build_calendar(rows[:1], own_id=None).is_working_day(day)


@pytest.mark.django_db
def test_the_calendar_is_read_in_one_query() -> None:
    authority = AuthorityFactory()
    for day in range(1, 20):
        CalendarDayFactory(day=date(2022, 9, day), authority=authority if day % 2 else None)
    with CaptureQueriesContext(connection) as queries:
        working_calendar(authority)
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_the_calendar_is_kept_until_a_day_changes() -> None:
    authority = AuthorityFactory()
    day = date(2022, 9, 1)
    assert working_calendar(authority).is_working_day(day)
    with CaptureQueriesContext(connection) as queries:
        working_calendar(authority)
    assert not queries.captured_queries
    record = CalendarDayFactory(day=day)
    assert not working_calendar(authority).is_working_day(day)
    record.delete()
    assert working_calendar(authority).is_working_day(day)


@pytest.mark.django_db
def test_what_is_not_committed_reaches_nobody_elses_calendar() -> None:
    CalendarDayFactory(day=date(2022, 9, 1))
    working_calendar(None)
    CalendarDay.objects.all().delete()
    assert working_calendar(None) == WorkingCalendar()
