"""The policy's filter and its predicate agree, for everybody and everything."""

from typing import Any

import pytest

from reform.directives.enums import AssignmentState, ReadingState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.permissions import policy_for
from tests.organisation.factories import UserFactory

from .factories import (
    AssignmentFactory,
    DirectiveFactory,
    ExtensionRequestFactory,
    ReadingFactory,
    TaskFactory,
)
from .roles import House, build_house

pytestmark = pytest.mark.django_db

MODELS = (Directive, Task, Assignment, ExtensionRequest, Reading)


def furnish(house: House) -> None:
    """Give an authority records of every kind: of both units, drafts, a dispatch without tasks."""
    for unit in (house.unit, house.other):
        AssignmentFactory(unit=unit, state=AssignmentState.DRAFT)
        AssignmentFactory(unit=unit, state=AssignmentState.ASSIGNED)
        ExtensionRequestFactory(assignment__unit=unit)
    TaskFactory(directive__authority=house.authority)
    DirectiveFactory(authority=house.authority)
    ReadingFactory(authority=house.authority)
    ReadingFactory(authority=house.authority, state=ReadingState.CONFIRMED)


def everybody(houses: list[House]) -> list[User]:
    """Return people of every role of every authority, and one without any."""
    people = [user for house in houses for _role, user in house]
    return [*people, UserFactory(unit=houses[0].unit), UserFactory(is_superuser=True)]


@pytest.mark.parametrize("model", MODELS)
def test_list_and_single_record_give_the_same_answer(model: type[Any]) -> None:
    houses = [build_house(), build_house()]
    for house in houses:
        furnish(house)
    policy = policy_for(model)
    for user in everybody(houses):
        listed = set(model.objects.filter(policy.viewable_q(user)).values_list("pk", flat=True))
        for record in model.objects.all():
            assert policy.may_view(user, record) is (record.pk in listed), (user, record)
        if listed:
            assert policy.may_list(user)


def seen_by(user: User, model: type[Any]) -> int:
    """Return how many records of a kind a user may see."""
    return int(model.objects.viewable_by(user).count())


def test_nobody_sees_a_record_of_another_authority() -> None:
    house, abroad = build_house(), build_house()
    furnish(abroad)
    for _role, user in house:
        assert [seen_by(user, model) for model in MODELS] == [0] * len(MODELS)


def test_an_officer_sees_the_own_units_tasks_and_their_dispatches_but_no_drafts() -> None:
    house = build_house()
    furnish(house)
    assert [seen_by(house.officer, model) for model in MODELS] == [2, 2, 2, 1, 0]


def test_the_standing_body_sees_everything_of_its_authority() -> None:
    house = build_house()
    furnish(house)
    everything = [model.objects.count() for model in MODELS]
    assert [seen_by(house.home_affairs, model) for model in MODELS] == everything


def test_an_auditor_sees_all_work_but_no_drafts_and_no_readings() -> None:
    house = build_house()
    furnish(house)
    auditor = house.people[Role.AUDITOR]
    assert seen_by(auditor, Assignment) == Assignment.objects.exclude(state=AssignmentState.DRAFT).count()
    assert seen_by(auditor, Directive) == Directive.objects.count()
    assert seen_by(auditor, Reading) == 0


def test_files_are_added_by_the_unit_while_the_task_is_with_it() -> None:
    house = build_house()
    policy = policy_for(Assignment)
    for state in AssignmentState:
        row = AssignmentFactory(unit=house.unit, state=state)
        with_unit = state in {AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS, AssignmentState.RETURNED}
        assert policy.may_attach(house.officer, row) is with_unit
        assert not policy.may_attach(house.home_affairs, row)
        assert not policy.may_edit(house.officer, row)
