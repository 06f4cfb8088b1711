"""Cells that nobody should write: each is taken as the words that it is, or refused with its place."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from reform.initiatives.models import Initiative
from reform.initiatives.resources import AdoptionResource, InitiativeResource
from reform.workbooks.problems import FileRefused
from tests.registers.spreadsheets.helpers import counts, csv, preview, remarks, take_in, xlsx

from .factories import House, make_house
from .screens import signed_in, url
from .sheet_files import TITLE, book, cells_of, draft, problem_of

pytestmark = pytest.mark.django_db

FORM = ("unit", "year", "initiative_title", "reform_field")


@pytest.fixture
def house() -> House:
    return make_house(letters="AB")


def one(house: House, **cells: Any) -> Any:
    """Return the preview of one new application with these further cells."""
    given = {"unit": "P-A", "year": 2022, "initiative_title": TITLE, "reform_field": "procedures"} | cells
    return preview(InitiativeResource, house.officer("A"), xlsx(tuple(given), tuple(given.values())))


# --- formulas, control characters, lengths ---


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", '=HYPERLINK("x")'])
def test_words_that_look_like_a_formula_stay_words_and_go_out_harmless(house: House, words: str) -> None:
    heading = ",".join((*FORM, "solution", "authors", "effects"))
    name = words.replace("|", "/")
    row = f'P-A,2022,"{_quoted(words)}",procedures,"{_quoted(words)}","{_quoted(name)} | 100%",'
    content = f'{heading}\r\n{row}"{_quoted(name)} | 5 | 2 | ngày"'.encode()
    batch = take_in(InitiativeResource, house.officer("A"), content, "du-lieu.csv")
    assert counts(batch) == (1, 0, 0, 0), [row.remarks for row in batch.rows.all()]
    made = Initiative.objects.get()
    assert (made.title, made.solution, made.authors.get().name) == (words, words, name)
    answer: Any = signed_in(house.officer("A")).post(
        url(Initiative, "export"), {"file_format": "csv", "columns": "all"}
    )
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert not any(
        cell.lstrip('"').startswith(("=", "+", "@", "-")) for cell in text.replace("\n", ",").split(",")
    )


def _quoted(words: str) -> str:
    return words.replace('"', '""')


def test_a_formula_that_nobody_worked_out_is_told_with_its_cell(house: House) -> None:
    with pytest.raises(FileRefused, match=r"“Dữ liệu”.* E2"):
        one(house, solution="=1+1")


def test_characters_that_nobody_sees_are_left_out(house: House) -> None:
    # "_x0000_" is how the format writes NUL.
    title, name = f"{TITLE}\u200b_x0000_", "Bì\u200bnh_x0000_"
    content = xlsx((*FORM, "authors"), ("P-A", 2022, title, "procedures", f"{name} | 100%"))
    batch = take_in(InitiativeResource, house.officer("A"), content)
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    made = Initiative.objects.get()
    assert (made.title, made.authors.get().name) == (TITLE, "Bình")


def test_a_text_file_with_what_no_text_holds_is_refused(house: House) -> None:
    content = csv(FORM, ("P-A", 2022, f"{TITLE}\x00", "procedures"))
    with pytest.raises(FileRefused):
        preview(InitiativeResource, house.officer("A"), content, "du-lieu.csv")


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("initiative_title", "x" * 301, "too_long"),
        ("applied_at", "x" * 301, "too_long"),
        ("solution", "x" * 32_767, "too_long"),
        ("authors", "x" * 151 + " | 100%", "part"),
        ("authors", "x" * 32_767, "too_long"),
        ("authors", "\n".join(f"Người {place} | 1%" for place in range(40)), "part"),
        ("effects", "x" * 201 + " | 1 | 2 | ngày", "part"),
        ("effects", "Số ngày | " + "9" * 30 + " | 2 | ngày", "part"),
        ("money_saved", "9" * 30, "too_large"),
        ("money_saved", "9" * 15, "rule"),
        ("money_saved", -5, "rule"),
        ("hours_saved", "NaN", "not_a_number"),
        ("year", 1022, "rule"),
        ("applied_from", "01/05/0202", "not_a_date"),
        ("applied_from", "31/12/1989", "rule"),
        ("authors", "Bình | 01/01/2090 | P-A | Công chức | | 100%", "part"),
        ("authors", "Bình | 01/01/1890 | P-A | Công chức | | 100%", "part"),
        ("year", "2022,5", "not_whole"),
        ("authors", 5, "part"),
        ("authors", date(2022, 1, 1), "part"),
        ("authors", "| 100%", "part"),
        ("authors", "|||||", "part"),
        ("effects", " | 1 | 2 | ", "part"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_column(
    house: House, column: str, value: Any, kind: str
) -> None:
    batch = one(house, **{column: value})
    assert remarks(batch) == [(2, kind, column)]


def test_a_long_text_that_fits_is_taken_whole(house: House) -> None:
    words = "Bước một. " * 3_000
    batch = one(house, solution=words)
    assert counts(batch) == (1, 0, 0, 0)


# --- numbers and days in other clothes ---


@pytest.mark.parametrize(
    "day",
    ["01/03/2022", "1/3/2022", "1.3.2022", "01-03-2022", "ngày 1 tháng 3 năm 2022", date(2022, 3, 1),
     datetime(2022, 3, 1), 44621, " 01/03/2022 "],
)  # fmt: skip
def test_a_day_is_read_in_every_form(house: House, day: Any) -> None:
    headings = (*FORM, "applied_from", "authors")
    born = day.replace("2022", "1985") if isinstance(day, str) else "01/03/1985"
    row = ("P-A", 2022, TITLE, "procedures", day, f"Bình | {born} | P-A | | | 100%")
    batch = take_in(InitiativeResource, house.officer("A"), xlsx(headings, row))
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    made = Initiative.objects.get()
    assert made.applied_from == date(2022, 3, 1)
    assert made.authors.get().birth_date == date(1985, 3, 1)


@pytest.mark.parametrize("day", ["31/02/2022", "03/2022", "1/3/22", "2022", "01/03/2022 10:30", "0/0/0000"])
def test_half_a_day_is_refused(house: House, day: str) -> None:
    assert remarks(one(house, applied_from=day)) == [(2, "not_a_date", "applied_from")]
    assert remarks(one(house, authors=f"Bình | {day} | P-A | | | 100%")) == [(2, "part", "authors")]


def test_numbers_as_text_and_texts_as_numbers_are_read(house: House) -> None:
    headings = (*FORM, "money_saved", "hours_saved", "applied_at")
    row = ("P-A", " 2022 ", 2022, "procedures", "12.500.000", "1.234,5", 12)
    take_in(InitiativeResource, house.officer("A"), xlsx(headings, row))
    made = Initiative.objects.get()
    assert (made.year, made.title, made.applied_at) == (2022, "2022", "12")
    assert (made.money_saved, made.hours_saved) == (Decimal(12_500_000), Decimal("1234.5"))


@pytest.mark.parametrize("share", ["60", "60%", "60,00 %", "60.0", " 60 % "])
def test_a_share_is_read_in_every_form(house: House, share: str) -> None:
    take_in(InitiativeResource, house.officer("A"), book(draft(authors=f"Bình | {share}")))
    assert Initiative.objects.get().authors.get().share == Decimal(60)


@pytest.mark.parametrize("share", ["-5%", "0", "101", "1e3", "nửa", "33,333%", "NaN", "∞"])
def test_a_share_that_is_none_is_refused(house: House, share: str) -> None:
    batch = preview(InitiativeResource, house.officer("A"), book(draft(authors=f"Bình | {share}")))
    assert remarks(batch) == [(2, "part", "authors")]


# --- what is told of it ---


def test_a_mistake_is_told_with_sheet_cell_and_heading(house: House) -> None:
    content = xlsx((*FORM, "applied_from"), ("P-A", 2022, TITLE, "procedures", "đầu năm"), sheet="Đợt 1")
    batch = preview(InitiativeResource, house.officer("A"), content)
    with translation.override("vi"):
        page = signed_in(house.officer("A")).get(url(Initiative, "import_batch", batch.pk))
    text = page.content.decode()
    assert all(words in text for words in ("Đợt 1", "E2", "applied_from", "đầu năm"))


@pytest.mark.parametrize("day", ["=cmd", "31/02/2022", "x" * 500, "\u200b01/06/2999"])
def test_a_hostile_day_of_an_application_elsewhere_is_refused(house: House, day: str) -> None:
    headings = ("initiative", "unit", "applied_from", "result")
    content = csv(headings, ("SK-2022-P-A-01", "P-B", day, "x"))
    batch = preview(AdoptionResource, house.officer("B"), content, "du-lieu.csv")
    assert (2, "not_a_date", "applied_from") in remarks(batch)
    assert problem_of(batch)
    assert cells_of(house.officer("B"), AdoptionResource) == []
