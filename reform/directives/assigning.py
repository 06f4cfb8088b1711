"""Adding work to a dispatch by hand, and changing a task that units have already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.history import build_history, differences, snapshot
from reform.registers.models import HistoryEntry
from reform.registers.records import create_record, lock_record, update_record
from reform.registers.workflow import TransitionRefused

from .enums import OPEN_STATES, AssignmentRole, AssignmentState
from .models import Assignment, Task, TaskTarget
from .workflow import ASSIGNMENTS

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User

# The unit still has the work in hand: nothing that it sent waits for a check.
UNREPORTED_STATES = OPEN_STATES - {AssignmentState.REPORTED}


@transaction.atomic
def add_task(
    task: Task,
    *,
    units: Mapping[Unit, str],
    actor: User,
    targets: Iterable[TaskTarget] = (),
    at: datetime | None = None,
) -> Task:
    """Write a task that was not read in with its dispatch, and assign it.

    Arguments:
        task: the new task; without a position it goes behind the others.
        units: the units with what each is in it, lead, coordinate or monitor; at least one.
        targets: the figures to be reached, not written yet.

    Raises:
        TransitionRefused: the actor does not assign work there.
        ValidationError: a field is not met, no unit is named, or one of them cannot take it.
    """
    _require_assigner(task, actor)
    if not units:
        raise ValidationError({"units": _("Name at least one responsible unit.")})
    directive = lock_record(task.directive)
    if not task.position:
        last = directive.tasks.order_by("-position").values_list("position", flat=True).first()
        task.position = (last or 0) + 1
    create_record(task, actor=actor, at=at)
    for target in targets:
        target.task = task
        target.full_clean()
        target.save()
    for unit, role in units.items():
        add_assignment(task, unit=unit, role=role, actor=actor, at=at)
    return task


@transaction.atomic
def add_assignment(
    task: Task,
    *,
    unit: Unit,
    actor: User,
    role: str = AssignmentRole.LEAD,
    at: datetime | None = None,
) -> Assignment:
    """Give one more unit its part of a task.

    Raises:
        TransitionRefused: the actor does not assign work to this unit.
        ValidationError: the unit is closed or foreign, or has the task already.
    """
    current = lock_record(task)
    if unit.authority_id != current.directive.unit.authority_id or not unit.is_open():
        raise ValidationError({"unit": _("Choose an open unit of the same authority.")})
    assignment = Assignment(task=current, unit=unit, role=role, is_sample=current.is_sample)
    create_record(assignment, actor=actor, at=at)
    ASSIGNMENTS.perform(assignment, "assign", actor=actor, at=at)
    return assignment


@transaction.atomic
def update_task(
    task: Task, *, actor: User, expected_version: int, reason: str = "", at: datetime | None = None
) -> Task:
    """Write changed fields of a task; another due date moves the clocks of units that have not reported.

    The original due dates stay on record. A unit that was granted more time keeps the later of its
    dates. What is reported, completed or given up is left as it is.

    Arguments:
        reason: why; needed when the due date changes.

    Raises:
        StaleRecord: somebody else has changed the task since.
        TransitionRefused: the actor does not assign work there.
        ValidationError: a field is not met, or the due date changes without a reason.
    """
    _require_assigner(task, actor)
    before = lock_record(task)
    moves = before.due_on != task.due_on
    if moves and not reason.strip():
        raise ValidationError({"reason": _("Say why the due date changes.")})
    update_record(task, actor=actor, expected_version=expected_version, reason=reason.strip())
    if moves and task.due_on is not None:
        _move_due(task, task.due_on, actor=actor, reason=reason.strip(), at=at)
    return task


def _require_assigner(task: Task, actor: User) -> None:
    if not access_of(actor).allows(Capability.ASSIGN, task.directive.unit_id):
        raise TransitionRefused(_("You are not allowed to assign work for this authority."))


def move_clock(row: Assignment, new_due: date) -> None:
    """Let a unit's clock follow its task's new due date; a unit granted more time keeps the later date."""
    row.due = max(new_due, row.due) if row.times_extended and row.due else new_due
    row.original_due = row.original_due or new_due


def _move_due(task: Task, new_due: date, *, actor: User, reason: str, at: datetime | None) -> None:
    """Move the due dates of a task's units with their history, in a constant number of queries."""
    rows = list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(task=task, state__in=UNREPORTED_STATES)
        .select_related("unit", "task__directive")
    )
    entries = []
    for row in rows:
        before = snapshot(row)
        move_clock(row, new_due)
        changes = differences(before, snapshot(row))
        if changes:
            row.version += 1
            entries.append(
                build_history(
                    row,
                    actor=actor,
                    action="change_due",
                    from_state=row.state,
                    to_state=row.state,
                    changes=changes,
                    reason=reason,
                    at=at,
                )
            )
    Assignment.objects.bulk_update(rows, ["due", "original_due", "version"])
    HistoryEntry.objects.bulk_create(entries)
