"""An exported file imports again without one change: every register, every format."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Task
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.admin import RegisterAdmin, registered_admins
from reform.registers.models import ExportEntry, HistoryEntry
from reform.registers.permissions import policy_for
from reform.registers.spreadsheets.exporting import export_file, exported_columns
from reform.registers.spreadsheets.templating import template_file
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.initiatives.factories import AdoptionFactory, AuthorFactory, EffectFactory, InitiativeFactory
from tests.organisation.factories import UnitFactory, UserFactory, root_of, user_with_role
from tests.registers.helpers import administrator_of, home_affairs_of, signed_in
from tests.registers.spreadsheets.helpers import counts, preview, remarks, take_in, xlsx

pytestmark = pytest.mark.django_db

# Registers whose list is taken out and never in.
ONLY_OUT = {"recognition_decisions"}
FORMATS = ("xlsx", "ods", "csv")
# Words that a spreadsheet program, or its reader, would rather take for something else.
AWKWARD = ("=1+1", "+84 225", "-5 độ", "@tất cả", "'=x", "1.234", "0123", "31/02", "x", "TRUE", "Đằng  Hải")


def registers_with_spreadsheets() -> list[RegisterAdmin]:
    """Return the screens of every register of the house whose spreadsheet goes out and in."""
    return [
        admin
        for admin in registered_admins()
        if admin.resource is not None
        and admin.resource.code not in ONLY_OUT
        and admin.model.__module__.startswith("reform")
    ]


def full_house() -> dict[str, User]:
    """Write awkward records of every register, and return who takes each register's list out and in."""
    unit = UnitFactory(
        code="P-DH", aliases=["P. Đằng Hải", "=Đằng Hải"], phone="+84 225", cluster="Cụm 1",
        valid_from=date(2020, 2, 29), address="-5 Lê Hồng Phong",
    )  # fmt: skip
    authority = unit.authority
    UnitFactory(authority=authority, valid_to=date(2024, 12, 31), parent=unit)
    UserFactory(unit=unit, position="@Công chức", phone="0123")
    first = DirectiveFactory(authority=authority, number="655", symbol="UBND-NV", issued_on=date(2022, 6, 20))
    nameless = DirectiveFactory(
        authority=authority, number="", symbol="UBND-NV", issued_on=None, subject="Cải cách"
    )
    for place, words in enumerate(AWKWARD):
        task = TaskFactory(
            directive=first if place % 2 else nameless,
            anchor="" if place % 3 == 0 else f"{place}, 1",
            text=words,
            due_on=date(2026, 8, 31) if place % 2 else None,
            reform_field="" if place % 2 else "procedures",
            frequency="monthly" if place % 2 else "",
            urgent=bool(place % 2),
        )
        state = AssignmentState.COMPLETED if place % 4 == 0 else AssignmentState.ACCEPTED
        AssignmentFactory(
            task=task, unit=unit, state=state, progress=place * 10 % 101, progress_note=words, due=task.due_on
        )
    return {
        **initiatives_of(unit),
        "tasks": home_affairs_of(authority),
        "progress": user_with_role(Role.UNIT_OFFICER, unit),
        "units": administrator_of(authority),
        "users": administrator_of(authority),
    }


def initiatives_of(unit: Unit) -> dict[str, User]:
    """Write awkward applications of a unit, and one of another unit that it applies."""
    for place, words in enumerate(AWKWARD):
        initiative = InitiativeFactory(
            unit=unit, title=f"{words} {place}", problem=words, hours_saved=place, authors=False
        )
        for share in ("33.33", "66.67"):
            AuthorFactory(
                initiative=initiative, name=f"{words} {share}", share=Decimal(share), position=words
            )
        EffectFactory(initiative=initiative, indicator=words, measure=words, before=Decimal("1234.5"))
        theirs = InitiativeFactory(
            unit=UnitFactory(authority=unit.authority), is_public=True, recognised_on=date(2022, 5, 1)
        )
        AdoptionFactory(initiative=theirs, unit=unit, result=words)
    officer = user_with_role(Role.UNIT_OFFICER, unit)
    return {"initiatives": officer, "initiative_adoptions": officer}


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_exported_list_is_taken_in_without_a_change(file_format: str) -> None:
    people = full_house()
    for admin in registers_with_spreadsheets():
        assert admin.resource is not None
        user = User.objects.get(pk=people[admin.resource.code].pk)
        resource = admin.resource(user=user)
        assert policy_for(admin.model).may_import(user), admin.resource.code
        rows = admin.model._default_manager.filter(resource.visible_q()).order_by("pk")
        assert rows.exists(), admin.resource.code
        content = b"".join(export_file(resource, rows, exported_columns(resource, None), file_format))
        batch = preview(admin.resource, user, content, f"xuat.{file_format}")
        assert counts(batch) == (0, 0, rows.count(), 0), (
            admin.resource.code,
            [
                (row.number, row.verdict, row.changes, row.remarks)
                for row in batch.rows.exclude(verdict="unchanged")
            ],
        )


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_is_streamed_logged_and_follows_the_list(file_format: str) -> None:
    people = full_house()
    user = people["progress"]
    client = signed_in(user)
    address = reverse("directives_assignments_modeladmin_export") + "?state=accepted"
    assert client.get(address).status_code == 200
    assert not ExportEntry.objects.exists()
    answer: Any = client.post(address, {"file_format": file_format, "columns": "list"})
    assert answer.streaming
    content = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].endswith(f'.{file_format}"')
    entry = ExportEntry.objects.get()
    in_state = Assignment.objects.filter(state=AssignmentState.ACCEPTED)
    assert (entry.user, entry.register, entry.file_format, entry.rows) == (
        user, "progress", file_format, in_state.count(),
    )  # fmt: skip
    assert entry.narrowed_by
    from reform.directives.resources import ProgressResource

    batch = preview(ProgressResource, user, content, f"xuat.{file_format}")
    assert counts(batch) == (0, 0, in_state.count(), 0), remarks(batch)


def test_another_units_records_are_in_no_export() -> None:
    people = full_house()
    other = UnitFactory(authority=people["progress"].unit.authority, name="Phường Bí Mật")  # type: ignore[union-attr]
    AssignmentFactory(unit=other, state=AssignmentState.ACCEPTED, progress_note="Điều bí mật")
    client = signed_in(people["progress"])
    for name in ("directives_assignments_modeladmin_export", "directives_tasks_modeladmin_export"):
        answer: Any = client.post(reverse(name), {"file_format": "csv", "columns": "all"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert text.count("\n") > len(AWKWARD)
        assert "bí mật" not in text.lower()


def test_values_that_look_like_formulas_are_harmless_in_every_format() -> None:
    people = full_house()
    from reform.directives.resources import TaskResource

    resource = TaskResource(user=people["tasks"])
    rows = Task.objects.all()
    columns = exported_columns(resource, None)
    book = load_workbook(io.BytesIO(b"".join(export_file(resource, rows, columns, "xlsx"))))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "'=1+1" in [cell.value for cell in cells]
    text = b"".join(export_file(resource, rows, columns, "csv")).decode("utf-8-sig")
    assert not any(field.lstrip('"').startswith(("=", "+", "-", "@")) for field in text.split(","))
    assert "'=1+1" in text


@pytest.mark.parametrize("code", ["tasks", "progress", "units", "users"])
def test_a_template_taken_in_untouched_writes_nothing(code: str) -> None:
    people = full_house()
    admin = next(
        item for item in registers_with_spreadsheets() if item.resource and item.resource.code == code
    )
    resource: Any = admin.resource
    user = User.objects.get(pk=people[code].pk)
    content = template_file(resource(user=user)).read()
    from reform.workbooks.problems import FileRefused

    before = HistoryEntry.objects.count()
    if code == "progress":
        batch = preview(resource, user, content, "mau.xlsx")
        assert counts(batch) == (0, 0, Assignment.objects.filter(state="accepted").count(), 0), remarks(batch)
        assert batch.period
    else:
        with pytest.raises(FileRefused) as refused:
            preview(resource, user, content, "mau.xlsx")
        assert refused.value.code == "no_rows"
    assert HistoryEntry.objects.count() == before


def test_a_filled_in_template_goes_through() -> None:
    people = full_house()
    user = User.objects.get(pk=people["progress"].pk)
    from reform.directives.resources import ProgressResource

    book = load_workbook(template_file(ProgressResource(user=user)))
    sheet = book.worksheets[0]
    headings = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[1]}
    progress = ProgressResource(user=user).columns["progress"].heading
    sheet.cell(row=3, column=headings[progress], value=0.77)
    target = io.BytesIO()
    book.save(target)
    batch = take_in(ProgressResource, user, target.getvalue(), "mau.xlsx")
    assert counts(batch)[1] == 1
    assert Assignment.objects.filter(progress=77).count() == 1


def test_an_import_costs_the_same_queries_whatever_its_rows() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from reform.registers.organisation.resources import UnitResource, UserResource

    unit = UnitFactory()
    admin = administrator_of(unit.authority)
    root = root_of(unit.authority)

    def cost(rows: int, start: int) -> int:
        units = [
            (f"U-{number}", f"Tổ {number}", f"Tổ {number}", "Phường, xã", root.code)
            for number in range(start, start + rows)
        ]
        users = [(f"user-{number}", "Nguyễn", "An", unit.code) for number in range(start, start + rows)]
        with CaptureQueriesContext(connection) as queries:
            take_in(UnitResource, admin, xlsx(("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên"), *units))
            take_in(UserResource, admin, xlsx(("Tên đăng nhập", "Họ", "Tên", "Đơn vị"), *users))
        return len(queries)

    few, many = cost(5, 0), cost(300, 1000)
    assert Unit.objects.filter(code__startswith="U-").count() == 305
    assert many <= few + 2
