from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from reform.workbooks.cells import column_holds_fractions, read_percent
from reform.workbooks.problems import CellRefused


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (95, "95"),
        (0, "0"),
        (1, "1"),
        (100, "100"),
        (120, "120"),
        (95.0, "95"),
        (95.5, "95.5"),
        (0.95, "95"),
        (0.955, "95.5"),
        (0.07, "7"),
        (Decimal("0.95"), "95"),
        ("95", "95"),
        ("95%", "95"),
        ("95 %", "95"),
        ("95\u00a0%", "95"),
        ("９５％", "95"),
        ("95 phần trăm", "95"),
        ("95,5%", "95.5"),
        ("95.5%", "95.5"),
        ("95.6250%", "95.625"),
        ("99,2750%", "99.275"),
        ("0,95", "95"),
        ("0.95", "95"),
        ("0,955", "95.5"),
        ("0.95%", "0.95"),
        ("0,5 %", "0.5"),
        ("1%", "1"),
        ("1", "1"),
        ("100,00%", "100"),
        ("5" + " " * 100 + "%", "5"),
    ],
)
def test_percentages_are_read_with_or_without_their_sign(value: object, percent: str) -> None:
    assert str(read_percent(value, fractions=False)) == percent


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (1, "100"),
        (1.0, "100"),
        ("1", "100"),
        ("1,0", "100"),
        (0.5, "50"),
        (0, "0"),
        ("1%", "1"),
        ("50%", "50"),
    ],
)
def test_one_is_a_hundred_per_cent_among_fractions(value: object, percent: str) -> None:
    assert str(read_percent(value, fractions=True)) == percent


@pytest.mark.parametrize(
    "value",
    [
        "", "%", "cao", "95% hồ sơ", "≥ 95%", "~95%", "90-95%", "95/100", "95‰", "95%%", None, True, False,
        date(2022, 6, 14), float("nan"), -5, -0.5, "-5%", "–", "9" * 400 + "%",
        "0," + "1" * 70 + "%", "0," + "1" * 58 + "%rác",
    ],
)  # fmt: skip
def test_what_is_no_percentage_is_refused(value: object) -> None:
    with pytest.raises(CellRefused) as refused:
        read_percent(value)
    assert refused.value.kind == "not_a_percentage"
    assert refused.value.advice


@pytest.mark.parametrize("value", ["99,275%", "99.275%", "1.200", "1,000 %", "12,500"])
def test_three_digits_after_a_sign_are_not_guessed(value: str) -> None:
    with translation.override("en"), pytest.raises(CellRefused) as refused:
        read_percent(value)
    assert refused.value.kind == "ambiguous_number"
    assert "99.3%" in refused.value.advice


@pytest.mark.parametrize("value", [10**400, 1e308, float("inf"), "9" * 30])
def test_a_huge_percentage_is_refused(value: object) -> None:
    with pytest.raises(CellRefused) as refused:
        read_percent(value)
    assert refused.value.kind == "too_large"


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ([0.95, 1, 0], True),
        (["0,95", "1"], True),
        ([0.95, "95%", None, "chưa có", True], True),
        ([0.95, 95], False),
        (["0.95", "95"], False),
        ([1, 0, 1], False),
        (["95%", "0,5%"], False),
        ([0.5, float("nan"), float("inf")], True),
        ([0.5, 1.01], False),
        ([0.5, 10**400], False),
        ([date(2022, 6, 14), "1,234", "9" * 5000], False),
        ([], False),
    ],
)
def test_a_column_of_fractions_is_known_by_its_bare_numbers(values: list[object], holds: bool) -> None:
    assert column_holds_fractions(iter(values)) is holds
