"""Nobody judges the own work, and whoever prepared something does not approve it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reform.initiatives.enums import CouncilState, DecisionState
from reform.initiatives.models import Initiative
from reform.initiatives.scoring import open_review
from reform.initiatives.services import put_before_council, register_initiative
from reform.initiatives.ties import untied
from reform.initiatives.workflow import DECISIONS, INITIATIVES
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.models import HistoryEntry
from reform.registers.records import update_record
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import UserFactory, root_of

from .bench import Bench, build_bench, fill_in
from .factories import AuthorFactory, InitiativeFactory
from .test_workflow_table import an_initiative, inputs

pytestmark = pytest.mark.django_db

# What an appraiser decides about somebody's work.
JUDGING = {
    "request_supplement": "received",
    "find_eligible": "received",
    "find_ineligible": "received",
    "put_before_council": "eligible",
    "take_from_council": "scoring",
    "recommend": "council",
    "not_recommend": "council",
}


def make_author(bench: Bench, initiative: Initiative, user: User) -> None:
    """Name the account as an author from outside every unit."""
    AuthorFactory(initiative=initiative, user=user, unit=None, share=Decimal(10))


def make_co_worker(bench: Bench, initiative: Initiative, user: User) -> None:
    """Name somebody else of the user's unit as an author."""
    AuthorFactory(initiative=initiative, unit=user.unit, share=Decimal(10))


def make_co_worker_of_an_account(bench: Bench, initiative: Initiative, user: User) -> None:
    """Name a colleague by the account alone: the unit was left empty."""
    colleague = UserFactory(unit=user.unit)
    AuthorFactory(initiative=initiative, user=colleague, unit=None, share=Decimal(10))


def move_to_the_applying_unit(bench: Bench, initiative: Initiative, user: User) -> None:
    """Let the user work in the unit that applies."""
    user.unit = initiative.unit
    user.save()


def head_the_applying_unit(bench: Bench, initiative: Initiative, user: User) -> None:
    """Let the user, who works elsewhere, confirm in the name of the unit that applies."""
    user.role_assignments.create(role=Role.UNIT_HEAD, unit=initiative.unit)
    # A request of its own: what was read of the user before does not count.
    for known in ("_access", "entered_for"):
        vars(user).pop(known, None)


TIES = [
    make_author,
    make_co_worker,
    make_co_worker_of_an_account,
    move_to_the_applying_unit,
    head_the_applying_unit,
]
Tie = Callable[[Bench, Initiative, User], None]


def drafted_by(user: User, bench: Bench) -> Initiative:
    """Return a whole draft that the user entered."""
    initiative = InitiativeFactory.build(unit=bench.house.unit, code="")

    def name_author() -> None:
        AuthorFactory(initiative=initiative)

    return register_initiative(initiative, actor=user, save_related=name_author)


def test_whoever_entered_an_application_does_not_endorse_it() -> None:
    bench = build_bench()
    own = drafted_by(bench.house.head, bench)
    with pytest.raises(TransitionRefused, match="người khác"):
        INITIATIVES.perform(own, "endorse", actor=bench.house.head)
    INITIATIVES.perform(drafted_by(bench.house.officer, bench), "endorse", actor=bench.house.head)


def test_a_supplement_is_sent_by_another_than_who_wrote_it() -> None:
    bench = build_bench()
    second_head = UserFactory(unit=bench.house.unit)
    second_head.role_assignments.create(role=Role.UNIT_HEAD, unit=bench.house.unit)
    initiative = bench.initiative("supplement_requested")
    initiative.solution = "Thêm minh chứng"
    update_record(initiative, actor=bench.house.head, expected_version=initiative.version)
    with pytest.raises(TransitionRefused, match="người khác"):
        INITIATIVES.perform(initiative, "submit_supplement", actor=bench.house.head)
    INITIATIVES.perform(initiative, "submit_supplement", actor=second_head)


def test_what_the_head_wrote_before_the_first_submission_does_not_count_against_the_supplement() -> None:
    bench = build_bench()
    initiative, head, officer = drafted_by(bench.house.officer, bench), bench.house.head, bench.house.officer
    initiative.solution = "Viết lại trước khi gửi"
    initiative = update_record(initiative, actor=head, expected_version=initiative.version)
    reason = {"reason": "Thiếu số liệu"}
    for event, actor, given in (
        ("endorse", head, {}),
        ("submit", officer, {}),
        ("request_supplement", bench.economics, reason),
        ("submit_supplement", head, {}),
    ):
        INITIATIVES.perform(initiative, event, actor=actor, inputs=given)
    assert initiative.state == "submitted"


def test_the_head_may_correct_what_the_officer_supplemented_and_send_it() -> None:
    bench = build_bench()
    initiative = bench.initiative("supplement_requested")
    for writer in (bench.house.officer, bench.house.head):
        initiative.solution += " – bổ sung"
        update_record(initiative, actor=writer, expected_version=initiative.version)
    INITIATIVES.perform(initiative, "submit_supplement", actor=bench.house.head)


@pytest.mark.parametrize("event", JUDGING)
@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_an_appraiser_who_is_tied_to_an_initiative_does_not_judge_it(tie: Tie, event: str) -> None:
    bench = build_bench()
    initiative = an_initiative(bench, JUDGING[event], event)
    tie(bench, initiative, bench.economics)
    before = (initiative.version, HistoryEntry.objects.count())
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(initiative, event, actor=bench.economics, inputs=inputs(bench))
    initiative.refresh_from_db()
    assert (initiative.state, initiative.version, HistoryEntry.objects.count()) == (JUDGING[event], *before)


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_the_button_of_a_tied_appraiser_says_why_it_is_refused(tie: Tie) -> None:
    bench = build_bench()
    initiative = bench.initiative("received")
    tie(bench, initiative, bench.economics)
    offers = {offer.transition.event: offer for offer in INITIATIVES.offers(initiative, bench.economics)}
    assert offers["find_eligible"].refusal
    assert not INITIATIVES.offers(initiative, bench.house.chair)


def test_several_are_put_before_a_council_all_or_none() -> None:
    bench = build_bench()
    free, tied = bench.initiative("eligible"), bench.initiative("eligible")
    make_author(bench, tied, bench.economics)
    with pytest.raises(TransitionRefused):
        put_before_council([free, tied], council=bench.council, actor=bench.economics)
    free.refresh_from_db()
    assert (free.state, free.council) == ("eligible", None)


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_a_tied_member_opens_no_score_sheet(tie: Tie) -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    tie(bench, initiative, bench.members[0])
    with pytest.raises(TransitionRefused):
        open_review(initiative, actor=bench.members[0])
    assert not initiative.reviews.exists()


@pytest.mark.parametrize("hand_in", [False, True], ids=["save", "hand in"])
@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_a_member_who_is_tied_since_the_sheet_was_opened_neither_saves_nor_hands_it_in(
    tie: Tie, hand_in: bool
) -> None:
    bench = build_bench()
    initiative, member = bench.initiative("scoring"), bench.members[0]
    review = open_review(initiative, actor=member)
    tie(bench, initiative, member)
    with pytest.raises(TransitionRefused):
        fill_in(review, actor=member, hand_in=hand_in)
    review.refresh_from_db()
    assert (review.state, review.version, review.total) == ("draft", 0, None)


def test_members_of_other_units_stay_free_to_judge() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    make_author(bench, initiative, bench.members[0])
    # The author's unit is the unit of all members but the one who has moved on.
    UserFactory._meta.model.objects.filter(pk=bench.members[1].pk).update(unit=root_of(bench.house.authority))
    bench.members[1].refresh_from_db()
    assert untied(bench.members, initiative) == [bench.members[1]]


def test_the_installers_account_is_bound_by_the_same_rule() -> None:
    bench = build_bench()
    installer = UserFactory(is_superuser=True, unit=bench.house.unit)
    initiative = bench.initiative("received")
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(initiative, "find_eligible", actor=installer, inputs=inputs(bench))


def both_appraiser_and_chair(bench: Bench) -> User:
    """Return somebody who holds both roles for the authority."""
    root = root_of(bench.house.authority)
    user: User = UserFactory(unit=root)
    for role in (Role.ECONOMICS, Role.LEADERSHIP):
        user.role_assignments.create(role=role, unit=root, include_sub_units=True)
    return user


def test_whoever_submitted_a_decision_does_not_sign_it() -> None:
    bench = build_bench()
    decision = bench.decision(bench.initiative("recommended"))
    both = both_appraiser_and_chair(bench)
    DECISIONS.perform(decision, "submit", actor=both)
    with pytest.raises(TransitionRefused, match="người khác"):
        DECISIONS.perform(decision, "sign", actor=both)
    DECISIONS.perform(decision, "sign", actor=bench.house.chair)
    assert decision.state == DecisionState.SIGNED


def test_it_counts_who_submitted_the_decision_last() -> None:
    bench = build_bench()
    decision = bench.decision(bench.initiative("recommended"))
    both = both_appraiser_and_chair(bench)
    DECISIONS.perform(decision, "submit", actor=both)
    DECISIONS.perform(decision, "send_back", actor=both, inputs={"reason": "Sửa căn cứ"})
    DECISIONS.perform(decision, "submit", actor=bench.economics)
    DECISIONS.perform(decision, "sign", actor=both)


def test_an_author_neither_signs_nor_refuses_the_own_recognition() -> None:
    bench = build_bench()
    initiative, decision_less = bench.initiative("recommended"), bench.initiative("recommended")
    for own in (initiative, decision_less):
        make_author(bench, own, bench.house.chair)
    decision = bench.decision(initiative)
    DECISIONS.perform(decision, "submit", actor=bench.economics)
    with pytest.raises(TransitionRefused, match=initiative.code):
        DECISIONS.perform(decision, "sign", actor=bench.house.chair)
    with pytest.raises(TransitionRefused, match="tác giả"):
        INITIATIVES.perform(
            decision_less, "refuse_recognition", actor=bench.house.chair, inputs={"reason": "Không phù hợp"}
        )
    DECISIONS.perform(decision, "sign", actor=both_appraiser_and_chair(bench))


def test_a_member_of_another_authority_scores_nothing() -> None:
    bench, abroad = build_bench(), build_bench()
    initiative = bench.initiative("scoring")
    for stranger in (abroad.members[0], bench.house.chair, bench.economics, bench.house.head):
        with pytest.raises(TransitionRefused):
            open_review(initiative, actor=stranger)


@pytest.mark.parametrize("state", [state for state in CouncilState if state != CouncilState.SCORING])
def test_nobody_scores_before_the_scoring_is_open_or_after_the_council_has_met(state: Any) -> None:
    bench = build_bench(state=state)
    with pytest.raises(TransitionRefused):
        open_review(bench.initiative("scoring"), actor=bench.members[0])
