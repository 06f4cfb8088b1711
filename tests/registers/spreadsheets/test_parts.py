"""Rows of another table in one cell: how lines are read and written."""

from decimal import Decimal
from typing import Any

import pytest

from reform.initiatives.models import InitiativeEffect
from reform.registers.spreadsheets import CellRefused, DecimalWidget, PartField, PartsWidget, TextWidget
from reform.registers.spreadsheets.parts import MOST_LINES
from reform.registers.spreadsheets.verdicts import Judged


def figures() -> PartsWidget:
    return PartsWidget(
        InitiativeEffect,
        called="figure",
        short=("indicator", "before"),
        fields=(
            PartField("indicator", "what", TextWidget()),
            PartField("before", "before", DecimalWidget()),
            PartField("after", "after", DecimalWidget()),
            PartField("measure", "unit", TextWidget()),
        ),
    )


LINE = {"indicator": "Số ngày", "before": Decimal("1234.5"), "after": Decimal(2), "measure": "ngày"}


@pytest.mark.parametrize(
    "cell",
    [
        "Số ngày | 1.234,5 | 2 | ngày",
        "  Số ngày|1234.5|2|ngày |",
        "| Số ngày | 1 234,5 | 2 | ngày |",
        "1. Số ngày ｜ 1234,5 ｜ 2 ｜ ngày;",
        "- Số ngày | 1234,5 | 2 | ngày\n\n",
    ],
)
def test_a_line_is_read_as_people_type_it(cell: str) -> None:
    assert figures().clean(cell) == (LINE,)


def test_lines_and_semicolons_keep_rows_apart() -> None:
    rows = figures().clean("A | 1 | 2 | x; B | 1 | 2 | x\nC | 1 | 2 | x")
    assert [said["indicator"] for said in rows] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (";", "0"),
        ("\n".join(["A | 1 | 2 | x"] * (MOST_LINES + 1)), str(MOST_LINES)),
        ("A | 1 | 2", "“A”"),
        ("A | 1 | 2 | x | y", "“A”"),
        ("A | một | 2 | x", "“một”"),
        ("A | 1 | 2 |", "unit"),
        ("A | 1,234 | 2 | x", "“1,234”"),
        ("A | 1 | 99999999999999 | x", "after"),
        (f"{'a' * 201} | 1 | 2 | x", "what"),
    ],
)
def test_what_is_wrong_in_a_line_is_named(cell: str, words: str) -> None:
    with pytest.raises(CellRefused) as refused:
        figures().clean(cell)
    assert words in refused.value.problem


def test_all_wrong_lines_are_told_at_once() -> None:
    with pytest.raises(CellRefused) as refused:
        figures().clean("A | một | hai | x; B | 1 | ba | x; C | 1 | 2 | x")
    assert all(word in refused.value.problem for word in ("“một”", "“hai”", "“ba”"))
    assert "“C”" not in refused.value.problem


def test_signs_that_keep_fields_apart_are_written_as_others_and_change_nothing() -> None:
    awkward = LINE | {"indicator": "2. a|b; c\nd"}
    text = figures().render((awkward,))
    assert text == "a/b, c,d | 1234.5 | 2 | ngày"
    assert figures().is_same((awkward,), figures().clean(text))


def test_two_readings_that_differ_anywhere_have_different_signs() -> None:
    def sign(**changes: Any) -> str:
        row = Judged(2, [], values={"effects": (LINE | changes,)}, changes=[("effects", "", "")])
        return row.fingerprint()

    assert sign() == sign()
    assert sign() != sign(measure="giờ")
