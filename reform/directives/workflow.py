"""What may happen to an assignment and to a request for more time: two tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Input, Transition, Workflow

from . import effects
from .enums import OPEN_STATES, RUNNING_STATES, WORKABLE_STATES, LatenessReason
from .enums import AssignmentState as State
from .enums import ExtensionState as Extension
from .models import Assignment, ExtensionRequest

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
            effect=effects.assign,
        ),
        Transition(
            "accept",
            frozenset({State.ASSIGNED}),
            State.ACCEPTED,
            gettext_lazy("Accept"),
            gettext_lazy("Your unit takes the task on."),
            Capability.ENTER,
            effect=effects.accept,
        ),
        Transition(
            "accept_by_silence",
            frozenset({State.ASSIGNED}),
            State.ACCEPTED,
            gettext_lazy("Accepted by silence"),
            gettext_lazy("The unit has not answered in time: the task counts as accepted."),
            None,
            effect=effects.accept,
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
            effect=effects.assign,
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
            effect=effects.set_progress,
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
            applies=effects.recurs,
            effect=effects.move_to_next_period,
        ),
        Transition(
            "prepare",
            WORKABLE_STATES,
            State.PREPARED,
            gettext_lazy("Report the result"),
            gettext_lazy("Your head gets the result to confirm and send."),
            Capability.ENTER,
            inputs=(RESULT, RESULT_DOCUMENT, FILE),
            guard=effects.result_is_proved,
            effect=effects.prepare,
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
            effect=effects.stop_the_clock,
        ),
        Transition(
            "return",
            frozenset({State.REPORTED}),
            State.RETURNED,
            gettext_lazy("Return"),
            gettext_lazy("The unit must do more; its clock goes on as if nothing had been sent."),
            Capability.FOLLOW_UP,
            inputs=(REASON,),
            effect=effects.let_the_clock_run_on,
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
            guard=effects.lateness_is_explained,
            effect=effects.complete,
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
            effect=effects.suspend,
            tone="secondary",
        ),
        Transition(
            "resume",
            frozenset({State.SUSPENDED}),
            State.IN_PROGRESS,
            gettext_lazy("Resume"),
            gettext_lazy("The clock goes on; the due date moves by the working days that it stood still."),
            Capability.FOLLOW_UP,
            effect=effects.resume,
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
            guard=effects.within_the_cap,
            effect=effects.decide,
        ),
        Transition(
            "grant_as_exception",
            frozenset({Extension.REQUESTED}),
            Extension.GRANTED,
            gettext_lazy("Grant as an exception"),
            gettext_lazy("Grants more time beyond the ordinary limit."),
            Capability.DECIDE,
            inputs=(REASON,),
            effect=effects.decide,
        ),
        Transition(
            "refuse",
            frozenset({Extension.REQUESTED}),
            Extension.REFUSED,
            gettext_lazy("Refuse"),
            gettext_lazy("The due date stays as it is."),
            Capability.FOLLOW_UP,
            inputs=(REASON,),
            effect=effects.decide,
            tone="danger",
        ),
    ),
)
