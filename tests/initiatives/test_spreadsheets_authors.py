"""Authors in a cell: what a short line keeps, whose account stays, unit or workplace, shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model

from reform.initiatives.models import Initiative, InitiativeAuthor
from reform.initiatives.resources import InitiativeResource
from tests.registers.spreadsheets.helpers import counts, preview, remarks, take_in, undo

from .factories import AuthorFactory, House, make_house, make_initiative
from .screens import signed_in
from .sheet_files import book, draft, problem_of

pytestmark = pytest.mark.django_db

WHOLE: dict[str, Any] = {
    "name": "Trần Bình", "birth_date": date(1985, 9, 2), "position": "Chuyên viên",
    "qualification": "Cử nhân Luật",
}  # fmt: skip


@pytest.fixture
def house() -> House:
    return make_house(letters="AB")


def whole(house: House, **fields: Any) -> Initiative:
    """Return a draft with one author of whom everything is known."""
    return make_initiative(house, "A", authors=[WHOLE | {"user": house.head("A")} | fields], year=2022)


def row_of(initiative: Initiative, authors: str) -> Any:
    return draft(code=initiative.code, title=initiative.title, authors=authors)


def told(author: InitiativeAuthor, *names: str) -> dict[str, Any]:
    return {name: getattr(author, name) for name in names}


# --- the short form ---


@pytest.mark.parametrize("name", ["Trần Bình", "TRẦN BÌNH", " Trần  Bình "])
def test_the_short_form_changes_the_share_and_keeps_everything_else(house: House, name: str) -> None:
    initiative = whole(house)
    batch = take_in(InitiativeResource, house.officer("A"), book(row_of(initiative, f"{name} | 70")))
    assert counts(batch) == (0, 1, 0, 0), remarks(batch)
    author = initiative.authors.get()
    assert author.share == Decimal(70)
    assert told(author, "birth_date", "unit", "position", "qualification", "user") == {
        "birth_date": date(1985, 9, 2), "unit": house.unit("A"), "position": "Chuyên viên",
        "qualification": "Cử nhân Luật", "user": house.head("A"),
    }  # fmt: skip


def test_the_preview_shows_what_the_short_form_keeps(house: House) -> None:
    batch = preview(InitiativeResource, house.officer("A"), book(row_of(whole(house), "Trần Bình | 70")))
    ((_name, old, new),) = batch.rows.get().changes
    assert old == "Trần Bình | 02/09/1985 | P-A | Chuyên viên | Cử nhân Luật | 100%"
    assert new == "Trần Bình | 02/09/1985 | P-A | Chuyên viên | Cử nhân Luật | 70%"


def test_the_short_form_of_what_stands_there_changes_nothing(house: House) -> None:
    batch = preview(InitiativeResource, house.officer("A"), book(row_of(whole(house), "Trần Bình | 100%")))
    assert counts(batch) == (0, 0, 1, 0)


def test_the_short_form_keeps_the_workplace_of_an_author_from_outside(house: House) -> None:
    initiative = whole(house, unit=None, workplace="Công ty Bưu điện")
    take_in(InitiativeResource, house.officer("A"), book(row_of(initiative, "Trần Bình | 70")))
    assert told(initiative.authors.get(), "unit", "workplace") == {
        "unit": None, "workplace": "Công ty Bưu điện",
    }  # fmt: skip


def test_the_short_form_does_not_choose_between_two_of_one_name(house: House) -> None:
    initiative = whole(house, share=Decimal(50))
    AuthorFactory(initiative=initiative, **WHOLE | {"birth_date": date(1990, 1, 1)}, share=Decimal(50))
    batch = preview(InitiativeResource, house.officer("A"), book(row_of(initiative, "Trần Bình | 70")))
    assert remarks(batch) == [(2, "part", "authors")]
    assert "Trần Bình" in problem_of(batch)


def test_one_author_in_the_short_and_in_the_long_form_is_named_twice(house: House) -> None:
    authors = "Trần Bình | 40\nTrần Bình | 02/09/1985 | P-A | | | 60%"
    batch = preview(InitiativeResource, house.officer("A"), book(row_of(whole(house), authors)))
    assert remarks(batch) == [(2, "part", "authors")]


def test_the_long_form_says_what_is_not_known_any_more(house: House) -> None:
    initiative = whole(house)
    line = "Trần Bình | | P-A | | | 100%"
    take_in(InitiativeResource, house.officer("A"), book(row_of(initiative, line)))
    assert told(initiative.authors.get(), "birth_date", "position", "user") == {
        "birth_date": None, "position": "", "user": house.head("A"),
    }  # fmt: skip


# --- accounts ---


def test_two_of_one_name_keep_their_own_accounts(house: House) -> None:
    initiative = whole(house, share=Decimal(50))
    other = WHOLE | {"birth_date": date(1990, 1, 1), "user": house.officer("A")}
    AuthorFactory(initiative=initiative, **other, share=Decimal(50))
    lines = "Trần Bình | 01/01/1990 | P-A | | | 30%\nTrần Bình | 02/09/1985 | P-A | | | 70%"
    take_in(InitiativeResource, house.officer("A"), book(row_of(initiative, lines)))
    accounts: dict[date | None, Model | None] = {row.birth_date: row.user for row in initiative.authors.all()}
    assert accounts == {date(1985, 9, 2): house.head("A"), date(1990, 1, 1): house.officer("A")}


def test_a_further_author_of_the_same_name_does_not_get_the_first_one_s_account(house: House) -> None:
    initiative = whole(house)
    lines = "Trần Bình | 01/01/1990 | P-A | | | 30%\nTrần Bình | 02/09/1985 | P-A | | | 70%"
    take_in(InitiativeResource, house.officer("A"), book(row_of(initiative, lines)))
    assert initiative.authors.get(birth_date=date(1990, 1, 1)).user is None
    assert initiative.authors.get(birth_date=date(1985, 9, 2)).user == house.head("A")


# --- unit or workplace ---


def test_an_author_from_outside_who_is_given_a_unit_has_no_workplace_any_more(house: House) -> None:
    initiative = whole(house, unit=None, workplace="Công ty Bưu điện")
    batch = take_in(
        InitiativeResource,
        house.officer("A"),
        book(row_of(initiative, "Trần Bình | 02/09/1985 | P-A | | | 100%")),
    )
    author = initiative.authors.get()
    assert (author.unit, author.workplace) == (house.unit("A"), "")
    undo(batch, InitiativeResource)
    author = initiative.authors.get()
    assert (author.unit, author.workplace) == (None, "Công ty Bưu điện")


def test_an_author_of_a_unit_who_works_outside_now_has_no_unit_any_more(house: House) -> None:
    initiative = whole(house)
    line = "Trần Bình | 02/09/1985 | ngoài: Công ty Bưu điện | | | 100%"
    take_in(InitiativeResource, house.officer("A"), book(row_of(initiative, line)))
    author = initiative.authors.get()
    assert (author.unit, author.workplace) == (None, "Công ty Bưu điện")


# --- shares that are not the whole ---


def test_shares_below_the_whole_are_told_and_taken(house: House) -> None:
    lines = "Trần Bình | 60%\nLê Công | 30%"
    batch = preview(InitiativeResource, house.officer("A"), book(draft(authors=lines)))
    assert counts(batch) == (1, 0, 0, 0)
    assert remarks(batch) == [(2, "incomplete", "authors")]
    page = signed_in(house.officer("A")).get(f"/admin/initiatives/initiatives/import_batch/{batch.pk}/")
    assert "F2" in page.content.decode()
    take_in(InitiativeResource, house.officer("A"), book(draft(authors=lines)))
    assert Initiative.objects.get().authors.count() == 2


@pytest.mark.parametrize("lines", ["Trần Bình | 60%\nLê Công | 40%", None])
def test_whole_shares_and_a_draft_without_authors_are_no_matter(house: House, lines: str | None) -> None:
    batch = preview(InitiativeResource, house.officer("A"), book(draft(authors=lines)))
    assert (counts(batch), remarks(batch)) == ((1, 0, 0, 0), [])


def test_what_a_short_line_keeps_counts_for_the_shares(house: House) -> None:
    batch = preview(InitiativeResource, house.officer("A"), book(row_of(whole(house), "Trần Bình | 70")))
    assert remarks(batch) == [(2, "incomplete", "authors")]
    assert "70" in batch.rows.get().remarks[0][2]


def test_a_row_that_leaves_the_authors_alone_is_not_told_of_their_shares(house: House) -> None:
    initiative = whole(house, share=Decimal(60))
    row = draft(code=initiative.code, title="Tên mới")
    batch = preview(InitiativeResource, house.officer("A"), book(row))
    assert (counts(batch), remarks(batch)) == ((0, 1, 0, 0), [])
