"""Rows that stand in or below a table without being data are left out, and said to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from reform.workbooks.reading import Cell, Merged
from tests.workbooks.tables import FIRST, HEAD, SECOND, codes, found


def test_blank_rows_are_left_out_and_the_numbers_stay_those_of_excel() -> None:
    table = found(HEAD, [], FIRST, [None] * 5, [None, None, None, None, None, "lạc"], SECOND, [], [])
    assert table.numbers == [3, 6]
    assert codes(table) == ["blank_rows"]
    assert "2" in table.notes[0].text


@pytest.mark.parametrize(
    "label", ["Tổng cộng", "TỔNG SỐ", "Cộng:", "cong", "Total", "Tổng cộng (I+II)", "Tổng số: 10"]
)
@pytest.mark.parametrize("column", [0, 1])
def test_a_row_of_totals_at_the_end_is_left_out(label: str, column: int) -> None:
    totals: list[Cell] = [None] * 5
    totals[column], totals[4] = label, 99
    table = found(HEAD, FIRST, SECOND, [], totals, flaws={(5, 4): "formula"}, merged=[Merged(5, 1, 5, 2)])
    assert table.numbers == [2, 3]
    assert codes(table) == ["totals_row"]
    assert "5" in table.notes[0].text


def test_a_label_in_a_column_that_is_not_known_makes_totals_too() -> None:
    table = found(["STT", *HEAD], [1, *FIRST], [2, *SECOND], ["Cộng", None, None, None, None, 10])
    assert table.numbers == [2, 3]
    assert codes(table) == ["totals_row"]


def test_numbers_without_words_that_are_the_sums_are_totals() -> None:
    table = found(HEAD, FIRST, SECOND, [None, None, None, "88%", 10])
    assert codes(table) == ["totals_row"]
    assert found(HEAD, FIRST, SECOND, [None, None, None, None, 11]).numbers == [2, 3, 4]
    assert found(HEAD, FIRST, [None, None, None, None, 4]).numbers == [2, 3]


@pytest.mark.parametrize("name", ["Tổng số hóa hồ sơ", "Cộng tác viên", "Tổng hợp báo cáo"])
def test_a_task_whose_name_only_begins_like_totals_is_data(name: str) -> None:
    assert found(HEAD, FIRST, [None, name]).numbers == [2, 3]


def test_totals_in_the_middle_stay_and_are_left_to_the_rules_of_the_register() -> None:
    assert found(HEAD, FIRST, [None, "Tổng cộng", None, None, 4], SECOND).numbers == [2, 3, 4]


@pytest.mark.parametrize(
    "example",
    [["05", "Ví dụ", None, 60, date(2022, 6, 14)], ("05", "Ví dụ", "", "60%", "14/06/2022")],
)
def test_the_example_of_the_template_is_left_out(example: Sequence[Any]) -> None:
    head: list[Cell] = ["Tên nhiệm vụ", "Mã", "Tỷ lệ", "Hạn"]
    table = found(head, ["Ví dụ", "05", 60, date(2022, 6, 14)], ["Việc", "01", 1, None], example=example)
    assert table.numbers == [3]
    assert codes(table) == ["unknown_columns", "example_row"]
    changed = found(head, ["Ví dụ khác", "05", 60, date(2022, 6, 14)], example=example)
    assert changed.numbers == [2]


@pytest.mark.parametrize("name", ["Tống", "TỐNG", "Công", "Tòng", "tong"])
def test_a_person_whose_name_looks_like_totals_is_a_row(name: str) -> None:
    head: list[Cell] = ["Mã", "Tên nhiệm vụ", "Đơn vị"]
    table = found(head, ["Nguyễn", "An", "A"], [name, "Bình", "A"])
    assert table.numbers == [2, 3]
    assert codes(table) == []


@pytest.mark.parametrize("label", ["Tổng", "CỘNG:", "Tổng cộng", "tong cong"])
def test_a_complete_row_of_totals_is_left_out_all_the_same(label: str) -> None:
    assert found(HEAD, FIRST, SECOND, [label, "2 việc", None, None, 10]).numbers == [2, 3]


@pytest.mark.parametrize("example", [{}, {"a": 1}, "chữ", 5, [], [None], [[1], {}]])
def test_an_example_that_somebody_changed_does_no_harm(example: Any) -> None:
    assert found(HEAD, FIRST, SECOND, example=example).numbers == [2, 3]


@pytest.mark.parametrize(
    "numbers", [["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5], ["A", "B", 1, 2, 3]]
)
def test_a_row_that_only_numbers_the_columns_is_left_out(numbers: list[Cell]) -> None:
    table = found(HEAD, numbers, FIRST)
    assert table.numbers == [3]
    assert codes(table) == ["column_numbers"]


def test_headings_repeated_on_every_page_are_left_out() -> None:
    table = found(HEAD, FIRST, HEAD, SECOND, HEAD)
    assert table.numbers == [2, 4]
    assert codes(table) == ["repeated_heading"]


@pytest.mark.parametrize(
    "words",
    [
        "Ghi chú: số liệu đến 30/6",
        "Hải Phòng, ngày 5 tháng 7 năm 2022",
        "Ngày … tháng … năm 2022",
        "NGƯỜI LẬP BIỂU",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "Nơi nhận:",
        "Trưởng phòng",
    ],
)
def test_what_stands_below_the_table_is_left_out(words: str) -> None:
    table = found(
        HEAD,
        FIRST,
        SECOND,
        [],
        [None, words],
        [],
        ["Nguyễn Văn A", None, "Trần Thị B"],
        merged=[Merged(5, 2, 6, 4)],
    )
    assert table.numbers == [2, 3]
    assert codes(table) == ["footer"]


def test_signatures_directly_below_totals_are_left_out_with_them() -> None:
    table = found(HEAD, FIRST, SECOND, ["Tổng cộng", None, None, None, 10], ["Người lập", None, "Chủ tịch"])
    assert table.numbers == [2, 3]
    assert codes(table) == ["footer", "totals_row"]


def test_complete_rows_below_words_of_a_footer_are_data() -> None:
    assert found(HEAD, FIRST, [], [None, "Trưởng phòng"], SECOND).numbers == [2, 4, 5]
    assert found(HEAD, FIRST, [None, "Xác nhận số liệu"]).numbers == [2, 3]
    assert found(HEAD, FIRST, [], ["TM-01", None, None, 5]).numbers == [2, 4]
