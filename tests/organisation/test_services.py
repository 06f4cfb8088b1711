from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from reform.organisation.access import Access
from reform.organisation.capabilities import Capability, Role
from reform.organisation.models import RoleAssignment, Unit, User
from reform.organisation.services import (
    close_unit,
    deactivate_user,
    end_role,
    give_role,
    reactivate_user,
)
from tests.organisation.factories import (
    RoleAssignmentFactory,
    UnitFactory,
    UserFactory,
    root_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def administrator(unit: Unit, *, whole_tree: bool = False) -> User:
    return user_with_role(Role.SYSTEM_ADMINISTRATOR, unit, include_sub_units=whole_tree)


def test_an_administrator_gives_a_role_for_a_unit_in_the_own_scope() -> None:
    unit = UnitFactory()
    user = UserFactory(unit=unit)
    by = administrator(root_of(unit.authority), whole_tree=True)
    give_role(by=by, user=user, role=Role.UNIT_OFFICER, unit=unit)
    assert Access(user).allows(Capability.ENTER, unit.pk)
    assert user.groups.count() == 1


def test_an_administrator_gives_no_role_for_a_unit_outside_the_own_scope() -> None:
    own = UnitFactory()
    neighbour, foreign = UnitFactory(authority=own.authority), UnitFactory()
    by = administrator(own)
    for unit in (neighbour, foreign, root_of(own.authority), root_of(foreign.authority)):
        for role in Role:
            with pytest.raises(PermissionDenied):
                give_role(by=by, user=UserFactory(unit=own), role=role, unit=unit)
    assert RoleAssignment.objects.exclude(user=by).count() == 0


def test_an_administrator_of_a_unit_alone_gives_no_role_for_what_is_under_it() -> None:
    unit = UnitFactory()
    UnitFactory(parent=unit)
    by = administrator(unit)
    with pytest.raises(PermissionDenied):
        give_role(by=by, user=UserFactory(unit=unit), role=Role.AUDITOR, unit=unit, include_sub_units=True)
    give_role(by=by, user=UserFactory(unit=unit), role=Role.AUDITOR, unit=unit)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMINISTRATOR])
def test_no_other_role_gives_roles(role: Role) -> None:
    unit = UnitFactory()
    with pytest.raises(PermissionDenied):
        give_role(by=user_with_role(role, unit), user=UserFactory(unit=unit), role=Role.AUDITOR, unit=unit)


def test_an_administrator_whose_role_ended_gives_no_role() -> None:
    unit = UnitFactory()
    by = administrator(unit)
    RoleAssignment.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        give_role(by=by, user=UserFactory(unit=unit), role=Role.AUDITOR, unit=unit)


def test_a_role_is_not_given_twice_or_for_days_the_wrong_way_round() -> None:
    given = RoleAssignmentFactory(role=Role.AUDITOR)
    with pytest.raises(ValidationError):
        give_role(by=None, user=given.user, role=Role.AUDITOR, unit=given.unit)
    with pytest.raises(ValidationError):
        give_role(
            by=None,
            user=given.user,
            role=Role.UNIT_HEAD,
            unit=given.unit,
            valid_from=date(2022, 6, 2),
            valid_to=date(2022, 6, 1),
        )
    assert RoleAssignment.objects.count() == 1


def test_a_role_that_ends_today_still_counts_today_and_stays_on_record() -> None:
    given = RoleAssignmentFactory(role=Role.AUDITOR)
    end_role(by=None, assignment=given, last_day=timezone.localdate())
    assert Access(given.user).anywhere(Capability.VIEW)
    ended = end_role(by=None, assignment=given, last_day=timezone.localdate() - timedelta(days=1))
    assert not Access(given.user).anywhere(Capability.VIEW)
    assert ended.version == given.version + 2


def test_an_administrator_ends_no_role_outside_the_own_scope() -> None:
    given = RoleAssignmentFactory()
    with pytest.raises(PermissionDenied):
        end_role(by=administrator(UnitFactory()), assignment=given, last_day=timezone.localdate())
    given.refresh_from_db()
    assert given.valid_to is None


def test_a_closed_unit_names_its_successor_and_its_last_day() -> None:
    unit = UnitFactory()
    successor = UnitFactory(authority=unit.authority)
    closed = close_unit(unit, by=None, last_day=date(2025, 6, 30), successor=successor)
    assert (closed.valid_to, closed.successor, closed.version) == (date(2025, 6, 30), successor, 1)
    assert closed.is_open(date(2025, 6, 30))
    assert not closed.is_open(date(2025, 7, 1))


def test_a_unit_closes_after_the_units_under_it() -> None:
    unit = UnitFactory()
    child = UnitFactory(parent=unit)
    with pytest.raises(ValidationError, match="under this one"):
        close_unit(unit, by=None, last_day=date(2025, 6, 30))
    close_unit(child, by=None, last_day=date(2025, 6, 30))
    close_unit(unit, by=None, last_day=date(2025, 6, 30))


def test_the_root_unit_stays_open() -> None:
    unit = UnitFactory()
    with pytest.raises(ValidationError, match="root unit"):
        close_unit(root_of(unit.authority), by=None, last_day=date(2025, 6, 30))


def test_a_closed_unit_or_itself_takes_nothing_over() -> None:
    unit = UnitFactory()
    closed = UnitFactory(authority=unit.authority, valid_to=date(2025, 6, 30))
    for successor in (closed, unit):
        with pytest.raises(ValidationError):
            close_unit(unit, by=None, last_day=date(2025, 6, 30), successor=successor)
    unit.refresh_from_db()
    assert unit.valid_to is None


def test_a_unit_is_closed_by_whoever_keeps_it() -> None:
    unit = UnitFactory()
    with pytest.raises(PermissionDenied):
        close_unit(unit, by=user_with_role(Role.UNIT_HEAD, unit), last_day=date(2025, 6, 30))
    close_unit(unit, by=administrator(unit), last_day=date(2025, 6, 30))


def test_a_locked_account_loses_its_roles_its_groups_and_its_post() -> None:
    unit = UnitFactory()
    user = user_with_role(Role.UNIT_HEAD, unit)
    tomorrow = timezone.localdate() + timedelta(days=1)
    RoleAssignmentFactory(user=user, unit=unit, role=Role.AUDITOR, valid_from=tomorrow)
    Unit.objects.filter(pk=unit.pk).update(head=user)
    locked = deactivate_user(user, by=None)
    assert not locked.is_active
    assert list(user.role_assignments.values_list("role", "valid_to")) == [
        (Role.UNIT_HEAD, timezone.localdate())
    ]
    assert Unit.objects.get(pk=unit.pk).head is None
    assert not Access(locked).anywhere(*Capability)


def test_an_unlocked_account_has_no_role_until_one_is_given_again() -> None:
    user = user_with_role(Role.UNIT_HEAD, UnitFactory())
    unlocked = reactivate_user(deactivate_user(user, by=None), by=None)
    assert unlocked.is_active
    assert not RoleAssignment.objects.in_force_on(timezone.localdate() + timedelta(days=1)).exists()


def test_nobody_locks_the_own_account_one_outside_the_scope_or_an_installers() -> None:
    by = administrator(UnitFactory())
    with pytest.raises(ValidationError, match="own account"):
        deactivate_user(by, by=by)
    for user in (UserFactory(), UserFactory(unit=None), UserFactory(unit=by.unit, is_superuser=True)):
        with pytest.raises(PermissionDenied):
            deactivate_user(user, by=by)
        user.refresh_from_db()
        assert user.is_active
