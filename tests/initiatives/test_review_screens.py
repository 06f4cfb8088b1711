"""Members' sheets on screen: each scores alone, whoever is tied does not, what is handed in stays."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reform.initiatives.enums import InitiativeState, ReviewState
from reform.initiatives.models import Council, Initiative, Review
from reform.initiatives.scoring import open_review

from .factories import (
    AuthorFactory,
    House,
    hold_meeting,
    make_council,
    make_house,
    make_initiative,
    score,
    score_by_all,
)
from .rows import told_in
from .screens import signed_in, url
from .ways import lead_to, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def initiative(house: House) -> Initiative:
    """Return an initiative that a council scores."""
    initiative = make_initiative(house, solution="Gửi kết quả bằng một mã tra cứu.")
    lead_to(initiative, InitiativeState.SCORING, house=house)
    return initiative


def typed(initiative: Initiative, *points: str, **fields: Any) -> dict[str, Any]:
    """Return the sheet as a browser sends it, with the points of its criteria in their order."""
    assert initiative.council is not None
    criteria = initiative.council.sheet.criteria.all()
    given = {f"points-{row.pk}": value for row, value in zip(criteria, points, strict=True)}
    return given | {"version": 0, "remark": "Tốt", "no_interest": "on", "confirmed": "1"} | fields


def address_of(initiative: Initiative) -> str:
    """Return where a member scores it."""
    return url(Review, "score", initiative.pk)


def test_the_application_stands_beside_the_sheet_and_looking_writes_nothing(
    house: House, initiative: Initiative
) -> None:
    page = signed_in(house.members[0]).get(address_of(initiative))
    assert page.status_code == 200
    assert "Gửi kết quả bằng một mã tra cứu." in told_in(page)
    assert "Tính mới" in told_in(page)
    assert not Review.objects.exists()


@pytest.mark.parametrize(("typed_points", "kept"), [("7,25", "7.25"), ("7.5", "7.5"), ("60", "60")])
def test_points_are_kept_with_a_comma_or_a_point(
    house: House, initiative: Initiative, typed_points: str, kept: str
) -> None:
    browser = signed_in(house.members[0])
    assert browser.post(address_of(initiative), typed(initiative, typed_points, "")).status_code == 302
    review = Review.objects.get()
    assert (review.state, review.total) == (ReviewState.DRAFT, Decimal(kept))
    assert f'value="{kept.replace(".", ",")}"' in told_in(browser.get(address_of(initiative)))


@pytest.mark.parametrize("wrong", ["61", "-1", "7,3", "nhiều", "7,255"])
def test_points_that_cannot_be_lose_nothing_typed(house: House, initiative: Initiative, wrong: str) -> None:
    browser = signed_in(house.members[0])
    answer = browser.post(address_of(initiative), typed(initiative, wrong, "40", remark="Chữ đã gõ"))
    assert answer.status_code == 200
    assert "Chữ đã gõ" in told_in(answer)
    assert f'value="{wrong}"' in told_in(answer)
    assert len(answer.context["form"].errors) == 1
    assert not Review.objects.exists()


def test_a_sheet_is_handed_in_whole_and_with_the_declaration_only(
    house: House, initiative: Initiative
) -> None:
    browser, address = signed_in(house.members[0]), address_of(initiative)
    unfinished = browser.post(address, typed(initiative, "50", "", hand_in="1"))
    assert unfinished.status_code == 200
    undeclared = typed(initiative, "50", "30", hand_in="1")
    del undeclared["no_interest"]
    assert "no_interest" in browser.post(address, undeclared).context["form"].errors
    assert not Review.objects.exists()
    assert browser.post(address, typed(initiative, "50", "30", hand_in="1")).status_code == 302
    review = Review.objects.get()
    assert (review.state, review.total) == (ReviewState.FINAL, Decimal(80))


def test_it_is_asked_once_more_before_a_sheet_is_handed_in(house: House, initiative: Initiative) -> None:
    browser, address = signed_in(house.members[0]), address_of(initiative)
    form = typed(initiative, "50", "30", hand_in="1")
    del form["confirmed"]
    asked = browser.post(address, form)
    assert asked.status_code == 200
    assert asked.context["confirming"] == "80"
    assert 'name="confirmed"' in told_in(asked)
    assert not Review.objects.exists()
    assert browser.post(address, form | {"confirmed": "1"}).status_code == 302
    assert Review.objects.get().state == ReviewState.FINAL


def test_a_sheet_that_was_handed_in_does_not_change_any_more(house: House, initiative: Initiative) -> None:
    browser, address = signed_in(house.members[0]), address_of(initiative)
    form = typed(initiative, "50", "30", hand_in="1")
    browser.post(address, form)
    review = Review.objects.get()
    for answer in (
        browser.get(address),
        browser.post(address, form),
    ):
        assert answer.headers["Location"] == url(Review, "inspect", review.pk)
    other = browser.post(address, typed(initiative, "1", "1", version=review.version, remark="Thẻ thứ hai"))
    assert other.status_code == 403
    assert "Thẻ thứ hai" in told_in(other)
    review.refresh_from_db()
    assert review.total == Decimal(80)


def test_a_save_over_a_newer_one_shows_both_sheets(house: House, initiative: Initiative) -> None:
    browser, address = signed_in(house.members[0]), address_of(initiative)
    browser.post(address, typed(initiative, "50", "30"))
    answer = browser.post(address, typed(initiative, "40", "30", remark="Khác"))
    assert answer.status_code == 409
    assert {(row["theirs"], row["yours"]) for row in answer.context["conflict"]} == {
        ("50", "40"),
        ("Tốt", "Khác"),
    }
    renewed = answer.context["form"]["version"].value()
    assert browser.post(address, typed(initiative, "40", "30", version=renewed)).status_code == 302
    assert Review.objects.get().total == Decimal(70)


def test_who_has_no_seat_finds_no_sheet(house: House, initiative: Initiative) -> None:
    foreign = make_house()
    make_council(foreign)
    strangers = (house.economics, house.leadership, house.officer("A"), foreign.members[0])
    for user in strangers:
        assert signed_in(user).get(address_of(initiative)).status_code == 404
        assert signed_in(user).post(address_of(initiative), typed(initiative, "1", "1")).status_code == 404
    assert not Review.objects.exists()


@pytest.mark.parametrize("as_what", ["author", "colleague"])
def test_a_member_who_is_tied_is_refused_with_words(
    house: House, initiative: Initiative, as_what: str
) -> None:
    member = house.members[0]
    tie = {"user": member} if as_what == "author" else {"unit": member.unit}
    AuthorFactory(initiative=initiative, share=Decimal(1), **tie)
    browser = signed_in(member)
    for answer in (
        browser.get(address_of(initiative)),
        browser.post(address_of(initiative), typed(initiative, "1", "1")),
    ):
        assert answer.status_code == 403
        assert answer.context["reason"]
    assert not Review.objects.exists()
    assert not browser.get(url(Review, "index")).context["to_score"]


def test_nobody_scores_once_the_council_has_met(house: House, initiative: Initiative) -> None:
    for user in house.members[:4]:
        score(initiative, user)
    late = open_review(initiative, actor=house.members[4])
    assert initiative.council is not None
    hold_meeting(house, initiative.council)
    browser = signed_in(house.members[4])
    words = typed(initiative, "1", "1", version=late.version, remark="Nhận xét dài đã gõ")
    answer = browser.post(address_of(initiative), words)
    assert answer.status_code == 403
    assert "Nhận xét dài đã gõ" in told_in(answer)


def test_other_peoples_sheets_are_hidden_until_the_meeting_and_open_after_it(
    house: House, initiative: Initiative
) -> None:
    review = score(initiative, house.members[0])
    readers = (house.members[1], house.economics, house.leadership)
    address = url(Review, "inspect", review.pk)
    for user in readers:
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).get(url(Review, "index")).context["rows"] == []
    for user in house.members[1:]:
        score(initiative, user)
    assert initiative.council is not None
    hold_meeting(house, initiative.council)
    for user in readers:
        page = signed_in(user).get(address)
        assert [row["points"] for row in page.context["scores"]] == ["48", "32"]
        assert len(signed_in(user).get(url(Review, "index")).context["rows"]) == 5
    assert signed_in(house.officer("A")).get(address).status_code == 404


def test_the_list_says_what_is_still_to_score_first_what_is_due_first(
    house: House, initiative: Initiative
) -> None:
    other = make_initiative(house, "B")
    lead_to(other, InitiativeState.SCORING, house=house)
    browser = signed_in(house.members[0])

    def waiting() -> list[Initiative]:
        return [row["initiative"] for row in browser.get(url(Review, "index")).context["to_score"]]

    assert set(waiting()) == {initiative, other}
    score(initiative, house.members[0])
    score(other, house.members[0], hand_in=False)
    assert waiting() == [other]
    assert signed_in(house.economics).get(url(Review, "index")).context["to_score"] == []


def test_a_supplemented_application_is_scored_anew(house: House, initiative: Initiative) -> None:
    council = initiative.council
    assert council is not None
    score_by_all(initiative)
    hold_meeting(house, council)
    initiative.refresh_from_db()
    step(initiative, "request_supplement", house=house)
    for event in ("submit_supplement", "receive", "find_eligible"):
        step(initiative, event, house=house)
    again = make_council(house, name="Hội đồng sáng kiến, đợt 2")
    step(initiative, "put_before_council", house=house, council=again)
    page = signed_in(house.economics).get(url(Council, "inspect", again.pk))
    assert page.context["council_lines"][0].line.done == 0
    assert signed_in(house.members[0]).get(address_of(initiative)).status_code == 200


def test_lists_ask_the_same_number_of_queries_whatever_their_length(house: House) -> None:
    council, browser, counts = make_council(house), signed_in(house.members[0]), []
    for number in (5, 20):
        while council.initiatives.count() < number:
            row = make_initiative(house)
            lead_to(row, InitiativeState.SCORING, house=house, council=council)
            if council.initiatives.count() % 2:
                score(row, house.members[0])
        for address in (url(Review, "index"), address_of(row)):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counts.append(len(queries))
    assert counts[0] == counts[2]
    assert max(counts) <= 20
