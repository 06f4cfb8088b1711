"""Decisions on screen: prepared in one go, taken apart while a draft, registered, certificates handed out."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.initiatives.enums import DecisionState, InitiativeState
from reform.initiatives.models import Certificate, Council, Initiative, RecognitionDecision
from reform.initiatives.workflow import DECISIONS
from reform.registers.models import HistoryEntry

from .factories import (
    AuthorFactory,
    House,
    issue_decision,
    make_council,
    make_decision,
    make_house,
    make_initiative,
)
from .rows import told_in
from .screens import signed_in, url
from .ways import lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def recommended(house: House, letters: str = "AB") -> tuple[Council, list[Initiative]]:
    """Return a council that has met, and what it recommends."""
    council, rows = make_council(house), [make_initiative(house, letter) for letter in letters]
    lead_to(rows, InitiativeState.RECOMMENDED, house=house, council=council)
    return council, rows


def issued(house: House, letters: str = "AB") -> RecognitionDecision:
    """Return an issued decision."""
    council, rows = recommended(house, letters)
    return issue_decision(house, make_decision(house, rows, council=council))


def typed(rows: list[Initiative], **fields: Any) -> dict[str, Any]:
    """Return the form of a new decision as a browser sends it."""
    given = {
        "initiatives": [row.pk for row in rows],
        "signer_name": "Trần Văn Chủ",
        "signer_title": "Phó Chủ tịch",
        "signed_as": "for_head",
        "submission_number": "12/TTr-KT",
        "submission_date": timezone.localdate().isoformat(),
        "symbol": "QĐ-UBND",
        "scope": "Toàn quận",
        "form_token": str(uuid.uuid4()),
    }
    return given | fields


# --- preparing ---


def test_a_decision_is_prepared_in_one_go_and_once(house: House) -> None:
    council, rows = recommended(house)
    browser, address = signed_in(house.economics), url(RecognitionDecision, "prepare")
    page = browser.get(address)
    assert page.context["council"] == council
    assert [is_ticked for _row, is_ticked, _refusal in page.context["rows"]] == [False, False]
    form = typed(rows)
    answers = [browser.post(f"{address}?council={council.pk}", form) for _twice in range(2)]
    decision = RecognitionDecision.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {
        url(RecognitionDecision, "inspect", decision.pk)
    }
    assert set(decision.initiatives.all()) == set(rows)
    assert (decision.signed_as, decision.state) == ("for_head", DecisionState.DRAFT)
    assert browser.get(address).context["councils"] == []


def test_what_is_not_ticked_stays_for_another_decision(house: House) -> None:
    council, rows = recommended(house)
    browser, address = signed_in(house.economics), url(RecognitionDecision, "prepare")
    assert browser.post(f"{address}?council={council.pk}", typed(rows[:1])).status_code == 302
    # What stands there alone is meant.
    assert browser.get(address).context["rows"] == [(rows[1], True, "")]


def test_nothing_ticked_or_nobody_to_sign_prepares_nothing(house: House) -> None:
    council, rows = recommended(house)
    address = f"{url(RecognitionDecision, 'prepare')}?council={council.pk}"
    browser = signed_in(house.economics)
    for form in (typed([]), typed(rows, signer_name=""), typed(rows, signed_as="nobody")):
        answer = browser.post(address, form)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not RecognitionDecision.objects.exists()


def test_only_councils_that_have_met_and_recommend_something_are_offered(house: House) -> None:
    scoring = make_council(house, name="Đang chấm")
    waiting = make_initiative(house)
    lead_to(waiting, InitiativeState.SCORING, house=house, council=scoring)
    recommended(make_house())
    first, _rows = recommended(house, "A")
    second, _rows = recommended(house, "B")
    browser, address = signed_in(house.economics), url(RecognitionDecision, "prepare")
    page = browser.get(address)
    assert {row for row, _address in page.context["councils"]} == {first, second}
    assert page.context["council"] is None
    assert browser.post(f"{address}?council={scoring.pk}", typed([waiting])).status_code == 302
    assert not RecognitionDecision.objects.exists()


def test_only_who_appraises_prepares_takes_out_and_hands_out(house: House) -> None:
    council, rows = recommended(house)
    decision = make_decision(house, rows, council=council)
    for user in (house.leadership, house.auditor, house.home_affairs):
        browser = signed_in(user)
        assert browser.get(url(RecognitionDecision, "inspect", decision.pk)).status_code == 200
        assert browser.get(url(RecognitionDecision, "prepare")).status_code == 302
        browser.post(url(RecognitionDecision, "take_out", decision.pk, rows[0].pk))
    assert decision.initiatives.count() == 2
    foreign = make_house()
    for user in (foreign.economics, house.officer("A"), house.members[0]):
        for action in ("inspect", "hand_out"):
            assert signed_in(user).get(url(RecognitionDecision, action, decision.pk)).status_code == 404


# --- a draft ---


def test_an_initiative_is_taken_out_of_a_draft_and_stays_recommended(house: House) -> None:
    council, rows = recommended(house)
    decision = make_decision(house, rows, council=council)
    browser, address = (
        signed_in(house.economics),
        url(RecognitionDecision, "take_out", decision.pk, rows[0].pk),
    )
    for _twice in range(2):
        assert browser.post(address).status_code == 302
    rows[0].refresh_from_db()
    assert (rows[0].decision, rows[0].state) == (None, InitiativeState.RECOMMENDED)
    DECISIONS.perform(decision, "submit", actor=house.economics)
    browser.post(url(RecognitionDecision, "take_out", decision.pk, rows[1].pk))
    assert decision.initiatives.count() == 1


def test_the_signer_is_changed_while_it_is_a_draft_only(house: House) -> None:
    council, rows = recommended(house)
    decision = make_decision(house, rows, council=council)
    browser, address = signed_in(house.economics), url(RecognitionDecision, "edit", decision.pk)
    assert browser.post(address, typed(rows, version=decision.version)).status_code == 302
    decision.refresh_from_db()
    assert (decision.signer_name, decision.signed_as) == ("Trần Văn Chủ", "for_head")
    assert "KT." in told_in(browser.get(url(RecognitionDecision, "inspect", decision.pk)))
    DECISIONS.perform(decision, "submit", actor=house.economics)
    browser.post(address, typed(rows, version=decision.version, signer_name="Người khác"))
    decision.refresh_from_db()
    assert decision.signer_name == "Trần Văn Chủ"


def test_a_discarded_draft_names_nothing_and_its_initiatives_are_offered_again(house: House) -> None:
    council, rows = recommended(house)
    decision = make_decision(house, rows, council=council)
    DECISIONS.perform(decision, "discard", actor=house.economics, inputs={"reason": "Nhầm"})
    browser = signed_in(house.economics)
    assert browser.get(url(RecognitionDecision, "inspect", decision.pk)).context["initiatives"] == []
    assert len(browser.get(url(RecognitionDecision, "prepare")).context["rows"]) == 2


# --- registering and certificates ---


def test_registering_begins_with_today_and_leaves_the_number_to_the_offices_register(house: House) -> None:
    council, rows = recommended(house, "A")
    issue_decision(house, make_decision(house, rows, council=council), number=41)
    council, rows = recommended(house, "B")
    decision = make_decision(house, rows, council=council)
    DECISIONS.perform(decision, "submit", actor=house.economics)
    DECISIONS.perform(decision, "sign", actor=house.leadership)
    browser, address = (
        signed_in(house.economics),
        url(RecognitionDecision, "transition", decision.pk, "issue"),
    )
    form = browser.get(address).context["form"]
    assert (form["number"].value(), form["issued_on"].value()) == (None, timezone.localdate())
    sent = {"version": decision.version, "number": "42", "issued_on": timezone.localdate().isoformat()}
    assert browser.post(address, sent).status_code == 302
    decision.refresh_from_db()
    assert decision.full_number == "42/QĐ-UBND"
    assert Initiative.objects.get(pk=rows[0].pk).state == InitiativeState.RECOGNISED


def test_certificates_are_handed_out_one_by_one_or_several_at_once() -> None:
    house = make_house(letters="ABC")
    decision = issued(house, "ABC")
    first, second, third = decision.certificates.order_by("number")
    browser, address = signed_in(house.economics), url(RecognitionDecision, "hand_out", decision.pk)
    one = browser.get(f"{address}?certificate={second.pk}")
    assert [line.certificate for line in one.context["lines"]] == [second]
    form: dict[str, Any] = {
        "form_token": str(uuid.uuid4()),
        "handed_out_on": timezone.localdate().isoformat(),
        f"tick-{first.pk}": "on",
        f"to-{first.pk}": "Trần Thị Bình",
        f"tick-{third.pk}": "on",
        f"to-{third.pk}": "Lê Văn Hộ (nhận thay)",
        f"to-{second.pk}": "Không đánh dấu",
    }
    for _twice in range(2):
        assert browser.post(address, form).status_code == 302
    received = dict(decision.certificates.values_list("number", "handed_to"))
    assert received == {
        first.number: "Trần Thị Bình",
        second.number: "",
        third.number: form[f"to-{third.pk}"],
    }
    assert HistoryEntry.objects.of(decision).filter(action="hand_out").count() == 2
    page = browser.get(url(RecognitionDecision, "inspect", decision.pk))
    assert page.context["waiting"] == 1
    assert "Lê Văn Hộ (nhận thay)" in told_in(page)


def test_handing_out_on_an_impossible_day_notes_nothing(house: House) -> None:
    decision = issued(house)
    rows = list(decision.certificates.all())
    browser, address = signed_in(house.economics), url(RecognitionDecision, "hand_out", decision.pk)
    ticks = {f"tick-{row.pk}": "on" for row in rows} | {f"to-{row.pk}": "Bình" for row in rows}
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in (
        ticks | {"handed_out_on": tomorrow.isoformat()},
        ticks | {"handed_out_on": timezone.localdate().isoformat(), f"to-{rows[1].pk}": " "},
        {"handed_out_on": timezone.localdate().isoformat()},
    ):
        answer = browser.post(address, wrong | {"form_token": str(uuid.uuid4())})
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not Certificate.objects.exclude(handed_out_on=None).exists()


def test_the_page_names_authors_and_units(house: House) -> None:
    decision = issued(house, "A")
    initiative = decision.initiatives.get()
    page = told_in(signed_in(house.auditor).get(url(RecognitionDecision, "inspect", decision.pk)))
    for words in (initiative.code, initiative.authors.get().name, house.unit("A").short_name):
        assert words in page
    assert url(RecognitionDecision, "hand_out", decision.pk) not in page


# --- the list ---


def test_the_list_is_narrowed_by_year_and_state(house: House) -> None:
    issued(house, "A")
    council, rows = recommended(house, "B")
    make_decision(house, rows, council=council, year=2021)
    browser = signed_in(house.auditor)

    def listed(**query: str) -> list[str]:
        page = browser.get(url(RecognitionDecision, "index"), query)
        return [row["record"].state for row in page.context["rows"]]

    assert listed() == ["issued", "draft"]
    assert listed(year="2021") == ["draft"]
    assert listed(state="issued") == ["issued"]


def test_lists_and_pages_ask_the_same_number_of_queries_whatever_their_length(house: House) -> None:
    decision, browser, counts = issued(house, "A"), signed_in(house.economics), []
    for number in (5, 60):
        while RecognitionDecision.objects.count() < number:
            RecognitionDecision.objects.create(
                unit=house.root, council=decision.council, signer_name="A", signer_title="B"
            )
        while decision.initiatives.count() < number // 4:
            row = make_initiative(house)
            Initiative.objects.filter(pk=row.pk).update(decision=decision)
            author = AuthorFactory(initiative=row, unit=house.unit("B"))
            Certificate.objects.create(
                decision=decision, author=author, unit=house.root, year=2022, number=author.pk
            )
        for address in (url(RecognitionDecision, "index"), url(RecognitionDecision, "inspect", decision.pk)):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20
