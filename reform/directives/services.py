"""Writes that span several records of the register, each in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.working_days import WorkingCalendar, working_calendar
from reform.registers.history import differences, snapshot, write_history
from reform.registers.records import create_record, lock_record
from reform.registers.workflow import TransitionRefused

from .enums import RUNNING_STATES, AssignmentRole, AssignmentState, ExtensionState
from .models import Assignment, ExtensionRequest
from .rules import SILENCE_WORKING_DAYS, has_accepted_by_silence
from .workflow import ASSIGNMENTS, EXTENSIONS

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User


@transaction.atomic
def pass_on(
    assignment: Assignment,
    *,
    to_unit: Unit,
    reason: str,
    actor: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Assignment:
    """Release a unit that rejected a task and give its part to another unit of the same authority.

    Returns:
        The new unit's assignment, with the original due date.

    Raises:
        TransitionRefused: when the actor may not, or it was done before.
        ValidationError: when the unit is closed, foreign, or has the task already.
    """
    if to_unit.authority_id != assignment.unit.authority_id or not to_unit.is_open():
        raise ValidationError({"to_unit": _("Choose an open unit of the same authority.")})
    ASSIGNMENTS.perform(
        assignment,
        "pass_on",
        actor=actor,
        inputs={"reason": reason},
        expected_version=expected_version,
        at=at,
    )
    successor = create_record(
        Assignment(
            task=assignment.task,
            unit=to_unit,
            role=assignment.role,
            original_due=assignment.original_due,
            due=assignment.due,
            is_sample=assignment.is_sample,
        ),
        actor=actor,
        reason=reason,
        at=at,
    )
    ASSIGNMENTS.perform(successor, "assign", actor=actor, at=at)
    return successor


@transaction.atomic
def request_extension(
    assignment: Assignment,
    *,
    new_due: date,
    reason: str,
    actor: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ExtensionRequest:
    """Ask for a later due date in the unit's name (R3); a request after the due date is marked.

    Raises:
        TransitionRefused: when the actor may not ask, or the clock does not run.
        ValidationError: when the date is not later, no reason is given or a request is waiting already.
    """
    current = lock_record(assignment)
    access = access_of(actor)
    if not (
        access.allows(Capability.ENTER, current.unit_id) or access.allows(Capability.SUBMIT, current.unit_id)
    ):
        raise TransitionRefused(_("You are not allowed to do this for this unit."))
    if current.state not in RUNNING_STATES or current.due is None:
        raise TransitionRefused(_("More time can be asked for only while the clock of a due date runs."))
    if new_due <= current.due:
        raise ValidationError({"new_due": _("The new date must lie after the due date.")})
    today = timezone.localtime(at).date() if at else timezone.localdate()
    request = ExtensionRequest(
        assignment=current,
        old_due=current.due,
        new_due=new_due,
        working_days=working_calendar(current.unit.authority).working_days_between(current.due, new_due),
        reason=reason.strip(),
        requested_on=today,
        asked_late=today > current.due,
        is_sample=current.is_sample,
    )
    create_record(request, actor=actor, reason=reason, at=at)
    write_history(
        current,
        actor=actor,
        action="request_extension",
        reason=reason,
        changes=[{"field": "new_due", "old": f"{current.due:%d/%m/%Y}", "new": f"{new_due:%d/%m/%Y}"}],
        at=at,
    )
    return request


@transaction.atomic
def decide_extension(
    request: ExtensionRequest,
    event: str,
    *,
    actor: User,
    inputs: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Grant or refuse more time; granting moves the due date and counts the extension.

    Arguments:
        event: "grant", "grant_as_exception" or "refuse".

    Raises:
        TransitionRefused, StaleRecord, ValidationError: see `Workflow.perform`.
    """
    assignment = lock_record(request.assignment)
    EXTENSIONS.perform(request, event, actor=actor, inputs=inputs, expected_version=expected_version, at=at)
    before = snapshot(assignment)
    if request.state == ExtensionState.GRANTED:
        assignment.due = request.new_due
        assignment.times_extended += 1
        assignment.days_extended += request.working_days
    assignment.version += 1
    assignment.full_clean()
    assignment.save(force_update=True)
    write_history(
        assignment,
        actor=actor,
        action=f"extension_{event}",
        changes=differences(before, snapshot(assignment)),
        reason=str((inputs or {}).get("reason") or ""),
        at=at,
    )


def accept_silent_assignments(*, today: date | None = None) -> int:
    """Accept in the name of the system what units have left without an answer for too long (R7).

    Arguments:
        today: the day to count to; today when not given.

    Returns:
        How many assignments were accepted. A unit that answers meanwhile is left alone.
    """
    today = today or timezone.localdate()
    waiting = Assignment.objects.filter(
        state=AssignmentState.ASSIGNED, assigned_on__lt=today - timedelta(days=SILENCE_WORKING_DAYS)
    ).select_related("unit__authority")
    calendars: dict[int, WorkingCalendar] = {}
    accepted = 0
    for assignment in waiting:
        authority = assignment.unit.authority
        if authority.pk not in calendars:
            calendars[authority.pk] = working_calendar(authority)
        if has_accepted_by_silence(
            assigned_on=assignment.assigned_on, today=today, days=calendars[authority.pk]
        ):
            try:
                ASSIGNMENTS.perform(assignment, "accept_by_silence", actor=None)
            except TransitionRefused:
                continue
            accepted += 1
    return accepted


def is_task_done(assignments: list[Assignment]) -> bool:
    """Tell whether a task is done: all its leads have completed; late coordinators do not hold it up (R5).

    Where no unit leads, every unit counts as one.
    """
    standing = [
        row for row in assignments if row.state not in {AssignmentState.REASSIGNED, AssignmentState.CANCELLED}
    ]
    leads = [row for row in standing if row.role == AssignmentRole.LEAD] or standing
    return bool(leads) and all(row.state == AssignmentState.COMPLETED for row in leads)
