"""Who sees and changes what: units, authors' units, the appraiser, members, those who oversee."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from reform.initiatives.enums import (
    EDITABLE_STATES,
    UNSENT_STATES,
    CouncilState,
    DecisionState,
    InitiativeState,
    SheetState,
)
from reform.initiatives.models import Council, Initiative, Review
from reform.initiatives.scoring import open_review
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.permissions import policy_for, viewable_records
from tests.organisation.factories import UserFactory, user_with_role

from .bench import Bench, build_bench, new_council, new_decision, new_sheet, score
from .factories import AdoptionFactory, AuthorFactory

pytestmark = pytest.mark.django_db

OVERSEERS = {Role.HOME_AFFAIRS, Role.ECONOMICS, Role.LEADERSHIP, Role.AUDITOR}


def sees(user: User | AnonymousUser, record: Any) -> bool:
    """Tell whether a user sees a record; list and page must agree."""
    policy = policy_for(type(record))
    # A user is asked anew on every request.
    asker = type(user)._default_manager.get(pk=user.pk) if user.pk else user
    listed = viewable_records(type(record), asker).filter(pk=record.pk).exists()
    assert policy.may_view(asker, record) is listed
    return listed


def seers(bench: Bench, record: Any) -> set[Role]:
    """Return the roles of the house that see a record."""
    return {role for role, user in bench.house if sees(user, record)}


@pytest.mark.parametrize("state", InitiativeState)
def test_a_unit_sees_its_own_and_the_appraiser_what_was_sent(state: str) -> None:
    bench = build_bench()
    expected = {Role.UNIT_OFFICER, Role.UNIT_HEAD} | OVERSEERS
    if state in UNSENT_STATES:
        expected.remove(Role.ECONOMICS)
    assert seers(bench, bench.initiative(state)) == expected
    assert seers(bench, bench.initiative(state, unit=bench.house.other)) == expected - {
        Role.UNIT_OFFICER,
        Role.UNIT_HEAD,
    }


def test_the_unit_of_a_co_author_sees_what_was_sent_and_no_draft() -> None:
    bench = build_bench()
    officer = user_with_role(Role.UNIT_OFFICER, bench.house.other)
    for state, seen in (("draft", False), ("endorsed", False), ("submitted", True), ("withdrawn", True)):
        initiative = bench.initiative(state)
        assert not sees(officer, initiative)
        AuthorFactory(initiative=initiative, unit=bench.house.other)
        assert sees(officer, initiative) is seen


def test_a_member_without_any_role_sees_what_the_council_has_and_nothing_else() -> None:
    bench = build_bench()
    member, other = bench.members[0], build_bench().members[0]
    seen: tuple[Any, ...] = (bench.initiative("scoring"), bench.council, bench.sheet)
    hidden = (bench.initiative("eligible"), new_sheet(bench.sheet.unit), new_decision(bench.council))
    assert all(sees(member, record) for record in seen)
    assert not any(sees(other, record) for record in seen)
    assert not any(sees(member, record) for record in hidden)


def test_nobody_of_another_authority_and_nobody_unknown_sees_anything() -> None:
    bench, abroad = build_bench(), build_bench()
    initiative = bench.initiative("scoring")
    review = score(initiative, bench.members[0])[0]
    adoption = AdoptionFactory(initiative=initiative, unit=bench.house.other)
    records = (initiative, bench.council, bench.sheet, new_decision(bench.council), review, adoption)
    locked = UserFactory(unit=bench.house.unit, is_active=False)
    locked.role_assignments.create(role=Role.UNIT_HEAD, unit=bench.house.unit)
    strangers: list[Any] = [*abroad.house.people.values(), *abroad.members, locked, AnonymousUser()]
    for record in records:
        assert not any(sees(stranger, record) for stranger in strangers), record


# --- Score sheets of members ---


@pytest.mark.parametrize("handed_in", [False, True], ids=["draft", "handed in"])
def test_before_the_meeting_a_members_sheet_is_that_members_alone(handed_in: bool) -> None:
    bench = build_bench()
    initiative, member = bench.initiative("scoring"), bench.members[0]
    review = score(initiative, member)[0] if handed_in else open_review(initiative, actor=member)
    assert seers(bench, review) == set()
    assert [user for user in bench.members if sees(user, review)] == [member]
    assert not sees(UserFactory(is_superuser=True), review)


@pytest.mark.parametrize("state", [CouncilState.MET, CouncilState.CLOSED])
def test_after_the_meeting_members_and_who_oversees_read_all_sheets(state: str) -> None:
    bench = build_bench()
    review = score(bench.initiative("scoring"), bench.members[0])[0]
    bench.let_meet()
    type(bench.council).objects.filter(pk=bench.council.pk).update(state=state)
    review = Review.objects.get(pk=review.pk)
    assert seers(bench, review) == OVERSEERS
    assert all(sees(user, review) for user in bench.members)


def test_scored_again_the_sheets_are_closed_again() -> None:
    bench = build_bench()
    review = score(bench.initiative("scoring"), bench.members[0])[0]
    bench.let_meet()
    type(bench.council).objects.update(state=CouncilState.SCORING)
    review = Review.objects.get(pk=review.pk)
    assert seers(bench, review) == set()
    assert not sees(bench.members[1], review)


def test_members_of_another_council_do_not_read_them_even_after_the_meeting() -> None:
    bench = build_bench()
    review = score(bench.initiative("scoring"), bench.members[0])[0]
    bench.let_meet()
    other = build_bench()
    other.let_meet()
    assert not any(sees(user, review) for user in other.members)


# --- Changing ---


@pytest.mark.parametrize("state", InitiativeState)
def test_fields_are_changed_by_the_unit_alone_and_while_it_writes(state: str) -> None:
    bench = build_bench()
    initiative, policy = bench.initiative(state), policy_for(Initiative)
    editors = {role for role, user in bench.house if policy.may_edit(user, initiative)}
    assert editors == ({Role.UNIT_OFFICER, Role.UNIT_HEAD} if state in EDITABLE_STATES else set())
    assert not any(policy.may_delete(user, initiative) for _role, user in bench.house)


def test_files_are_put_beside_it_by_the_unit_while_it_writes_and_by_the_appraiser_after_the_decision() -> (
    None
):
    bench, policy = build_bench(), policy_for(Initiative)
    expected: dict[str, set[Role]] = {
        "draft": {Role.UNIT_OFFICER, Role.UNIT_HEAD},
        "supplement_requested": {Role.UNIT_OFFICER, Role.UNIT_HEAD},
        "endorsed": set(),
        "received": set(),
        "council": set(),
        "recognised": {Role.ECONOMICS},
        "city_recognised": {Role.ECONOMICS},
        "ineligible": set(),
    }
    for state, roles in expected.items():
        initiative = bench.initiative(state)
        assert {role for role, user in bench.house if policy.may_attach(user, initiative)} == roles, state


def test_councils_sheets_and_decisions_are_changed_by_the_appraiser_while_they_are_prepared() -> None:
    bench = build_bench(state=CouncilState.PREPARING)
    open_ones = (
        bench.council,
        new_sheet(bench.sheet.unit, state=SheetState.DRAFT),
        new_decision(bench.council),
    )
    closed = (
        new_council(bench.sheet, state=CouncilState.SCORING),
        bench.sheet,
        new_decision(bench.council, state=DecisionState.SUBMITTED),
    )
    for record in open_ones:
        policy = policy_for(type(record))
        assert {role for role, user in bench.house if policy.may_edit(user, record)} == {Role.ECONOMICS}
    for record in closed:
        policy = policy_for(type(record))
        assert not any(policy.may_edit(user, record) for _role, user in bench.house)
        assert not any(policy.may_delete(user, record) for _role, user in bench.house)


def test_who_appraises_for_one_unit_alone_sets_up_no_council() -> None:
    bench = build_bench()
    local = user_with_role(Role.ECONOMICS, bench.house.unit)
    for record in (bench.council, bench.sheet):
        policy = policy_for(type(record))
        assert not policy.may_create(local)
        assert not sees(local, record)
        assert policy.may_create(bench.economics)


@pytest.mark.parametrize("state", CouncilState)
def test_the_appraiser_alone_adds_files_to_a_council_the_signed_minutes_after_its_end(state: str) -> None:
    bench = build_bench()
    council, policy = new_council(bench.sheet, state=state), policy_for(Council)
    assert {role for role, user in bench.house if policy.may_attach(user, council)} == {Role.ECONOMICS}
