import unicodedata
from datetime import date, datetime, time

import pytest
from django.utils import translation
from django.utils.text import capfirst

from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period, how_many
from reform.workbooks.cells import read_period
from reform.workbooks.problems import CellRefused

PERIODS = [
    Period(kind, year, number)
    for kind in PeriodKind
    for year in (1900, 2022, 2099)
    for number in range(1, how_many(kind) + 1)
]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2022-06", "2022-06"),
        ("2022/6", "2022-06"),
        ("tháng 6/2022", "2022-06"),
        ("Tháng 06 năm 2022", "2022-06"),
        ("THÁNG 6 - 2022", "2022-06"),
        ("tháng 6, năm 2022", "2022-06"),
        ("tháng 12 2022", "2022-12"),
        (unicodedata.normalize("NFD", "tháng 6 năm 2022"), "2022-06"),
        ("thang 6/2022", "2022-06"),
        ("T6/2022", "2022-06"),
        ("T06-2022", "2022-06"),
        ("T.6/2022", "2022-06"),
        ("6/2022", "2022-06"),
        ("06-2022", "2022-06"),
        ("6.2022", "2022-06"),
        ("6 / 2022", "2022-06"),
        ("６/２０２２", "2022-06"),
        ("01/06/2022", "2022-06"),
        ("2022-06-01", "2022-06"),
        (date(2022, 6, 1), "2022-06"),
        (date(2022, 6, 14), "2022-06"),
        (datetime(2022, 6, 1), "2022-06"),
        (6.2022, "2022-06"),
        (6.202, "2020-06"),
        (10.2022, "2022-10"),
        ("quý II/2022", "2022-Q2"),
        ("Quý 2 năm 2022", "2022-Q2"),
        ("quý Ⅳ năm 2022", "2022-Q4"),
        ("quy iii-2022", "2022-Q3"),
        ("QII/2022", "2022-Q2"),
        ("Q.II/2022", "2022-Q2"),
        ("Q2/2022", "2022-Q2"),
        ("2022-Q2", "2022-Q2"),
        ("2022Q2", "2022-Q2"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("06 tháng đầu năm 2022", "2022-H1"),
        ("6 tháng đầu 2022", "2022-H1"),
        ("6T đầu năm 2022", "2022-H1"),
        ("sáu tháng cuối năm 2022", "2022-H2"),
        ("nửa đầu năm 2022", "2022-H1"),
        ("H2/2022", "2022-H2"),
        ("2022-H1", "2022-H1"),
        ("9 tháng đầu năm 2022", "2022-9M"),
        ("9 tháng năm 2022", "2022-9M"),
        ("9 tháng/2022", "2022-9M"),
        ("9M/2022", "2022-9M"),
        ("kỳ báo cáo quý I/2022", "2022-Q1"),
        ("năm 2022", "2022"),
        ("Cả năm 2022", "2022"),
        ("12 tháng năm 2022", "2022"),
        ("2022", "2022"),
        (2022, "2022"),
        (2022.0, "2022"),
    ],
)
def test_a_period_is_read_as_reports_write_it(value: object, code: str) -> None:
    assert str(read_period(value)) == code


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_every_period_reads_back_from_its_label_and_its_code(period: Period, language: str) -> None:
    assert read_period(period) is period
    assert read_period(str(period)) == period
    with translation.override(language):
        assert read_period(period.label) == period
        assert read_period(capfirst(period.label)) == period


@pytest.mark.parametrize(
    "value",
    [
        "", "tháng 6", "tháng 13/2022", "tháng 0/2022", "tháng 6/22", "6/22", "T62022", "202206", "20226",
        "quý V/2022",
        "quý II", "quý 5/2022", "6 tháng năm 2022", "6 tháng 2022", "3 tháng đầu năm 2022", "đầu năm 2022",
        "tháng năm 2022", "tháng 6 và 7/2022", "2022-2023", "2022-H3", "2022-6M", "2022-13", "năm", "năm 22",
        "năm 1899", "2100", "31/02/2022", "Jun-22", "hằng tháng", "٦/٢٠٢٢", None, True, False, 0, 6, -2022,
        22,
        202206, 44713, 10**400, 6.5, 6.2, 6.19, 6.20225, 2022.1, 2022.06, 13.2022, 1e308, 1e-7, float("nan"),
        float("inf"), time(6), "tháng " * 5_000, "6/" * 16_000, "2022" * 8_000, [], object(),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(value: object) -> None:
    with translation.override("en"), pytest.raises(CellRefused) as refused:
        read_period(value)
    assert refused.value.kind == "not_a_period"
    assert "6/2022" in refused.value.advice


def test_what_the_advice_offers_can_be_read() -> None:
    with translation.override("en"), pytest.raises(CellRefused) as refused:
        read_period("?")
    examples = refused.value.advice.removeprefix("Write for example ").removesuffix(".").replace(" or ", ", ")
    assert [read_period(example).kind for example in examples.split(", ")] == [
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
        PeriodKind.HALF_YEAR,
        PeriodKind.NINE_MONTHS,
        PeriodKind.YEAR,
    ]
