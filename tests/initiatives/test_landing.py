"""What the landing page says of initiatives, to whom."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reform.initiatives.enums import DecisionState, InitiativeState
from reform.initiatives.models import Initiative, RecognitionDecision
from reform.initiatives.selectors.work import KINDS, Work, sheets_to_hand_in, work_of
from reform.initiatives.services import register_initiative
from reform.initiatives.workflow import DECISIONS
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from tests.organisation.factories import root_of, user_with_role

from .factories import (
    House,
    InitiativeFactory,
    days_ago,
    make_council,
    make_decision,
    make_house,
    make_initiative,
    score,
)
from .ways import lead_to

pytestmark = pytest.mark.django_db
State = InitiativeState


@pytest.fixture
def house() -> House:
    """Return an authority with the wards A and B."""
    return make_house()


def put(house: House, state: State, letter: str = "A", **fields: Any) -> Initiative:
    """Return an initiative of a ward in a state, past the workflow."""
    made: Initiative = InitiativeFactory(unit=house.unit(letter), state=state, **fields)
    return made


def work(user: User) -> Work:
    """Return what waits for a user who has a part in initiatives."""
    found = work_of(User.objects.get(pk=user.pk))
    assert found is not None
    return found


def landing(user: User) -> str:
    """Return the landing page."""
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_unit_learns_of_its_own_initiatives_alone(house: House) -> None:
    for state in (State.DRAFT, State.ENDORSED, State.ENDORSED, State.SUPPLEMENT_REQUESTED):
        put(house, state)
        put(house, state, "B")
    put(house, State.SUPPLEMENT_REQUESTED, answer_due=days_ago(1))
    assert work(house.officer("A")).counts == {
        "supplement_overdue": 1,
        "drafts": 1,
        "to_send": 2,
        "supplement": 2,
    }


def test_the_head_endorses_what_others_entered(house: House) -> None:
    make_initiative(house)
    assert work(house.head("A")).counts["to_endorse"] == 1
    register_initiative(InitiativeFactory.build(unit=house.unit("A"), code=""), actor=house.head("A"))
    counts = work(house.head("A")).counts
    assert counts["to_endorse"] == 1
    assert "drafts" not in counts


def test_the_quota_of_the_year_counts_the_decisions_of_the_year(house: House) -> None:
    today = timezone.localdate()
    assert work(house.officer("A")).recognised == 0
    assert "work-tile__note" in landing(house.officer("A"))
    put(house, State.RECOGNISED, recognised_on=today)
    put(house, State.RECOGNISED, recognised_on=today.replace(year=today.year - 1))
    put(house, State.RECOGNISED, "B", recognised_on=today)
    assert work(house.officer("A")).recognised == 1


def test_the_appraiser_learns_of_every_step_that_waits(house: House) -> None:
    put(house, State.SUBMITTED, answer_due=days_ago(-5))
    put(house, State.SUBMITTED, "B", answer_due=days_ago(2))
    put(house, State.RECEIVED)
    put(house, State.ELIGIBLE)
    put(house, State.DRAFT)
    found = work(house.economics)
    assert found.counts == {"answer_overdue": 1, "to_receive": 2, "received": 1, "eligible": 1}
    assert (found.to_register, found.certificates, found.to_sign, found.recognised) == (0, 0, None, None)


def test_decisions_and_certificates_wait_for_the_chair_and_the_appraiser(house: House) -> None:
    made = make_initiative(house)
    council = make_council(house)
    lead_to(made, State.RECOMMENDED, house=house, council=council)
    decision = make_decision(house, [made], council=council)
    DECISIONS.perform(decision, "submit", actor=house.economics)
    assert work(house.leadership).to_sign == 1
    DECISIONS.perform(decision, "sign", actor=house.leadership)
    assert (work(house.leadership).to_sign, work(house.economics).to_register) == (0, 1)
    inputs = {"number": 5, "issued_on": timezone.localdate()}
    DECISIONS.perform(decision, "issue", actor=house.economics, inputs=inputs)
    found = work(house.economics)
    assert (found.to_register, found.certificates) == (0, 1)
    assert RecognitionDecision.objects.get().state == DecisionState.ISSUED


def test_the_chair_decides_what_the_council_does_not_recommend(house: House) -> None:
    put(house, State.NOT_RECOMMENDED)
    assert work(house.leadership).counts == {"to_decide": 1}


def test_a_member_hands_in_a_sheet_for_each_initiative_that_nothing_ties_to(house: House) -> None:
    made = [make_initiative(house) for _ in range(2)]
    tied = make_initiative(
        house, authors=({"user": house.members[0], "unit": None, "workplace": "Trường B"},)
    )
    lead_to([*made, tied], State.SCORING, house=house)
    member = house.members[0]
    assert set(sheets_to_hand_in(member)) == set(made)
    score(made[0], member, hand_in=False)
    assert work(member).sheets == 2
    score(made[1], member)
    assert work(member).sheets == 1
    assert work(house.economics).sheets is None


def test_a_submission_made_anew_is_scored_anew(house: House) -> None:
    made = make_initiative(house)
    council = make_council(house)
    lead_to(made, State.SCORING, house=house, council=council)
    member = house.members[0]
    score(made, member)
    assert work(member).sheets == 0
    made.submissions.create(number=2, submitted_at=timezone.now(), submitted_by=None, content={})
    assert work(member).sheets == 1


def test_every_number_leads_to_as_many_rows(house: House) -> None:
    make_initiative(house)
    for state in State:
        put(house, state, answer_due=days_ago(3))
        put(house, state, "B")
    for user in (house.officer("A"), house.head("A"), house.economics, house.leadership):
        client = Client()
        client.force_login(user)
        counts = work(user).counts
        assert counts
        for code, count in counts.items():
            listed = client.get(reverse("initiatives_initiatives_modeladmin_index"), {"work": code})
            assert listed.context["page_obj"].paginator.count == count, (user, code)


def test_alarms_are_shown_only_when_there_is_one(house: House) -> None:
    alarm = str(KINDS["answer_overdue"].title)
    assert "?work=answer_overdue" not in landing(house.economics)
    put(house, State.RECEIVED, answer_due=days_ago(1))
    page = landing(house.economics)
    assert "?work=answer_overdue" in page
    assert alarm in page


def test_who_has_no_part_in_initiatives_sees_none(house: House) -> None:
    editor = user_with_role(Role.CULTURE_EDITOR, root_of(house.authority), include_sub_units=True)
    assert work_of(editor) is None
    assert "/admin/initiatives/" not in landing(editor)


@pytest.mark.parametrize("rows", [2, 30])
def test_what_waits_costs_few_queries(
    house: House, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        put(house, list(State)[number % len(State)], "AB"[number % 2])
    make_council(house)
    for user in (house.officer("A"), house.economics, house.leadership, house.members[0]):
        fresh = User.objects.get(pk=user.pk)
        work_of(fresh)
        with django_assert_max_num_queries(6):
            work_of(fresh)
