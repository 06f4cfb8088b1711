"""Every policy answers the same, asked as a filter and asked about one record."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from reform.initiatives.enums import CouncilState, InitiativeState
from reform.initiatives.models import Review
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.models import ExportEntry, PaperTemplate
from reform.registers.permissions import RecordPolicy, has_policy, policy_for, viewable_records
from tests.directives.factories import AssignmentFactory, ExtensionRequestFactory, ReadingFactory
from tests.feedback.factories import CitizenMessageFactory
from tests.initiatives.bench import new_council, new_decision, new_sheet, put_in_state, seat_for
from tests.initiatives.factories import AdoptionFactory
from tests.organisation.factories import (
    AuthorityFactory,
    CalendarDayFactory,
    UnitFactory,
    UserFactory,
    root_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def users() -> list[User]:
    """Everybody who could ask: each role at a unit and at the root, in two authorities, and the installer."""
    found: list[User] = [UserFactory(is_superuser=True), UserFactory(), UserFactory(is_active=False)]
    taken_out = {"user": found[0], "register": "tasks", "file_format": "csv", "columns": "all"}
    ExportEntry.objects.create(**taken_out)
    for authority in AuthorityFactory.create_batch(2):
        unit = UnitFactory(authority=authority)
        ExportEntry.objects.create(unit=unit, **taken_out)
        AssignmentFactory(unit=unit)
        AssignmentFactory(unit=unit, waiting=True)
        ExtensionRequestFactory(assignment__unit=unit)
        ReadingFactory(authority=authority)
        CalendarDayFactory(authority=authority)
        CitizenMessageFactory(unit=unit, category__authority=authority)
        add_initiatives(unit, found)
        for role in Role:
            found.append(user_with_role(role, unit))
            found.append(user_with_role(role, root_of(authority), include_sub_units=True))
    return found


def add_initiatives(unit: Unit, seated: list[User]) -> None:
    """Write a draft and a scored initiative of the unit, and whatever belongs to its appraisal."""
    root = root_of(unit.authority)
    sheet = new_sheet(root)
    for state in (CouncilState.SCORING, CouncilState.MET):
        council = new_council(sheet, state=state)
        seat = seat_for(council, unit=unit)
        seated.append(seat.user)
        initiative = put_in_state(unit, InitiativeState.SCORING, council=council)
        submission = initiative.submissions.get()
        Review.objects.create(initiative=initiative, submission=submission, member=seat)
    put_in_state(unit, InitiativeState.DRAFT)
    new_decision(council)
    AdoptionFactory(initiative=initiative, unit=root)
    PaperTemplate.objects.create(unit=root, kind="qx", name="Mẫu", file="x.docx")


def with_policy() -> list[Any]:
    return [model for model in apps.get_models() if has_policy(model)]


def test_filter_and_predicate_agree(users: list[User]) -> None:
    CalendarDayFactory()
    models = with_policy()
    assert len(models) >= 9
    for model in models:
        policy, records = policy_for(model), list(model._default_manager.all())
        assert records, model
        for user in users:
            listed = set(viewable_records(model, user))
            assert listed == {record for record in records if policy.may_view(user, record)}, (model, user)


def test_nobody_changes_what_they_do_not_see(users: list[User]) -> None:
    for model in with_policy():
        policy = policy_for(model)
        for record in model._default_manager.all():
            for user in users:
                if not policy.may_view(user, record):
                    assert not policy.may_edit(user, record), (model, user)
                    assert not policy.may_delete(user, record), (model, user)


def test_who_sees_a_record_may_open_the_list(users: list[User]) -> None:
    for model in with_policy():
        for user in users:
            if viewable_records(model, user).exists():
                assert policy_for(model).may_list(user), (model, user)


def test_an_anonymous_visitor_sees_nothing(users: list[User]) -> None:
    for model in with_policy():
        policy = policy_for(model)
        assert not viewable_records(model, AnonymousUser()).exists()
        assert not policy.may_list(AnonymousUser())
        assert not policy.may_create(AnonymousUser())
        assert not policy.may_export(AnonymousUser())


def test_what_a_policy_does_not_allow_is_refused() -> None:
    policy, user = RecordPolicy(), UserFactory(is_superuser=True)
    record = UnitFactory()
    assert not policy.may_list(user)
    assert not policy.may_create(user)
    for question in (policy.may_view, policy.may_edit, policy.may_delete, policy.may_attach):
        assert not question(user, record)
