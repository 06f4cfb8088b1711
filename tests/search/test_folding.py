"""Folding: two spellings of the same words must come out alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import alphabetical, alphabetical_key, fold, fold_with_offsets

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy /-.0123456789"
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | VIETNAMESE)
def test_composed_and_decomposed_spellings_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(VIETNAMESE)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@given(st.text())
def test_folded_text_holds_plain_words_apart_by_one_space(text: str) -> None:
    assert set(fold(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")
    assert fold(text) == " ".join(fold(text).split())


@given(st.text() | VIETNAMESE)
def test_offsets_belong_to_the_folded_text(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= place < len(text) for place in offsets)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("uỷ ban", "ủy ban"),
        ("hoà bình", "hòa bình"),
        ("Đằng Hải", "dang hai"),
        ("đánh giá", "DANH GIA"),
        ("123/QĐ-UBND", "123 qd ubnd"),
        ("COVID-19", "covid 19"),
        ("\u201cDịch\u00a0vụ\u201d\u2026", "dich vu"),
        ("a\x00b", "a b"),
    ],
)
def test_two_spellings_of_the_same_words_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_different_words_stay_different() -> None:
    assert fold("dân") == fold("đan")  # marks are the only difference that is lost
    assert len({fold(word) for word in ("dân", "dang", "gian", "123", "132")}) == 5


def test_texts_are_sorted_as_in_a_vietnamese_dictionary() -> None:
    in_order = [
        *("100% văn bản", "ban ngày", "bàn giao", "bản sao", "bán nhà", "Băng từ", "bầu cử", "Chứng thực"),
        *("dân số", "Đăng ký", "đề án", "ê-kíp", "Ghi sổ", "“Xác nhận”", "y tế"),
    ]
    assert sorted(sorted(in_order), key=alphabetical) == in_order
    assert sorted(sorted(in_order), key=alphabetical_key) == in_order
