"""Score sheets on screen: criteria as rows, versions, what is frozen."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reform.initiatives.enums import SheetState
from reform.initiatives.models import ScoreCriterion, ScoreSheet
from reform.initiatives.workflow import SHEETS
from reform.registers.models import HistoryEntry

from .factories import House, make_council, make_house, make_sheet
from .rows import rows_data, told_in
from .screens import signed_in, url

pytestmark = pytest.mark.django_db

CRITERIA = [
    {"position": "2", "name": "Hiệu quả", "maximum": "37,5", "guidance": ""},
    {"position": "1", "name": "Tính mới", "maximum": "62.5", "guidance": "Lần đầu tại quận: 50 điểm trở lên"},
    {"position": "", "name": "", "maximum": "", "guidance": ""},
]


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def typed(house: House, rows: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """Return a whole form as a browser sends it."""
    given = {
        "unit": house.root.pk,
        "name": "Phiếu mẫu A",
        "edition": 1,
        "pass_mark": "70",
        "version": 0,
        "form_token": str(uuid.uuid4()),
    }
    return given | rows_data("criteria", CRITERIA if rows is None else rows) | fields


def test_a_sheet_is_entered_with_its_criteria_in_their_order_once(house: House) -> None:
    browser, form = signed_in(house.economics), typed(house)
    for _twice in range(2):
        assert browser.post(url(ScoreSheet, "create"), form).status_code == 302
    sheet = ScoreSheet.objects.get()
    assert [(row.name, row.maximum) for row in sheet.criteria.all()] == [
        ("Tính mới", Decimal("62.5")),
        ("Hiệu quả", Decimal("37.5")),
    ]
    page = told_in(browser.get(url(ScoreSheet, "inspect", sheet.pk)))
    assert "62,5" in page
    assert "Lần đầu tại quận" in page
    entry = HistoryEntry.objects.of(sheet).get()
    assert {"field": "criteria", "old": "", "new": "Tính mới: 62,5\nHiệu quả: 37,5"} in entry.changes


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Tính mới", "maximum": ""},
        {"name": "Tính mới", "maximum": "7,3"},
        {"name": "Tính mới", "maximum": "nhiều"},
        {"name": "", "maximum": "40"},
        {"name": "Hiệu quả", "maximum": "40"},
    ],
)
def test_a_row_that_is_not_right_saves_nothing_and_loses_nothing_typed(
    house: House, row: dict[str, str]
) -> None:
    rows = [{"position": "", "guidance": "Chữ đã gõ"} | row, CRITERIA[0]]
    answer = signed_in(house.economics).post(url(ScoreSheet, "create"), typed(house, rows))
    assert answer.status_code == 200
    assert "Chữ đã gõ" in told_in(answer)
    assert answer.context["form"].non_field_errors()
    assert not ScoreSheet.objects.exists()


def test_a_draft_is_changed_row_by_row_and_history_tells_it(house: House) -> None:
    sheet = make_sheet(house, state=SheetState.DRAFT)
    rows = [
        {"position": "1", "name": "Tính mới", "maximum": "50", "guidance": ""},
        {"position": "2", "name": "Hiệu quả", "maximum": "40", "guidance": "", "DELETE": "on"},
        {"position": "3", "name": "Khả năng áp dụng", "maximum": "50", "guidance": ""},
    ]
    form = typed(house, rows, name=sheet.name, **{"criteria-INITIAL_FORMS": 2})
    assert signed_in(house.economics).post(url(ScoreSheet, "edit", sheet.pk), form).status_code == 302
    sheet.refresh_from_db()
    assert [row.name for row in sheet.criteria.all()] == ["Tính mới", "Khả năng áp dụng"]
    change = HistoryEntry.objects.of(sheet).get().changes[0]
    assert change["old"] == "Tính mới: 60\nHiệu quả: 40"
    assert change["new"] == "Tính mới: 50\nKhả năng áp dụng: 50"


def test_a_save_over_a_newer_one_shows_both_lists_of_criteria(house: House) -> None:
    sheet = make_sheet(house, state=SheetState.DRAFT)
    ScoreSheet.objects.filter(pk=sheet.pk).update(version=5)
    form = typed(house, [CRITERIA[0]], name=sheet.name)
    browser = signed_in(house.economics)
    answer = browser.post(url(ScoreSheet, "edit", sheet.pk), form)
    assert answer.status_code == 409
    line = next(row for row in answer.context["conflict"] if row.yours == "Hiệu quả: 37,5")
    assert line.theirs == "Tính mới: 60\nHiệu quả: 40"
    assert browser.post(url(ScoreSheet, "edit", sheet.pk), form | {"version": 5}).status_code == 302
    assert ScoreCriterion.objects.get(sheet=sheet).name == "Hiệu quả"


def test_a_sheet_in_use_does_not_change_but_is_copied_as_the_next_version_once(house: House) -> None:
    sheet = make_sheet(house)
    browser = signed_in(house.economics)
    refused = browser.post(url(ScoreSheet, "edit", sheet.pk), typed(house, [CRITERIA[0]]))
    assert refused.status_code == 302
    assert sheet.criteria.count() == 2
    for _twice in range(2):
        answer = browser.post(url(ScoreSheet, "new_version", sheet.pk))
    draft = ScoreSheet.objects.get(edition=2)
    assert answer.headers["Location"] == url(ScoreSheet, "inspect", draft.pk)
    assert (draft.state, draft.pass_mark, draft.criteria.count()) == (SheetState.DRAFT, Decimal(70), 2)


def test_only_who_appraises_enters_copies_and_deletes(house: House) -> None:
    sheet, draft = make_sheet(house), make_sheet(house, edition=2, state=SheetState.DRAFT)
    for user in (house.leadership, house.auditor, house.home_affairs):
        browser = signed_in(user)
        assert browser.get(url(ScoreSheet, "inspect", sheet.pk)).status_code == 200
        assert browser.post(url(ScoreSheet, "new_version", sheet.pk)).status_code == 302
        assert browser.post(url(ScoreSheet, "create"), typed(house)).status_code == 302
        browser.post(url(ScoreSheet, "delete", draft.pk), {"reason": "Nhầm"})
    assert ScoreSheet.objects.count() == 2
    officer = signed_in(house.officer("A"))
    assert officer.get(url(ScoreSheet, "inspect", sheet.pk)).status_code == 404
    signed_in(house.economics).post(url(ScoreSheet, "delete", draft.pk), {"reason": "Nhầm"})
    assert ScoreSheet.objects.get() == sheet


def test_a_foreign_authoritys_leadership_is_not_offered(house: House) -> None:
    foreign = make_house(letters="")
    answer = signed_in(house.economics).post(url(ScoreSheet, "create"), typed(house, unit=foreign.root.pk))
    assert answer.status_code == 200
    assert "unit" in answer.context["form"].errors


def test_the_page_says_who_scores_by_it_and_the_list_what_it_gives(house: House) -> None:
    council = make_council(house)
    assert house.sheet is not None
    page = told_in(signed_in(house.economics).get(url(ScoreSheet, "inspect", house.sheet.pk)))
    assert str(council) in page
    row = signed_in(house.economics).get(url(ScoreSheet, "index")).context["rows"][0]
    assert any("100" in cell.content and "70" in cell.content for cell in row["cells"])
    SHEETS.perform(house.sheet, "retire", actor=house.economics)
    assert signed_in(house.economics).get(url(ScoreSheet, "index"), {"state": "in_use"}).context["rows"] == []


def test_the_list_asks_the_same_number_of_queries_whatever_its_length(house: House) -> None:
    browser = signed_in(house.economics)
    counts = []
    for number in (5, 60):
        while ScoreSheet.objects.count() < number:
            make_sheet(house, edition=ScoreSheet.objects.count() + 1)
        browser.get(url(ScoreSheet, "index"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(url(ScoreSheet, "index")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
