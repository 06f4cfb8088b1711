"""Finding the table: whatever stands around it, and whatever people did to its headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import Cell, Heading, Merged, Workbook, find_table
from tests.workbooks.tables import FIRST, HEAD, HEADINGS, SECOND, codes, found, refusal, sheet_of


def test_a_plain_table_comes_out_as_it_stands() -> None:
    table = found(HEAD, FIRST, SECOND)
    assert table.sheet == "Nhiệm vụ"
    assert table.heading_row == 1
    assert table.dataset.headers == ["code", "name", "unit", "rate", "count"]
    assert [list(row) for row in table.dataset] == [FIRST, SECOND]
    assert table.numbers == [2, 3]
    assert table.notes == []


def test_columns_in_any_order_with_strangers_between_them_are_found() -> None:
    table = found(
        ["STT", "Số hồ sơ", None, "Tên nhiệm vụ", "Ý kiến", "Mã"],
        [1, 4, None, "Việc một", "tốt", "01"],
        [2, 6, "lạc", "Việc hai"],
    )
    assert table.dataset.headers == ["count", "name", "code"]
    assert [list(row) for row in table.dataset] == [[4, "Việc một", "01"], [6, "Việc hai", None]]
    assert {name: (place.letter, place.position) for name, place in table.places.items()} == {
        "count": ("B", 1),
        "name": ("D", 3),
        "code": ("F", 5),
    }
    (note,) = table.notes
    assert note.code == "unknown_columns"
    assert "C" in note.text
    assert "E “Ý kiến”" in note.text
    assert "STT" not in note.text


@pytest.mark.parametrize(
    "heading",
    [
        "TÊN NHIỆM VỤ",
        "ten nhiem vu",
        "Tên nhiệm vụ *",
        "Tên nhiệm vụ (*)",
        " Tên\u00a0 nhiệm\nvụ ",
        "Te\u0302n nhie\u0323\u0302m vu\u0323",
        "Tên nhiệm vụ (ghi đầy đủ)",
        "2. Tên nhiệm vụ",
        "(2) Tên nhiệm vụ [1]",
        "b) Tên nhiệm vụ:",
        "Nội dung",
    ],
)
def test_a_heading_is_known_in_any_spelling(heading: str) -> None:
    table = found(["Mã", heading], ["01", "Việc một"])
    assert table.places["name"].position == 1
    assert table.places["name"].heading == heading.strip()


def test_columns_to_be_ignored_are_left_out_without_a_word() -> None:
    table = found([*HEAD, "Ghi chú lỗi"], [*FIRST, "Sửa ngày"], ignored=("Ghi chú lỗi",))
    assert table.notes == []
    assert len(table.dataset.headers or ()) == 5


def test_a_title_block_above_is_left_out() -> None:
    table = found(
        ["UBND QUẬN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Đơn vị: Phòng Nội vụ"],
        [],
        ["BÁO CÁO", None, "Mã"],
        HEAD,
        FIRST,
        merged=[Merged(1, 1, 1, 3), Merged(4, 1, 4, 5)],
    )
    assert table.heading_row == 5
    assert table.numbers == [6]
    (note,) = table.notes
    assert note.code == "title_block"
    assert "4" in note.text


# --- Headings over several rows ----------------------------------------------------------


def test_groups_above_the_headings_are_read_together_with_them() -> None:
    headings = (
        Heading("code", ("Mã",), True),
        Heading("planned", ("Kế hoạch số lượng",), True),
        Heading("done", ("Thực hiện số lượng",), True),
        Heading("day", ("Hạn",), False),
    )
    rows: list[list[Cell]] = [
        ["Mã", "Kế hoạch", None, "Thực hiện", None, "Ghi chú"],
        [None, "Số lượng", "Hạn", "Số lượng", "Khác", None],
        ["01", 4, "x", 3, None, None],
    ]
    for merged in ([], [Merged(1, 1, 2, 1), Merged(1, 2, 1, 3), Merged(1, 4, 1, 5), Merged(1, 6, 2, 6)]):
        table = find_table(Workbook("xlsx", [sheet_of(*rows, merged=merged)]), headings)
        assert {name: place.letter for name, place in table.places.items()} == {
            "code": "A",
            "planned": "B",
            "day": "C",
            "done": "D",
        }
        assert table.heading_row == 2
        assert table.numbers == [3]
        assert codes(table) == ["two_row_heading", "unknown_columns"]


def test_three_rows_of_headings_are_read_as_one() -> None:
    table = found(
        ["Mã", "Nhiệm vụ", None, None],
        [None, "Chung", None, "Kết quả"],
        [None, "Nội dung", "Đơn vị", "Tỷ lệ"],
        ["01", "Việc", "P. Nội vụ", "95%"],
    )
    assert list(table.places) == ["code", "name", "unit", "rate"]
    assert table.heading_row == 3


def test_the_first_row_of_data_is_not_taken_for_a_second_row_of_headings() -> None:
    table = found(["Mã", "Tên nhiệm vụ", "Loại"], ["01", "Việc một", "Đơn vị"], ["02", "Việc hai", "Tỷ lệ"])
    assert table.numbers == [2, 3]
    assert list(table.places) == ["code", "name"]


def test_a_heading_that_says_more_wins_over_one_that_says_less() -> None:
    headings = (Heading("code", ("Mã",), True), Heading("total", ("Tổng số hồ sơ", "Số hồ sơ"), True))
    rows: list[list[Cell]] = [["Mã", "Tổng", "Khác"], [None, "Số hồ sơ", "Số hồ sơ"], ["01", 4, 5]]
    table = find_table(Workbook("xlsx", [sheet_of(*rows)]), headings)
    assert table.places["total"].letter == "B"


# --- Sheets ------------------------------------------------------------------------------


def test_the_sheet_that_fits_best_is_read_and_the_others_are_named() -> None:
    workbook = Workbook(
        "xlsx",
        [
            sheet_of(["Mã", "Nội dung"], ["a", "b"], name="Hướng dẫn"),
            sheet_of(name="Trống"),
            sheet_of(HEAD, FIRST, name="Nhiệm vụ"),
            sheet_of(HEAD, SECOND, name="Bản sao"),
        ],
    )
    table = find_table(workbook, HEADINGS)
    assert table.sheet == "Nhiệm vụ"
    (note,) = table.notes
    assert note.code == "other_sheets"
    assert "“Hướng dẫn”, “Bản sao”" in note.text


def test_of_sheets_that_fit_alike_one_with_rows_is_read() -> None:
    workbook = Workbook("xlsx", [sheet_of(HEAD, name="Mẫu"), sheet_of(HEAD, FIRST, name="Tháng 6")])
    assert find_table(workbook, HEADINGS).sheet == "Tháng 6"


# --- Refusals ----------------------------------------------------------------------------


def test_a_file_without_the_headings_is_told_which_are_expected() -> None:
    refused = refusal(["Họ tên", "Ngày sinh"], ["A", "B"])
    assert refused.code == "no_table"
    assert "Mã, Tên nhiệm vụ" in refused.message
    assert refusal().code == "no_table"
    assert refusal(["Mã"], ["01"]).code == "no_table"


def test_missing_columns_are_named() -> None:
    refused = refusal(["Mã", "Đơn vị"], ["01", "x"])
    assert refused.code == "missing_columns"
    assert "Tên nhiệm vụ" in refused.message
    assert "Mã" not in refused.message.replace("Nhiệm vụ", "")


def test_a_column_that_is_there_twice_is_named_with_both_letters() -> None:
    refused = refusal([*HEAD, "NỘI DUNG"], FIRST)
    assert refused.code == "twice"
    assert "B" in refused.message
    assert "F" in refused.message


@pytest.mark.parametrize(
    "merged", [Merged(2, 1, 3, 1), Merged(2, 2, 2, 3), Merged(1, 1, 2, 1), Merged(2, 5, 9, 9)]
)
def test_merged_cells_among_the_data_are_refused_with_their_range(merged: Merged) -> None:
    refused = refusal(HEAD, FIRST, SECOND, merged=[merged])
    assert refused.code == "merged"
    assert merged.reference in refused.message
    assert "Nhiệm vụ" in refused.message


@pytest.mark.parametrize(
    "merged", [Merged(1, 1, 1, 5), Merged(2, 6, 3, 7), Merged(4, 1, 5, 5), Merged(2, 1, 2, 1)]
)
def test_merged_cells_elsewhere_do_not_matter(merged: Merged) -> None:
    assert found(HEAD, FIRST, SECOND, merged=[merged]).numbers == [2, 3]


def test_formulas_that_were_never_calculated_are_refused_with_their_cells() -> None:
    refused = refusal(HEAD, FIRST, SECOND, flaws={(3, 4): "formula", (2, 5): "formula", (1, 9): "#REF!"})
    assert refused.code == "formula"
    assert "E2, D3" in refused.message


def test_an_error_is_refused_with_its_cell_and_its_text() -> None:
    refused = refusal(HEAD, FIRST, SECOND, flaws={(3, 4): "#REF!"})
    assert refused.code == "error_value"
    assert "D3" in refused.message
    assert "#REF!" in refused.message


def test_flaws_outside_the_data_do_not_matter() -> None:
    flaws = {(1, 1): "formula", (3, 2): "#REF!", (4, 7): "formula"}
    assert found(["Kỳ"], [], HEAD, FIRST, flaws=flaws | {(3, 2): "#N/A"}).numbers == [4]


def test_rows_of_nothing_but_formulas_without_values_are_not_blank() -> None:
    flaws = {(row, column): "formula" for row in (2, 3) for column in (1, 2)}
    assert refusal(HEAD, [], flaws=flaws).code == "formula"
    assert refusal(HEAD, flaws=flaws).code == "formula"


def test_headings_without_rows_are_refused() -> None:
    for rows in ([], [[], [None] * 5], [["Tổng cộng", None, None, None, 0]]):
        refused = refusal(HEAD, *rows)
        assert refused.code == "no_rows"
        assert "1" in refused.message


# --- Whatever else -----------------------------------------------------------------------

cells = (
    st.none()
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.text(max_size=12)
    | st.sampled_from(
        [*HEAD, "Nội dung", "Tổng cộng", "(1)", "Ghi chú:", "#REF!", "95%", "STT", "KT. CHỦ TỊCH"]
    )
)
places = st.tuples(st.integers(1, 12), st.integers(1, 8))


@given(
    st.lists(st.lists(cells, max_size=7), max_size=10),
    st.lists(st.builds(Merged, *[st.integers(1, 12)] * 4), max_size=4),
    st.dictionaries(places, st.sampled_from(["formula", "#REF!"]), max_size=4),
    st.lists(cells, max_size=6),
)
def test_any_rows_below_headings_give_a_table_or_a_refusal(
    rows: list[list[Cell]], merged: list[Merged], flaws: dict[tuple[int, int], str], example: list[Cell]
) -> None:
    for above in ([], [HEAD], [[None, *HEAD]]):
        workbook = Workbook("xlsx", [sheet_of(*above, *rows, merged=merged, flaws=flaws)])
        try:
            table = find_table(workbook, HEADINGS, example=example)
        except FileRefused as refused:
            assert refused.message
        else:
            assert len(table.dataset) == len(table.numbers) > 0
            assert table.numbers == sorted(set(table.numbers))
            assert table.numbers[0] > table.heading_row
