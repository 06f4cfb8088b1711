"""Tasks and progress by spreadsheet: what Home Affairs and wards do, and may not."""

from datetime import date

import pytest

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Task
from reform.directives.resources import ProgressResource, TaskResource
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Role
from reform.registers.models import HistoryEntry, Verdict
from reform.registers.spreadsheets.applying import ImportRefused
from reform.registers.spreadsheets.exporting import export_file, exported_columns
from reform.registers.spreadsheets.templating import example_cells
from reform.registers.spreadsheets.undoing import UndoBlocked
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory, move_to
from tests.organisation.factories import UnitFactory, user_with_role
from tests.registers.helpers import home_affairs_of
from tests.registers.spreadsheets.helpers import confirm, counts, preview, remarks, take_in, undo, xlsx

pytestmark = pytest.mark.django_db

HEADINGS = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì")
PROGRESS = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Đơn vị", "Tiến độ (%)", "Nội dung đã làm")


def test_a_new_task_is_given_to_its_units_and_their_clocks_start() -> None:
    unit = UnitFactory()
    other = UnitFactory(authority=unit.authority)
    directive = DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    officer = home_affairs_of(unit.authority)
    batch = preview(
        TaskResource,
        officer,
        xlsx(
            (*HEADINGS, "Hạn hoàn thành"),
            (
                "655/UBND-NV",
                "1, 1",
                "Rà soát thủ tục",
                f"{unit.short_name}; {other.code}",
                date(2026, 12, 31),
            ),
        ),
    )
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    assert not Task.objects.exists()

    confirm(batch, TaskResource)

    task = Task.objects.get()
    assert (task.directive, task.anchor, task.due_on, task.position) == (
        directive,
        "1, 1",
        date(2026, 12, 31),
        1,
    )
    parts = task.assignments.order_by("unit__pk")
    assert [(part.unit, part.state, part.due, part.version) for part in parts] == [
        (unit, AssignmentState.ASSIGNED, date(2026, 12, 31), 1),
        (other, AssignmentState.ASSIGNED, date(2026, 12, 31), 1),
    ]
    actions = HistoryEntry.objects.of(parts[0]).values_list("action", "import_row")
    assert sorted(actions) == [("assign", 2), ("create", 2)]


def test_units_are_known_by_usual_short_forms_unless_two_could_be_meant() -> None:
    unit = UnitFactory(name="Phòng Tài chính - Kế hoạch", short_name="Phòng Tài chính - Kế hoạch", code="A1")
    ward = UnitFactory(
        authority=unit.authority, name="UBND phường Tân Chính", short_name="Phường Tân Chính", code="A2"
    )
    department = UnitFactory(
        authority=unit.authority, name="Phòng Tân Chính", short_name="Phòng Tân Chính", code="A3"
    )
    DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    batch = preview(
        TaskResource,
        home_affairs_of(unit.authority),
        xlsx(
            HEADINGS,
            ("655/UBND-NV", "1, 1", "Việc một", "P. TC-KH; UBND P. Tân Chính"),
            ("655/UBND-NV", "1, 2", "Việc hai", "P. Tân Chính"),
        ),
    )
    assert counts(batch) == (1, 0, 0, 1)
    assert remarks(batch) == [(3, "ambiguous_name", "lead_units")]
    row = batch.rows.get(number=3)
    assert ward.short_name in row.remarks[0][3]
    assert department.short_name in row.remarks[0][3]

    confirm(batch, TaskResource, only_good_rows=True)

    assert set(Task.objects.get().assignments.values_list("unit", flat=True)) == {unit.pk, ward.pk}


def test_a_task_without_a_unit_and_a_unit_taken_out_are_refused() -> None:
    unit = UnitFactory()
    directive = DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    task = TaskFactory(directive=directive, anchor="1, 1")
    AssignmentFactory(task=task, unit=unit, state=AssignmentState.ACCEPTED)
    other = UnitFactory(authority=unit.authority)
    batch = preview(
        TaskResource,
        home_affairs_of(unit.authority),
        xlsx(
            HEADINGS,
            ("655/UBND-NV", "1, 1", None, other.short_name),
            ("655/UBND-NV", "1, 2", "Việc mới", None),
        ),
    )
    assert remarks(batch) == [(2, "unit", "lead_units"), (3, "missing", "lead_units")]


def test_a_moved_due_date_needs_a_reason_and_moves_the_clocks() -> None:
    unit = UnitFactory()
    directive = DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    task = TaskFactory(directive=directive, anchor="1, 1", due_on=date(2026, 8, 31))
    part = AssignmentFactory(task=task, unit=unit, state=AssignmentState.ACCEPTED, due=date(2026, 8, 31))
    officer = home_affairs_of(unit.authority)
    heading = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Hạn hoàn thành", "Lý do thay đổi hạn")
    refused = preview(TaskResource, officer, xlsx(heading, ("655/UBND-NV", "1, 1", "30/9/2026", None)))
    assert remarks(refused) == [(2, "missing", "reason")]

    batch = take_in(
        TaskResource, officer, xlsx(heading, ("655/UBND-NV", "1, 1", "30/9/2026", "Chờ Sở Nội vụ"))
    )
    part.refresh_from_db()
    assert (part.due, part.original_due, part.version) == (date(2026, 9, 30), date(2026, 8, 31), 1)
    assert HistoryEntry.objects.of(part).first().reason == "Chờ Sở Nội vụ"  # type: ignore[union-attr]

    undo(batch, TaskResource)
    part.refresh_from_db()
    task.refresh_from_db()
    assert (part.due, task.due_on) == (date(2026, 8, 31), date(2026, 8, 31))


def test_taking_back_new_tasks_takes_their_assignments_away_unless_a_unit_has_answered() -> None:
    unit = UnitFactory()
    DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    officer = home_affairs_of(unit.authority)
    content = xlsx(HEADINGS, ("655/UBND-NV", "1, 1", "Rà soát thủ tục", unit.short_name))
    batch = take_in(TaskResource, officer, content)
    undo(batch, TaskResource)
    assert (Task.objects.count(), Assignment.objects.count()) == (0, 0)

    again = take_in(TaskResource, officer, content)
    ASSIGNMENTS.perform(Assignment.objects.get(), "accept", actor=user_with_role(Role.UNIT_OFFICER, unit))
    with pytest.raises(UndoBlocked) as blocked:
        undo(again, TaskResource)
    assert blocked.value.blockers[0].number == 2
    assert Task.objects.count() == 1


def ward_with_task(**fields: object) -> Assignment:
    """Return a ward's part of task "1, 1" of dispatch 655/UBND-NV, at work."""
    unit = UnitFactory(ward=True)
    directive = DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    task = TaskFactory(directive=directive, anchor="1, 1")
    return move_to(AssignmentFactory(task=task, unit=unit, **fields), AssignmentState.ACCEPTED)


def test_a_ward_officer_reports_progress_through_the_workflow() -> None:
    part = ward_with_task()
    officer = user_with_role(Role.UNIT_OFFICER, part.unit)
    batch = preview(
        ProgressResource,
        officer,
        xlsx(PROGRESS, ("655/UBND-NV", "1, 1", None, "45%", "Đã rà soát 9/20 thủ tục")),
    )
    assert counts(batch) == (0, 1, 0, 0), remarks(batch)
    part.refresh_from_db()
    assert (part.progress, part.state) == (0, AssignmentState.ACCEPTED)

    confirm(batch, ProgressResource)
    version = part.version
    part.refresh_from_db()
    assert (part.progress, part.progress_note) == (45, "Đã rà soát 9/20 thủ tục")
    assert (part.state, part.version) == (AssignmentState.IN_PROGRESS, version + 1)
    entry = HistoryEntry.objects.of(part).first()
    assert entry is not None
    assert (entry.action, entry.from_state, entry.to_state, entry.actor, entry.import_batch) == (
        "update_progress", "accepted", "in_progress", officer, batch,
    )  # fmt: skip

    undo(batch, ProgressResource)
    part.refresh_from_db()
    assert (part.progress, part.state, part.progress_note) == (0, AssignmentState.ACCEPTED, "")


def test_another_units_progress_is_refused_without_telling_whether_it_has_the_task() -> None:
    part = ward_with_task()
    with_task = part.unit
    own = UnitFactory(authority=with_task.authority, ward=True)
    without_task = UnitFactory(authority=with_task.authority, ward=True)
    AssignmentFactory(task=part.task, unit=own, state=AssignmentState.ACCEPTED)
    batch = preview(
        ProgressResource,
        user_with_role(Role.UNIT_OFFICER, own),
        xlsx(
            PROGRESS,
            ("655/UBND-NV", "1, 1", with_task.name, 45, "x"),
            ("655/UBND-NV", "1, 1", without_task.name, 45, "x"),
        ),
    )
    assert remarks(batch) == [(2, "forbidden", "unit"), (3, "forbidden", "unit")]
    texts = [row.remarks[0][2].replace(without_task.name, with_task.name) for row in batch.rows.all()]
    assert texts[0] == texts[1]
    assert not any(row.changes for row in batch.rows.all())


def test_progress_of_a_finished_task_is_refused_but_an_unchanged_row_is_not() -> None:
    part = ward_with_task()
    officer = user_with_role(Role.UNIT_OFFICER, part.unit)
    move = {"state": AssignmentState.COMPLETED, "progress": 100, "progress_note": "Xong"}
    Assignment.objects.filter(pk=part.pk).update(**move)
    same = preview(ProgressResource, officer, xlsx(PROGRESS, ("655/UBND-NV", "1, 1", None, "100%", "Xong")))
    assert counts(same) == (0, 0, 1, 0)
    other = preview(ProgressResource, officer, xlsx(PROGRESS, ("655/UBND-NV", "1, 1", None, 50, "Làm lại")))
    assert remarks(other) == [(2, "forbidden", "")]


def test_a_change_between_preview_and_confirmation_is_noticed_and_shown() -> None:
    part = ward_with_task()
    officer, colleague = (user_with_role(Role.UNIT_OFFICER, part.unit) for _person in range(2))
    content = xlsx(PROGRESS, ("655/UBND-NV", "1, 1", None, 45, "Đã rà soát"))
    batch = preview(ProgressResource, officer, content)
    ASSIGNMENTS.perform(
        part,
        "update_progress",
        actor=colleague,
        inputs={"progress": 60, "progress_note": "Đã xong 12 thủ tục"},
    )
    with pytest.raises(ImportRefused, match="2"):
        confirm(batch, ProgressResource)
    part.refresh_from_db()
    assert part.progress == 60
    batch.refresh_from_db()
    assert batch.state == "previewed"
    assert ["progress", "60%", "45%"] in batch.rows.get().changes

    confirm(batch, ProgressResource)
    part.refresh_from_db()
    assert part.progress == 45


def test_the_good_rows_can_be_taken_alone() -> None:
    part = ward_with_task()
    officer = user_with_role(Role.UNIT_OFFICER, part.unit)
    batch = preview(
        ProgressResource,
        officer,
        xlsx(
            PROGRESS,
            ("655/UBND-NV", "1, 1", None, 45, "Đã rà soát"),
            ("655/UBND-NV", "9, 9", None, 45, "Không có việc này"),
        ),
    )
    with pytest.raises(ImportRefused):
        confirm(batch, ProgressResource)
    part.refresh_from_db()
    assert part.progress == 0

    confirm(batch, ProgressResource, only_good_rows=True)
    part.refresh_from_db()
    assert (part.progress, batch.state) == (45, "applied")
    assert list(batch.rows.filter(verdict=Verdict.REJECTED).values_list("number", flat=True)) == [3]


def test_a_text_that_an_export_cut_does_not_overwrite_the_longer_one() -> None:
    part = ward_with_task()
    Assignment.objects.filter(pk=part.pk).update(progress_note="Rất dài " * 5000)
    officer = user_with_role(Role.UNIT_OFFICER, part.unit)
    resource = ProgressResource(user=officer)
    rows, columns = Assignment.objects.filter(pk=part.pk), exported_columns(resource, None)
    content = b"".join(export_file(resource, rows, columns, "xlsx"))
    assert remarks(preview(ProgressResource, officer, content)) == [(2, "too_long", "progress_note")]


def test_confirming_twice_writes_once() -> None:
    part = ward_with_task()
    officer = user_with_role(Role.UNIT_OFFICER, part.unit)
    batch = preview(
        ProgressResource, officer, xlsx(PROGRESS, ("655/UBND-NV", "1, 1", None, 45, "Đã rà soát"))
    )
    confirm(batch, ProgressResource)
    with pytest.raises(ImportRefused):
        confirm(batch, ProgressResource)
    assert HistoryEntry.objects.filter(import_batch=batch).count() == 1


def test_the_example_of_the_template_leads_in_the_own_unit_and_names_others_beside_it() -> None:
    unit = UnitFactory()
    UnitFactory(authority=unit.authority)
    officer = home_affairs_of(unit.authority)
    resource = TaskResource(user=officer)
    names = ("lead_units", "coordinating_units", "monitoring_units")
    example = example_cells(resource, [resource.columns[name] for name in names])
    assert officer.unit is not None
    assert example[0] == officer.unit.short_name
    assert len(set(example)) == len(names)
