"""What transitions do to a record, and what they ask for first: the functions that the tables name.

An effect sets fields of a record that is locked, checked and saved by the engine. A guard raises
ValidationError with a sentence for the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reform.organisation.days import local_day
from reform.organisation.working_days import working_calendar
from reform.registers.models import Evidence

from .enums import RECURRING, ResultKind
from .models import Assignment, ExtensionRequest
from .rules import first_due, is_on_time, needs_the_chair, next_due

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]


# --- effects ---


def assign(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.assigned_on = local_day(at)
    if assignment.original_due is None:
        task = assignment.task
        assignment.original_due = first_due(
            due_on=task.due_on, frequency=task.frequency, start=assignment.assigned_on
        )
        assignment.due = assignment.original_due


def accept(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.accepted_on = local_day(at)


def set_progress(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.progress = percentage(inputs["progress"])
    assignment.progress_note = inputs["progress_note"]


def move_to_next_period(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.progress_note = inputs["progress_note"]
    if assignment.due is not None:
        assignment.due = next_due(due=assignment.due, frequency=assignment.task.frequency)


def prepare(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.result = inputs["result"]
    assignment.result_document = (inputs["result_document"] or "").strip()
    assignment.progress = 100


def stop_the_clock(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.reported_on = local_day(at)
    assignment.first_reported_on = assignment.first_reported_on or assignment.reported_on


def let_the_clock_run_on(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    # R1: a returned report does not stop the clock.
    assignment.reported_on = None
    assignment.times_returned += 1


def complete(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.completed_on = local_day(at)
    assignment.lateness_reason = inputs["lateness_reason"] or ""
    assignment.quality = int(inputs["quality"]) if inputs["quality"] else None


def suspend(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.suspended_on = local_day(at)


def resume(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    # The due date moves by the working days that the clock stood still.
    days = working_calendar(assignment.unit.authority)
    if assignment.due is not None and assignment.suspended_on is not None:
        paused = days.working_days_between(assignment.suspended_on, local_day(at))
        assignment.due = days.add_working_days(assignment.due, paused)
    assignment.suspended_on = None


# --- guards ---


def percentage(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= 100:
        raise ValidationError({"progress": _("Progress is a whole number from 0 to 100.")})
    return number


def result_is_proved(assignment: Assignment, inputs: Inputs) -> None:
    """Ask for a document number or a file when the result is a document (R2)."""
    if assignment.task.result_kind != ResultKind.DOCUMENT or (inputs["result_document"] or "").strip():
        return
    if not Evidence.objects.of(assignment).kept().exists():
        raise ValidationError(
            {"result_document": _("The result is a document: give its number or attach the file.")}
        )


def recurs(assignment: Assignment) -> bool:
    """Tell whether the task comes round, so that a period of it can be reported."""
    return assignment.task.frequency in RECURRING


def lateness_is_explained(assignment: Assignment, inputs: Inputs) -> None:
    if not is_on_time(assignment.reported_on, assignment.due) and not inputs["lateness_reason"]:
        raise ValidationError({"lateness_reason": _("The report came late: choose the cause.")})


def decide(request: ExtensionRequest, inputs: Inputs, actor: User | None, at: datetime) -> None:
    request.decided_on = local_day(at)
    request.decision_note = inputs.get("reason") or ""


def within_the_cap(request: ExtensionRequest, inputs: Inputs) -> None:
    """Refuse what only the Chair may grant (R3)."""
    assignment = request.assignment
    if needs_the_chair(
        times_extended=assignment.times_extended,
        days_extended=assignment.days_extended,
        more_days=request.working_days,
    ):
        raise ValidationError(
            _("This goes beyond two extensions or 30 working days: only the leadership can grant it.")
        )
