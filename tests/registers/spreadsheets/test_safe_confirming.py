"""What is confirmed is what was shown; what cannot be written is said before, and where."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from reform.directives.enums import AssignmentState
from reform.directives.models import Task
from reform.directives.resources import TaskResource
from reform.organisation.models import Unit, User
from reform.registers.models import HistoryEntry, ImportBatch, ImportState, NameAlias
from reform.registers.organisation.resources import UnitResource, UserResource
from reform.registers.records import update_record
from reform.registers.spreadsheets.applying import ImportRefused
from reform.registers.spreadsheets.batches import (
    discard_import,
    forget_old_imports,
    name_field,
    work_on,
)
from reform.registers.spreadsheets.exporting import export_file, exported_columns
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory
from tests.registers.helpers import administrator_of, home_affairs_of, signed_in
from tests.registers.spreadsheets.helpers import confirm, counts, preview, remarks, take_in, xlsx
from tests.registers.spreadsheets.test_import_screens import UNITS, decide

pytestmark = pytest.mark.django_db

USERS = "organisation_users_modeladmin_"
ACCOUNT = ("Tên đăng nhập", "Họ", "Tên", "Đơn vị")
PHONE = ("Mã", "Điện thoại")


def test_a_second_press_on_an_old_page_does_not_overwrite_what_the_first_refused_to() -> None:
    unit = UnitFactory(phone="1", code="A")
    admin = administrator_of(unit.authority)
    client = signed_in(admin)
    batch = preview(UnitResource, admin, xlsx(PHONE, ("A", "officer")))
    other = Unit.objects.get(pk=unit.pk)
    other.phone = "colleague"
    update_record(other, actor=administrator_of(unit.authority), expected_version=other.version)
    for _press in range(2):
        assert decide(client, UNITS, batch, "confirm").status_code == 302
        unit.refresh_from_db()
        assert unit.phone == "colleague"
    # Who has seen the new preview may decide for it.
    batch.refresh_from_db()
    decide(client, UNITS, batch, "confirm")
    unit.refresh_from_db()
    assert unit.phone == "officer"


def test_an_old_page_takes_no_rows_that_it_did_not_show_as_good() -> None:
    authority = AuthorityFactory()
    one = UnitFactory(authority=authority, code="X1", name="Phòng Một", short_name="Phòng Một")
    admin = administrator_of(authority)
    client = signed_in(admin)
    batch = preview(
        UserResource, admin, xlsx(ACCOUNT, ("u1", "A", "B", "X1"), ("u2", "A", "B", "Phòng Mộtt"))
    )
    decide(client, USERS, batch, "names", **{name_field("unit", "Phòng Mộtt"): str(one.pk)})
    decide(client, USERS, batch, "confirm_good")
    assert not User.objects.filter(username__in=("u1", "u2")).exists()


def test_a_name_that_means_another_record_by_now_is_shown_anew() -> None:
    unit = UnitFactory(short_name="Phòng X", name="Phòng X", code="A")
    other = UnitFactory(authority=unit.authority, short_name="Phòng Y", name="Phòng Y", code="B")
    DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    heading = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì")
    officer = home_affairs_of(unit.authority)
    batch = preview(TaskResource, officer, xlsx(heading, ("655/UBND-NV", "1, 1", "Việc", "Phòng X")))
    Unit.objects.filter(pk=unit.pk).update(name="Phòng Z", short_name="Phòng Z")
    Unit.objects.filter(pk=other.pk).update(name="Phòng X", short_name="Phòng X")
    with pytest.raises(ImportRefused):
        confirm(batch, TaskResource)
    assert not Task.objects.exists()


def test_names_sent_twice_are_learnt_once_and_for_no_other_name() -> None:
    authority = AuthorityFactory()
    ward = UnitFactory(authority=authority, name="Phường Đằng Hải", short_name="Phường Đằng Hải", code="X1")
    UnitFactory(authority=authority, name="Phường Cát Bi", short_name="Phường Cát Bi", code="X2")
    admin = administrator_of(authority)
    client = signed_in(admin)
    rows = (("u1", "A", "B", "P.Đ.Hải"), ("u2", "A", "B", "P.Đ.Hải"), ("u3", "A", "B", "Cát-Bi 2"))
    batch = preview(UserResource, admin, xlsx(ACCOUNT, *rows))
    for _press in range(2):
        decide(client, USERS, batch, "names", **{name_field("unit", "P.Đ.Hải"): str(ward.pk)})
    assert list(NameAlias.objects.values_list("name", "object_id")) == [("P.Đ.Hải", ward.pk)]
    batch.refresh_from_db()
    assert counts(batch) == (2, 0, 0, 1)


def test_a_learnt_name_can_be_forgotten_by_the_own_unit_alone() -> None:
    authority = AuthorityFactory()
    ward = UnitFactory(authority=authority, name="Phường Đằng Hải", code="X1")
    admin, foreign = administrator_of(authority), administrator_of(AuthorityFactory())
    batch = preview(UserResource, admin, xlsx(ACCOUNT, ("u1", "A", "B", "P.Đ.Hải")))
    decide(signed_in(admin), USERS, batch, "names", **{name_field("unit", "P.Đ.Hải"): str(ward.pk)})
    alias = NameAlias.objects.get()
    address = reverse(f"{USERS}import")
    assert "P.Đ.Hải" in signed_in(admin).get(address).content.decode()
    assert "P.Đ.Hải" not in signed_in(foreign).get(address).content.decode()
    signed_in(foreign).post(address, {"forget": str(alias.pk)})
    assert NameAlias.objects.exists()
    signed_in(admin).post(address, {"forget": str(alias.pk)})
    assert not NameAlias.objects.exists()


@pytest.mark.parametrize("name", ["???", "…", "-"])
def test_of_a_name_without_letters_nothing_is_learnt(name: str) -> None:
    authority = AuthorityFactory()
    unit = UnitFactory(authority=authority)
    admin = administrator_of(authority)
    batch = preview(UserResource, admin, xlsx(ACCOUNT, ("u1", "A", "B", name)))
    assert batch.unmatched[0]["suggestions"] == []
    assert counts(batch) == (0, 0, 0, 1)
    answer = decide(signed_in(admin), USERS, batch, "names", **{name_field("unit", name): str(unit.pk)})
    assert answer.status_code == 302
    assert not NameAlias.objects.exists()


def test_a_unit_that_is_called_so_goes_before_a_learnt_name() -> None:
    authority = AuthorityFactory()
    ward = UnitFactory(authority=authority, name="Phường Đằng Hải", code="X1")
    admin = administrator_of(authority)
    batch = preview(UserResource, admin, xlsx(ACCOUNT, ("u1", "A", "B", "Phòng Kinh tế")))
    decide(signed_in(admin), USERS, batch, "names", **{name_field("unit", "Phòng Kinh tế"): str(ward.pk)})
    named = UnitFactory(authority=authority, name="Phòng Kinh tế", short_name="Phòng Kinh tế", code="X2")
    take_in(UserResource, admin, xlsx(ACCOUNT, ("u1", "A", "B", "Phòng Kinh tế")))
    assert User.objects.get(username="u1").unit == named


def test_a_short_form_is_never_taken_for_a_unit_in_reach_when_another_is_meant() -> None:
    authority = AuthorityFactory()
    ward = UnitFactory(
        authority=authority, name="UBND phường Tân Chính", short_name="Phường Tân Chính", code="W"
    )
    UnitFactory(authority=authority, name="Phòng Tân Chính", short_name="P. Tân Chính", code="D")
    keeper = administrator_of(authority)
    keeper.role_assignments.update(unit=ward, include_sub_units=False)
    batch = preview(UserResource, keeper, xlsx(ACCOUNT, ("u1", "A", "B", "P. Tân Chính")))
    assert counts(batch) == (0, 0, 0, 1)


def test_a_short_form_that_a_closed_unit_had_is_not_given_to_another_one() -> None:
    authority = AuthorityFactory()
    UnitFactory(
        authority=authority, name="Phòng Kinh tế", short_name="Phòng Kinh tế", valid_to=date(2020, 1, 1)
    )
    UnitFactory(authority=authority, name="Phòng Kiến trúc", short_name="Phòng Kiến trúc")
    DirectiveFactory(authority=authority, number="655", symbol="UBND-NV")
    heading = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì")
    rows = xlsx(heading, ("655/UBND-NV", "1, 1", "Việc", "P. KT"))
    batch = preview(TaskResource, home_affairs_of(authority), rows)
    assert remarks(batch) == [(2, "ambiguous_name", "lead_units")]


def test_two_rows_cannot_put_two_units_under_each_other() -> None:
    first = UnitFactory(code="A")
    second = UnitFactory(code="B", authority=first.authority)
    admin = administrator_of(first.authority)
    batch = preview(UnitResource, admin, xlsx(("Mã", "Đơn vị cấp trên"), ("A", "B"), ("B", "A")))
    assert counts(batch) == (0, 1, 0, 1)
    assert remarks(batch) == [(3, "circle", "parent")]
    confirm(batch, UnitResource, only_good_rows=True)
    first.refresh_from_db()
    assert first.parent == second


def test_new_units_cannot_be_written_in_a_circle_with_old_ones() -> None:
    unit = UnitFactory(code="A")
    admin = administrator_of(unit.authority)
    headings = ("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên")
    rows = (("N", "Phòng N", "Phòng N", "Phường, xã", "A"), ("A", None, None, None, "N"))
    batch = preview(UnitResource, admin, xlsx(headings, *rows))
    assert remarks(batch) == [(3, "circle", "parent")]


def test_a_unit_cannot_begin_after_its_end() -> None:
    unit = UnitFactory(code="A", valid_to=date(2030, 1, 1))
    admin = administrator_of(unit.authority)
    batch = preview(UnitResource, admin, xlsx(("Mã", "Hoạt động từ ngày"), ("A", "1/1/2031")))
    assert remarks(batch) == [(2, "ends_first", "valid_from")]


def test_account_names_that_differ_by_case_alone_are_refused() -> None:
    unit = UnitFactory(code="X1")
    admin = administrator_of(unit.authority)
    take_in(UserResource, admin, xlsx(ACCOUNT, ("nva", "A", "B", "X1")))
    rows = (("NVA", "A", "B", "X1"), ("nvb", "A", "B", "X1"), ("Nvb", "A", "B", "X1"))
    batch = preview(UserResource, admin, xlsx(ACCOUNT, *rows))
    assert remarks(batch) == [(2, "same_name", "username"), (4, "same_name", "username")]


def test_a_part_that_was_cancelled_is_not_given_anew() -> None:
    unit = UnitFactory()
    other = UnitFactory(authority=unit.authority)
    task = TaskFactory(
        directive=DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV"), anchor="1, 1"
    )
    AssignmentFactory(task=task, unit=unit, state=AssignmentState.ACCEPTED)
    AssignmentFactory(task=task, unit=other, state=AssignmentState.CANCELLED)
    heading = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Đơn vị chủ trì")
    both = f"{unit.short_name}; {other.short_name}"
    batch = preview(
        TaskResource, home_affairs_of(unit.authority), xlsx(heading, ("655/UBND-NV", "1, 1", both))
    )
    assert remarks(batch) == [(2, "unit", "lead_units")]


def test_an_exported_task_of_a_unit_that_is_closed_by_now_comes_in_again_unchanged() -> None:
    unit = UnitFactory()
    closed = UnitFactory(authority=unit.authority, valid_to=date(2020, 1, 1))
    task = TaskFactory(
        directive=DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV"), anchor="1, 1"
    )
    AssignmentFactory(task=task, unit=unit, state=AssignmentState.ACCEPTED)
    AssignmentFactory(task=task, unit=closed, state=AssignmentState.COMPLETED)
    officer = home_affairs_of(unit.authority)
    resource = TaskResource(user=officer)
    file: Any = export_file(resource, Task.objects.all(), exported_columns(resource, None), "xlsx")
    batch = preview(TaskResource, officer, file.read())
    assert counts(batch) == (0, 0, 1, 0), remarks(batch)
    heading = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì")
    again = preview(TaskResource, officer, xlsx(heading, ("655/UBND-NV", "1, 2", "Việc", closed.short_name)))
    assert remarks(again) == [(2, "closed_unit", "lead_units")]


def test_a_reason_alone_is_no_change() -> None:
    unit = UnitFactory()
    due = date(2026, 8, 31)
    task = TaskFactory(
        directive=DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV"),
        anchor="1, 1",
        due_on=due,
    )
    AssignmentFactory(task=task, unit=unit, state=AssignmentState.ACCEPTED, due=due)
    officer = home_affairs_of(unit.authority)
    heading = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Hạn hoàn thành", "Lý do thay đổi hạn")
    content = xlsx(heading, ("655/UBND-NV", "1, 1", "30/9/2026", "Chờ Sở Nội vụ"))
    take_in(TaskResource, officer, content)
    told = HistoryEntry.objects.of(task).count()
    assert counts(preview(TaskResource, officer, content)) == (0, 0, 1, 0)
    assert HistoryEntry.objects.of(task).count() == told


def test_a_row_that_only_the_database_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = UnitFactory(code="A", valid_to=date(2030, 1, 1))
    other = UnitFactory(code="B", authority=unit.authority)
    admin = administrator_of(unit.authority)
    monkeypatch.setattr(UnitResource, "check", lambda *given: None)
    heading = ("Mã", "Hoạt động từ ngày")
    batch = preview(UnitResource, admin, xlsx(heading, ("B", "1/1/2020"), ("A", "1/1/2031")))
    with pytest.raises(ImportRefused):
        confirm(batch, UnitResource)
    batch.refresh_from_db()
    assert counts(batch) == (0, 1, 0, 1)
    assert remarks(batch) == [(3, "contradiction", "")]
    other.refresh_from_db()
    assert other.valid_from is None
    confirm(batch, UnitResource, only_good_rows=True)
    other.refresh_from_db()
    assert other.valid_from == date(2020, 1, 1)


def test_an_import_that_is_discarded_while_it_is_read_stays_discarded(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.IMPORT_ROWS_AT_ONCE = 1
    unit = UnitFactory(code="A", phone="1")
    UnitFactory(code="B", authority=unit.authority)
    admin = administrator_of(unit.authority)
    batch = preview(UnitResource, admin, xlsx(PHONE, ("A", "x"), ("B", "y")))
    assert batch.state == ImportState.UPLOADED
    from reform.registers.spreadsheets import previewing

    read = previewing.read_workbook

    def read_slowly(*given: Any) -> Any:
        discard_import(ImportBatch.objects.get(pk=batch.pk))
        return read(*given)

    monkeypatch.setattr(previewing, "read_workbook", read_slowly)
    work_on(ImportBatch.objects.get(pk=batch.pk))
    batch.refresh_from_db()
    assert batch.state == ImportState.DISCARDED
    assert not batch.rows.exists()


def test_the_file_of_an_import_that_broke_down_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.IMPORT_ROWS_AT_ONCE = 1
    unit = UnitFactory(code="A")
    batch = preview(UnitResource, administrator_of(unit.authority), xlsx(PHONE, ("A", "x"), ("Z", "y")))

    def break_down(*given: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reform.registers.spreadsheets.batches.preview_file", break_down)
    work_on(ImportBatch.objects.get(pk=batch.pk))
    batch.refresh_from_db()
    assert batch.state == ImportState.REFUSED
    storage, path = batch.file.storage, str(batch.file.name)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=90))
    with django_capture_on_commit_callbacks(execute=True):
        forget_old_imports()
    assert not storage.exists(path)


def test_an_import_that_is_confirmed_this_moment_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = UnitFactory(code="A")
    admin = administrator_of(unit.authority)
    batch = preview(UnitResource, admin, xlsx(PHONE, ("A", "new")))
    client = signed_in(admin)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(hours=23))
    decide(client, UNITS, batch, "confirm")
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=90))
    forget_old_imports()
    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED
    assert batch.rows.exists()
