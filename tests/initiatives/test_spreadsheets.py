"""Applications and applications elsewhere by spreadsheet: what units do, and may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative, InitiativeAuthor, InitiativeEffect
from reform.initiatives.resources import InitiativeResource
from reform.initiatives.workflow import INITIATIVES
from reform.registers.models import HistoryEntry
from reform.registers.spreadsheets.undoing import UndoBlocked
from tests.organisation.factories import UnitFactory
from tests.registers.spreadsheets.helpers import confirm, counts, preview, remarks, take_in, undo, xlsx

from .factories import (
    EffectFactory,
    House,
    InitiativeFactory,
    make_house,
    make_initiative,
)
from .sheet_files import TITLE, TWO_AUTHORS, authors_of, book, draft, problem_of
from .ways import lead_to, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house(letters="AB")


# --- taking in ---


def test_rows_without_a_code_are_new_drafts_with_the_next_codes_of_their_unit(house: House) -> None:
    before = make_initiative(house, "A", year=2022)
    assert before.code == "SK-2022-P-A-01"
    batch = preview(
        InitiativeResource,
        house.officer("A"),
        book(
            draft(authors=TWO_AUTHORS, effects="Số ngày chờ | 1.234,5 | 2 | ngày; Số lần đi lại|3|1|lần"),
            draft(title="Một mã cho mọi hồ sơ"),
        ),
    )
    assert counts(batch) == (2, 0, 0, 0), remarks(batch)
    assert Initiative.objects.count() == 1

    confirm(batch, InitiativeResource)

    first, second = Initiative.objects.exclude(pk=before.pk).order_by("code")
    assert (first.code, second.code) == ("SK-2022-P-A-02", "SK-2022-P-A-03")
    assert (first.state, first.held_since, first.unit) == (
        State.DRAFT,
        timezone.localdate(),
        house.unit("A"),
    )
    binh, cong = first.authors.all()
    assert (binh.birth_date, binh.unit, binh.share) == (date(1985, 9, 2), house.unit("A"), Decimal(60))
    assert (cong.unit, cong.workplace, cong.position) == (None, "Công ty Bưu điện", "Giám đốc")
    assert list(first.effects.values_list("indicator", "before", "measure")) == [
        ("Số ngày chờ", Decimal("1234.5"), "ngày"),
        ("Số lần đi lại", Decimal(3), "lần"),
    ]
    entry = HistoryEntry.objects.of(first).get()
    told = {change["field"]: change["new"] for change in entry.changes}
    assert told["code"] == first.code
    assert "Lê Văn Công" in told["authors"]


def test_the_same_file_twice_makes_nothing_twice(house: House) -> None:
    content = book(draft(authors=TWO_AUTHORS), draft(title="Một mã cho mọi hồ sơ"))
    take_in(InitiativeResource, house.officer("A"), content)
    assert counts(preview(InitiativeResource, house.officer("A"), content)) == (0, 0, 2, 0)


def test_a_title_that_two_drafts_have_needs_the_code(house: House) -> None:
    for _time in range(2):
        InitiativeFactory(unit=house.unit("A"), year=2022, title=TITLE)
    batch = preview(InitiativeResource, house.officer("A"), book(draft()))
    assert remarks(batch) == [(2, "ambiguous_record", "")]


@pytest.mark.parametrize("archived", [False, True])
def test_what_was_withdrawn_does_not_stand_in_the_way_of_the_same_title(house: House, archived: bool) -> None:
    past = make_initiative(house, "A", year=2022, title=TITLE)
    lead_to(past, State.WITHDRAWN, house=house)
    if archived:
        step(past, "archive", house=house)
    kept = Initiative.objects.filter(pk=past.pk).values().get()
    batch = take_in(InitiativeResource, house.officer("A"), book(draft(authors=TWO_AUTHORS)))
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    assert Initiative.objects.filter(pk=past.pk).values().get() == kept
    new = Initiative.objects.exclude(pk=past.pk).get()
    assert (new.state, new.code, new.title) == (State.DRAFT, "SK-2022-P-A-02", TITLE)
    assert counts(preview(InitiativeResource, house.officer("A"), book(draft(authors=TWO_AUTHORS)))) == (
        0, 0, 1, 0,
    )  # fmt: skip


def test_what_was_withdrawn_is_not_changed_by_its_code_either(house: House) -> None:
    past = make_initiative(house, "A", year=2022)
    lead_to(past, State.WITHDRAWN, house=house)
    batch = preview(InitiativeResource, house.officer("A"), book(draft(code=past.code, title="Tên mới")))
    assert [kind for _row, kind, _column in remarks(batch)] == ["forbidden"]


@pytest.mark.parametrize(
    "typed",
    ["sk-2022-p-a-01", "  SK-2022-P-A-01 ", "Sk-2022-p-A-01", "SK–2022–P‑A–01", "SK - 2022 - P-A - 01"],
)
def test_a_code_is_known_however_it_is_typed(house: House, typed: str) -> None:
    initiative = make_initiative(house, "A", year=2022)
    batch = take_in(InitiativeResource, house.officer("A"), book(draft(code=typed, title="Tên mới")))
    assert counts(batch) == (0, 1, 0, 0), remarks(batch)
    initiative.refresh_from_db()
    assert (initiative.code, initiative.title) == ("SK-2022-P-A-01", "Tên mới")


def test_two_spellings_of_a_code_are_one_application(house: House) -> None:
    initiative = make_initiative(house, "A", year=2022)
    rows = [draft(code=code, title=f"Tên {code}") for code in (initiative.code, initiative.code.lower())]
    batch = preview(InitiativeResource, house.officer("A"), book(*rows))
    assert remarks(batch) == [(3, "twice", "")]


def test_a_code_changes_the_draft_and_its_authors_who_keep_their_accounts(house: House) -> None:
    initiative = make_initiative(
        house, "A", authors=[{"name": "Trần Thị Bình", "user": house.head("A")}], year=2022
    )
    EffectFactory(initiative=initiative)
    batch = take_in(
        InitiativeResource,
        house.officer("A"),
        book(draft(code=initiative.code, title="Tên mới", authors=TWO_AUTHORS)),
    )
    assert counts(batch) == (0, 1, 0, 0), remarks(batch)
    initiative.refresh_from_db()
    assert initiative.title == "Tên mới"
    assert "ten moi" in initiative.search_text
    assert authors_of(initiative) == [("Trần Thị Bình", Decimal(60)), ("Lê Văn Công", Decimal(40))]
    assert initiative.authors.get(name="Trần Thị Bình").user == house.head("A")
    assert initiative.effects.count() == 1, "a blank cell keeps what is there"


def test_taking_an_import_back_brings_titles_authors_and_figures_back(house: House) -> None:
    initiative = make_initiative(house, "A", authors=[{"name": "Phạm Thị Dung", "user": house.head("A")}])
    EffectFactory(initiative=initiative)
    old = {
        model: list(model._default_manager.values().order_by("pk"))
        for model in (InitiativeAuthor, InitiativeEffect)
    }
    title = initiative.title
    row = ("P-A", initiative.code, initiative.year, "Tên mới", "procedures", TWO_AUTHORS, "#XOA")
    batch = take_in(InitiativeResource, house.officer("A"), book(row, draft(authors=TWO_AUTHORS)))
    assert counts(batch) == (1, 1, 0, 0), remarks(batch)
    assert not initiative.effects.exists()

    undo(batch, InitiativeResource)

    assert Initiative.objects.get().title == title
    for model, rows in old.items():
        assert list(model._default_manager.values().order_by("pk")) == rows
    told = HistoryEntry.objects.of(initiative).order_by("pk").last()
    assert told is not None
    assert "authors" in {change["field"] for change in told.changes}


def test_an_import_stays_once_the_head_has_endorsed_the_application(house: House) -> None:
    whole = "Trần Thị Bình | 12/05/1985 | P-A | Công chức | | 100%"
    content = book(("P-A", None, 2022, TITLE, "procedures", whole, None))
    batch = take_in(InitiativeResource, house.officer("A"), content)
    initiative = Initiative.objects.get()
    Initiative.objects.update(
        applied_from=date(2022, 1, 1), applied_at="x", problem="x", solution="x", novelty="x",
        benefit_by_author="x", scope="x", truth_stated=True,
    )  # fmt: skip
    INITIATIVES.perform(initiative, "endorse", actor=house.head("A"))
    with pytest.raises(UndoBlocked):
        undo(batch, InitiativeResource)


# --- what is refused ---


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ("Trần Thị Bình | 70%; Lê Văn Công | 40%", ("110", "100")),
        ("Trần Thị Bình | | P-LẠ | | | 60%", ("Trần Thị Bình", "P-LẠ", "unit (code)")),
        ("Trần Thị Bình | năm 1985 | P-A | | | 60%", ("Trần Thị Bình", "năm 1985")),
        ("Trần Thị Bình | P-A | 60%", ("Trần Thị Bình", "3", "6", "full name")),
        ("Trần Thị Bình | | P-A | | | nhiều", ("contribution (%)", "nhiều")),
        ("Trần Thị Bình | | P-A | | |", ("contribution (%)",)),
        ("A | 50%\nA | 50%", ("A is named twice",)),
        ("Trần Thị Bình | 0%", ("contribution (%)",)),
    ],
)
def test_a_wrong_author_is_named_with_what_to_do(house: House, authors: str, words: tuple[str, ...]) -> None:
    from django.utils import translation

    with translation.override("en"):
        batch = preview(InitiativeResource, house.officer("A"), book(draft(authors=authors)))
        assert remarks(batch) == [(2, "part", "authors")]
        for word in words:
            assert word in problem_of(batch)


def test_everything_that_is_wrong_in_a_cell_is_told_at_once(house: House) -> None:
    effects = "Số ngày | 5 | hai | ngày\nSố lần | ba | 1 | lần\nThiếu | 1 | 2"
    batch = preview(InitiativeResource, house.officer("A"), book(draft(effects=effects)))
    told = problem_of(batch)
    assert all(word in told for word in ("“hai”", "“ba”", "“Thiếu”"))


def test_days_and_numbers_are_read_as_officials_write_them(house: House) -> None:
    headings = ("unit", "year", "initiative_title", "reform_field", "applied_from", "money_saved")
    batch = preview(
        InitiativeResource,
        house.officer("A"),
        xlsx(
            headings,
            ("P-A", 2022, "Một", "procedures", "01/03/2022", "12.500.000"),
            ("P-A", "2022", "Hai", "procedures", "đầu năm", "1.234,5"),
            ("P-A", "năm nay", "Ba", "procedures", None, None),
        ),
    )
    assert [(number, column) for number, _kind, column in remarks(batch)] == [
        (3, "applied_from"),
        (3, "money_saved"),
        (4, "year"),
    ]
    confirm(batch, InitiativeResource, only_good_rows=True)
    assert (Initiative.objects.get().applied_from, Initiative.objects.get().money_saved) == (
        date(2022, 3, 1),
        Decimal(12_500_000),
    )


def test_a_row_of_another_unit_is_refused_whether_there_is_such_a_record_or_not(house: House) -> None:
    theirs = make_initiative(house, "B")
    batch = preview(
        InitiativeResource,
        house.officer("A"),
        book(
            ("P-B", theirs.code, theirs.year, "Tên mới", "procedures", None, None),
            ("P-B", "SK-2022-P-B-77", 2022, "Tên mới", "procedures", None, None),
            ("P-B", None, 2022, "Tên mới", "procedures", None, None),
            ("P-A", theirs.code, theirs.year, "Tên mới", "procedures", None, None),
        ),
    )
    assert remarks(batch) == [
        (2, "forbidden", "unit"),
        (3, "forbidden", "unit"),
        (4, "forbidden", "unit"),
        (5, "not_found", "initiative_code"),
    ]


def test_an_author_of_another_authority_is_not_known(house: House) -> None:
    foreign = UnitFactory(code="P-XA")
    batch = preview(
        InitiativeResource, house.officer("A"), book(draft(authors=f"Bình | | {foreign.code} | | | 60%"))
    )
    assert remarks(batch) == [(2, "part", "authors")]


def test_what_has_left_the_unit_stays_as_it_was_sent(house: House) -> None:
    initiative = make_initiative(house, "A")
    lead_to(initiative, State.SUBMITTED, house=house)
    initiative.refresh_from_db()
    same = ("P-A", initiative.code, initiative.year, initiative.title, initiative.reform_field, None, None)
    other = ("P-A", initiative.code, initiative.year, initiative.title, "assets", TWO_AUTHORS, None)
    other = (*other[:4], initiative.reform_field, *other[5:])
    assert counts(preview(InitiativeResource, house.officer("A"), book(same))) == (0, 0, 1, 0)
    batch = preview(InitiativeResource, house.officer("A"), book(other))
    assert remarks(batch)[0][1] == "forbidden"
    assert initiative.code in problem_of(batch)
    assert str(initiative.get_state_display()) in problem_of(batch)


def test_a_code_keeps_its_year(house: House) -> None:
    initiative = make_initiative(house, "A", year=2022)
    row = ("P-A", initiative.code, 2021, initiative.title, initiative.reform_field, None, None)
    batch = preview(InitiativeResource, house.officer("A"), book(row))
    assert remarks(batch) == [(2, "rule", "year")]


def test_two_rows_about_one_application_are_told(house: House) -> None:
    initiative = make_initiative(house, "A", year=2022)
    batch = preview(
        InitiativeResource,
        house.officer("A"),
        book(
            draft(code=initiative.code, title="Tên một"),
            draft(code=initiative.code, title="Tên hai"),
            draft(),
            draft(authors="Bình | 100%"),
        ),
    )
    assert remarks(batch) == [(3, "twice", ""), (5, "twice", "")]


def test_a_closed_unit_registers_nothing_new(house: House) -> None:
    unit = house.unit("A")
    unit.valid_to = date(2020, 1, 1)
    unit.save()
    batch = preview(InitiativeResource, house.officer("A"), book(draft()))
    assert remarks(batch) == [(2, "closed_unit", "unit")]
