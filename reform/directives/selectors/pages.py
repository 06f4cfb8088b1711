"""A directive's page and a task's whole story, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, Q
from django.utils import timezone

from reform.directives.models import Assignment, CitedDocument, Directive, ExtensionRequest, Task, TaskTarget
from reform.directives.services import is_task_done
from reform.registers.models import Evidence, HistoryEntry

from .lateness import ROW_RELATIONS, Lateness, WorkRow

if TYPE_CHECKING:
    from reform.organisation.models import User


@dataclass(frozen=True)
class TaskLine:
    """A task with the parts of it that the user may see.

    Attributes:
        is_done: whether every lead has completed, among the rows in view (R5).
    """

    task: Task
    targets: list[TaskTarget]
    rows: list[WorkRow]
    is_done: bool


@dataclass(frozen=True)
class SectionLines:
    """A section of the dispatch with its tasks, in the order of the text."""

    number: str
    heading: str
    tasks: list[TaskLine]


@dataclass(frozen=True)
class DirectivePage:
    """A dispatch as its page shows it."""

    directive: Directive
    sections: list[SectionLines]
    cited_documents: list[CitedDocument]
    evidence: list[Evidence]


@dataclass(frozen=True)
class AssignmentStory:
    """One unit's part of a task with its files and its requests for more time."""

    row: WorkRow
    evidence: list[Evidence]
    extensions: list[ExtensionRequest]


@dataclass(frozen=True)
class TaskStory:
    """A task with everything that happened to it, as far as the user may see it.

    Attributes:
        entries: the history of the task, of its assignments and of requests for more time, newest first.
    """

    line: TaskLine
    assignments: list[AssignmentStory]
    evidence: list[Evidence]
    entries: list[HistoryEntry]


def directive_page(user: User, directive: Directive, *, today: date | None = None) -> DirectivePage:
    """Return a dispatch with its tasks in the order of the text and every unit's part that `user` may see.

    The caller has asked the policy whether the dispatch itself may be seen.
    """
    lateness = Lateness(today or timezone.localdate())
    tasks = _with_parts(user).viewable_by(user).filter(directive=directive).order_by("position", "pk")
    sections: dict[tuple[str, str], list[TaskLine]] = {}
    # A task that was added later stands in its section all the same.
    for task in tasks.select_related("directive"):
        key = (task.section_number, task.section_heading)
        sections.setdefault(key, []).append(_line(task, lateness))
    return DirectivePage(
        directive=directive,
        sections=[SectionLines(*key, tasks) for key, tasks in sections.items()],
        cited_documents=list(directive.cited_documents.all()),
        evidence=list(Evidence.objects.of(directive).kept()),
    )


def task_story(user: User, task: Task, *, today: date | None = None) -> TaskStory:
    """Return a task's whole story, as far as `user` may see it.

    The caller has asked the policy whether the task itself may be seen.
    """
    lateness = Lateness(today or timezone.localdate())
    line = _line(_with_parts(user).select_related("directive").get(pk=task.pk), lateness)
    assignments = [row.assignment for row in line.rows]
    extensions = list(
        ExtensionRequest.objects.viewable_by(user)
        .filter(assignment__in=assignments)
        .select_related("assignment__unit")
    )
    evidence = _evidence_of([line.task, *assignments])
    asked = defaultdict(list)
    for request in extensions:
        asked[request.assignment_id].append(request)
    return TaskStory(
        line=line,
        assignments=[
            AssignmentStory(row, evidence[_key(row.assignment)], asked[row.assignment.pk])
            for row in line.rows
        ],
        evidence=evidence[_key(line.task)],
        entries=list(
            HistoryEntry.objects.filter(_about([line.task, *assignments, *extensions]))
            .for_telling()
            .select_related("content_type")
            .order_by("-at", "-pk")
        ),
    )


def _with_parts(user: User) -> Any:
    visible = (
        Assignment.objects.viewable_by(user)
        .select_related(*ROW_RELATIONS)
        .defer("task__directive__text")
        .order_by("unit__position", "unit__name", "pk")
    )
    return Task.objects.prefetch_related("targets", Prefetch("assignments", queryset=visible))


def _line(task: Task, lateness: Lateness) -> TaskLine:
    assignments = list(task.assignments.all())
    return TaskLine(
        task=task,
        targets=list(task.targets.all()),
        rows=lateness.rows(assignments),
        is_done=is_task_done(assignments),
    )


def _key(record: Model) -> tuple[int, int]:
    return ContentType.objects.get_for_model(record).pk, record.pk


def _about(records: Iterable[Model]) -> Q:
    """Return the filter for rows that point at any of `records` by content type and primary key."""
    keys: dict[int, list[int]] = defaultdict(list)
    for record in records:
        content_type, key = _key(record)
        keys[content_type].append(key)
    found = Q(pk__in=[])
    for content_type, values in keys.items():
        found |= Q(content_type=content_type, object_id__in=values)
    return found


def _evidence_of(records: Iterable[Model]) -> dict[tuple[int, int], list[Evidence]]:
    """Return the files of all records, removed ones included, by record; one query."""
    found: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for evidence in Evidence.objects.filter(_about(records)).select_related("uploaded_by", "removed_by"):
        found[evidence.content_type_id, evidence.object_id].append(evidence)
    return found
