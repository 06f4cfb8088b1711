import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from reform.workbooks.cells import read_decimal, read_integer
from reform.workbooks.cells.numbers import write_number
from reform.workbooks.problems import CellRefused


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        (0, 0),
        (-5, -5),
        (5.0, 5),
        (3.0000000000000004, 3),
        (1e15, 10**15),
        (Decimal("5.00"), 5),
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("\u22125", -5),
        ("'-5", -5),
        ("-0", 0),
        ("08", 8),
        (" 5\u00a0", 5),
        ("\u200b5", 5),
        ("１２", 12),
        ("1234", 1234),
        ("1.234", 1234),
        ("-1.234", -1234),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("1\u202f234\u00a0567", 1234567),
        ("5,0", 5),
        ("5.0", 5),
        ("5,0000", 5),
        ("1.234,0", 1234),
        ("1,234.00", 1234),
        ("1152921504606846976", 2**60),
        (2**63 - 1, 2**63 - 1),
    ],
)
def test_whole_numbers_are_read_in_either_notation(value: object, number: int) -> None:
    read = read_integer(value)
    assert read == number
    assert type(read) is int


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, "5"),
        (5.25, "5.25"),
        (0.1 + 0.2, "0.3"),
        (1e-9, "0.000000001"),
        (Decimal("1.10"), "1.1"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("5,", None),
        (",5", "0.5"),
        (".5", "0.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1 234.5", "1234.5"),
        ("1.234", "1234"),
        ("12.500", "12500"),
        ("0,234", "0.234"),
        ("0.234", "0.234"),
        ("-0,234", "-0.234"),
        ("1,2340", "1.234"),
        ("1.2340", "1.234"),
        ("1234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("1,234.567", "1234.567"),
        ("1.234.567,89", "1234567.89"),
        ("54,50", "54.5"),
        ("１．２３４，５", "1234.5"),
        ("1.23.4", None),
        ("12.34.567", None),
        ("1234.567,8", None),
        ("1,234,56", None),
        ("0.234.567", None),
        ("1 23", None),
        ("12 34", None),
        ("1.234 567", None),
        ("1.234,5,6", None),
        ("0 234", None),
    ],
)
def test_decimals_are_read_in_either_notation(value: object, number: str | None) -> None:
    if number is None:
        with pytest.raises(CellRefused) as refused:
            read_decimal(value)
        assert refused.value.kind == "not_a_number"
    else:
        assert read_decimal(value) == Decimal(number)


@pytest.mark.parametrize(
    "value",
    ["1,234", "-1,234", "12,345", "123,456", "1 234,567", "1 234.567", "01.234", "00,234", ",234", ".234"],
)
@pytest.mark.parametrize("read", [read_integer, read_decimal])
def test_what_could_be_thousands_or_decimals_is_not_guessed(
    value: str, read: Callable[[object], object]
) -> None:
    with pytest.raises(CellRefused) as refused:
        read(value)
    assert refused.value.kind == "ambiguous_number"
    assert "1234" in refused.value.advice


@pytest.mark.parametrize(
    "value",
    [
        "", "một", "15 hồ sơ", "15hs", "(5)", "5-", "- 5", "–5", "~ 12", "≈12", "khoảng 12", "> 12", "10-12",
        "12/15", "5²", "½", "٣", "१२", "1e3", "1E+05", "0x1F", "1_000", "5%", "5 %", "$5", "5đ", "nan", "inf",
        "Infinity", "1'234", "1..2", "1,,2", "--5", "+-5", "1\n2", None, True, False, date(2022, 6, 14),
        datetime(2022, 6, 14), time(8), timedelta(1), float("nan"), "1" * 400, "9" * 5000, "0" * 32_767,
        "1." * 16_000, "1 " * 16_000, "0," + "1" * 32_000, [], object(), b"5", Decimal("nan"),
        Decimal("sNaN"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", [read_integer, read_decimal])
def test_what_is_no_number_is_refused(value: object, read: Callable[[object], object]) -> None:
    with pytest.raises(CellRefused) as refused:
        read(value)
    assert refused.value.kind == "not_a_number"
    assert refused.value.problem
    assert refused.value.advice


@pytest.mark.parametrize(
    "value",
    [
        1e308,
        -1e308,
        1e20,
        10**400,
        2**63,
        "9" * 30,
        float("inf"),
        float("-inf"),
        Decimal("1e999"),
    ],
)
@pytest.mark.parametrize("read", [read_integer, read_decimal])
def test_a_number_that_no_database_keeps_is_refused(value: object, read: Callable[[object], object]) -> None:
    with pytest.raises(CellRefused) as refused:
        read(value)
    assert refused.value.kind == "too_large"


def test_an_integer_that_python_does_not_print_is_refused() -> None:
    with translation.override("en"), pytest.raises(CellRefused, match="too large"):
        read_integer(-(10**5000))


@pytest.mark.parametrize("value", [5.5, "5,5", "1.234,5", 5e-324, "0,0001", Decimal("0.5")])
def test_a_whole_number_has_no_decimals(value: object) -> None:
    with pytest.raises(CellRefused) as refused:
        read_integer(value)
    assert refused.value.kind == "not_whole"


@pytest.mark.parametrize(
    ("value", "places", "number"),
    [("1,50", 1, "1.5"), ("1,500000", 2, "1.50"), ("3", 0, "3"), (2.0, 0, "2"), ("1,25", 2, "1.25")],
)
def test_zeros_beyond_the_places_do_no_harm(value: object, places: int, number: str) -> None:
    assert str(read_decimal(value, places)) == number


def test_a_large_number_keeps_all_its_places() -> None:
    assert read_decimal("9223372036854775806,1234567890", 10) == Decimal("9223372036854775806.1234567890")
    assert read_decimal("9223372036854775806,12345678900", 10) == Decimal("9223372036854775806.1234567890")


@pytest.mark.parametrize(
    ("language", "value", "places", "example"),
    [
        ("en", 33.333333, 2, "33.33"),
        ("vi", 33.333333, 2, "33,33"),
        ("vi", "1,23456", 3, "1,2350"),
        ("en", "0,5", 0, "0"),
    ],
)
def test_too_many_decimals_are_refused_with_the_rounded_number(
    language: str, value: object, places: int, example: str
) -> None:
    with translation.override(language), pytest.raises(CellRefused) as refused:
        read_decimal(value, places)
    assert refused.value.kind == "too_many_places"
    assert str(places) in refused.value.problem
    assert f" {example}." in refused.value.advice
    assert read_decimal(example, places) is not None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("–", "Write 0, or leave the cell blank"),
        ("~", "Write 0, or leave the cell blank"),
        ("không", "Write 0, or leave the cell blank"),
        (unicodedata.normalize("NFD", "Không có"), "Write 0, or leave the cell blank"),
        ("95 %", "without a percent format"),
        ("15 hồ sơ", "without any words"),
        (date(2022, 6, 14), "“Number”"),
        ("nhiều", "Write a number"),
    ],
)
def test_the_advice_fits_what_stands_in_the_cell(value: object, words: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_integer(value)
    assert words in refused.value.advice


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("number", ["1234.5", "1.234", "0.5", "-7", "100", "0.001", "-12.3456", "1000000"])
def test_a_number_written_for_the_screen_reads_back(number: str, language: str) -> None:
    with translation.override(language):
        assert read_decimal(write_number(Decimal(number))) == Decimal(number)
