"""Taking initiatives and decisions out, and who may."""

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

from reform.initiatives.enums import Holder
from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative
from reform.initiatives.resources import DecisionResource, InitiativeResource
from reform.organisation.models import User
from reform.registers.spreadsheets.templating import template_file
from reform.workbooks.problems import FileRefused
from tests.registers.spreadsheets.helpers import counts, preview, remarks, take_in

from .factories import (
    AuthorFactory,
    EffectFactory,
    House,
    InitiativeFactory,
    make_house,
    make_initiative,
)
from .screens import signed_in, url
from .sheet_files import TITLE, TWO_AUTHORS, book, cells_of, draft, exported
from .ways import lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house(letters="AB")


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


def test_a_decision_is_taken_out_with_the_numbers_of_its_certificates(house: House) -> None:
    initiative = make_initiative(
        house, "A", authors=[{"name": "Trần Bình", "share": 60}, {"name": "Lê Công", "share": 40}]
    )
    lead_to(initiative, State.RECOGNISED, house=house)
    (row,) = cells_of(house.economics, DecisionResource)
    year = timezone.localdate().year
    assert row["certificates"].splitlines() == [
        f"01/{year}: Trần Bình ({initiative.code})",
        f"02/{year}: Lê Công ({initiative.code})",
    ]


def test_decisions_cost_the_same_queries_whatever_their_number(house: House) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            cells_of(house.economics, DecisionResource)
        return len(queries)

    lead_to(make_initiative(house, "A"), State.RECOGNISED, house=house)
    few = cost()
    rows = [make_initiative(house, letter) for letter in "AB"]
    lead_to(rows, State.RECOGNISED, house=house)
    assert cost() == few


# --- where the file is ---


def test_who_has_the_file_and_its_days_are_taken_out(house: House) -> None:
    draft_row, sent = make_initiative(house, "A"), make_initiative(house, "A")
    lead_to(sent, State.RECEIVED, house=house)
    rows = {row["initiative_code"]: row for row in cells_of(house.officer("A"))}
    today, names = timezone.localdate(), ("endorsed_on", "submitted_on", "received_on")
    assert rows[sent.code]["holder"] == Holder.APPRAISER.label
    assert rows[draft_row.code]["holder"] == Holder.UNIT.label
    assert rows[sent.code]["held_since"] == today
    assert [rows[sent.code][name] for name in names] == [today, today, today]
    assert [rows[draft_row.code][name] for name in names] == [None, None, None]


def test_the_list_s_columns_name_the_holder_beside_the_day(house: House) -> None:
    make_initiative(house, "A")
    answer: Any = signed_in(house.officer("A")).post(
        url(Initiative, "export"), {"file_format": "csv", "columns": "list"}
    )
    assert str(Holder.UNIT.label) in b"".join(answer.streaming_content).decode("utf-8-sig")


def test_what_is_for_reading_changes_nothing_when_it_is_taken_in(house: House) -> None:
    initiative = make_initiative(house, "A")
    lead_to(initiative, State.CITY_RECOGNISED, house=house)
    kept = Initiative.objects.values().get()
    book_out = load_workbook(io.BytesIO(exported(house.officer("A"))))
    columns = InitiativeResource(user=house.officer("A")).columns
    for place, column in enumerate(columns.values(), start=1):
        if column.readonly:
            book_out.worksheets[0].cell(row=2, column=place, value="điều khác")
    target = io.BytesIO()
    book_out.save(target)
    batch = preview(InitiativeResource, house.officer("A"), target.getvalue())
    assert (counts(batch), remarks(batch)) == ((0, 0, 1, 0), [])
    assert Initiative.objects.values().get() == kept
