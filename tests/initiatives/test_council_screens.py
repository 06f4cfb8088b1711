"""Councils on screen: members as rows, initiatives put before them, progress, the meeting, the result."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.initiatives.enums import CouncilRole, CouncilState, InitiativeState
from reform.initiatives.models import Council, CouncilMember, Initiative
from reform.initiatives.workflow import COUNCILS
from reform.registers.models import HistoryEntry
from tests.organisation.factories import UserFactory

from .factories import (
    POOR_POINTS,
    AuthorFactory,
    House,
    hold_meeting,
    make_council,
    make_house,
    make_initiative,
    make_sheet,
    score,
    score_by_all,
)
from .rows import rows_data, told_in
from .screens import signed_in, url
from .ways import lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    house = make_house()
    house.sheet = make_sheet(house)
    return house


def members_of(house: House, *roles: str) -> list[dict[str, Any]]:
    """Return the rows of the house's five members with the given roles."""
    given = [*roles, *[CouncilRole.MEMBER] * 5]
    return [
        {"user": user.pk, "role": role, "expertise": ""}
        for user, role in zip(house.members, given, strict=False)
    ]


def typed(house: House, rows: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """Return a whole form as a browser sends it."""
    assert house.sheet is not None
    given = {
        "unit": house.root.pk,
        "name": "Hội đồng sáng kiến năm nay",
        "year": timezone.localdate().year,
        "quorum": 4,
        "decision_number": "112/QĐ-UBND",
        "decision_date": "01/03/2022",
        "sheet": house.sheet.pk,
        "score_by": "",
        "version": 0,
        "form_token": str(uuid.uuid4()),
    }
    return given | rows_data("members", rows) | fields


def eligible(house: House, letter: str = "A", **fields: Any) -> Initiative:
    """Return an initiative that waits for a council."""
    initiative = make_initiative(house, letter, **fields)
    lead_to(initiative, InitiativeState.ELIGIBLE, house=house)
    return initiative


def before(house: House, council: Council, *letters: str) -> list[Initiative]:
    """Return initiatives that the council scores."""
    rows = [make_initiative(house, letter) for letter in letters]
    lead_to(rows, InitiativeState.SCORING, house=house, council=council)
    return rows


# --- entering and changing ---


def test_a_council_is_entered_with_its_members_once(house: House) -> None:
    browser = signed_in(house.economics)
    form = typed(house, members_of(house, "chair", "secretary"))
    for _twice in range(2):
        assert browser.post(url(Council, "create"), form).status_code == 302
    council = Council.objects.get()
    assert [seat.user for seat in council.members.all()] == house.members
    entry = HistoryEntry.objects.of(council).get()
    assert any(str(house.members[4]) in change["new"] for change in entry.changes)
    COUNCILS.perform(
        council, "open_scoring", actor=house.economics, inputs={"score_by": timezone.localdate()}
    )


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_two_chairs_or_two_secretaries_are_refused_with_a_sentence(house: House, role: str) -> None:
    answer = signed_in(house.economics).post(
        url(Council, "create"), typed(house, members_of(house, role, role))
    )
    assert answer.status_code == 200
    assert len(answer.context["form"].non_field_errors()) == 1
    assert not Council.objects.exists()


def test_nobody_is_a_member_twice_and_nobody_foreign_is_one(house: House) -> None:
    browser, rows = signed_in(house.economics), members_of(house, "chair")
    twice = browser.post(url(Council, "create"), typed(house, [*rows, rows[1]]))
    assert str(house.members[1]) in twice.context["form"].non_field_errors()[0]
    foreign, gone = UserFactory(), UserFactory(unit=house.unit("A"), is_active=False)
    for stranger in (foreign, gone):
        answer = browser.post(
            url(Council, "create"), typed(house, [*rows, {"user": stranger.pk, "role": "member"}])
        )
        assert answer.status_code == 200
        assert str(stranger) not in told_in(answer)
    assert not Council.objects.exists()


def test_chair_and_secretary_change_places_in_one_save(house: House) -> None:
    council = make_council(house, opened=False)
    rows = members_of(house, "secretary", "vice_chair", "chair")
    form = typed(house, rows, **{"members-INITIAL_FORMS": 5})
    assert signed_in(house.economics).post(url(Council, "edit", council.pk), form).status_code == 302
    chair = council.members.get(role=CouncilRole.CHAIR)
    assert chair.user == house.members[2]


def test_once_the_scoring_is_open_nobody_changes_the_council(house: House) -> None:
    council = make_council(house)
    browser = signed_in(house.economics)
    form = typed(house, members_of(house, "chair")[:2], version=council.version)
    assert browser.post(url(Council, "edit", council.pk), form).status_code == 302
    assert council.members.count() == 5


def test_only_sheets_in_use_of_the_own_authority_are_offered(house: House) -> None:
    draft = make_sheet(house, name="Bản thảo", state="draft")
    foreign = make_sheet(make_house(letters=""))
    form = signed_in(house.economics).get(url(Council, "create")).context["form"]
    offered = set(form.fields["sheet"].queryset)
    assert offered == {house.sheet}
    assert not {draft, foreign} & offered
    assert form["unit"].value() == house.root.pk


# --- initiatives before it ---


def test_ticked_initiatives_go_before_the_council_together_and_once(house: House) -> None:
    council, rows = make_council(house), [eligible(house, "A"), eligible(house, "B")]
    browser = signed_in(house.economics)
    address = url(Council, "put_before", council.pk)
    token = browser.get(address).context["form"]["form_token"].value()
    form = {"initiatives": [row.pk for row in rows], "form_token": str(token)}
    for _twice in range(2):
        assert browser.post(address, form).status_code == 302
    assert council.initiatives.filter(state=InitiativeState.SCORING).count() == 2
    assert HistoryEntry.objects.filter(action="put_before_council").count() == 2


def test_who_is_tied_to_an_initiative_cannot_put_it_before_a_council(house: House) -> None:
    council, rows = make_council(house), [eligible(house, "A"), eligible(house, "B")]
    AuthorFactory(initiative=rows[1], user=house.economics)
    browser = signed_in(house.economics)
    address = url(Council, "put_before", council.pk)
    assert "disabled" in told_in(browser.get(address))
    form = {"initiatives": [row.pk for row in rows], "form_token": str(uuid.uuid4())}
    answer = browser.post(address, form)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not council.initiatives.exists()


def test_neither_foreign_nor_other_initiatives_are_offered(house: House) -> None:
    foreign = make_house()
    theirs = eligible(foreign)
    draft = make_initiative(house)
    council = make_council(house)
    address = url(Council, "put_before", council.pk)
    browser = signed_in(house.economics)
    assert not browser.get(address).context["rows"]
    form = {"initiatives": [theirs.pk, draft.pk], "form_token": str(uuid.uuid4())}
    assert browser.post(address, form).status_code == 200
    assert signed_in(foreign.economics).get(address).status_code == 404
    assert signed_in(house.leadership).get(address).status_code == 302
    hold = make_initiative(house)
    lead_to(hold, InitiativeState.COUNCIL, house=house, council=council)
    assert browser.get(address).status_code == 302


# --- progress and result ---


def test_progress_counts_only_members_who_may_score(house: House) -> None:
    council = make_council(house)
    (initiative,) = before(house, council, "A")
    AuthorFactory(initiative=initiative, unit=house.members[4].unit, share=Decimal(1))
    score(initiative, house.members[0])
    score(initiative, house.members[1], hand_in=False)
    page = signed_in(house.economics).get(url(Council, "inspect", council.pk))
    line = page.context["council_lines"][0].line
    assert (line.done, line.needed) == (1, 4)
    assert (line.mean, line.rank, line.spread_percent) == (None, None, None)
    assert [seat.user for seat, _rows in page.context["missing"]] == house.members[1:4]


def test_before_the_meeting_nobody_reads_points_and_members_do_not_read_who_is_late(house: House) -> None:
    council = make_council(house)
    (initiative,) = before(house, council, "A")
    score(initiative, house.members[0], total=Decimal("73.75"))
    for user in (house.economics, house.leadership, house.members[1]):
        page = signed_in(user).get(url(Council, "inspect", council.pk))
        assert "73,75" not in told_in(page)
        assert bool(page.context["missing"]) is (user == house.economics)


def test_the_day_for_handing_in_is_marked_when_it_has_passed(house: House) -> None:
    council = make_council(house)
    before(house, council, "A")
    Council.objects.update(score_by=timezone.localdate() - timedelta(days=14))
    page = signed_in(house.economics).get(url(Council, "inspect", council.pk))
    assert page.context["score_by"].days_left == -14
    assert "due-chip--late" in told_in(page)


def test_after_the_meeting_the_page_ranks_and_flags_a_wide_spread_in_words(house: House) -> None:
    council = make_council(house)
    poor, good = before(house, council, "A", "B")
    score_by_all(good)
    for place, user in enumerate(house.members):
        score(poor, user, total=POOR_POINTS if place else Decimal(90))
    hold_meeting(house, council)
    page = signed_in(house.members[0]).get(url(Council, "inspect", council.pk))
    first, second = (item.line for item in page.context["council_lines"])
    assert (first.initiative, first.rank, first.mean, first.is_wide) == (good, 1, Decimal(80), False)
    assert (second.initiative, second.rank, second.mean) == (poor, 2, Decimal(50))
    assert (second.is_wide, second.spread_percent) == (True, 50)
    assert page.context["wide_count"] == 1


def test_the_meeting_is_recorded_with_the_members_ticked_and_told_by_name(house: House) -> None:
    council = make_council(house)
    (initiative,) = before(house, council, "A")
    score_by_all(initiative)
    seats = list(council.members.all())
    browser, address = signed_in(house.economics), url(Council, "transition", council.pk, "meet")
    page = browser.get(address)
    assert str(house.members[0]) in told_in(page)
    assert not page.context["form"]["present"].value()
    form = {
        "version": council.version,
        "met_on": timezone.localdate().isoformat(),
        "met_at": "Phòng họp số 2",
        "present": [seat.pk for seat in seats[:2]],
        "minutes": "Hội đồng thống nhất.",
    }
    refused = browser.post(address, form)
    assert refused.status_code == 200
    assert "present" in refused.context["form"].errors
    foreign = CouncilMember.objects.exclude(council=council).first()
    assert foreign is None
    form["present"] = [seat.pk for seat in seats[:4]]
    assert browser.post(address, form).status_code == 302
    council.refresh_from_db()
    assert council.state == CouncilState.MET
    assert [seat.was_present for seat in council.members.all()] == [True, True, True, True, False]
    said = HistoryEntry.objects.of(council).get(action="meet").changes
    assert any(change["new"] == ", ".join(map(str, house.members[:4])) for change in said)


def test_the_opinion_on_each_initiative_is_a_button_for_who_may_record_it(house: House) -> None:
    council = make_council(house)
    tied, free = before(house, council, "A", "B")
    AuthorFactory(initiative=tied, user=house.economics, share=Decimal(1))
    for row in (tied, free):
        score_by_all(row)
    hold_meeting(house, council)
    page = signed_in(house.economics).get(url(Council, "inspect", council.pk))
    offered = {item.line.initiative: item for item in page.context["council_lines"]}
    assert url(Initiative, "transition", free.pk, "recommend") in told_in(page)
    assert not offered[tied].opinions
    assert offered[tied].refusal
    for user in (house.leadership, house.members[0]):
        page = signed_in(user).get(url(Council, "inspect", council.pk))
        assert not any(item.opinions or item.refusal for item in page.context["council_lines"])


def test_foreign_people_find_no_council(house: House) -> None:
    council, foreign = make_council(house), make_house()
    for user in (foreign.economics, foreign.leadership, house.officer("A")):
        assert signed_in(user).get(url(Council, "inspect", council.pk)).status_code == 404


# --- the list ---


def test_the_list_is_narrowed_by_year_and_state(house: House) -> None:
    make_council(house, year=2021, opened=False)
    make_council(house, year=2022)
    browser = signed_in(house.economics)

    def listed(**query: str) -> list[int]:
        return [row["record"].year for row in browser.get(url(Council, "index"), query).context["rows"]]

    assert listed() == [2022, 2021]
    assert listed(year="2021") == [2021]
    assert listed(state="scoring") == [2022]
    assert listed(year="2035") == [2022, 2021]


def test_an_empty_list_says_what_to_do(house: House) -> None:
    page = signed_in(house.economics).get(url(Council, "index"))
    assert str(page.context["empty_message"]) in told_in(page)


def test_lists_and_pages_ask_the_same_number_of_queries_whatever_their_length(house: House) -> None:
    browser, council = signed_in(house.economics), make_council(house)
    counts = []
    for number in (5, 20):
        while council.initiatives.count() < number:
            before(house, council, "AB"[number % 2])
            make_council(house, opened=False)
        for address in (url(Council, "index"), url(Council, "inspect", council.pk)):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20
