"""Taking an import back hurts nothing that came after it, and gives nobody rights back that have ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.organisation.capabilities import Role
from reform.organisation.models import RoleAssignment, Unit, User
from reform.registers.models import ImportState
from reform.registers.organisation.resources import UnitResource, UserResource
from reform.registers.records import create_record, update_record
from reform.registers.spreadsheets.undoing import UndoBlocked
from tests.organisation.factories import AuthorityFactory, UnitFactory, UserFactory
from tests.registers.helpers import administrator_of, signed_in
from tests.registers.spreadsheets.helpers import UNIT_HEADINGS, preview, take_in, undo, xlsx
from tests.registers.spreadsheets.test_import_screens import UNITS, decide

pytestmark = pytest.mark.django_db

ACCOUNT = ("Tên đăng nhập", "Họ", "Tên", "Đơn vị")
PARENT = ("Mã", "Đơn vị cấp trên")


def test_what_others_gave_to_a_new_account_keeps_it_from_being_taken_back() -> None:
    authority = AuthorityFactory()
    unit = UnitFactory(authority=authority, code="X1")
    admin, second = administrator_of(authority), administrator_of(authority)
    batch = take_in(UserResource, admin, xlsx(ACCOUNT, ("u1", "A", "B", "X1")))
    account = User.objects.get(username="u1")
    role = RoleAssignment(user=account, role=Role.UNIT_OFFICER, unit=unit)
    create_record(role, actor=second, unit=unit)
    unit.refresh_from_db()
    unit.head = account
    update_record(unit, actor=second, expected_version=unit.version)
    with pytest.raises(UndoBlocked) as blocked:
        undo(batch, UserResource)
    assert any(str(unit) in item.record for item in blocked.value.blockers)
    assert RoleAssignment.objects.filter(pk=role.pk).exists()
    unit.refresh_from_db()
    assert unit.head == account


def test_an_account_that_nobody_has_touched_is_taken_back() -> None:
    unit = UnitFactory(code="X1")
    batch = take_in(UserResource, administrator_of(unit.authority), xlsx(ACCOUNT, ("u1", "A", "B", "X1")))
    undo(batch, UserResource)
    assert not User.objects.filter(username="u1").exists()


def test_nothing_is_put_back_into_a_unit_that_the_officer_keeps_no_longer() -> None:
    first = UnitFactory(code="X1")
    second = UnitFactory(authority=first.authority, code="X2")
    keeper = UserFactory(unit=second)
    ended = RoleAssignment.objects.create(user=keeper, role=Role.SYSTEM_ADMINISTRATOR, unit=first)
    RoleAssignment.objects.create(user=keeper, role=Role.SYSTEM_ADMINISTRATOR, unit=second)
    account = UserFactory(unit=first, username="can.bo")
    role = RoleAssignment.objects.create(user=account, role=Role.UNIT_OFFICER, unit=first)
    batch = take_in(UserResource, keeper, xlsx(("Tên đăng nhập", "Đơn vị"), ("can.bo", "X2")))
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(pk__in=(ended.pk, role.pk)).update(valid_to=yesterday)
    with pytest.raises(UndoBlocked):
        undo(batch, UserResource)
    account.refresh_from_db()
    role.refresh_from_db()
    assert (account.unit, role.valid_to) == (second, yesterday)


def test_units_that_were_moved_since_are_not_put_back_into_a_circle() -> None:
    first = UnitFactory(code="A")
    authority = first.authority
    second, third = UnitFactory(code="B", authority=authority), UnitFactory(code="C", authority=authority)
    first.parent = second
    first.save()
    admin = administrator_of(authority)
    batch = take_in(UnitResource, admin, xlsx(PARENT, ("A", "C")))
    second.refresh_from_db()
    second.parent = Unit.objects.get(pk=first.pk)
    update_record(second, actor=admin, expected_version=second.version)
    with pytest.raises(UndoBlocked):
        undo(batch, UnitResource)
    first.refresh_from_db()
    assert first.parent == third


def test_a_record_that_is_gone_by_now_is_told_and_no_failure() -> None:
    authority = AuthorityFactory()
    admin = administrator_of(authority)
    unit = UnitFactory(authority=authority, code="X")
    made = take_in(
        UnitResource, admin, xlsx(UNIT_HEADINGS, ("P", "Phòng P", "Phòng P", "Phường, xã", "UBND"))
    )
    unit.refresh_from_db()
    unit.parent = Unit.objects.get(code="P")
    update_record(unit, actor=admin, expected_version=unit.version)
    moved = take_in(UnitResource, admin, xlsx(PARENT, ("X", "UBND")))
    undo(made, UnitResource)
    answer = decide(signed_in(admin), UNITS, moved, "undo")
    assert answer.status_code == 409
    assert "Đơn vị cấp trên" in answer.content.decode() or "đơn vị cấp trên" in answer.content.decode()
    moved.refresh_from_db()
    assert moved.state == ImportState.APPLIED


@pytest.mark.parametrize("resource", [UserResource, UnitResource])
def test_taking_back_asks_no_more_for_more_rows(resource: type[UserResource] | type[UnitResource]) -> None:
    asked = []
    for many in (2, 12):
        authority = AuthorityFactory()
        admin = administrator_of(authority)
        for code in ("X1", "X2"):
            UnitFactory(authority=authority, code=code)
        if resource is UserResource:
            names = [f"u{many}.{place}" for place in range(many)]
            take_in(UserResource, admin, xlsx(ACCOUNT, *[(name, "A", "B", "X1") for name in names]))
            for name in names:
                user = User.objects.get(username=name)
                assert user.unit is not None
                RoleAssignment.objects.create(user=user, role=Role.UNIT_OFFICER, unit=user.unit)
            batch = take_in(UserResource, admin, xlsx(ACCOUNT, *[(name, "A", "C", "X2") for name in names]))
        else:
            above = UnitFactory(authority=authority, parent=UnitFactory(authority=authority), code="Y")
            codes = [
                UnitFactory(authority=authority, parent=above, code=f"N{place}").code for place in range(many)
            ]
            batch = take_in(UnitResource, admin, xlsx(("Mã", "Điện thoại"), *[(code, "6") for code in codes]))
        with CaptureQueriesContext(connection) as queries:
            undo(batch, resource)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_preview_of_units_asks_no_more_for_more_rows_however_deep_they_stand() -> None:
    authority = AuthorityFactory()
    leaves = []
    for place in range(12):
        unit = None
        for depth in range(4):
            more = {"parent": unit} if unit else {"authority": authority}
            unit = UnitFactory(code=f"C{place}-{depth}", **more)
        assert unit is not None
        leaves.append(unit.code)
    admin = administrator_of(authority)
    asked = []
    for many in (3, 12):
        with CaptureQueriesContext(connection) as queries:
            preview(
                UnitResource,
                admin,
                xlsx(("Mã", "Điện thoại"), *[(code, str(many)) for code in leaves[:many]]),
            )
        asked.append(len(queries))
    # The first one also asks what is kept for later.
    assert asked[1] <= asked[0]
