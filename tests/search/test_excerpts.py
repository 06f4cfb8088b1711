"""Excerpts: the text around a match, marked and harmless."""

import re
import unicodedata

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from search.excerpts import SHOWN_LENGTH, excerpt, find_spans, highlight


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Phường Đằng Hải", "dang hai", "Phường <mark>Đằng Hải</mark>"),
        ("Uỷ ban và ủy ban", "ủy", "<mark>Uỷ</mark> ban và <mark>ủy</mark> ban"),
        ("Số 123/QĐ-UBND.", "123/qd-ubnd", "Số <mark>123</mark>/<mark>QĐ</mark>-<mark>UBND</mark>."),
        ("danh sách", "anh", "danh sách"),
        ("a < b & c", "b", "a &lt; <mark>b</mark> &amp; c"),
        ("<b>tin</b>", "b", "&lt;<mark>b</mark>&gt;tin&lt;/<mark>b</mark>&gt;"),
        ("tin", "", "tin"),
        ("", "tin", ""),
    ],
)
def test_found_words_are_marked_in_the_text_that_people_read(text: str, query: str, marked: str) -> None:
    assert highlight(text, query) == marked


def test_a_letter_keeps_its_separate_marks() -> None:
    text = unicodedata.normalize("NFD", "Đằng Hải")
    assert highlight(text, "hai") == f"{text[: text.index('H')]}<mark>{text[text.index('H') :]}</mark>"


@given(st.text(), st.text(max_size=20))
def test_marking_adds_marks_and_changes_nothing_else(text: str, query: str) -> None:
    html = highlight(text, query)
    assert re.sub(r"</?mark>", "", html) == escape(text)
    assert "<" not in re.sub(r"</?mark>", "", html)


@given(st.text(), st.text(max_size=20))
def test_spans_are_ordered_and_inside_the_text(text: str, query: str) -> None:
    places = [place for span in find_spans(text, query) for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


def test_an_excerpt_shows_the_text_around_the_first_match() -> None:
    shown = excerpt("mở đầu " * 100 + "về dịch vụ công đây " + "kết thúc " * 100, "dich vu")
    assert "<mark>dịch vụ</mark> công" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < SHOWN_LENGTH + 60


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    assert excerpt("Một  trang\n ngắn", "khac") == "Một trang ngắn"


@given(st.text(max_size=2000), st.text(max_size=20))
def test_no_text_makes_an_excerpt_fail(text: str, query: str) -> None:
    assert "<" not in re.sub(r"</?mark>", "", excerpt(text, query))
