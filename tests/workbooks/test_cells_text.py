import unicodedata
from datetime import date, datetime, time, timedelta

import pytest

from reform.workbooks.cells import EMPTY_MARK, clean_text, is_empty_mark, split_names


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        (unicodedata.normalize("NFD", "Phòng Nội vụ"), "Phòng Nội vụ"),
        ("  Phòng   Nội  vụ ", "Phòng Nội vụ"),
        ("Phòng\u00a0Nội\u2009vụ\u3000", "Phòng Nội vụ"),
        ("\ufeffPhòng\u200b Nội\u200d vụ\u00ad", "Phòng Nội vụ"),
        ("Phòng\tNội vụ", "Phòng Nội vụ"),
        ("một\r\nhai\rba\vbốn\u2028năm", "một\nhai\nba\nbốn\nnăm"),
        (" một \n  hai  ", "một\nhai"),
        ("một\n\nhai\n", "một\n\nhai"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("a\ud800b\uffff", "ab"),
        ("e\u200b\u0301", "é"),
        ("12 ½ m²", "12 ½ m²"),
        ("１２", "１２"),
        ("✔️ 👍", "✔️ 👍"),
        ("", ""),
        (" \u00a0\u200b\n", ""),
        (None, ""),
    ],
)
def test_text_comes_without_what_nobody_meant_to_type(value: str | None, text: str) -> None:
    assert clean_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (-5, "-5"),
        (5.0, "5"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012345.0, "123456789012345"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2022, 6, 4), "04/06/2022"),
        (date(987, 6, 4), "04/06/0987"),
        (datetime(2022, 6, 14), "14/06/2022"),
        (datetime(2022, 6, 14, 8, 5), "14/06/2022 08:05"),
        (datetime(2022, 6, 14, 8, 5, 9), "14/06/2022 08:05:09"),
        (time(8, 5), "08:05"),
        (timedelta(days=1, hours=1, minutes=2), "25:02"),
        (timedelta(hours=-1), "-01:00"),
        (float("nan"), "NaN"),
        (float("-inf"), "-Infinity"),
    ],
)
def test_numbers_and_dates_in_a_text_column_read_as_they_look(value: object, text: str) -> None:
    assert clean_text(value) == text


@pytest.mark.parametrize(
    "value", [pytest.param(10**5000, id="5001 digits"), 1e308, pytest.param(-(10**5000), id="negative")]
)
def test_a_huge_number_is_still_a_text(value: float) -> None:
    assert clean_text(value).lstrip("-").startswith("10")
    assert len(clean_text(value)) > 300


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'- mục một\n- mục hai", "- mục một\n- mục hai"),
        ("'+84 225", "+84 225"),
        ("'@ủy ban", "@ủy ban"),
        ("'\tmột", "một"),
        ("''=1", "'=1"),
        ("'''=1", "''=1"),
        ("'=''1", "=''1"),
        ("'tên'", "'tên'"),
        ("'", "'"),
        ("=1", "=1"),
    ],
)
def test_one_apostrophe_of_the_export_is_taken_away(value: str, text: str) -> None:
    assert clean_text(value) == text


def test_a_tower_of_marks_is_cut_and_everything_else_of_it_kept() -> None:
    cleaned = clean_text("a" + "\u0301\u0323" * 16_000 + "b")
    assert cleaned[0] == unicodedata.normalize("NFC", "a\u0323\u0301")[0]
    assert cleaned.endswith("b")
    assert len(cleaned) < 40


def test_decomposed_text_of_any_length_is_composed_without_a_loss() -> None:
    text = "Đẩy mạnh cải cách hành chính quận Hải An.\n" * 500
    assert clean_text(unicodedata.normalize("NFD", text)) == text.strip()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Phòng A; Phòng B", ["Phòng A", "Phòng B"]),
        ("Phòng A\nPhòng B;\n\nPhòng C;", ["Phòng A", "Phòng B", "Phòng C"]),
        ("- Phòng A\n• Phòng  B,\n+ Phòng C", ["Phòng A", "Phòng B", "Phòng C"]),
        ("'- Phòng A\n- Phòng B", ["Phòng A", "Phòng B"]),
        ("Phòng Kinh tế, Hạ tầng", ["Phòng Kinh tế, Hạ tầng"]),
        ("A;A", ["A", "A"]),
        (" ; ;\n", []),
        (None, []),
        (12, ["12"]),
    ],
)
def test_names_in_one_cell_are_told_apart(value: object, names: list[str]) -> None:
    assert split_names(value) == names


@pytest.mark.parametrize(
    ("separators", "names"),
    [(",", ["A", "B; C"]), (";,", ["A", "B", "C"]), (";", ["A, B", "C"]), ("]^-,", ["A", "B; C"])],
)
def test_the_caller_says_what_separates_names(separators: str, names: list[str]) -> None:
    assert split_names("A, B; C", separators=separators) == names


@pytest.mark.parametrize(
    "value",
    [
        EMPTY_MARK,
        "#xoa",
        "#Xóa",
        "#XOÁ",
        "# XÓA",
        " #xóa ",
        "#\u200bXOA",
        "＃ＸＯＡ",
        unicodedata.normalize("NFD", "#xóa"),
    ],
)
def test_the_mark_that_empties_a_cell_is_known_in_any_spelling(value: str) -> None:
    assert is_empty_mark(value)


@pytest.mark.parametrize("value", ["XOA", "#XOA hết", "#", "", "#XO", "xóa #", None, 0, "#xoa" * 9_000])
def test_nothing_else_empties_a_cell(value: object) -> None:
    assert not is_empty_mark(value)
