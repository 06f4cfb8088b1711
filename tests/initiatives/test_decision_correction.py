"""A number or date typed wrongly is corrected after the decision was registered, with what rests on it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.initiatives.enums import DecisionState
from reform.initiatives.models import Initiative, RecognitionDecision
from reform.initiatives.services import hand_out_certificate
from reform.initiatives.workflow import DECISIONS, INITIATIVES
from reform.registers.models import HistoryEntry
from reform.registers.workflow import TransitionRefused

from .bench import MEETING, Bench, build_bench, tomorrow
from .screens import signed_in, url

pytestmark = pytest.mark.django_db

WRONG, RIGHT = date(2022, 12, 12), date(2022, 12, 2)


@pytest.fixture
def bench() -> Bench:
    """Return an authority whose council has met."""
    bench = build_bench()
    bench.let_meet()
    return bench


def issued(bench: Bench, *, number: int = 75, day: date = WRONG) -> tuple[RecognitionDecision, Initiative]:
    """Return a registered decision and the initiative that it recognises."""
    row = bench.initiative("recommended")
    decision = bench.decision(row, state=DecisionState.SIGNED)
    DECISIONS.perform(decision, "issue", actor=bench.economics, inputs={"number": number, "issued_on": day})
    row.refresh_from_db()
    return decision, row


def correct(decision: RecognitionDecision, actor: Any, **given: Any) -> None:
    """Correct number and date of a decision."""
    inputs = {"number": 57, "issued_on": RIGHT, "reason": "Gõ nhầm số, ngày"} | given
    DECISIONS.perform(decision, "correct_number", actor=actor, inputs=inputs)


def test_number_and_date_are_corrected_and_the_recognition_moves_along(bench: Bench) -> None:
    decision, row = issued(bench)
    _other, untouched = issued(bench, number=80)
    correct(decision, bench.economics)
    row.refresh_from_db()
    untouched.refresh_from_db()
    assert (decision.full_number, decision.issued_on) == ("57/QĐ-UBND", RIGHT)
    assert (row.state, row.recognised_on, untouched.recognised_on) == ("recognised", RIGHT, WRONG)
    told = HistoryEntry.objects.of(decision)[0]
    assert {change["field"]: (change["old"], change["new"]) for change in told.changes} == {
        "number": ("75", "57"),
        "issued_on": ("12/12/2022", "02/12/2022"),
    }
    for record in (decision, row):
        assert HistoryEntry.objects.of(record)[0].reason == "Gõ nhầm số, ngày"


def test_a_number_of_another_decision_is_refused_and_nothing_moves(bench: Bench) -> None:
    decision, row = issued(bench)
    issued(bench, number=57)
    with pytest.raises(ValidationError):
        correct(decision, bench.economics)
    decision.refresh_from_db()
    row.refresh_from_db()
    assert (decision.number, row.recognised_on) == (75, WRONG)


def test_a_date_is_refused_that_contradicts_the_meeting_the_year_or_what_followed(bench: Bench) -> None:
    decision, row = issued(bench, day=RIGHT)
    impossible = (MEETING - timedelta(days=1), tomorrow(), date(2023, 1, 3))
    hand_out_certificate(
        decision.certificates.get(), handed_to="Bình", handed_out_on=date(2022, 12, 20), actor=bench.economics
    )
    for day in (*impossible, date(2022, 12, 21)):
        with pytest.raises(ValidationError) as told:
            correct(decision, bench.economics, issued_on=day)
        assert "issued_on" in told.value.message_dict
    letter = {"nomination_letter": "655/UBND-KT", "nominated_on": date(2022, 12, 10)}
    INITIATIVES.perform(row, "nominate", actor=bench.economics, inputs=letter)
    with pytest.raises(ValidationError, match=row.code):
        correct(decision, bench.economics, issued_on=date(2022, 12, 11))
    correct(decision, bench.economics, issued_on=date(2022, 12, 10))


def test_it_needs_a_reason_a_difference_and_the_appraising_office(bench: Bench) -> None:
    decision, _row = issued(bench)
    for given in ({"reason": " "}, {"number": 0}, {"number": 75, "issued_on": WRONG}):
        with pytest.raises(ValidationError):
            correct(decision, bench.economics, **given)
    for stranger in (bench.house.chair, bench.house.head):
        with pytest.raises(TransitionRefused):
            correct(decision, stranger)


def test_the_form_begins_with_what_was_registered(bench: Bench) -> None:
    decision, _row = issued(bench)
    browser = signed_in(bench.economics)
    address = url(RecognitionDecision, "transition", decision.pk, "correct_number")
    form = browser.get(address).context["form"]
    assert (form["number"].value(), form["issued_on"].value()) == (75, WRONG)
    sent = {"version": decision.version, "number": "57", "issued_on": RIGHT.isoformat(), "reason": "Nhầm"}
    assert browser.post(address, sent).status_code == 302
    decision.refresh_from_db()
    assert decision.number == 57
