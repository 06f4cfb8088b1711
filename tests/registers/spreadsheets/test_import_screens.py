"""The screens of an import, as an officer uses them with a browser without scripts."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment
from reform.directives.resources import ProgressResource
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.models import ImportBatch, ImportState, NameAlias
from reform.registers.organisation.resources import UnitResource, UserResource
from reform.registers.spreadsheets.applying import preview_sign
from reform.registers.spreadsheets.batches import name_field, work_on
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.organisation.factories import UnitFactory, user_with_role
from tests.registers.helpers import administrator_of, home_affairs_of, signed_in
from tests.registers.spreadsheets.helpers import preview, take_in, xlsx

pytestmark = pytest.mark.django_db

UNITS = "organisation_units_modeladmin_"
TASKS = "directives_tasks_modeladmin_"
PROGRESS = "directives_assignments_modeladmin_"


def send(client: Client, name: str, content: bytes, file_name: str = "du-lieu.xlsx") -> Any:
    """Upload a file on a register's import screen and return the answer."""
    return client.post(reverse(f"{name}import"), {"file": SimpleUploadedFile(file_name, content)})


def decide(client: Client, name: str, batch: ImportBatch, decision: str, **values: str) -> Any:
    """Press a button on the page of an import as it was when `batch` was read, and return the answer."""
    sent = {"decision": decision, "shown": preview_sign(batch), **values}
    return client.post(reverse(f"{name}import_batch", args=[batch.pk]), sent)


def test_upload_preview_confirm_and_undo_in_four_requests() -> None:
    unit = UnitFactory(phone="1")
    client = signed_in(administrator_of(unit.authority))
    answer = send(client, UNITS, xlsx(("Mã", "Điện thoại"), (unit.code, "0225 2")))
    batch = ImportBatch.objects.get()
    assert answer.status_code == 302
    page = client.get(reverse(f"{UNITS}import_batch", args=[batch.pk]))
    assert page.status_code == 200
    assert "0225 2" in page.content.decode()
    unit.refresh_from_db()
    assert unit.phone == "1"

    assert decide(client, UNITS, batch, "confirm").status_code == 302
    unit.refresh_from_db()
    assert unit.phone == "0225 2"
    history = client.get(reverse(f"{UNITS}history", args=[unit.pk])).content.decode()
    assert "du-lieu.xlsx" in history

    decide(client, UNITS, batch, "undo")
    unit.refresh_from_db()
    assert unit.phone == "1"
    assert client.get(reverse(f"{UNITS}import_batch", args=[batch.pk])).status_code == 200


def test_a_refused_file_is_said_beside_the_field_and_nothing_is_kept() -> None:
    unit = UnitFactory()
    client = signed_in(administrator_of(unit.authority))
    answer = send(client, UNITS, b"MZ\x90\x00program", "may.xlsx")
    assert answer.status_code == 422
    assert "error-message" in answer.content.decode()
    assert not ImportBatch.objects.exists()
    assert send(client, UNITS, b"", "trong.xlsx").status_code == 422


def test_another_officers_import_is_a_404_even_in_the_same_unit() -> None:
    unit = UnitFactory()
    officer, colleague = (user_with_role(Role.SYSTEM_ADMINISTRATOR, unit) for _person in range(2))
    batch = preview(UnitResource, officer, xlsx(("Mã", "Điện thoại"), (unit.code, "2")))
    address = reverse(f"{UNITS}import_batch", args=[batch.pk])
    assert signed_in(officer).get(address).status_code == 200
    assert signed_in(colleague).get(address).status_code == 404
    assert decide(signed_in(colleague), UNITS, batch, "confirm").status_code == 404
    # Nor under another register's address, nor after the officer has moved to another unit.
    assert signed_in(officer).get(reverse(f"{TASKS}import_batch", args=[batch.pk])).status_code == 404
    User.objects.filter(pk=officer.pk).update(unit=UnitFactory(authority=unit.authority))
    assert signed_in(officer).get(address).status_code == 404


def test_a_tampered_hidden_sheet_does_no_harm() -> None:
    unit = UnitFactory()
    book = load_workbook(io.BytesIO(xlsx(("Mã", "Điện thoại"), (unit.code, "2"))))
    meta = book.create_sheet("_meta")
    meta.sheet_state = "veryHidden"
    for row in (("register", "units"), ("version", "1"), ("example", "[" * 30_000)):
        meta.append(row)
    target = io.BytesIO()
    book.save(target)
    batch = preview(UnitResource, administrator_of(unit.authority), target.getvalue())
    assert batch.rows_changed == 1


def test_who_may_not_take_in_is_led_away() -> None:
    part = AssignmentFactory(state=AssignmentState.ACCEPTED)
    ward, auditor = user_with_role(Role.UNIT_OFFICER, part.unit), user_with_role(Role.AUDITOR, part.unit)
    assert signed_in(ward).get(reverse(f"{TASKS}import")).status_code == 302
    assert signed_in(ward).get(reverse(f"{PROGRESS}import")).status_code == 200
    assert signed_in(auditor).get(reverse(f"{PROGRESS}import")).status_code == 302
    assert signed_in(auditor).get(reverse(f"{PROGRESS}export")).status_code == 302


def test_a_name_is_chosen_once_and_remembered() -> None:
    unit = UnitFactory(short_name="Phường Đằng Hải")
    DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    client = signed_in(home_affairs_of(unit.authority))
    content = xlsx(
        ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì"),
        ("655/UBND-NV", "1, 1", "Rà soát", "Đằng Hải phường"),
    )
    send(client, TASKS, content)
    batch = ImportBatch.objects.get()
    page = client.get(reverse(f"{TASKS}import_batch", args=[batch.pk])).content.decode()
    field = name_field("lead_units", "Đằng Hải phường")
    assert f'name="{field}"' in page
    decide(client, TASKS, batch, "names", **{field: str(unit.pk)})
    batch.refresh_from_db()
    assert (batch.rows_new, batch.rows_rejected, batch.unmatched) == (1, 0, [])
    assert NameAlias.objects.get().name == "Đằng Hải phường"

    send(client, TASKS, content)
    assert ImportBatch.objects.order_by("-pk")[0].rows_new == 1


def test_a_record_out_of_reach_cannot_be_chosen_for_a_name() -> None:
    unit = UnitFactory(short_name="Phường Đằng Hải")
    foreign = UnitFactory()
    DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    client = signed_in(home_affairs_of(unit.authority))
    send(
        client,
        TASKS,
        xlsx(
            ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì"),
            ("655/UBND-NV", "1, 1", "Rà soát", "Đằng Hải phường"),
        ),
    )
    batch = ImportBatch.objects.get()
    for value in (str(foreign.pk), "x", "9" * 30, "-1"):
        field = name_field("lead_units", "Đằng Hải phường")
        assert decide(client, TASKS, batch, "names", **{field: value}).status_code == 302
    assert not NameAlias.objects.exists()


def test_the_same_file_says_when_and_by_whom_it_was_taken_in() -> None:
    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    content = xlsx(("Mã", "Điện thoại"), (unit.code, "2"))
    take_in(UnitResource, admin, content)
    again = preview(UnitResource, admin, content)
    page = signed_in(admin).get(reverse(f"{UNITS}import_batch", args=[again.pk])).content.decode()
    assert str(admin) in page
    assert 'value="confirm"' not in page


def test_the_preview_is_filtered_and_paged_in_a_constant_number_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    rows = [(f"X-{number}", f"Tổ {number}", f"Tổ {number}", "Phường, xã", "UBND") for number in range(120)]
    batch = preview(UnitResource, admin, xlsx(("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên"), *rows))
    client, address = signed_in(admin), reverse(f"{UNITS}import_batch", args=[batch.pk])
    with django_assert_max_num_queries(25):
        page = client.get(address + "?verdict=new&p=3").content.decode()
    numbers = re.findall(r"register-number\">(\d+)<", page)
    assert (numbers[0], numbers[-1], len(numbers)) == ("102", "121", 20)
    assert "register-empty" in client.get(address + "?verdict=rejected").content.decode()
    assert client.get(address + "?verdict=nonsense&p=-1").status_code == 200


@override_settings(IMPORT_ROWS_AT_ONCE=2)
def test_a_long_file_is_worked_on_by_a_task_and_can_be_left() -> None:
    unit = UnitFactory()
    client = signed_in(administrator_of(unit.authority))
    units = [UnitFactory(authority=unit.authority) for _number in range(4)]
    send(client, UNITS, xlsx(("Mã", "Điện thoại"), *((row.code, "5") for row in units)))
    batch = ImportBatch.objects.get()
    # The task has been left to the worker, which comes after the commit.
    address = reverse(f"{UNITS}import_batch", args=[batch.pk])
    assert batch.state == ImportState.UPLOADED
    assert "data-look-again" in client.get(address).content.decode()
    work_on(batch)
    assert batch.state == ImportState.PREVIEWED
    decide(client, UNITS, batch, "confirm")
    batch.refresh_from_db()
    assert batch.state == ImportState.APPLYING
    work_on(ImportBatch.objects.get())
    assert Unit.objects.filter(phone="5").count() == 4


def test_work_that_has_stopped_says_so_and_is_resumed() -> None:
    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    batch = preview(UnitResource, admin, xlsx(("Mã", "Điện thoại"), (unit.code, "2")))
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=ImportState.APPLYING, seen_at=timezone.now() - timedelta(hours=1)
    )
    client, address = signed_in(admin), reverse(f"{UNITS}import_batch", args=[batch.pk])
    assert 'value="resume"' in client.get(address).content.decode()
    decide(client, UNITS, batch, "resume")
    batch.refresh_from_db()
    assert not batch.is_silent
    assert 'value="resume"' not in client.get(address).content.decode()


def test_the_list_offers_export_and_import_to_who_may() -> None:
    part = AssignmentFactory(state=AssignmentState.ACCEPTED)
    page = signed_in(user_with_role(Role.UNIT_OFFICER, part.unit)).get(reverse(f"{PROGRESS}index"))
    assert reverse(f"{PROGRESS}import") in page.content.decode()
    assert reverse(f"{PROGRESS}export") in page.content.decode()
    chair = user_with_role(Role.LEADERSHIP, part.unit)
    page = signed_in(chair).get(reverse(f"{PROGRESS}index") + "?state=accepted")
    assert reverse(f"{PROGRESS}import") not in page.content.decode()
    assert reverse(f"{PROGRESS}export") + "?state=accepted" in page.content.decode()


def test_an_unknown_decision_does_nothing() -> None:
    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    batch = preview(UnitResource, admin, xlsx(("Mã", "Điện thoại"), (unit.code, "2")))
    assert decide(signed_in(admin), UNITS, batch, "drop").status_code == 400
    decide(signed_in(admin), UNITS, batch, "discard")
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("discarded", 0)


def test_rights_that_ended_between_preview_and_confirmation_count() -> None:
    unit = UnitFactory(ward=True)
    directive = DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    AssignmentFactory(
        task=TaskFactory(directive=directive, anchor="1, 1"), unit=unit, state=AssignmentState.ACCEPTED
    )
    officer = user_with_role(Role.UNIT_OFFICER, unit)
    batch = preview(
        ProgressResource,
        officer,
        xlsx(
            ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Tiến độ (%)", "Nội dung đã làm"),
            ("655/UBND-NV", "1, 1", 45, "x"),
        ),
    )
    officer.role_assignments.update(role=Role.AUDITOR)
    assert decide(signed_in(officer), PROGRESS, batch, "confirm").status_code == 302
    assert Assignment.objects.get().progress == 0


def test_long_numbers_are_grouped_as_people_write_them() -> None:
    client = signed_in(administrator_of(UnitFactory().authority))
    assert "200.000 dòng" in client.get(reverse(f"{UNITS}import")).content.decode()


def test_a_suggestion_is_what_people_call_the_record() -> None:
    unit = UnitFactory(short_name="Phường Đằng Hải", name="Phường Đằng Hải", code="P-DH")
    admin = administrator_of(unit.authority)
    rows = (("Tên đăng nhập", "Họ", "Tên", "Đơn vị"), ("u1", "A", "B", "Đằng Hải phường"))
    batch = preview(UserResource, admin, xlsx(*rows))
    assert [unit.pk, "Phường Đằng Hải (P-DH)"] in batch.unmatched[0]["suggestions"]
