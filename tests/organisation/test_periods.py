from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period, PeriodField
from reform.organisation.working_days import WorkingCalendar

CODES = ["2022-01", "2022-06", "2022-12", "2022-Q1", "2022-Q4", "2022-H1", "2022-H2", "2022-9M", "2022"]


@pytest.mark.parametrize("code", CODES)
def test_a_period_is_written_as_it_was_read(code: str) -> None:
    assert str(Period.parse(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "", "22", "2022-", "2022-0", "2022-13", "2022-00", "2022-6", "2022-Q0", "2022-Q5", "2022-H3",
        "2022-6M",
        "2022-q2", " 2022", "2022-06-01", "1899", "2100", "२०२२", "2022-06\n",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("kind", "year", "number"),
    [
        (PeriodKind.MONTH, 2022, 13),
        (PeriodKind.QUARTER, 2022, 0),
        (PeriodKind.YEAR, 2022, 2),
        (PeriodKind.NINE_MONTHS, 2022, 2),
        (PeriodKind.YEAR, 1899, 1),
    ],
)
def test_a_period_that_does_not_exist_cannot_be_made(kind: PeriodKind, year: int, number: int) -> None:
    with pytest.raises(ValueError, match="year"):
        Period(kind, year, number)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2022-06", date(2022, 6, 1), date(2022, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2022-Q2", date(2022, 4, 1), date(2022, 6, 30)),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2022-9M", date(2022, 1, 1), date(2022, 9, 30)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_calendar_bounds(code: str, first: date, last: date) -> None:
    period = Period.parse(code)
    assert (period.first_day, period.last_day) == (first, last)


@pytest.mark.parametrize(
    ("code", "first", "closing"),
    [
        ("2022-01", date(2021, 12, 15), date(2022, 1, 14)),
        ("2022-06", date(2022, 5, 15), date(2022, 6, 14)),
        ("2024-03", date(2024, 2, 15), date(2024, 3, 14)),
        ("2022-Q1", date(2021, 12, 15), date(2022, 3, 14)),
        ("2022-Q2", date(2022, 3, 15), date(2022, 6, 14)),
        ("2022-H1", date(2021, 12, 15), date(2022, 6, 14)),
        ("2022-H2", date(2022, 6, 15), date(2022, 12, 14)),
        ("2022-9M", date(2021, 12, 15), date(2022, 9, 14)),
        ("2022", date(2021, 12, 15), date(2022, 12, 14)),
    ],
)
def test_the_law_counts_data_from_the_15th_to_the_14th(code: str, first: date, closing: date) -> None:
    assert Period.parse(code).data_bounds == (first, closing)


@pytest.mark.parametrize("code", CODES)
def test_no_day_is_counted_twice_or_left_out_between_neighbours(code: str) -> None:
    period = Period.parse(code)
    if period.kind != PeriodKind.NINE_MONTHS:
        assert (period.next().data_from - period.data_closing_day).days == 1
        assert (period.first_day - period.previous().last_day).days == 1
    assert period.next().previous() == period
    assert period.previous() < period < period.next()


def test_neighbours_cross_the_turn_of_the_year() -> None:
    assert str(Period.parse("2022-12").next()) == "2023-01"
    assert str(Period.parse("2022-Q1").previous()) == "2021-Q4"
    assert str(Period.parse("2022-H2").next()) == "2023-H1"
    assert str(Period.parse("2022-9M").next()) == "2023-9M"


def test_there_is_nothing_after_the_last_period() -> None:
    with pytest.raises(ValueError, match="year 2100"):
        Period.parse("2099-12").next()


@pytest.mark.parametrize(
    ("day", "kind", "code"),
    [
        (date(2022, 6, 30), PeriodKind.MONTH, "2022-06"),
        (date(2022, 6, 30), PeriodKind.QUARTER, "2022-Q2"),
        (date(2022, 7, 1), PeriodKind.HALF_YEAR, "2022-H2"),
        (date(2022, 9, 30), PeriodKind.NINE_MONTHS, "2022-9M"),
        (date(2022, 12, 31), PeriodKind.YEAR, "2022"),
    ],
)
def test_the_period_that_contains_a_day(day: date, kind: PeriodKind, code: str) -> None:
    assert str(Period.containing(day, kind)) == code


@pytest.mark.parametrize(
    ("day", "kind", "code"),
    [
        (date(2022, 6, 14), PeriodKind.MONTH, "2022-06"),
        (date(2022, 6, 15), PeriodKind.MONTH, "2022-07"),
        (date(2021, 12, 15), PeriodKind.MONTH, "2022-01"),
        (date(2021, 12, 15), PeriodKind.YEAR, "2022"),
        (date(2021, 12, 14), PeriodKind.YEAR, "2021"),
        (date(2022, 1, 31), PeriodKind.MONTH, "2022-02"),
        (date(2022, 6, 15), PeriodKind.HALF_YEAR, "2022-H2"),
        (date(2021, 12, 20), PeriodKind.NINE_MONTHS, "2022-9M"),
    ],
)
def test_the_period_for_which_a_days_data_count(day: date, kind: PeriodKind, code: str) -> None:
    period = Period.counting(day, kind)
    assert str(period) == code
    assert period.data_from <= day <= period.data_closing_day


def test_the_last_quarter_belongs_to_no_nine_months() -> None:
    with pytest.raises(ValueError, match="lies in no"):
        Period.containing(date(2022, 10, 1), PeriodKind.NINE_MONTHS)
    with pytest.raises(ValueError, match="lies in no"):
        Period.counting(date(2022, 9, 15), PeriodKind.NINE_MONTHS)


def test_codes_of_one_kind_sort_by_time() -> None:
    months = [Period(PeriodKind.MONTH, year, month) for year in (2021, 2022) for month in range(1, 13)]
    assert sorted(map(str, reversed(months))) == [str(month) for month in months]


def test_a_year_sorts_after_the_quarter_that_ends_with_it() -> None:
    codes = ["2022", "2022-Q4", "2022-12", "2022-H1", "2022-9M", "2022-H2", "2022-01"]
    ordered = [str(period) for period in sorted(Period.parse(code) for code in codes)]
    assert ordered == ["2022-01", "2022-H1", "2022-9M", "2022-12", "2022-Q4", "2022-H2", "2022"]


def test_a_report_is_due_a_working_day_after_the_closing_day_at_the_earliest() -> None:
    assert Period.parse("2022-06").earliest_sending_day(WorkingCalendar()) == date(2022, 6, 15)


def test_a_report_that_closes_on_a_friday_is_due_on_monday_at_the_earliest() -> None:
    assert Period.parse("2022-10").earliest_sending_day(WorkingCalendar()) == date(2022, 10, 17)


def test_a_report_that_closes_at_tet_is_due_after_the_days_off() -> None:
    tet = frozenset(date(2024, 2, day) for day in range(8, 15))
    assert Period.parse("2024-02").earliest_sending_day(WorkingCalendar(holidays=tet)) == date(2024, 2, 15)
    longer = tet | {date(2024, 2, 15), date(2024, 2, 16)}
    assert Period.parse("2024-02").earliest_sending_day(WorkingCalendar(holidays=longer)) == date(2024, 2, 19)


def test_every_kind_has_a_label_of_its_own() -> None:
    with translation.override("en"):
        labels = [Period.parse(code).label for code in CODES]
    assert labels == [
        "month 1 of 2022", "month 6 of 2022", "month 12 of 2022", "quarter I of 2022", "quarter IV of 2022",
        "first half of 2022", "second half of 2022", "first nine months of 2022", "year 2022",
    ]  # fmt: skip


def test_the_field_reads_and_writes_periods() -> None:
    field = PeriodField("period")
    period = Period.parse("2022-Q2")
    assert field.clean("2022-Q2", None) == period
    assert field.clean(period, None) == period
    assert field.get_prep_value(period) == "2022-Q2"
    assert field.get_prep_value(None) is None
    assert field.from_db_value("2022-Q2") == period
    assert field.from_db_value(None) is None
    assert field.max_length == 7


@pytest.mark.parametrize("text", ["2022-Q7", "quý II", "", None])
def test_the_field_refuses_what_is_no_period(text: str | None) -> None:
    with pytest.raises(ValidationError):
        PeriodField("period").clean(text, None)
