"""Units and accounts by spreadsheet: new, changed, refused; for administrators only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reform.organisation.capabilities import Role
from reform.organisation.models import RoleAssignment, Unit, User
from reform.registers.models import HistoryEntry, ImportBatch, ImportRow
from reform.registers.organisation.resources import UnitResource, UserResource
from reform.registers.records import update_record
from reform.registers.spreadsheets.applying import ImportRefused
from reform.registers.spreadsheets.batches import forget_old_imports
from reform.registers.spreadsheets.templating import example_cells
from reform.registers.spreadsheets.undoing import UndoBlocked
from tests.organisation.factories import (
    AuthorityFactory,
    UnitFactory,
    UserFactory,
    root_of,
    user_with_role,
)
from tests.registers.helpers import administrator_of
from tests.registers.spreadsheets.helpers import (
    UNIT_HEADINGS,
    confirm,
    counts,
    preview,
    remarks,
    take_in,
    undo,
    xlsx,
)

pytestmark = pytest.mark.django_db


def test_new_units_are_written_under_their_parent_with_history() -> None:
    authority = AuthorityFactory()
    admin = administrator_of(authority)
    batch = preview(
        UnitResource,
        admin,
        xlsx(
            UNIT_HEADINGS,
            ("P-A", "UBND phường A", "Phường A", "Phường, xã", "UBND"),
            ("TO-1", "Tổ một cửa phường A", "Tổ một cửa", "Đơn vị sự nghiệp công lập", "P-A"),
        ),
    )
    assert counts(batch) == (2, 0, 0, 0), remarks(batch)
    assert not Unit.objects.filter(code="P-A").exists()

    confirm(batch, UnitResource)

    ward, desk = Unit.objects.get(code="P-A"), Unit.objects.get(code="TO-1")
    assert ward.parent == root_of(authority)
    assert desk.parent == ward
    assert "phuong a" in ward.search_text
    entry = HistoryEntry.objects.of(ward).get()
    assert (entry.action, entry.actor, entry.import_batch, entry.import_row) == ("create", admin, batch, 2)
    assert {"field": "name", "old": "", "new": "UBND phường A"} in entry.changes


def test_the_same_file_twice_changes_nothing_and_is_recognised() -> None:
    admin = administrator_of(AuthorityFactory())
    content = xlsx(UNIT_HEADINGS, ("P-A", "UBND phường A", "Phường A", "Phường, xã", "UBND"))
    first = take_in(UnitResource, admin, content)
    again = preview(UnitResource, admin, content)
    assert counts(again) == (0, 0, 1, 0)
    assert again.sha256 == first.sha256


def test_everything_that_is_wrong_in_a_row_is_told_at_once() -> None:
    admin = administrator_of(AuthorityFactory())
    batch = preview(
        UnitResource,
        admin,
        xlsx(
            (*UNIT_HEADINGS, "Hoạt động từ ngày", "Điện thoại"),
            ("P-A", None, "Phường A", "Phường", "UBND", "31/02/2022", "0" * 60),
        ),
    )
    assert set(remarks(batch)) == {
        (2, "missing", "name"),
        (2, "not_a_choice", "kind"),
        (2, "not_a_date", "valid_from"),
        (2, "too_long", "phone"),
    }


def test_a_blank_cell_keeps_and_the_mark_empties() -> None:
    unit = UnitFactory(phone="0225 3", address="Đằng Hải", cluster="Cụm 1")
    admin = administrator_of(unit.authority)
    take_in(
        UnitResource,
        admin,
        xlsx(("Mã", "Điện thoại", "Địa chỉ", "Cụm, khối thi đua"), (unit.code, None, "#XOA", "Cụm 2")),
    )
    unit.refresh_from_db()
    assert (unit.phone, unit.address, unit.cluster, unit.version) == ("0225 3", "", "Cụm 2", 1)


def test_an_administrator_of_one_unit_cannot_write_another_one() -> None:
    unit = UnitFactory()
    other = UnitFactory(authority=unit.authority)
    admin = user_with_role(Role.SYSTEM_ADMINISTRATOR, unit)
    batch = preview(UnitResource, admin, xlsx(("Mã", "Điện thoại"), (unit.code, "1"), (other.code, "2")))
    assert counts(batch) == (0, 1, 0, 1)
    assert remarks(batch) == [(3, "forbidden", "")]


def test_a_unit_of_another_authority_is_not_touched() -> None:
    foreign = UnitFactory(code="CHUNG")
    own = AuthorityFactory()
    batch = preview(
        UnitResource,
        administrator_of(own),
        xlsx(("Cơ quan", "Mã", "Điện thoại"), (foreign.authority.code, "CHUNG", "1")),
    )
    assert counts(batch) == (0, 0, 0, 1)
    assert remarks(batch)[0][1] == "unknown_name"


def test_an_import_of_units_is_taken_back_whole() -> None:
    unit = UnitFactory(phone="0225 3")
    admin = administrator_of(unit.authority)
    batch = take_in(
        UnitResource,
        admin,
        xlsx(
            (*UNIT_HEADINGS, "Điện thoại"),
            (unit.code, None, None, None, None, "999"),
            ("P-A", "UBND phường A", "Phường A", "Phường, xã", "UBND", None),
            ("TO-1", "Tổ một cửa", "Tổ", "Đơn vị sự nghiệp công lập", "P-A", None),
        ),
    )
    undo(batch, UnitResource)
    assert batch.state == "undone"
    unit.refresh_from_db()
    assert (unit.phone, unit.version) == ("0225 3", 2)
    assert not Unit.objects.filter(code__in=("P-A", "TO-1")).exists()
    assert HistoryEntry.objects.of(unit).first().action == "undo_import"  # type: ignore[union-attr]
    assert ImportRow.objects.filter(batch=batch).count() == 3


def test_taking_back_is_refused_when_a_row_has_changed_since() -> None:
    units = [UnitFactory(phone="1")]
    units.append(UnitFactory(authority=units[0].authority, phone="1"))
    admin = administrator_of(units[0].authority)
    batch = take_in(UnitResource, admin, xlsx(("Mã", "Điện thoại"), *((unit.code, "2") for unit in units)))
    second = Unit.objects.get(pk=units[1].pk)
    second.phone = "3"
    update_record(second, actor=admin, expected_version=second.version)

    with pytest.raises(UndoBlocked) as blocked:
        undo(batch, UnitResource)

    assert [blocker.number for blocker in blocked.value.blockers] == [3]
    assert set(Unit.objects.filter(pk__in=[unit.pk for unit in units]).values_list("phone", flat=True)) == {
        "2",
        "3",
    }
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_a_new_account_cannot_sign_in_until_a_password_is_set() -> None:
    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    batch = take_in(
        UserResource,
        admin,
        xlsx(
            ("Tên đăng nhập", "Họ", "Tên", "Đơn vị", "Email"),
            ("nva", "Nguyễn Văn", "An", unit.short_name, "nva@example.vn"),
        ),
    )
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    user = User.objects.get(username="nva")
    assert not user.has_usable_password()
    assert (user.unit, user.is_superuser, user.is_active) == (unit, False, True)


def test_an_account_with_rights_beyond_the_administrator_is_refused() -> None:
    unit = UnitFactory()
    admin = user_with_role(Role.SYSTEM_ADMINISTRATOR, unit)
    officer = UserFactory(unit=unit)
    mighty = UserFactory(unit=unit)
    RoleAssignment.objects.create(user=mighty, role=Role.HOME_AFFAIRS, unit=root_of(unit.authority))
    batch = preview(
        UserResource,
        admin,
        xlsx(("Tên đăng nhập", "Chức vụ"), (officer.username, "Công chức"), (mighty.username, "Công chức")),
    )
    assert counts(batch) == (0, 1, 0, 1)


def test_roles_of_a_unit_that_an_officer_leaves_end_and_come_back_with_the_import() -> None:
    old = UnitFactory()
    new = UnitFactory(authority=old.authority)
    admin = administrator_of(old.authority)
    officer = user_with_role(Role.UNIT_OFFICER, old)
    batch = take_in(UserResource, admin, xlsx(("Tên đăng nhập", "Đơn vị"), (officer.username, new.code)))
    role = officer.role_assignments.get()
    assert role.valid_to == timezone.localdate()

    undo(batch, UserResource)
    role.refresh_from_db()
    officer.refresh_from_db()
    assert (role.valid_to, officer.unit) == (None, old)


def test_a_preview_is_forgotten_after_a_day() -> None:
    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    batch = preview(UnitResource, admin, xlsx(("Mã", "Điện thoại"), (unit.code, "2")))
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(ImportRefused):
        confirm(batch, UnitResource)
    assert forget_old_imports() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count(), bool(batch.file)) == ("expired", 0, False)


def test_the_example_of_the_template_stands_below_the_top_unit_and_accounts_in_the_own() -> None:
    authority = AuthorityFactory(code="HA")
    admin = administrator_of(authority)
    office = UnitFactory(authority=authority, parent=root_of(authority), code="VP", position=99)
    User.objects.filter(pk=admin.pk).update(unit=office)
    admin.refresh_from_db()

    units, users = UnitResource(user=admin), UserResource(user=admin)
    assert example_cells(units, [units.columns["parent"]]) == [root_of(authority).code]
    assert example_cells(users, [users.columns["unit"]]) == [office.code]
