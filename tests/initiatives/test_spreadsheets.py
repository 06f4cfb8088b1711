"""Applications and applications elsewhere by spreadsheet: what units do, and may not."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Adoption, Initiative, InitiativeAuthor, InitiativeEffect
from reform.initiatives.resources import AdoptionResource, DecisionResource, InitiativeResource
from reform.initiatives.workflow import INITIATIVES
from reform.organisation.models import User
from reform.registers.models import HistoryEntry
from reform.registers.permissions import viewable_records
from reform.registers.spreadsheets.exporting import export_file, exported_columns, exported_rows
from reform.registers.spreadsheets.templating import template_file
from reform.registers.spreadsheets.undoing import UndoBlocked
from reform.workbooks.problems import FileRefused
from tests.organisation.factories import UnitFactory
from tests.registers.spreadsheets.helpers import confirm, counts, preview, remarks, take_in, undo, xlsx

from .factories import (
    AdoptionFactory,
    AuthorFactory,
    EffectFactory,
    House,
    InitiativeFactory,
    make_house,
    make_initiative,
)
from .screens import signed_in, url
from .ways import lead_to

pytestmark = pytest.mark.django_db

HEADINGS = ("Đơn vị", "initiative_code", "year", "initiative_title", "reform_field", "authors", "effects")
TITLE = "Trả kết quả qua bưu chính"
TWO_AUTHORS = (
    "Trần Thị Bình | 02/09/1985 | P-A | Công chức | Cử nhân | 60%\n"
    "Lê Văn Công | | ngoài: Công ty Bưu điện | Giám đốc | | 40%"
)


@pytest.fixture
def house() -> House:
    return make_house(letters="AB")


def book(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return xlsx(headings, *rows)


def draft(*, code: str | None = None, title: str = TITLE, authors: Any = None, effects: Any = None) -> Any:
    """Return a row of the ward A."""
    return ("P-A", code, 2022, title, "procedures", authors, effects)


def problem_of(batch: Any) -> str:
    """Return what the one refused row says, problem and advice."""
    (row,) = batch.rows.filter(verdict="rejected")
    return " ".join(f"{problem} {advice}" for _kind, _column, problem, advice in row.remarks)


def exported(user: User, resource: type[Any] = InitiativeResource, file_format: str = "xlsx") -> bytes:
    user = User.objects.get(pk=user.pk)
    used = resource(user=user)
    rows = viewable_records(used.model, user).order_by("pk")
    return b"".join(export_file(used, rows, exported_columns(used, None), file_format))


def cells_of(user: User, resource: type[Any] = InitiativeResource) -> list[dict[str, Any]]:
    """Return the cells of an export, by column."""
    user = User.objects.get(pk=user.pk)
    used = resource(user=user)
    columns = exported_columns(used, None)
    rows = viewable_records(used.model, user).order_by("pk")
    names = [column.name for column in columns]
    return [dict(zip(names, row, strict=True)) for row in exported_rows(used, rows, columns)]


def authors_of(initiative: Initiative) -> list[tuple[str, Decimal]]:
    return list(initiative.authors.values_list("name", "share"))


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
    batch = take_in(
        InitiativeResource,
        house.officer("A"),
        book(("P-A", None, 2022, TITLE, "procedures", "Trần Thị Bình | 100%", None)),
    )
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


# --- taking out ---


@pytest.mark.parametrize("file_format", ["xlsx", "ods", "csv"])
def test_an_exported_list_is_taken_in_without_a_change(house: House, file_format: str) -> None:
    for place, words in enumerate(("=1+1", "+84", "-5 độ; và | nữa", "@tất cả", "1. Đầu", "'=x")):
        initiative = InitiativeFactory(
            unit=house.unit("A"), title=f"{words} {place}", problem=f"{words}\ndòng hai", authors=False,
            money_saved=12_500_000 * place, hours_saved=Decimal("12.5") if place else None,
        )  # fmt: skip
        AuthorFactory(initiative=initiative, name=words, position=words, share=Decimal("33.33"))
        AuthorFactory(
            initiative=initiative, name="Người ngoài", unit=None, workplace=words, share=Decimal(1),
            birth_date=date(1985, 9, 2),
        )  # fmt: skip
        EffectFactory(
            initiative=initiative, indicator=words, before=Decimal("1234.5"), after=Decimal("-0.25")
        )
    rows = Initiative.objects.count()
    content = exported(house.officer("A"), file_format=file_format)
    batch = preview(InitiativeResource, house.officer("A"), content, f"xuat.{file_format}")
    assert counts(batch) == (0, 0, rows, 0), [
        (row.changes, row.remarks) for row in batch.rows.exclude(verdict="unchanged")
    ]


def test_what_is_confidential_is_taken_out_only_where_it_may_be_read(house: House) -> None:
    sent = make_initiative(
        house,
        "A",
        confidential="Mật khẩu mẫu",
        authors=[{"share": 60}, {"unit": house.unit("B"), "share": 40}],
    )
    lead_to(sent, State.SUBMITTED, house=house)
    read = {
        name: [row["confidential"] for row in cells_of(user)]
        for name, user in {
            "own unit": house.officer("A"),
            "appraiser": house.economics,
            "a co-author's unit": house.officer("B"),
            "overseer": house.auditor,
        }.items()
    }
    assert read == {
        "own unit": ["Mật khẩu mẫu"],
        "appraiser": ["Mật khẩu mẫu"],
        "a co-author's unit": [""],
        "overseer": [""],
    }


def test_nobody_takes_out_what_another_unit_is_still_writing(house: House) -> None:
    make_initiative(house, "A", title="Điều bí mật")
    assert cells_of(house.officer("B")) == []
    assert cells_of(house.economics) == []


def test_the_export_of_a_screen_keeps_the_list_s_columns_and_the_code(house: House) -> None:
    initiative = make_initiative(house, "A")
    answer: Any = signed_in(house.officer("A")).post(
        url(Initiative, "export"), {"file_format": "csv", "columns": "list"}
    )
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert initiative.code in text
    assert initiative.title in text
    assert initiative.problem not in text


def test_an_export_costs_the_same_queries_whatever_its_rows(house: House) -> None:
    def cost() -> int:
        for user in (house.officer("A"), house.auditor):
            cells_of(user)
        with CaptureQueriesContext(connection) as queries:
            for user in (house.officer("A"), house.auditor):
                cells_of(user)
        return len(queries)

    def add(times: int) -> None:
        for _time in range(times):
            made = InitiativeFactory(unit=house.unit("A"), state=State.SUBMITTED)
            EffectFactory(initiative=made)

    add(2)
    few = cost()
    add(20)
    assert cost() == few


def test_an_import_costs_the_same_queries_whatever_its_rows(house: House) -> None:
    def cost(rows: int, name: str) -> int:
        given = [draft(title=f"{name} {row}", authors=TWO_AUTHORS) for row in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            batch = take_in(InitiativeResource, house.officer("A"), book(*given))
        assert counts(batch) == (rows, 0, 0, 0), remarks(batch)
        return len(queries)

    assert cost(40, "nhiều") <= cost(3, "ít") + 2


# --- templates and rights ---


def test_the_template_untouched_writes_nothing_and_filled_in_goes_through(house: House) -> None:
    user = User.objects.get(pk=house.officer("A").pk)
    content = template_file(InitiativeResource(user=user)).read()
    with pytest.raises(FileRefused) as refused:
        preview(InitiativeResource, user, content, "mau.xlsx")
    assert refused.value.code == "no_rows"

    filled = load_workbook(io.BytesIO(content))
    sheet = filled.worksheets[0]
    names = list(InitiativeResource(user=user).columns)
    for name, value in {
        "initiative_title": TITLE, "year": 2022, "authors": "Bình | 100%", "confidential": "Mật",
    }.items():  # fmt: skip
        sheet.cell(row=3, column=names.index(name) + 1, value=value)
    sheet.cell(
        row=3,
        column=names.index("reform_field") + 1,
        value=sheet.cell(2, names.index("reform_field") + 1).value,
    )
    target = io.BytesIO()
    filled.save(target)
    batch = take_in(InitiativeResource, user, target.getvalue(), "mau.xlsx")
    assert counts(batch)[0] == 1, remarks(batch)
    assert Initiative.objects.get(title=TITLE).unit == house.unit("A")


def test_only_who_enters_for_a_unit_is_offered_the_import(house: House) -> None:
    for user, status in ((house.officer("A"), 200), (house.economics, 403), (house.leadership, 403)):
        answer = signed_in(user).get(url(Initiative, "import"))
        assert (answer.status_code == 200) == (status == 200), user


def test_nobody_takes_decisions_in(house: House) -> None:
    for user in (house.economics, house.leadership, house.officer("A")):
        assert signed_in(user).get(reverse("initiatives_decisions_modeladmin_import")).status_code != 200


def test_a_decision_is_taken_out_with_its_initiatives(house: House) -> None:
    initiative = make_initiative(house, "A")
    lead_to(initiative, State.RECOGNISED, house=house)
    (row,) = cells_of(house.economics, DecisionResource)
    assert initiative.code in row["initiatives"]
    assert row["full_number"].endswith("QĐ-UBND")
    (own,) = cells_of(house.officer("A"))
    assert (own["decision"], own["recognised_on"]) == (row["full_number"], timezone.localdate())
    assert cells_of(house.officer("A"), DecisionResource) == []


# --- applications elsewhere ---


def recognised(house: House, letter: str = "A", **fields: Any) -> Initiative:
    given = {"state": State.RECOGNISED, "recognised_on": date(2022, 5, 1), "is_public": True}
    return InitiativeFactory(unit=house.unit(letter), applied_from=date(2022, 1, 1), **(given | fields))


def test_a_unit_says_by_spreadsheet_what_it_applies(house: House) -> None:
    initiative = recognised(house)
    content = xlsx(
        ("initiative", "applied_from", "result"), (initiative.code, "01/06/2022", "Giảm nửa thời gian.")
    )
    batch = take_in(AdoptionResource, house.officer("B"), content)
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    adoption = Adoption.objects.get()
    assert (adoption.initiative, adoption.unit) == (initiative, house.unit("B"))
    assert counts(preview(AdoptionResource, house.officer("B"), content)) == (0, 0, 1, 0)
    undo(batch, AdoptionResource)
    assert not Adoption.objects.exists()


def test_the_own_initiative_an_early_day_and_another_unit_are_refused(house: House) -> None:
    ours, theirs = recognised(house, "B"), recognised(house, "A")
    hidden = InitiativeFactory(unit=house.unit("A"), state=State.SUBMITTED)
    batch = preview(
        AdoptionResource,
        house.officer("B"),
        xlsx(
            ("initiative", "unit", "applied_from", "result"),
            (ours.code, "P-B", "01/06/2022", "x"),
            (theirs.code, "P-B", "01/06/2021", "x"),
            (theirs.code, "P-A", "01/06/2022", "x"),
            (hidden.code, "P-B", "01/06/2022", "x"),
        ),
    )
    assert remarks(batch) == [
        (2, "rule", "initiative"),
        (3, "rule", "applied_from"),
        (4, "forbidden", "unit"),
        (5, "unknown_name", "initiative"),
    ]


def test_applications_elsewhere_come_back_unchanged(house: House) -> None:
    AdoptionFactory(initiative=recognised(house), unit=house.unit("B"), result="=1+1")
    batch = preview(AdoptionResource, house.officer("B"), exported(house.officer("B"), AdoptionResource))
    assert counts(batch) == (0, 0, 1, 0), remarks(batch)
