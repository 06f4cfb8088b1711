import unicodedata
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from reform.workbooks.cells import read_date
from reform.workbooks.problems import CellRefused

DAY = date(2022, 6, 14)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2022, 6, 14),
        datetime(2022, 6, 14, tzinfo=UTC),
        "14/06/2022",
        "14/6/2022",
        "14-6-2022",
        "14.6.2022",
        "14 / 06 / 2022",
        "14–6–2022",
        "14/6-2022",
        "１４/０６/２０２２",
        "\u00a014/06/2022\u200b",
        "2022-06-14",
        "2022/6/14",
        "2022.06.14",
        "ngày 14 tháng 6 năm 2022",
        "Ngày 14 tháng 06 năm 2022",
        unicodedata.normalize("NFD", "ngày 14 tháng 6 năm 2022"),
        "ngay 14 thang 6 nam 2022",
        "14 tháng 6 năm 2022",
        "14 tháng 6, 2022",
        "ngày 14\ntháng 6 năm 2022",
        "ngày 14/6/2022",
        "ngày 14/6 năm 2022",
        "14/06/2022 00:00",
        "14/06/2022 0:00:00",
        "2022-06-14 00:00:00",
        "2022-06-14T00:00:00",
        "2022-06-14 00:00:00.000",
        "14/06/2022 12:00:00 AM",
        "14-Jun-2022",
        "14 June 2022",
        44726,
        44726.0,
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(value: object) -> None:
    read = read_date(value)
    assert read == DAY
    assert type(read) is date


@pytest.mark.parametrize(
    ("number", "starts_1904", "day"),
    [
        (44726, False, DAY),
        (43264, True, DAY),
        (18264, False, date(1950, 1, 1)),
        (73415, False, date(2100, 12, 31)),
        (16802, True, date(1950, 1, 1)),
        (71953, True, date(2100, 12, 31)),
    ],
)
def test_a_bare_number_counts_days_in_either_epoch(number: int, starts_1904: bool, day: date) -> None:
    assert read_date(number, starts_1904=starts_1904) == day


@pytest.mark.parametrize(
    "value",
    [
        "", "sớm", "14", "14/06", "31/02/2022", "29/02/2023", "06/14/2022", "32/1/2022", "0/6/2022",
        "14/0/2022",
        "14/06/0022", "'14/06/2022", "14/06/22", "14/6/202", "14/06/20222", "14062022", "20220614", "44726",
        "14 06 2022",
        "14/06/2022 và 15/06/2022", "14-15/06/2022", "trước 14/06/2022", "14/06/2022 16:30",
        "14/06/2022 12:00 PM",
        "2022-06-14T16:30:00", "tháng 6/2022", "6/2022", "T6/2022", "2022-06", "quý II năm 2022", "năm 2022",
        "2022", "14/06/2101", "14/06/1904", "14-Foo-2022", "14-Jun-22", "١٤/٠٦/٢٠٢٢", None, True, False,
        2022, 20220614, 0, -1, 1, 18263, 73416, 0.5, 44726.5, 10**400, 1e308, float("nan"), float("inf"),
        time(8), timedelta(44726), datetime(2022, 6, 14, 16, 30), date(1900, 1, 5), date(1904, 1, 1),
        date(9999, 12, 31), "1/" * 16_000, "1 " * 16_000, "ngày " * 6_000, "14/06/2022" * 3_000, [], object(),
    ],
)  # fmt: skip
def test_what_is_no_single_day_is_refused(value: object) -> None:
    with pytest.raises(CellRefused) as refused:
        read_date(value)
    assert refused.value.kind == "not_a_date"
    assert "/2022" in refused.value.advice


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("14/06/22", "four digits"),
        ("14-Jun-22", "four digits"),
        ("ngày 14 tháng 6 năm 22", "four digits"),
        ("tháng 6/2022", "day of the month is missing"),
        ("tháng 6 năm 2022", "day of the month is missing"),
        ("2022-06", "day of the month is missing"),
        ("quý II/2022", "day of the month is missing"),
        ("6 tháng đầu năm 2022", "day of the month is missing"),
        ("2022", "day of the month is missing"),
        ("31/02/2022", "no such day"),
        ("06/14/2022", "no such day"),
        ("14/06/2202", "year 2202"),
        (date(1900, 1, 5), "year 1900"),
        (datetime(2022, 6, 14, 16, 30), "time of day"),
        ("14/06/2022 16:30", "time of day"),
        (44726.5, "time of day"),
        ("ngày mai", "not a date"),
        (time(8), "not a date"),
    ],
)
def test_the_problem_says_what_is_wrong_with_the_day(value: object, words: str) -> None:
    with translation.override("en"), pytest.raises(CellRefused) as refused:
        read_date(value)
    assert words in refused.value.problem
