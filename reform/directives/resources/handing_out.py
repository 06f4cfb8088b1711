"""Writing what goes with tasks of a spreadsheet: their order, their units' parts, the units' clocks."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from reform.directives.assigning import UNREPORTED_STATES, move_clock
from reform.directives.enums import AssignmentRole, AssignmentState
from reform.directives.models import Assignment, Directive, Task
from reform.directives.workflow import ASSIGNMENTS
from reform.registers.history import differences, snapshot
from reform.registers.spreadsheets import Judged, Writes

# The columns that name units, with what a unit is in the task.
UNIT_COLUMNS = {
    "lead_units": AssignmentRole.LEAD,
    "coordinating_units": AssignmentRole.COORDINATE,
    "monitoring_units": AssignmentRole.MONITOR,
}


def number_tasks(rows: Sequence[Judged]) -> None:
    """Put new tasks behind the others of their dispatch, which is locked meanwhile."""
    chosen = {row.record.directive_id for row in rows}
    if not chosen:
        return
    list(Directive.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk").values("pk"))
    last = dict(
        Task.objects.filter(directive__in=chosen)
        .order_by()
        .values_list("directive")
        .annotate(last=Max("position"))
    )
    for row in rows:
        last[row.record.directive_id] = last.get(row.record.directive_id, 0) + 1
        row.record.position = last[row.record.directive_id]


def hand_out(judged: Sequence[Judged], writes: Writes) -> None:
    """Give tasks to the units that do not have them yet, as the workflow's table says."""
    made: list[tuple[int, Assignment, dict[str, str]]] = []
    for row in judged:
        has = getattr(row.record, "units_by_role", {})
        for name, role in UNIT_COLUMNS.items():
            for unit in row.values.get(name, ()):
                if unit not in has.get(role, ()):
                    part = Assignment(task=row.record, unit=unit, role=role, is_sample=row.record.is_sample)
                    draft = snapshot(part)
                    _assign(part, writes)
                    made.append((row.number, part, draft))
    writes.create_beside([(number, part) for number, part, _draft in made])
    for number, part, draft in made:
        writes.tell(number, part, "create", differences({}, draft))
        writes.tell(
            number,
            part,
            "assign",
            differences(draft, snapshot(part)),
            from_state=AssignmentState.DRAFT,
            to_state=part.state,
        )


def _assign(part: Assignment, writes: Writes) -> None:
    """Do to an unwritten part what the workflow's table says of "assign"."""
    transition = ASSIGNMENTS.by_event["assign"]
    if transition.effect is not None:
        transition.effect(part, {}, writes.actor, writes.at)
    part.state = transition.target or part.state
    part.version = 1


def move_clocks(rows: Sequence[Judged], writes: Writes) -> None:
    """Let the clocks of units that have not reported follow; the original dates stay on record."""
    by_task = {row.record.pk: row for row in rows if row.record.due_on is not None}
    parts = (
        Assignment.objects.select_for_update(of=("self",))
        .filter(task__in=by_task, state__in=UNREPORTED_STATES)
        .select_related("unit", "task__directive")
        .defer("task__directive__text")
        if by_task
        else ()
    )
    moved = []
    for part in parts:
        row = by_task[part.task_id]
        old, before = snapshot(part), {"due": part.due, "original_due": part.original_due}
        move_clock(part, row.record.due_on)
        if changes := differences(old, snapshot(part)):
            part.version += 1
            moved.append((row.number, part, before))
            writes.tell(
                row.number, part, "change_due", changes,
                reason=writes.resource.reason_of(row.values), from_state=part.state, to_state=part.state,
            )  # fmt: skip
    writes.update_beside(moved)
