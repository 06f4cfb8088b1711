"""Every state, event and role of the four tables, against tables written out here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from reform.initiatives.enums import CouncilState, DecisionState, InitiativeState, SheetState
from reform.initiatives.models import Initiative
from reform.initiatives.workflow import COUNCILS, DECISIONS, INITIATIVES, SHEETS
from reform.organisation.capabilities import Role
from reform.registers.models import HistoryEntry
from reform.registers.workflow import TransitionRefused, Workflow
from tests.organisation.factories import user_with_role

from .bench import Bench, build_bench, new_council, new_decision, new_sheet, score, tomorrow

pytestmark = pytest.mark.django_db

OFFICER_OR_HEAD = {Role.UNIT_OFFICER, Role.UNIT_HEAD}
HEAD = {Role.UNIT_HEAD}
APPRAISER = {Role.ECONOMICS}
CHAIR = {Role.LEADERSHIP}

WITHDRAWABLE = {
    "draft", "endorsed", "supplement_requested", "submitted", "received", "eligible", "scoring",
}  # fmt: skip
RECOGNISED = {"recognised", "nominated", "city_recognised", "city_not_recognised"}
ENDED = {"ineligible", "recognised", "not_recognised", "city_recognised", "city_not_recognised", "withdrawn"}

# event: (states in which it is possible, roles that may do it, the state that follows; "" for the same)
Table = dict[str, tuple[set[str], set[Role], str]]
OF_INITIATIVES: Table = {
    "endorse": ({"draft"}, HEAD, "endorsed"),
    "send_back": ({"endorsed"}, HEAD, "draft"),
    "submit": ({"endorsed"}, OFFICER_OR_HEAD, "submitted"),
    "submit_supplement": ({"supplement_requested"}, HEAD, "submitted"),
    "withdraw": (WITHDRAWABLE, HEAD, "withdrawn"),
    "receive": ({"submitted"}, APPRAISER, "received"),
    "request_supplement": (
        {"submitted", "received", "eligible", "council"}, APPRAISER, "supplement_requested",
    ),
    "find_eligible": ({"received"}, APPRAISER, "eligible"),
    "find_ineligible": ({"received"}, APPRAISER, "ineligible"),
    "put_before_council": ({"eligible"}, APPRAISER, "scoring"),
    "take_from_council": ({"scoring", "council"}, APPRAISER, "eligible"),
    "meet": ({"scoring"}, APPRAISER, "council"),
    "score_again": ({"council"}, APPRAISER, "scoring"),
    "recommend": ({"council"}, APPRAISER, "recommended"),
    "not_recommend": ({"council"}, APPRAISER, "not_recommended"),
    "recognise": ({"recommended"}, APPRAISER, "recognised"),
    "refuse_recognition": ({"recommended", "not_recommended"}, CHAIR, "not_recognised"),
    "nominate": ({"recognised"}, APPRAISER, "nominated"),
    "record_city_recognition": ({"nominated"}, APPRAISER, "city_recognised"),
    "record_city_refusal": ({"nominated"}, APPRAISER, "city_not_recognised"),
    "publish": (RECOGNISED | {"archived"}, APPRAISER, ""),
    "take_off": (RECOGNISED | {"archived"}, APPRAISER, ""),
    "correct_title": (RECOGNISED, APPRAISER, ""),
    "archive": (ENDED, APPRAISER, "archived"),
}  # fmt: skip
OF_COUNCILS: Table = {
    "open_scoring": ({"preparing"}, APPRAISER, "scoring"),
    "move_deadline": ({"scoring"}, APPRAISER, ""),
    "meet": ({"scoring"}, APPRAISER, "met"),
    "score_again": ({"met"}, APPRAISER, "scoring"),
    "close": ({"met"}, APPRAISER, "closed"),
}
OF_DECISIONS: Table = {
    "submit": ({"draft"}, APPRAISER, "submitted"),
    "send_back": ({"submitted"}, CHAIR, "draft"),
    "sign": ({"submitted"}, CHAIR, "signed"),
    "issue": ({"signed"}, APPRAISER, "issued"),
    "correct_number": ({"issued"}, APPRAISER, ""),
    "discard": ({"draft"}, APPRAISER, "discarded"),
}
OF_SHEETS: Table = {
    "put_in_use": ({"draft"}, APPRAISER, "in_use"),
    "retire": ({"in_use"}, APPRAISER, "retired"),
}


def inputs(bench: Bench) -> dict[str, Any]:
    """Return something for every input of the four tables; what an event does not ask for is dropped."""
    return {
        "reason": "Chưa đủ minh chứng",
        "appraisal": "Mới, đã áp dụng",
        "council": bench.council,
        "votes_for": 4,
        "votes_against": 1,
        "recognised_on": date(2022, 12, 1),
        "nomination_letter": "655/UBND-KT",
        "nominated_on": date(2022, 12, 5),
        "city_decision": "12/QĐ-UBND",
        "city_recognised_on": date(2022, 12, 20),
        "public_summary": "Tóm tắt",
        "public_effect": "Nhanh hơn",
        "title": "Trả kết quả qua bưu điện",
        "score_by": tomorrow(),
        "met_on": date(2022, 11, 10),
        "met_at": "Phòng họp số 2",
        "present": bench.seats(),
        "minutes": "Hội đồng thống nhất",
        "number": 7,
        "issued_on": date(2022, 12, 1),
    }


def an_initiative(bench: Bench, state: str, event: str) -> Initiative:
    """Return an initiative in a state to which an event applies, if it ever does in that state."""
    fields: dict[str, Any] = {"final_score": 80}
    if state == InitiativeState.ARCHIVED:
        fields["recognised_on"] = date(2022, 12, 1)
    if event == "take_off" and state in OF_INITIATIVES[event][0]:
        fields |= {"is_public": True, "recognised_on": date(2022, 12, 1)}
    initiative = bench.initiative(state, **fields)
    if event in {"recommend", "not_recommend"}:
        bench.let_meet()
    if event == "not_recommend":
        Initiative.objects.filter(pk=initiative.pk).update(final_score=60)
    if event == "meet" and state == InitiativeState.SCORING:
        score(initiative, *bench.members[:4])
    if event == "recognise":
        bench.decision(initiative, state=DecisionState.SIGNED)
    initiative.refresh_from_db()
    return initiative


def a_council(bench: Bench, state: str, event: str) -> Any:
    """Return the bench's council in a state, with an initiative where the step needs one."""
    if event == "meet" and state == CouncilState.SCORING:
        score(bench.initiative("scoring"), *bench.members)
    if event == "score_again":
        bench.initiative("council")
    type(bench.council).objects.filter(pk=bench.council.pk).update(state=state)
    bench.council.refresh_from_db()
    return bench.council


def a_decision(bench: Bench, state: str, event: str) -> Any:
    """Return a decision in a state that names a recommended initiative."""
    numbered = {"number": 900} if (state, event) == (DecisionState.ISSUED, "correct_number") else {}
    return bench.decision(bench.initiative("recommended"), state=state, **numbered)


def a_sheet(bench: Bench, state: str, event: str) -> Any:
    """Return a sheet in a state."""
    return new_sheet(bench.sheet.unit, state=state)


@dataclass(frozen=True)
class Case:
    """One table, what is expected of it, and how a record of it is made."""

    workflow: Workflow
    expected: Table
    make: Callable[[Bench, str, str], Any]


CASES = {
    "initiatives": Case(INITIATIVES, OF_INITIATIVES, an_initiative),
    "councils": Case(COUNCILS, OF_COUNCILS, a_council),
    "decisions": Case(DECISIONS, OF_DECISIONS, a_decision),
    "sheets": Case(SHEETS, OF_SHEETS, a_sheet),
}
STATES: dict[str, Any] = {
    "initiatives": InitiativeState,
    "councils": CouncilState,
    "decisions": DecisionState,
    "sheets": SheetState,
}
EVENTS = [(name, event) for name, case in CASES.items() for event in case.expected]


@pytest.mark.parametrize("name", CASES)
def test_the_table_holds_exactly_the_events_that_are_expected(name: str) -> None:
    assert set(CASES[name].workflow.by_event) == set(CASES[name].expected)


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_an_event_is_possible_in_its_states_for_its_roles_and_leads_where_the_table_says(
    name: str, event: str
) -> None:
    case = CASES[name]
    sources, roles, target = case.expected[event]
    for state in sources:
        for role in sorted(roles):
            bench = build_bench()
            record = case.make(bench, state, event)
            actor = bench.house.people[role]
            assert case.workflow.allowed(record, event, actor), (state, role)
            case.workflow.perform(record, event, actor=actor, inputs=inputs(bench))
            assert record.state == (target or state)
            entry = HistoryEntry.objects.of(record)[0]
            assert (entry.action, entry.actor, entry.from_state) == (event, actor, state)


@pytest.mark.parametrize("name", CASES)
def test_everything_else_is_refused_and_changes_nothing(name: str) -> None:
    case, bench = CASES[name], build_bench()
    # None is the system, to which every role is open and no state that the table does not name.
    actors = [(role, bench.house.people[role]) for role in Role] + [(None, None)]
    for state in STATES[name]:
        for event, (sources, roles, _target) in case.expected.items():
            record = case.make(bench, state, event)
            before = (record.state, record.version, HistoryEntry.objects.count())
            given = inputs(bench)
            for role, user in actors:
                if state in sources and (role is None or role in roles):
                    continue
                assert user is None or not case.workflow.allowed(record, event, user), (state, event, role)
                with pytest.raises(TransitionRefused):
                    case.workflow.perform(record, event, actor=user, inputs=given)
                    pytest.fail(f"{event} by {role or 'the system'} went through in {state}")
            record.refresh_from_db()
            assert (record.state, record.version, HistoryEntry.objects.count()) == before, (state, event)
        type(bench.council).objects.filter(pk=bench.council.pk).update(state=CouncilState.SCORING)


@pytest.mark.parametrize("role", Role)
def test_a_role_of_another_unit_or_authority_can_do_nothing(role: Role) -> None:
    bench, abroad = build_bench(), build_bench()
    strangers = [abroad.house.people[role]]
    if role in OFFICER_OR_HEAD:
        strangers.append(user_with_role(role, bench.house.other))
    for name, case in CASES.items():
        for state in STATES[name]:
            record = case.make(bench, state, "")
            for user in strangers:
                assert not any(case.workflow.allowed(record, event, user) for event in case.expected)


@pytest.mark.parametrize("event", ["meet", "score_again", "recognise"])
def test_what_a_council_or_a_decision_does_to_many_at_once_has_no_button(event: str) -> None:
    bench = build_bench()
    state = sorted(OF_INITIATIVES[event][0])[0]
    record = an_initiative(bench, state, event)
    assert INITIATIVES.allowed(record, event, bench.economics)
    assert event not in {offer.transition.event for offer in INITIATIVES.offers(record, bench.economics)}


def test_an_opinion_is_recorded_once_the_council_has_met_and_not_before() -> None:
    bench = build_bench()
    initiative = bench.initiative("council", final_score=80)
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(initiative, "recommend", actor=bench.economics, inputs=inputs(bench))


def test_no_initiative_is_recognised_but_by_its_own_signed_decision() -> None:
    bench = build_bench()
    for state in set(DecisionState) - {DecisionState.SIGNED}:
        initiative = bench.initiative("recommended")
        bench.decision(initiative, state=state)
        with pytest.raises(TransitionRefused):
            INITIATIVES.perform(initiative, "recognise", actor=bench.economics, inputs=inputs(bench))
    alone = bench.initiative("recommended")
    new_decision(bench.council, state=DecisionState.SIGNED)
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(alone, "recognise", actor=bench.economics, inputs=inputs(bench))


def test_what_stands_in_a_decision_is_not_refused_beside_it() -> None:
    bench = build_bench()
    initiative = bench.initiative("recommended")
    bench.decision(initiative)
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(
            initiative, "refuse_recognition", actor=bench.house.chair, inputs={"reason": "Trùng"}
        )


def test_an_initiative_is_put_on_the_public_page_once_and_taken_off_once() -> None:
    bench = build_bench()
    initiative = bench.initiative("recognised")
    for event, other in (("publish", "take_off"), ("take_off", "publish")):
        with pytest.raises(TransitionRefused):
            INITIATIVES.perform(initiative, other, actor=bench.economics, inputs=inputs(bench))
        INITIATIVES.perform(initiative, event, actor=bench.economics, inputs=inputs(bench))


def test_the_file_of_a_refused_application_is_closed_and_never_public() -> None:
    bench = build_bench()
    initiative = bench.initiative("ineligible")
    INITIATIVES.perform(initiative, "archive", actor=bench.economics)
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(initiative, "publish", actor=bench.economics, inputs=inputs(bench))


def test_a_second_council_of_the_year_takes_what_the_first_one_does_not_have() -> None:
    bench = build_bench()
    later = new_council(bench.sheet, name="Hội đồng đợt 2")
    initiative = bench.initiative("eligible")
    INITIATIVES.perform(initiative, "put_before_council", actor=bench.economics, inputs={"council": later})
    assert initiative.council == later
