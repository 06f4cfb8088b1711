import unicodedata
from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext

from reform.workbooks.cells import read_boolean, read_choice
from reform.workbooks.problems import CellRefused

STATES = [("open", "Đang thực hiện"), ("done", "Đã hoàn thành"), ("late", "Quá hạn"), ("", "---------")]


@pytest.mark.parametrize(
    "value",
    [
        True, 1, 1.0, "1", "x", "X", " x ", "Ｘ", "×", "(x)", "[X]", "v", "✓", "✔", "✔️", "☑", "√", "có",
        "Có", "CÓ", "co",
        "có.", unicodedata.normalize("NFD", "có"), "đã", "Đã", "da", "ĐÃ", "Ðã", "đã có", "rồi", "đúng",
        "yes",
        "Y", "true", "TRUE", "\u00a0Có\u200b",
    ],
)  # fmt: skip
def test_yes_is_known_in_all_its_spellings(value: object) -> None:
    assert read_boolean(value) is True


@pytest.mark.parametrize(
    "value",
    [
        False, 0, 0.0, "0", "-", "–", "—", "☐", "không", "Không", "KHÔNG", "khong", "không có", "chưa",
        "Chua",
        unicodedata.normalize("NFD", "chưa"), "chưa có", "sai", "no", "N", "false", "FALSE", "không.",
    ],
)  # fmt: skip
def test_no_is_known_in_all_its_spellings(value: object) -> None:
    assert read_boolean(value) is False


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "?", "có?", "có lẽ", "không rõ", "đã chưa", "[ ]", "☒", "2", "01", "xx", "đang", 2, -1,
        0.5, None,
        float("nan"), 10**400, date(2022, 6, 14), "x" * 32_767, [], object(),
    ],
)  # fmt: skip
def test_what_is_neither_yes_nor_no_is_refused(value: object) -> None:
    with pytest.raises(CellRefused) as refused:
        read_boolean(value)
    assert refused.value.kind == "not_yes_or_no"
    assert refused.value.advice


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("answer", [True, False])
def test_the_words_of_the_export_read_back(answer: bool, language: str) -> None:
    with translation.override(language):
        written = gettext("Yes") if answer else gettext("No")
    assert read_boolean(written) is answer


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Đang thực hiện", "open"),
        ("đang  thực hiện", "open"),
        ("dang thuc hien", "open"),
        ("ĐANG THỰC HIỆN.", "open"),
        (unicodedata.normalize("NFD", "Quá hạn"), "late"),
        ("late", "late"),
        ("LATE", "late"),
        ("---------", ""),
    ],
)
def test_a_choice_is_known_by_its_words_or_its_code(value: str, code: str) -> None:
    assert read_choice(value, STATES) == code


@pytest.mark.parametrize(
    "value", ["", "hoàn thành", "Đang", "?", None, 5, True, date(2022, 6, 14), "open" * 8_000, object()]
)
def test_what_is_no_choice_is_refused_and_the_choices_are_listed(value: object) -> None:
    with translation.override("en"), pytest.raises(CellRefused) as refused:
        read_choice(value, STATES)
    assert refused.value.kind == "not_a_choice"
    assert refused.value.advice == "Write one of: Đang thực hiện, Đã hoàn thành, Quá hạn."


def test_a_numeric_code_may_stand_as_a_number() -> None:
    choices = [("1", "Thấp"), ("2", "Cao")]
    assert read_choice(2, choices) == "2"
    assert read_choice(2.0, choices) == "2"
    assert read_choice("2", choices) == "2"


def test_diacritics_count_where_nothing_else_tells_choices_apart() -> None:
    choices = [("a", "Bản đồ"), ("b", "Bán đồ")]
    assert read_choice("Bán đồ", choices) == "b"
    with translation.override("en"), pytest.raises(CellRefused, match="Several choices"):
        read_choice("ban do", choices)


def test_words_are_meant_before_a_code_that_is_spelt_the_same() -> None:
    choices = [("high", "Cao"), ("cao", "Cao nhất"), ("moi", "Cũ"), ("x", "Mới")]
    assert read_choice("Cao", choices) == "high"
    assert read_choice("cao nhat", choices) == "cao"
    assert read_choice("mới", choices) == "x"


def test_a_long_list_of_choices_is_cut_in_the_advice() -> None:
    with pytest.raises(CellRefused) as refused:
        read_choice("?", [(str(number), f"Phường {number}") for number in range(1, 101)])
    assert "Phường 15, …" in refused.value.advice
    assert "Phường 16" not in refused.value.advice
