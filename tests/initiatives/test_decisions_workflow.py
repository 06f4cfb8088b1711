"""A decision recognises all that it names, with a number and a day that are possible, and certificates."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from reform.initiatives.enums import CouncilState, DecisionState
from reform.initiatives.models import Certificate, Initiative, RecognitionDecision
from reform.initiatives.services import hand_out_certificate, prepare_decision, take_out_of_decision
from reform.initiatives.workflow import DECISIONS, INITIATIVES
from reform.organisation.models import User
from reform.registers.models import HistoryEntry
from reform.registers.workflow import TransitionRefused

from .bench import MEETING, Bench, build_bench, new_council, new_decision, tomorrow

pytestmark = pytest.mark.django_db

DAY = date(2022, 12, 1)


@pytest.fixture
def bench() -> Bench:
    """Return an authority whose council has met."""
    bench = build_bench()
    bench.let_meet()
    return bench


def signed(bench: Bench, *initiatives: Initiative) -> RecognitionDecision:
    """Return a signed decision that names the given initiatives, one when none is given."""
    return bench.decision(*(initiatives or (bench.initiative("recommended"),)), state=DecisionState.SIGNED)


def issue(bench: Bench, decision: RecognitionDecision, *, number: Any = 7, day: date = DAY) -> None:
    """Register a decision."""
    DECISIONS.perform(decision, "issue", actor=bench.economics, inputs={"number": number, "issued_on": day})


def draft(bench: Bench, *initiatives: Initiative, actor: User | None = None, **fields: Any) -> Any:
    """Prepare a decision by the register's own service."""
    decision = RecognitionDecision(
        **{"council": bench.council, "signer_name": "Phạm Văn Chủ", "signer_title": "Chủ tịch"} | fields
    )
    return prepare_decision(decision, initiatives=initiatives, actor=actor or bench.economics)


def test_a_number_is_given_once_however_the_symbol_is_typed(bench: Bench) -> None:
    issue(bench, signed(bench), number=7)
    again = signed(bench)
    RecognitionDecision.objects.filter(pk=again.pk).update(symbol="qđ - ubnd")
    again.refresh_from_db()
    with pytest.raises(ValidationError):
        issue(bench, again, number=7)
    issue(bench, again, number=8)
    assert again.full_number == "08/QĐ-UBND"


# --- Drafting ---


def test_what_is_ticked_stands_in_the_draft_and_history_tells_it(bench: Bench) -> None:
    rows = [bench.initiative("recommended") for _number in range(2)]
    decision = draft(bench, *rows)
    assert set(decision.initiatives.all()) == set(rows)
    assert decision.unit == bench.council.unit
    for row in rows:
        entry = HistoryEntry.objects.of(row).get()
        assert [change["field"] for change in entry.changes] == ["decision"]


@pytest.mark.parametrize("state", ["council", "not_recommended", "recognised", "withdrawn"])
def test_nothing_stands_in_a_decision_that_the_council_does_not_recommend(bench: Bench, state: str) -> None:
    good, bad = bench.initiative("recommended"), bench.initiative(state, council=bench.council)
    with pytest.raises(ValidationError, match=bad.code):
        draft(bench, good, bad)
    good.refresh_from_db()
    assert good.decision is None
    assert not RecognitionDecision.objects.exists()


def test_nothing_of_another_council_and_nothing_of_another_decision_is_taken(bench: Bench) -> None:
    elsewhere = bench.initiative("recommended", council=new_council(bench.sheet, state=CouncilState.MET))
    taken = bench.initiative("recommended")
    draft(bench, taken)
    for row in (elsewhere, taken):
        with pytest.raises(ValidationError, match=row.code):
            draft(bench, row)


def test_no_decision_is_drafted_for_nothing_or_before_the_council_has_met(bench: Bench) -> None:
    with pytest.raises(ValidationError):
        draft(bench)
    scoring = new_council(bench.sheet, state=CouncilState.SCORING)
    with pytest.raises(ValidationError):
        draft(bench, bench.initiative("recommended", council=scoring), council=scoring)


def test_only_who_appraises_for_the_authority_drafts_takes_out_and_hands_out(bench: Bench) -> None:
    abroad = build_bench()
    named = bench.initiative("recommended")
    draft(bench, named)
    decision = signed(bench)
    issue(bench, decision)
    certificate = decision.certificates.get()
    for stranger in (abroad.economics, bench.house.chair, bench.house.head, bench.members[0]):
        with pytest.raises(PermissionDenied):
            draft(bench, bench.initiative("recommended"), actor=stranger)
        with pytest.raises(PermissionDenied):
            take_out_of_decision(named, actor=stranger)
        with pytest.raises(PermissionDenied):
            hand_out_certificate(certificate, handed_to="Bình", handed_out_on=DAY, actor=stranger)


def test_an_initiative_is_taken_out_of_a_draft_only(bench: Bench) -> None:
    one, two = bench.initiative("recommended"), bench.initiative("recommended")
    decision = draft(bench, one, two)
    take_out_of_decision(one, actor=bench.economics)
    one.refresh_from_db()
    assert (one.state, one.decision) == ("recommended", None)
    DECISIONS.perform(decision, "submit", actor=bench.economics)
    with pytest.raises(ValidationError):
        take_out_of_decision(two, actor=bench.economics)


def test_a_discarded_draft_frees_its_initiatives_and_their_history_tells_it(bench: Bench) -> None:
    row = bench.initiative("recommended")
    decision = draft(bench, row)
    DECISIONS.perform(decision, "discard", actor=bench.economics, inputs={"reason": "Lập lại"})
    row.refresh_from_db()
    assert (row.state, row.decision) == ("recommended", None)
    latest = HistoryEntry.objects.of(row).first()
    assert latest is not None
    assert [(change["field"], change["new"]) for change in latest.changes] == [("decision", "")]
    draft(bench, row)


def test_an_empty_decision_is_not_submitted(bench: Bench) -> None:
    row = bench.initiative("recommended")
    decision = draft(bench, row)
    take_out_of_decision(row, actor=bench.economics)
    with pytest.raises(ValidationError):
        DECISIONS.perform(decision, "submit", actor=bench.economics)


# --- Registering ---


def test_registered_all_are_recognised_from_its_day_on(bench: Bench) -> None:
    rows = [bench.initiative("recommended") for _number in range(3)]
    decision = signed(bench, *rows)
    issue(bench, decision)
    assert (decision.state, decision.year, decision.full_number) == ("issued", 2022, "07/QĐ-UBND")
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.recognised_on) == ("recognised", DAY)


def test_one_that_cannot_be_recognised_keeps_all_of_them_unrecognised(bench: Bench) -> None:
    good, bad = bench.initiative("recommended"), bench.initiative("not_recommended")
    decision = signed(bench, good, bad)
    with pytest.raises(ValidationError):
        issue(bench, decision)
    good.refresh_from_db()
    assert (good.state, good.recognised_on) == ("recommended", None)
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("number", [0, -3, Decimal("1.5"), None])
def test_the_number_is_a_whole_number_from_one(bench: Bench, number: Any) -> None:
    decision = signed(bench)
    with pytest.raises(ValidationError) as told:
        issue(bench, decision, number=number)
    assert "number" in told.value.message_dict
    decision.refresh_from_db()
    assert decision.state == DecisionState.SIGNED


def test_no_number_is_given_twice_in_a_year(bench: Bench) -> None:
    issue(bench, signed(bench), number=7)
    again = signed(bench)
    with pytest.raises(ValidationError):
        issue(bench, again, number=7)
    assert again.initiatives.get().state == "recommended"
    issue(bench, again, number=8)
    issue(bench, signed(bench), number=7, day=date(2023, 1, 5))


def test_another_authority_has_numbers_of_its_own(bench: Bench) -> None:
    abroad = build_bench()
    abroad.let_meet()
    issue(bench, signed(bench), number=7)
    issue(abroad, signed(abroad), number=7)
    assert set(Certificate.objects.values_list("number", flat=True)) == {1}


@pytest.mark.parametrize("day", [MEETING - timedelta(days=1), tomorrow()], ids=["too early", "ahead"])
def test_a_decision_lies_between_the_meeting_and_today(bench: Bench, day: date) -> None:
    with pytest.raises(ValidationError) as told:
        issue(bench, signed(bench), day=day)
    assert "issued_on" in told.value.message_dict


def test_it_may_be_issued_on_the_day_of_the_meeting(bench: Bench) -> None:
    issue(bench, signed(bench), day=MEETING)


def test_certificates_are_numbered_without_gaps_across_decisions_of_a_year(bench: Bench) -> None:
    first, second = bench.initiative("recommended"), bench.initiative("recommended")
    for row in (first, second):
        row.authors.create(name="Đồng tác giả", share=Decimal(50))
    issue(bench, signed(bench, first), number=7)
    issue(bench, signed(bench, second), number=8)
    issue(bench, signed(bench), number=1, day=date(2023, 1, 5))
    rows = Certificate.objects.order_by("pk").values_list("year", "number")
    assert list(rows) == [(2022, 1), (2022, 2), (2022, 3), (2022, 4), (2023, 1)]


def test_an_issued_decision_is_registered_once(bench: Bench) -> None:
    decision = signed(bench)
    issue(bench, decision)
    with pytest.raises(TransitionRefused):
        issue(bench, decision, number=9)
    assert Certificate.objects.count() == 1


# --- After it ---


def test_a_certificate_is_handed_out_once_to_somebody_on_a_possible_day(bench: Bench) -> None:
    decision = signed(bench)
    issue(bench, decision)
    certificate = decision.certificates.get()
    for handed_to, day in ((" ", DAY), ("Bình", DAY - timedelta(days=1)), ("Bình", tomorrow())):
        with pytest.raises(ValidationError):
            hand_out_certificate(certificate, handed_to=handed_to, handed_out_on=day, actor=bench.economics)
    hand_out_certificate(certificate, handed_to="Bình", handed_out_on=DAY, actor=bench.economics)
    with pytest.raises(ValidationError):
        hand_out_certificate(certificate, handed_to="An", handed_out_on=DAY, actor=bench.economics)
    certificate.refresh_from_db()
    assert (certificate.handed_to, certificate.handed_out_on) == ("Bình", DAY)


def test_the_city_refuses_and_the_authoritys_own_decision_stays(bench: Bench) -> None:
    row = bench.initiative("recommended")
    decision = signed(bench, row)
    issue(bench, decision)
    row.refresh_from_db()
    letter = {"nomination_letter": "655/UBND-KT", "nominated_on": DAY}
    INITIATIVES.perform(row, "nominate", actor=bench.economics, inputs=letter)
    INITIATIVES.perform(row, "record_city_refusal", actor=bench.economics, inputs={"reason": "Trùng"})
    assert (row.decision, row.recognised_on, row.refusal) == (decision, DAY, "Trùng")


def test_neither_nomination_nor_the_citys_decision_lies_before_what_it_follows_or_ahead(bench: Bench) -> None:
    row = bench.initiative("recognised", recognised_on=DAY)
    for day in (DAY - timedelta(days=1), tomorrow()):
        with pytest.raises(ValidationError):
            INITIATIVES.perform(
                row,
                "nominate",
                actor=bench.economics,
                inputs={"nomination_letter": "655/UBND-KT", "nominated_on": day},
            )
    row = bench.initiative("nominated", nominated_on=DAY)
    for day in (DAY - timedelta(days=1), tomorrow()):
        with pytest.raises(ValidationError):
            INITIATIVES.perform(
                row,
                "record_city_recognition",
                actor=bench.economics,
                inputs={"city_decision": "12/QĐ-UBND", "city_recognised_on": day},
            )


def test_recognised_today_it_is_nominated_today(bench: Bench) -> None:
    today = timezone.localdate()
    row = bench.initiative("recognised", recognised_on=today)
    INITIATIVES.perform(
        row, "nominate", actor=bench.economics, inputs={"nomination_letter": "1", "nominated_on": today}
    )


@pytest.mark.parametrize("event", ["find_ineligible", "refuse_recognition", "record_city_refusal"])
def test_every_refusal_needs_a_reason_and_keeps_it(bench: Bench, event: str) -> None:
    states = {
        "find_ineligible": "received",
        "refuse_recognition": "recommended",
        "record_city_refusal": "nominated",
    }
    actor = bench.house.chair if event == "refuse_recognition" else bench.economics
    row = bench.initiative(states[event])
    for reason in (None, " "):
        with pytest.raises(ValidationError):
            INITIATIVES.perform(row, event, actor=actor, inputs={"reason": reason})
    entry = INITIATIVES.perform(row, event, actor=actor, inputs={"reason": "Không mới"})
    assert (row.refusal, entry.reason) == ("Không mới", "Không mới")


def test_after_the_recognition_only_a_mistake_in_the_name_is_corrected(bench: Bench) -> None:
    row = bench.initiative("recognised")
    words = {"title": " Trả kết quả qua bưu điện ", "reason": "Sai chính tả"}
    INITIATIVES.perform(row, "correct_title", actor=bench.economics, inputs=words)
    assert row.title == "Trả kết quả qua bưu điện"
    with pytest.raises(ValidationError):
        INITIATIVES.perform(row, "correct_title", actor=bench.economics, inputs=words | {"title": "x" * 301})


def test_public_words_are_taken_from_the_step_and_nothing_else_becomes_public(bench: Bench) -> None:
    row = bench.initiative("recognised", confidential="Mã nguồn")
    for words in ({"public_summary": "Tóm tắt"}, {"public_summary": " ", "public_effect": "Nhanh"}):
        with pytest.raises(ValidationError):
            INITIATIVES.perform(row, "publish", actor=bench.economics, inputs=words)
    INITIATIVES.perform(
        row,
        "publish",
        actor=bench.economics,
        inputs={"public_summary": " Tóm tắt ", "public_effect": "Nhanh"},
    )
    assert (row.is_public, row.public_summary, row.public_effect) == (True, "Tóm tắt", "Nhanh")
    assert list(Initiative.objects.public()) == [row]
    INITIATIVES.perform(row, "take_off", actor=bench.economics, inputs={"reason": "Sửa"})
    assert not Initiative.objects.public().exists()


def test_the_database_itself_keeps_what_is_not_recognised_from_being_public(bench: Bench) -> None:
    row = bench.initiative("recommended")
    row.is_public = True
    with pytest.raises(ValidationError):
        row.full_clean()


def test_a_draft_of_a_decision_has_no_number_in_its_name(bench: Bench) -> None:
    decision = new_decision(bench.council)
    assert decision.full_number == ""
    assert str(bench.council) in str(decision)
