"""The rules of following up, on plain values."""

from datetime import date

import pytest

from reform.directives.rules import (
    OnTimeRate,
    first_due,
    has_accepted_by_silence,
    is_on_time,
    needs_the_chair,
    next_due,
    next_review,
    working_days_late,
)
from reform.organisation.working_days import WorkingCalendar

DAYS = WorkingCalendar(holidays=frozenset({date(2022, 9, 1), date(2022, 9, 2)}))


def test_a_report_on_the_due_date_is_in_time() -> None:
    assert is_on_time(date(2022, 8, 31), date(2022, 8, 31))
    assert not is_on_time(date(2022, 9, 1), date(2022, 8, 31))


def test_without_a_due_date_nothing_is_late_and_without_a_report_nothing_is_in_time() -> None:
    assert is_on_time(None, None)
    assert not is_on_time(None, date(2022, 8, 31))


def test_lateness_counts_working_days_over_holidays_and_weekends() -> None:
    late = working_days_late(
        due=date(2022, 8, 31), stopped_on=date(2022, 9, 6), today=date(2022, 12, 1), days=DAYS
    )
    assert late == 2


def test_lateness_runs_on_until_today_while_nothing_is_reported() -> None:
    running = working_days_late(due=date(2022, 8, 31), stopped_on=None, today=date(2022, 9, 6), days=DAYS)
    assert running == 2


def test_nothing_is_late_before_its_due_date() -> None:
    assert working_days_late(due=date(2022, 8, 31), stopped_on=None, today=date(2022, 8, 31), days=DAYS) == 0
    assert working_days_late(due=None, stopped_on=None, today=date(2022, 8, 31), days=DAYS) == 0


@pytest.mark.parametrize(
    ("frequency", "day", "expected"),
    [
        ("weekly", None, date(2022, 6, 24)),
        ("monthly", None, date(2022, 6, 30)),
        ("monthly", 25, date(2022, 6, 25)),
        ("monthly", 15, date(2022, 7, 15)),
        ("quarterly", None, date(2022, 6, 30)),
        ("half_yearly", None, date(2022, 6, 30)),
        ("yearly", None, date(2022, 12, 31)),
        ("continuous", None, None),
        ("", None, None),
    ],
)
def test_a_recurring_task_is_first_due_in_the_running_period(
    frequency: str, day: int | None, expected: date | None
) -> None:
    assert first_due(due_on=None, frequency=frequency, start=date(2022, 6, 20), day_of_period=day) == expected


def test_a_stated_date_wins_over_the_rhythm() -> None:
    stated = date(2022, 8, 31)
    assert first_due(due_on=stated, frequency="monthly", start=date(2022, 6, 20)) == stated


def test_the_end_of_a_month_is_followed_by_the_end_of_the_next() -> None:
    assert next_due(due=date(2022, 1, 31), frequency="monthly") == date(2022, 2, 28)
    assert next_due(due=date(2022, 2, 28), frequency="monthly") == date(2022, 3, 31)
    assert next_due(due=date(2022, 12, 31), frequency="monthly") == date(2023, 1, 31)
    assert next_due(due=date(2022, 12, 15), frequency="quarterly") == date(2023, 3, 15)


def test_what_does_not_come_round_has_no_next_due_date() -> None:
    assert next_due(due=date(2022, 1, 31), frequency="continuous") is None


@pytest.mark.parametrize(
    ("times", "days", "more", "expected"),
    [(0, 0, 30, False), (0, 0, 31, True), (1, 20, 10, False), (1, 20, 11, True), (2, 2, 1, True)],
)
def test_beyond_two_times_or_thirty_working_days_only_the_chair_decides(
    times: int, days: int, more: int, expected: bool
) -> None:
    assert needs_the_chair(times_extended=times, days_extended=days, more_days=more) is expected


def test_silence_is_acceptance_after_three_whole_working_days() -> None:
    monday = date(2022, 6, 20)
    thursday, friday = date(2022, 6, 23), date(2022, 6, 24)
    assert not has_accepted_by_silence(assigned_on=monday, today=thursday, days=DAYS)
    assert has_accepted_by_silence(assigned_on=monday, today=friday, days=DAYS)


def test_a_weekend_does_not_count_as_silence() -> None:
    assert not has_accepted_by_silence(assigned_on=date(2022, 6, 23), today=date(2022, 6, 28), days=DAYS)


def test_a_task_without_a_date_is_reviewed_at_the_end_of_the_quarter() -> None:
    assert next_review(date(2022, 6, 20)) == date(2022, 6, 30)
    assert next_review(date(2022, 10, 1)) == date(2022, 12, 31)


def test_a_rate_of_nothing_is_not_zero() -> None:
    assert OnTimeRate(0, 0).percent is None
    assert OnTimeRate(3, 4).percent == 75
