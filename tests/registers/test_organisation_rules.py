"""Keeping units, accounts and roles: nobody reaches beyond the own scope, nothing is deleted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, CalendarDay, RoleAssignment, Unit, User
from reform.registers.models import HistoryEntry
from tests.organisation.factories import (
    PASSWORD,
    AuthorityFactory,
    CalendarDayFactory,
    RoleAssignmentFactory,
    UnitFactory,
    UserFactory,
    root_of,
    user_with_role,
)

from .helpers import administrator_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def administrator(authority: Authority) -> User:
    return administrator_of(authority)


@pytest.fixture
def client(administrator: User) -> Client:
    return signed_in(administrator)


@pytest.fixture
def unit(authority: Authority) -> Unit:
    return UnitFactory(authority=authority)


def url(name: str, *args: Any) -> str:
    name, action = name.rsplit("_", 1)
    return reverse(f"organisation_{name}_modeladmin_{action}", args=args)


def account(user: User, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for an account's form."""
    return {
        "last_name": user.last_name, "first_name": user.first_name, "username": user.username,
        "email": user.email, "phone": user.phone, "unit": user.unit_id, "position": user.position,
        "password_first": "", "password_second": "", "version": user.version,
    } | changes  # fmt: skip


# --- units ---


def test_a_unit_is_closed_with_its_last_day_and_successor(client: Client, unit: Unit) -> None:
    successor = UnitFactory(authority=unit.authority)
    given = {
        "last_day": "2025-06-30",
        "successor": successor.pk,
        "reason": "Sáp nhập",
        "version": unit.version,
    }
    assert client.post(url("units_close", unit.pk), given).status_code == 302
    unit.refresh_from_db()
    assert (unit.valid_to, unit.successor) == (date(2025, 6, 30), successor)
    entry = HistoryEntry.objects.of(unit).get()
    assert (entry.action, entry.reason) == ("close_unit", "Sáp nhập")


def test_a_unit_that_was_changed_meanwhile_is_not_closed(client: Client, unit: Unit) -> None:
    given = {"last_day": "2025-06-30", "reason": "Sáp nhập", "version": unit.version + 1}
    assert client.post(url("units_close", unit.pk), given).status_code == 200
    unit.refresh_from_db()
    assert unit.valid_to is None
    assert not HistoryEntry.objects.of(unit).exists()


def test_the_root_unit_stays_open(client: Client, authority: Authority) -> None:
    root = root_of(authority)
    given = {"last_day": "2025-06-30", "reason": "x", "version": root.version}
    assert client.post(url("units_close", root.pk), given).status_code == 200
    root.refresh_from_db()
    assert root.valid_to is None


# --- accounts ---


def test_a_password_is_reset_and_the_history_says_so_without_it(client: Client, unit: Unit) -> None:
    user = UserFactory(unit=unit)
    given = account(user, password_first="mot-mat-khau-moi-34", password_second="mot-mat-khau-moi-34")
    assert client.post(url("users_edit", user.pk), given).status_code == 302
    user.refresh_from_db()
    assert user.check_password("mot-mat-khau-moi-34")
    entry = HistoryEntry.objects.of(user).get()
    assert (entry.action, entry.changes) == ("set_password", [])


def test_a_blank_password_keeps_the_old_one(client: Client, unit: Unit) -> None:
    user = UserFactory(unit=unit)
    assert client.post(url("users_edit", user.pk), account(user, position="Chuyên viên")).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.position == "Chuyên viên"


@pytest.mark.parametrize(("first", "second"), [("12345678", "12345678"), ("mot-mat-khau-moi-34", "khac")])
def test_a_weak_or_mistyped_password_is_refused(client: Client, unit: Unit, first: str, second: str) -> None:
    user = UserFactory(unit=unit)
    given = account(user, password_first=first, password_second=second)
    response = client.post(url("users_edit", user.pk), given)
    assert response.status_code == 200
    assert first not in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_account_cannot_make_itself_an_installer(client: Client, unit: Unit) -> None:
    user = UserFactory(unit=unit)
    client.post(url("users_edit", user.pk), account(user, is_superuser="on", is_staff="on", groups="1"))
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.groups.exists()


def test_an_account_with_rights_beyond_the_own_scope_is_not_taken_over(client: Client, unit: Unit) -> None:
    powerful = UserFactory(unit=unit)
    RoleAssignmentFactory(user=powerful, unit=UnitFactory(), role=Role.LEADERSHIP)
    given = account(powerful, password_first="mot-mat-khau-moi-34", password_second="mot-mat-khau-moi-34")
    assert client.post(url("users_edit", powerful.pk), given)["Location"] == "/admin/"
    powerful.refresh_from_db()
    assert powerful.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("changes", "days"),
    [({"is_active": False}, {}), ({}, {"valid_from": timezone.localdate() + timedelta(days=1)})],
    ids=["locked", "not yet begun"],
)
def test_rights_that_rest_are_not_taken_over_either(
    client: Client, unit: Unit, changes: dict[str, Any], days: dict[str, Any]
) -> None:
    powerful = UserFactory(unit=unit, **changes)
    RoleAssignmentFactory(user=powerful, unit=UnitFactory(), role=Role.LEADERSHIP, **days)
    given = account(powerful, password_first="mot-mat-khau-moi-34", password_second="mot-mat-khau-moi-34")
    client.post(url("users_edit", powerful.pk), given)
    client.post(url("users_reactivate", powerful.pk), {"reason": "Trở lại công tác"})
    before = powerful.is_active
    powerful.refresh_from_db()
    assert powerful.check_password(PASSWORD)
    assert powerful.is_active == before


def test_an_officer_does_not_move_to_a_closed_unit(client: Client, unit: Unit) -> None:
    user = UserFactory(unit=unit)
    closed = UnitFactory(authority=unit.authority, valid_to=date(2020, 1, 1))
    response = client.post(url("users_edit", user.pk), account(user, unit=closed.pk))
    assert "unit" in response.context["form"].errors
    user.refresh_from_db()
    assert user.unit == unit


def test_an_installers_account_does_not_exist_for_others(client: Client, unit: Unit) -> None:
    installer = UserFactory(unit=unit, is_superuser=True)
    for action in ("inspect", "edit", "deactivate", "history"):
        assert client.get(url(f"users_{action}", installer.pk)).status_code == 404


def test_locking_an_account_ends_its_roles_and_tells_all_of_it(client: Client, unit: Unit) -> None:
    user = user_with_role(Role.UNIT_HEAD, unit)
    unit.head = user
    unit.save()
    client.post(url("users_deactivate", user.pk), {"reason": "Chuyển công tác"})
    user.refresh_from_db()
    unit.refresh_from_db()
    role = RoleAssignment.objects.get(user=user)
    assert (user.is_active, unit.head, role.valid_to) == (False, None, timezone.localdate())
    assert HistoryEntry.objects.of(user).get().reason == "Chuyển công tác"
    assert HistoryEntry.objects.of(role).exists()
    assert HistoryEntry.objects.of(unit).exists()
    client.post(url("users_reactivate", user.pk), {"reason": "Trở lại"})
    user.refresh_from_db()
    assert user.is_active


def test_nobody_locks_the_own_account(client: Client, administrator: User) -> None:
    assert client.post(url("users_deactivate", administrator.pk), {"reason": "x"}).status_code == 200
    administrator.refresh_from_db()
    assert administrator.is_active


def test_roles_of_a_left_unit_end(client: Client, unit: Unit) -> None:
    user = user_with_role(Role.UNIT_OFFICER, unit)
    new = UnitFactory(authority=unit.authority)
    assert client.post(url("users_edit", user.pk), account(user, unit=new.pk)).status_code == 302
    assert RoleAssignment.objects.get(user=user).valid_to == timezone.localdate()


def test_no_screen_shows_a_password_hash(client: Client, unit: Unit) -> None:
    user = UserFactory(unit=unit)
    for name, args in (("users_index", ()), ("users_inspect", (user.pk,)), ("users_edit", (user.pk,))):
        page = client.get(url(name, *args)).content.decode()
        assert user.password not in page
        assert "md5$" not in page


# --- roles ---


def give(client: Client, **given: Any) -> Any:
    form = client.get(url("roles_create")).context["form"]
    return client.post(
        url("roles_create"), {"form_token": str(form["form_token"].value()), "version": 0} | given
    )


def test_a_role_is_given_within_the_own_scope(client: Client, unit: Unit) -> None:
    user = UserFactory(unit=unit)
    assert give(client, user=user.pk, role=Role.UNIT_OFFICER, unit=unit.pk).status_code == 302
    assert RoleAssignment.objects.filter(user=user, unit=unit).exists()


def test_a_role_for_a_foreign_unit_or_user_is_refused(client: Client, unit: Unit) -> None:
    foreign = UserFactory()
    assert give(client, user=foreign.pk, role=Role.AUDITOR, unit=unit.pk).status_code == 200
    own = UserFactory(unit=unit)
    assert give(client, user=own.pk, role=Role.AUDITOR, unit=foreign.unit_id).status_code == 200
    assert not RoleAssignment.objects.filter(role=Role.AUDITOR).exists()


def test_a_role_with_sub_units_needs_the_sub_units_in_scope(authority: Authority) -> None:
    parent = UnitFactory(authority=authority)
    UnitFactory(parent=parent)
    keeper = user_with_role(Role.SYSTEM_ADMINISTRATOR, parent)
    officer = UserFactory(unit=parent)
    client = signed_in(keeper)
    given = {"user": officer.pk, "role": Role.UNIT_OFFICER, "unit": parent.pk}
    assert give(client, **given, include_sub_units="on").status_code == 200
    assert not RoleAssignment.objects.filter(user=officer).exists()
    assert give(client, **given).status_code == 302


def test_who_keeps_one_unit_gives_nobody_the_pages_of_the_whole_authority(authority: Authority) -> None:
    unit = UnitFactory(authority=authority)
    client = signed_in(user_with_role(Role.SYSTEM_ADMINISTRATOR, unit))
    officer = UserFactory(unit=unit)
    response = give(client, user=officer.pk, role=Role.CULTURE_PUBLISHER, unit=unit.pk)
    assert "unit" in response.context["form"].errors
    assert not officer.groups.exists()


def test_a_role_is_not_passed_on_to_somebody_else(client: Client, unit: Unit) -> None:
    publisher = user_with_role(Role.CULTURE_PUBLISHER, unit)
    held = publisher.role_assignments.get()
    given = {"user": UserFactory(unit=unit).pk, "role": held.role, "unit": unit.pk, "version": held.version}
    client.post(url("roles_edit", held.pk), given | {"valid_to": "2030-12-31"})
    held.refresh_from_db()
    assert (held.user, held.valid_to) == (publisher, date(2030, 12, 31))


def test_a_locked_account_is_given_no_role(client: Client, unit: Unit) -> None:
    locked = UserFactory(unit=unit, is_active=False)
    response = give(client, user=locked.pk, role=Role.UNIT_OFFICER, unit=unit.pk)
    assert "user" in response.context["form"].errors


# --- calendar and authorities ---


def test_a_day_of_the_whole_country_is_seen_but_kept_by_the_installer(client: Client) -> None:
    day = CalendarDayFactory(day=date(2022, 9, 2))
    assert client.get(url("calendar_inspect", day.pk)).status_code == 200
    assert client.get(url("calendar_edit", day.pk))["Location"] == "/admin/"
    assert client.post(url("calendar_delete", day.pk), {"reason": "x"})["Location"] == "/admin/"
    form = client.get(url("calendar_create")).context["form"]
    given = {"day": "2022-04-30", "kind": "holiday", "name": "Ngày lễ", "version": 0}
    response = client.post(url("calendar_create"), given | {"form_token": str(form["form_token"].value())})
    assert "authority" in response.context["form"].errors
    assert CalendarDay.objects.count() == 1


def test_a_foreign_authority_and_its_calendar_do_not_exist(client: Client) -> None:
    foreign = AuthorityFactory()
    day = CalendarDayFactory(authority=foreign, day=date(2022, 9, 2))
    assert client.get(url("authorities_inspect", foreign.pk)).status_code == 404
    assert client.get(url("calendar_inspect", day.pk)).status_code == 404
    assert foreign.name not in client.get(url("calendar_create")).content.decode()


def test_an_authority_without_an_installer_is_not_added(client: Client) -> None:
    assert client.get(url("authorities_create"))["Location"] == "/admin/"


@pytest.mark.parametrize("role", list(Role))
def test_wagtails_own_screens_of_users_and_groups_are_closed_to_every_role(role: Role) -> None:
    user = user_with_role(role, root_of(AuthorityFactory()), include_sub_units=True)
    client = signed_in(user)
    for name, args in (
        ("wagtailusers_users:index", ()),
        ("wagtailusers_users:add", ()),
        ("wagtailusers_users:edit", (user.pk,)),
        ("wagtailusers_users:history", (user.pk,)),
        ("wagtailusers_groups:index", ()),
        ("wagtailusers_groups:add", ()),
        ("wagtailsites:index", ()),
    ):
        response = client.get(reverse(name, args=args))
        assert response.status_code in (302, 403, 404), name
        if response.status_code == 302:
            assert response["Location"] in ("/admin/", f"/admin/login/?next={reverse(name, args=args)}"), name
