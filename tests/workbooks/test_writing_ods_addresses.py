"""Formulas and ranges of an OpenDocument sheet when rows above have gone."""

from __future__ import annotations

import pytest

from reform.workbooks.writing.ods_addresses import RowsGone


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("of:=SUM([.C4:.C8])", "of:=SUM([.C4:.C6])"),
        ("of:=[.$A$8]+[.A$3]", "of:=[.$A$6]+[.A$3]"),
        ("of:=[.A5]*2", "of:=[#REF!]*2"),
        ("of:=SUM([$'Nhiệm vụ'.A4:.A8])", "of:=SUM([$'Nhiệm vụ'.A4:.A6])"),
        ("of:=[$'Kết ]quả.A8'.B8]", "of:=[$'Kết ]quả.A8'.B8]"),
        ("of:=[$Khác.B8]", "of:=[$Khác.B8]"),
        ('of:="[.A8]"&[.A8]', 'of:="[.A8]"&[.A6]'),
        ("of:=SUM([.A:.A])", "of:=SUM([.A:.A])"),
    ],
)
def test_formulas_name_the_rows_where_they_stand_now(formula: str, moved: str) -> None:
    assert RowsGone("Nhiệm vụ", {5, 7}).formula(formula, within="Nhiệm vụ") == moved


def test_a_formula_on_another_sheet_is_moved_only_where_it_names_this_one() -> None:
    gone = RowsGone("Số 'một'", {2})
    assert gone.formula("of:=[.A3]+[$'Số ''một'''.A3]", within="Khác") == "of:=[.A3]+[$'Số ''một'''.A2]"


@pytest.mark.parametrize(
    ("addresses", "moved"),
    [
        ("'Nhiệm vụ'.A3:'Nhiệm vụ'.D8", "'Nhiệm vụ'.A3:'Nhiệm vụ'.D6"),
        ("$'Nhiệm vụ'.$A$5:.$A$5", "$'Nhiệm vụ'.$A$5:.$A$5"),
        ("Khác.A3:Khác.D8", "Khác.A3:Khác.D8"),
        ("'Nhiệm vụ'.A8 'Nhiệm vụ'.B4:'Nhiệm vụ'.B9", "'Nhiệm vụ'.A6 'Nhiệm vụ'.B4:'Nhiệm vụ'.B7"),
    ],
)
def test_ranges_keep_at_least_a_row(addresses: str, moved: str) -> None:
    assert RowsGone("Nhiệm vụ", {5, 7}).addresses(addresses) == moved
