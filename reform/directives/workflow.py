"""What may happen to an assignment and to a request for more time: two tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.organisation.capabilities import Capability
from reform.organisation.working_days import working_calendar
from reform.registers.models import Evidence
from reform.registers.workflow import REASON, Input, Transition, Workflow

from .enums import (
    OPEN_STATES,
    RECURRING,
    RUNNING_STATES,
    WORKABLE_STATES,
    LatenessReason,
    ResultKind,
)
from .enums import AssignmentState as State
from .enums import ExtensionState as Extension
from .models import Assignment, ExtensionRequest
from .rules import first_due, is_on_time, needs_the_chair, next_due

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]

PROGRESS = Input("progress", gettext_lazy("Progress (%)"), "number", help_text=gettext_lazy("0 to 100."))
PROGRESS_NOTE = Input("progress_note", gettext_lazy("What has been done"), "long_text")
RESULT = Input("result", gettext_lazy("Result"), "long_text")
RESULT_DOCUMENT = Input(
    "result_document",
    gettext_lazy("Number of the result document"),
    "text",
    required=False,
    help_text=gettext_lazy("For example 123/QĐ-UBND. Needed, or a file, when the result is a document."),
)
FILE = Input("file", gettext_lazy("Evidence"), "file", required=False)
CAUSE = Input(
    "lateness_reason",
    gettext_lazy("Cause of lateness"),
    "choice",
    required=False,
    help_text=gettext_lazy("Needed when the report came late."),
    choices=tuple(LatenessReason.choices),
)
QUALITY = Input(
    "quality",
    gettext_lazy("Quality (1 to 5)"),
    "choice",
    required=False,
    choices=tuple((str(grade), str(grade)) for grade in range(1, 6)),
)


def _day(moment: datetime) -> date:
    """Return the local day of a moment: rules count days, not hours."""
    return timezone.localtime(moment).date()


# --- effects ---


def _assign(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.assigned_on = _day(at)
    if assignment.original_due is None:
        task = assignment.task
        assignment.original_due = first_due(
            due_on=task.due_on, frequency=task.frequency, start=assignment.assigned_on
        )
        assignment.due = assignment.original_due


def _accept(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.accepted_on = _day(at)


def _progress(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.progress = _percentage(inputs["progress"])
    assignment.progress_note = inputs["progress_note"]


def _next_time(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.progress_note = inputs["progress_note"]
    if assignment.due is not None:
        assignment.due = next_due(due=assignment.due, frequency=assignment.task.frequency)


def _prepare(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.result = inputs["result"]
    assignment.result_document = (inputs["result_document"] or "").strip()
    assignment.progress = 100


def _report(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.reported_on = _day(at)
    assignment.first_reported_on = assignment.first_reported_on or assignment.reported_on


def _return(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    # R1: a returned report does not stop the clock.
    assignment.reported_on = None
    assignment.times_returned += 1


def _complete(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.completed_on = _day(at)
    assignment.lateness_reason = inputs["lateness_reason"] or ""
    assignment.quality = int(inputs["quality"]) if inputs["quality"] else None


def _suspend(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    assignment.suspended_on = _day(at)


def _resume(assignment: Assignment, inputs: Inputs, actor: User | None, at: datetime) -> None:
    # The due date moves by the working days that the clock stood still.
    days = working_calendar(assignment.unit.authority)
    if assignment.due is not None and assignment.suspended_on is not None:
        paused = days.working_days_between(assignment.suspended_on, _day(at))
        assignment.due = days.add_working_days(assignment.due, paused)
    assignment.suspended_on = None


# --- guards ---


def _percentage(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= 100:
        raise ValidationError({"progress": _("Progress is a whole number from 0 to 100.")})
    return number


def _result_is_proved(assignment: Assignment, inputs: Inputs) -> None:
    """Ask for a document number or a file when the result is a document (R2)."""
    if assignment.task.result_kind != ResultKind.DOCUMENT or (inputs["result_document"] or "").strip():
        return
    if not Evidence.objects.of(assignment).kept().exists():
        raise ValidationError(
            {"result_document": _("The result is a document: give its number or attach the file.")}
        )


def _recurs(assignment: Assignment, inputs: Inputs) -> None:
    if assignment.task.frequency not in RECURRING:
        raise ValidationError(_("This task does not come round; report its result instead."))


def _lateness_is_explained(assignment: Assignment, inputs: Inputs) -> None:
    if not is_on_time(assignment.reported_on, assignment.due) and not inputs["lateness_reason"]:
        raise ValidationError({"lateness_reason": _("The report came late: choose the cause.")})


ASSIGNMENTS = Workflow(
    model=Assignment,
    states=State,
    unit_of=lambda assignment: assignment.unit_id,
    transitions=(
        Transition(
            "assign",
            frozenset({State.DRAFT}),
            State.ASSIGNED,
            gettext_lazy("Assign"),
            gettext_lazy("The unit sees the task and its clock starts."),
            Capability.ASSIGN,
            effect=_assign,
        ),
        Transition(
            "accept",
            frozenset({State.ASSIGNED}),
            State.ACCEPTED,
            gettext_lazy("Accept"),
            gettext_lazy("Your unit takes the task on."),
            Capability.ENTER,
            effect=_accept,
        ),
        Transition(
            "accept_by_silence",
            frozenset({State.ASSIGNED}),
            State.ACCEPTED,
            gettext_lazy("Accepted by silence"),
            gettext_lazy("The unit has not answered in time: the task counts as accepted."),
            None,
            effect=_accept,
        ),
        Transition(
            "reject",
            frozenset({State.ASSIGNED}),
            State.REJECTED,
            gettext_lazy("Reject the task"),
            gettext_lazy("The task goes back to the assigner with your reason."),
            Capability.ENTER,
            inputs=(REASON,),
            tone="danger",
        ),
        Transition(
            "assign_again",
            frozenset({State.REJECTED}),
            State.ASSIGNED,
            gettext_lazy("Assign to the same unit again"),
            gettext_lazy("The unit must take the task on after all; the due date stays."),
            Capability.ASSIGN,
            inputs=(REASON,),
            # The days for an answer (R7) begin anew; a due date that is set stays.
            effect=_assign,
        ),
        Transition(
            "pass_on",
            frozenset({State.REJECTED}),
            State.REASSIGNED,
            gettext_lazy("Pass to another unit"),
            gettext_lazy("This unit is released; the unit that you name gets the task."),
            Capability.ASSIGN,
            inputs=(REASON,),
            tone="secondary",
        ),
        Transition(
            "update_progress",
            WORKABLE_STATES,
            State.IN_PROGRESS,
            gettext_lazy("Update progress"),
            gettext_lazy("Says how far the work is; the task stays with your unit."),
            Capability.ENTER,
            inputs=(PROGRESS, PROGRESS_NOTE, FILE),
            effect=_progress,
            tone="secondary",
        ),
        Transition(
            "report_period",
            WORKABLE_STATES,
            State.IN_PROGRESS,
            gettext_lazy("Report this period"),
            gettext_lazy("Reports the period that is due now; the next period's due date follows."),
            Capability.ENTER,
            inputs=(PROGRESS_NOTE, FILE),
            guard=_recurs,
            effect=_next_time,
        ),
        Transition(
            "prepare",
            WORKABLE_STATES,
            State.PREPARED,
            gettext_lazy("Report the result"),
            gettext_lazy("Your head gets the result to confirm and send."),
            Capability.ENTER,
            inputs=(RESULT, RESULT_DOCUMENT, FILE),
            guard=_result_is_proved,
            effect=_prepare,
        ),
        Transition(
            "send_back",
            frozenset({State.PREPARED}),
            State.IN_PROGRESS,
            gettext_lazy("Send back to the officer"),
            gettext_lazy("The officer corrects the result; nothing is sent yet."),
            Capability.SUBMIT,
            inputs=(REASON,),
            tone="secondary",
        ),
        Transition(
            "submit",
            frozenset({State.PREPARED}),
            State.REPORTED,
            gettext_lazy("Confirm and send"),
            gettext_lazy("Sends the result in your unit's name and stops its clock."),
            Capability.SUBMIT,
            not_by=("prepare",),
            effect=_report,
        ),
        Transition(
            "return",
            frozenset({State.REPORTED}),
            State.RETURNED,
            gettext_lazy("Return"),
            gettext_lazy("The unit must do more; its clock goes on as if nothing had been sent."),
            Capability.FOLLOW_UP,
            inputs=(REASON,),
            effect=_return,
            tone="danger",
        ),
        Transition(
            "complete",
            frozenset({State.REPORTED}),
            State.COMPLETED,
            gettext_lazy("Complete"),
            gettext_lazy("Accepts the result and closes the unit's part."),
            Capability.FOLLOW_UP,
            inputs=(CAUSE, QUALITY),
            not_by=("prepare", "submit"),
            guard=_lateness_is_explained,
            effect=_complete,
        ),
        Transition(
            "suspend",
            RUNNING_STATES,
            State.SUSPENDED,
            gettext_lazy("Suspend"),
            gettext_lazy("Stops the clock while a higher level's answer is awaited."),
            Capability.FOLLOW_UP,
            inputs=(
                Input("letter", gettext_lazy("Number of the letter that asks for the answer"), "text"),
                REASON,
            ),
            effect=_suspend,
            tone="secondary",
        ),
        Transition(
            "resume",
            frozenset({State.SUSPENDED}),
            State.IN_PROGRESS,
            gettext_lazy("Resume"),
            gettext_lazy("The clock goes on; the due date moves by the working days that it stood still."),
            Capability.FOLLOW_UP,
            effect=_resume,
        ),
        Transition(
            "cancel",
            OPEN_STATES | {State.DRAFT},
            State.CANCELLED,
            gettext_lazy("Cancel the task"),
            gettext_lazy("The unit no longer has this task. This cannot be undone."),
            Capability.ASSIGN,
            inputs=(
                Input("decision", gettext_lazy("Number of the decision that cancels it"), "text"),
                REASON,
            ),
            tone="danger",
        ),
    ),
)


def _decide(request: ExtensionRequest, inputs: Inputs, actor: User | None, at: datetime) -> None:
    request.decided_on = _day(at)
    request.decision_note = inputs.get("reason") or ""


def _within_the_cap(request: ExtensionRequest, inputs: Inputs) -> None:
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


_OPTIONAL_NOTE = Input("reason", gettext_lazy("Note"), "long_text", required=False)

EXTENSIONS = Workflow(
    model=ExtensionRequest,
    states=Extension,
    unit_of=lambda request: request.assignment.unit_id,
    transitions=(
        Transition(
            "grant",
            frozenset({Extension.REQUESTED}),
            Extension.GRANTED,
            gettext_lazy("Grant"),
            gettext_lazy("The due date moves to the day asked for; the original date stays on record."),
            Capability.FOLLOW_UP,
            inputs=(_OPTIONAL_NOTE,),
            guard=_within_the_cap,
            effect=_decide,
        ),
        Transition(
            "grant_as_exception",
            frozenset({Extension.REQUESTED}),
            Extension.GRANTED,
            gettext_lazy("Grant as an exception"),
            gettext_lazy("Grants more time beyond the ordinary limit."),
            Capability.DECIDE,
            inputs=(REASON,),
            effect=_decide,
        ),
        Transition(
            "refuse",
            frozenset({Extension.REQUESTED}),
            Extension.REFUSED,
            gettext_lazy("Refuse"),
            gettext_lazy("The due date stays as it is."),
            Capability.FOLLOW_UP,
            inputs=(REASON,),
            effect=_decide,
            tone="danger",
        ),
    ),
)
