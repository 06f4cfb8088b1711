from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.organisation.access import Access, access_of, units_in_reach
from reform.organisation.capabilities import ROLE_TABLE, Capability, Role
from reform.organisation.models import Unit
from tests.organisation.factories import (
    AuthorityFactory,
    RoleAssignmentFactory,
    UnitFactory,
    UserFactory,
    root_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_counts_for_its_unit_and_gives_its_capabilities_only(role: Role) -> None:
    unit = UnitFactory()
    neighbour = UnitFactory(authority=unit.authority)
    access = Access(user_with_role(role, unit))
    allowed = {capability for capability in Capability if access.allows(capability, unit.pk)}
    assert allowed - ROLE_TABLE[role].capabilities == set()
    assert ROLE_TABLE[role].capabilities - allowed == set()
    assert not any(access.allows(capability, neighbour.pk) for capability in Capability)
    assert not any(access.allows(capability, None) for capability in Capability)


def test_a_role_without_sub_units_stops_at_the_unit() -> None:
    child = UnitFactory(parent=UnitFactory())
    access = Access(user_with_role(Role.AUDITOR, child.parent))
    assert access.units(Capability.VIEW) == {child.parent_id}


def test_a_role_with_sub_units_reaches_everything_under_the_unit_closed_ones_too() -> None:
    unit = UnitFactory()
    child = UnitFactory(parent=unit, valid_to=date(2020, 1, 1))
    grandchild = UnitFactory(parent=child)
    UnitFactory(authority=unit.authority)
    user = user_with_role(Role.AUDITOR, unit, include_sub_units=True)
    assert Access(user).units(Capability.VIEW) == {unit.pk, child.pk, grandchild.pk}
    assert units_in_reach(user.role_assignments.all()) == {unit.pk, child.pk, grandchild.pk}


def test_a_role_that_works_on_pages_reaches_the_whole_authority() -> None:
    unit, other = UnitFactory(), AuthorityFactory()
    user = user_with_role(Role.CULTURE_EDITOR, unit)
    assert units_in_reach(user.role_assignments.all()) == {unit.pk, root_of(unit.authority).pk}
    assert root_of(other).pk not in units_in_reach(user.role_assignments.all())


def test_a_role_for_the_whole_authority_ends_at_its_border() -> None:
    own, foreign = AuthorityFactory(), AuthorityFactory()
    unit, foreign_unit = UnitFactory(authority=own), UnitFactory(authority=foreign)
    access = Access(user_with_role(Role.HOME_AFFAIRS, root_of(own), include_sub_units=True))
    assert access.units(Capability.FOLLOW_UP) == {unit.pk, root_of(own).pk}
    for capability in Capability:
        assert not access.allows(capability, foreign_unit.pk)
        assert not access.allows(capability, root_of(foreign).pk)


def test_a_parent_authority_sees_nothing_of_the_authorities_under_it() -> None:
    city = AuthorityFactory()
    district = AuthorityFactory(parent=city)
    access = Access(user_with_role(Role.LEADERSHIP, root_of(city), include_sub_units=True))
    assert access.units(*Capability) == {root_of(city).pk}
    assert not access.allows(Capability.VIEW, root_of(district).pk)


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (None, None, True),
        (0, 0, True),
        (-1, 1, True),
        (None, -1, False),
        (-10, -1, False),
        (1, None, False),
        (1, 10, False),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_day(
    first: int | None, last: int | None, counts: bool
) -> None:
    user = user_with_role(
        Role.UNIT_OFFICER,
        UnitFactory(),
        valid_from=None if first is None else today() + timedelta(days=first),
        valid_to=None if last is None else today() + timedelta(days=last),
    )
    assert Access(user).anywhere(Capability.ENTER) is counts
    assert Access(user).anywhere(*Capability) is counts


def test_somebody_inactive_may_do_nothing() -> None:
    user = user_with_role(Role.UNIT_OFFICER, UnitFactory())
    user.is_active = False
    assert not Access(user).anywhere(*Capability)


def test_an_inactive_superuser_may_do_nothing() -> None:
    UnitFactory()
    assert not Access(UserFactory(is_superuser=True, is_active=False)).anywhere(*Capability)


def test_a_visitor_and_an_officer_without_a_role_may_do_nothing() -> None:
    assert not Access(AnonymousUser()).anywhere(*Capability)
    assert not Access(UserFactory()).anywhere(*Capability)


def test_an_installers_account_may_do_everything_everywhere() -> None:
    UnitFactory(), UnitFactory()
    access = Access(UserFactory(is_superuser=True))
    everywhere = set(Unit.objects.values_list("pk", flat=True))
    assert all(access.units(capability) == everywhere for capability in Capability)


def test_roles_for_several_units_add_up_capability_by_capability() -> None:
    unit = UnitFactory()
    officer = user_with_role(Role.UNIT_OFFICER, unit)
    other = UnitFactory(authority=unit.authority)
    RoleAssignmentFactory(user=officer, unit=other, role=Role.AUDITOR)
    access = Access(officer)
    assert access.units(Capability.ENTER) == {unit.pk}
    assert access.units(Capability.VIEW) == {unit.pk, other.pk}
    assert access.units(Capability.ENTER, Capability.DECIDE) == {unit.pk}


def test_access_is_read_in_two_queries_and_once_a_request() -> None:
    root = root_of(UnitFactory().authority)
    user = user_with_role(Role.HOME_AFFAIRS, root, include_sub_units=True)
    for _ in range(3):
        UnitFactory(authority=root.authority)
        RoleAssignmentFactory(user=user, unit=UnitFactory(authority=root.authority))
    with CaptureQueriesContext(connection) as queries:
        access = access_of(user)
        assert access_of(user) is access
    assert len(queries) == 2
