"""A database as full as a busy authority's after years: tasks by the ten thousand, written in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from reform.directives import starter
from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Task
from reform.organisation.capabilities import Role
from reform.organisation.enums import ReformField
from reform.organisation.models import Authority, Unit, User
from reform.registers.history import build_history
from reform.registers.models import HistoryEntry
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

LONG_TEXT = (Path(starter.__file__).parent / "dispatch_2022_06.txt").read_text(encoding="utf-8")
TASKS_OF_A_DIRECTIVE = 200
UNITS = 20
# One task in so many is for every unit, as section 1 of the June dispatch is; no divisor of the number of
# directives, so that each has some.
FOR_EVERY_UNIT = 49
# An average over the year: most work is done.
STATES = (
    *[AssignmentState.COMPLETED] * 6,
    AssignmentState.ASSIGNED,
    AssignmentState.ACCEPTED,
    AssignmentState.IN_PROGRESS,
    AssignmentState.PREPARED,
    AssignmentState.REPORTED,
    AssignmentState.RETURNED,
)
FIRST_DAY = date(2020, 1, 6)
BATCH = 2000


@dataclass(frozen=True)
class FullHouse:
    """What the benchmark looks at.

    Attributes:
        task: a task of every unit.
        assignment: the first unit's part of it.
    """

    authority: Authority
    unit: Unit
    officer: User
    home_affairs: User
    directive: Directive
    task: Task
    assignment: Assignment


def fill(tasks: int) -> FullHouse:
    """Write so many tasks with their assignments and history, and return whom and what to look at."""
    authority = AuthorityFactory()
    units: list[Unit] = [UnitFactory(authority=authority, ward=number % 2 == 0) for number in range(UNITS)]
    officer = user_with_role(Role.UNIT_OFFICER, units[0])
    home_affairs = user_with_role(Role.HOME_AFFAIRS, root_of(authority), include_sub_units=True)
    directives = _write_directives(authority, tasks)
    _write_in_batches(Task, _tasks(directives, tasks))
    _write_in_batches(Assignment, _assignments(directives, units))
    _write_in_batches(HistoryEntry, _history(units, home_affairs))
    _write_in_batches(ExtensionRequest, _extensions(units))
    with connection.cursor() as cursor:
        # What both engines do by themselves in the background of a site that is in use.
        cursor.execute("ANALYZE")
    task = Task.objects.filter(directive__in=directives, position=0).order_by("pk")[0]
    return FullHouse(
        authority=authority,
        unit=units[0],
        officer=officer,
        home_affairs=home_affairs,
        directive=task.directive,
        task=task,
        assignment=Assignment.objects.get(task=task, unit=units[0]),
    )


def _write_in_batches(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _write_directives(authority: Authority, tasks: int) -> list[Directive]:
    rows = [
        Directive(
            unit=root_of(authority),
            number=str(number + 1),
            symbol="UBND-NV",
            issued_on=FIRST_DAY + timedelta(days=7 * number),
            issuer="Ủy ban nhân dân quận",
            subject=f"Tăng cường công tác cải cách hành chính, đợt {number + 1}",
            text=LONG_TEXT,
        )
        for number in range(max(1, tasks // TASKS_OF_A_DIRECTIVE))
    ]
    for row in rows:
        row.save()
    return rows


def _tasks(directives: list[Directive], tasks: int) -> Iterator[Task]:
    fields = ReformField.values
    for number in range(tasks):
        directive = directives[number % len(directives)]
        task = Task(
            directive=directive,
            position=number // len(directives),
            section_number="1",
            section_heading="Yêu cầu các đơn vị thuộc quận",
            anchor=f"1, {number}",
            text=f"Rà soát, cập nhật và niêm yết công khai thủ tục hành chính nhóm {number} theo quy định",
            reform_field=fields[number % len(fields)],
            due_on=FIRST_DAY + timedelta(days=number % 1800),
        )
        task.keep_search_text()
        yield task


def _assignments(directives: list[Directive], units: list[Unit]) -> Iterator[Assignment]:
    today = timezone.localdate()
    tasks = Task.objects.filter(directive__in=directives).order_by("position", "pk")
    for number, task in enumerate(tasks.iterator(BATCH)):
        chosen = units if number % FOR_EVERY_UNIT == 0 else [units[number % UNITS]]
        for place, unit in enumerate(chosen):
            state = STATES[(number + place) % len(STATES)]
            is_done = state == AssignmentState.COMPLETED
            open_until = today + timedelta(days=number % 90 - 15)
            due = task.due_on if is_done and task.due_on else open_until
            yield Assignment(
                task=task,
                unit=unit,
                state=state,
                assigned_on=due - timedelta(days=60),
                original_due=due,
                due=due,
                progress=number % 101,
                reported_on=due if is_done or state == AssignmentState.REPORTED else None,
                completed_on=due if is_done else None,
            )


def _history(units: list[Unit], actor: User) -> Iterator[HistoryEntry]:
    for assignment in (
        Assignment.objects.filter(unit__in=units).select_related("unit", "task").iterator(BATCH)
    ):
        for action in ("create", "assign", "accept"):
            yield build_history(assignment, actor=actor, action=action, to_state=assignment.state)


def _extensions(units: list[Unit]) -> Iterator[ExtensionRequest]:
    running = Assignment.objects.filter(unit__in=units, state=AssignmentState.IN_PROGRESS)
    for assignment in running.iterator(BATCH):
        if assignment.due:
            yield ExtensionRequest(
                assignment=assignment,
                old_due=assignment.due,
                new_due=assignment.due + timedelta(days=14),
                working_days=10,
                reason="Chờ ý kiến của Sở Nội vụ",
                requested_on=assignment.due - timedelta(days=5),
            )
