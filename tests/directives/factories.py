"""Factories of dispatches, tasks and assignments, and the way of an assignment through its states."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reform.directives.enums import AssignmentState, ExtensionState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.directives.proposals import Proposal, prepare
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.models import User
from tests.organisation.factories import AuthorityFactory, UnitFactory, UserFactory, root_of

State = AssignmentState


class DirectiveFactory(DjangoModelFactory[Directive]):
    """A dispatch of an authority; `DirectiveFactory(authority=authority)` goes under its root unit."""

    class Meta:
        model = Directive
        exclude = ("authority",)

    authority = factory.SubFactory(AuthorityFactory)
    unit = factory.LazyAttribute(lambda made: root_of(made.authority))
    number = factory.Sequence(lambda n: str(n + 1))
    symbol = "UBND-NV"
    issued_on = date(2022, 6, 20)
    issuer = "Ủy ban nhân dân quận"
    subject = "Tăng cường công tác cải cách hành chính"


class TaskFactory(DjangoModelFactory[Task]):
    """A task without a due date; `TaskFactory(directive__authority=authority)` chooses whose it is."""

    class Meta:
        model = Task

    directive = factory.SubFactory(DirectiveFactory)
    position = factory.Sequence(lambda n: n + 1)
    section_number = "1"
    section_heading = "Yêu cầu các đơn vị"
    anchor = factory.Sequence(lambda n: f"1, {n + 1}")
    text = factory.Sequence(lambda n: f"Thực hiện nhiệm vụ số {n + 1}")


class AssignmentFactory(DjangoModelFactory[Assignment]):
    """One unit's part of a task, written as it is told, past the workflow.

    `AssignmentFactory(unit=unit)` makes a task of the unit's authority. The traits give the dates that
    belong to a state; `move_to` goes there through the workflow instead.
    """

    class Meta:
        model = Assignment

    class Params:
        waiting = factory.Trait(state=State.ASSIGNED)
        overdue = factory.Trait(
            state=State.IN_PROGRESS,
            due=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10)),
        )
        soon = factory.Trait(
            state=State.ACCEPTED,
            due=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3)),
        )
        completed_on_time = factory.Trait(
            state=State.COMPLETED,
            due=date(2022, 8, 31),
            reported_on=date(2022, 8, 30),
            completed_on=date(2022, 9, 1),
        )
        completed_late = factory.Trait(
            state=State.COMPLETED,
            due=date(2022, 8, 31),
            reported_on=date(2022, 9, 6),
            completed_on=date(2022, 9, 8),
        )

    unit = factory.SubFactory(UnitFactory)
    task = factory.SubFactory(TaskFactory, directive__authority=factory.SelfAttribute("...unit.authority"))
    state = State.DRAFT
    assigned_on = date(2022, 6, 20)
    due = None
    original_due = factory.SelfAttribute("due")


class ExtensionRequestFactory(DjangoModelFactory[ExtensionRequest]):
    """A request for more time that waits for its decision."""

    class Meta:
        model = ExtensionRequest

    assignment = factory.SubFactory(AssignmentFactory, state=State.IN_PROGRESS, due=date(2022, 8, 31))
    state = ExtensionState.REQUESTED
    old_due = factory.SelfAttribute("assignment.due")
    new_due = date(2022, 9, 15)
    working_days = 10
    reason = "Chờ ý kiến của Sở Nội vụ"
    requested_on = date(2022, 8, 20)


def read_task(**fields: Any) -> dict[str, Any]:
    """Return a task as the reader proposes it."""
    return {
        "anchor": "1, 1",
        "text": "Thực hiện nhiệm vụ",
        "units": [],
        "roles": {},
        "targets": [],
        "due": None,
        "due_text": "",
        "due_by_rule": False,
        "frequency": None,
        "frequency_day": None,
        "urgent": False,
        "result_kind": "work",
        "parts": [],
        "unsure": [],
    } | fields


def read_proposal(*tasks: dict[str, Any], **header: Any) -> Proposal:
    """Return a proposal of one section as it is kept for correcting."""
    return prepare(
        {
            "number": "655/UBND-NV",
            "symbol": "UBND-NV",
            "date": "2022-06-20",
            "issuer": "Ủy ban nhân dân quận",
            "subject": "Cải cách hành chính",
            "cited_documents": [],
            "sections": [{"number": "1", "heading": "Yêu cầu các đơn vị", "tasks": list(tasks)}],
        }
        | header
    )


class ReadingFactory(DjangoModelFactory[Reading]):
    """An open reading of pasted text; `ReadingFactory(authority=authority)` chooses whose it is."""

    class Meta:
        model = Reading
        exclude = ("authority",)

    authority = factory.SubFactory(AuthorityFactory)
    unit = factory.LazyAttribute(lambda made: root_of(made.authority))
    text = "1. Yêu cầu các đơn vị"
    proposal = factory.LazyFunction(read_proposal)
    read_by = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))


# How each state is reached from a draft.
PATHS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (),
    State.ASSIGNED: ("assign",),
    State.REJECTED: ("assign", "reject"),
    State.REASSIGNED: ("assign", "reject", "pass_on"),
    State.ACCEPTED: ("assign", "accept"),
    State.IN_PROGRESS: ("assign", "accept", "update_progress"),
    State.PREPARED: ("assign", "accept", "prepare"),
    State.REPORTED: ("assign", "accept", "prepare", "submit"),
    State.RETURNED: ("assign", "accept", "prepare", "submit", "return"),
    State.COMPLETED: ("assign", "accept", "prepare", "submit", "complete"),
    State.SUSPENDED: ("assign", "accept", "suspend"),
    State.CANCELLED: ("assign", "cancel"),
}
# Enough for any event of the two workflows; what an event does not ask for is dropped.
INPUTS: dict[str, Any] = {
    "reason": "Có lý do",
    "progress": 50,
    "progress_note": "Đang làm",
    "result": "Đã làm xong",
    "result_document": "12/BC-UBND",
    "lateness_reason": "other",
    "letter": "34/UBND-NV",
    "decision": "56/QĐ-UBND",
}


def move_to(assignment: Assignment, state: str, *, actor: User | None = None) -> Assignment:
    """Take a draft to `state` through the workflow, as the system or as somebody who may do every step."""
    for event in PATHS[state]:
        ASSIGNMENTS.perform(assignment, event, actor=actor, inputs=INPUTS)
    return assignment
