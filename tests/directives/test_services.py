"""Passing on, more time, silence, and work that is added or changed by hand."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from reform.directives.assigning import add_assignment, add_task, update_task
from reform.directives.enums import AssignmentRole, AssignmentState, ExtensionState
from reform.directives.models import Assignment, Task, TaskTarget
from reform.directives.services import (
    accept_silent_assignments,
    decide_extension,
    pass_on,
    request_extension,
)
from reform.organisation.models import Unit
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import UnitFactory

from .factories import AssignmentFactory, DirectiveFactory, ExtensionRequestFactory, TaskFactory
from .roles import build_house

pytestmark = pytest.mark.django_db

AUGUST = date(2022, 8, 31)


def test_a_rejected_task_passed_on_waits_for_the_other_unit() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.REJECTED, due=AUGUST)
    new = pass_on(row, to_unit=house.other, reason="Đúng chức năng", actor=house.home_affairs)
    assert row.state == AssignmentState.REASSIGNED
    assert (new.unit, new.state, new.due) == (house.other, AssignmentState.ASSIGNED, AUGUST)


def test_a_task_is_not_passed_on_to_a_closed_or_foreign_unit_or_to_one_that_has_it() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.REJECTED)
    AssignmentFactory(task=row.task, unit=house.other, state=AssignmentState.ACCEPTED)
    closed = UnitFactory(authority=house.authority, valid_to=date(2020, 1, 1))
    for unit in (house.other, closed, UnitFactory()):
        with pytest.raises(ValidationError):
            pass_on(row, to_unit=unit, reason="Đúng chức năng", actor=house.home_affairs)
    row.refresh_from_db()
    assert row.state == AssignmentState.REJECTED


def test_granted_time_moves_the_due_date_and_keeps_the_original() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED, due=AUGUST)
    request = request_extension(row, new_due=date(2022, 9, 14), reason="Chờ hướng dẫn", actor=house.officer)
    decide_extension(request, "grant", actor=house.home_affairs)
    row.refresh_from_db()
    assert (row.due, row.original_due) == (date(2022, 9, 14), AUGUST)
    assert (row.times_extended, row.days_extended) == (1, 10)
    actions = set(HistoryEntry.objects.of(row).values_list("action", flat=True))
    assert actions == {"request_extension", "extension_grant"}


def test_refused_time_leaves_the_due_date() -> None:
    house = build_house()
    request = ExtensionRequestFactory(assignment__unit=house.unit)
    decide_extension(request, "refuse", actor=house.home_affairs, inputs={"reason": "Đủ thời gian"})
    request.assignment.refresh_from_db()
    assert request.state == ExtensionState.REFUSED
    assert (request.assignment.due, request.assignment.times_extended) == (AUGUST, 0)


def test_a_third_extension_needs_the_leadership() -> None:
    house = build_house()
    request = ExtensionRequestFactory(assignment__unit=house.unit, assignment__times_extended=2)
    with pytest.raises(ValidationError):
        decide_extension(request, "grant", actor=house.home_affairs)
    with pytest.raises(TransitionRefused):
        decide_extension(request, "grant_as_exception", actor=house.home_affairs, inputs={"reason": "Cần"})
    decide_extension(request, "grant_as_exception", actor=house.chair, inputs={"reason": "Cần"})
    assert request.state == ExtensionState.GRANTED


def test_a_request_after_the_due_date_is_marked() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, overdue=True)
    soon = timezone.localdate() + timedelta(days=5)
    assert request_extension(row, new_due=soon, reason="Chậm", actor=house.officer).asked_late


def test_more_time_is_asked_once_for_a_later_date_by_the_unit_itself() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED, due=AUGUST)
    later = AUGUST + timedelta(days=7)
    with pytest.raises(ValidationError):
        request_extension(row, new_due=AUGUST, reason="Chờ", actor=house.officer)
    with pytest.raises(TransitionRefused):
        request_extension(row, new_due=later, reason="Chờ", actor=house.home_affairs)
    request_extension(row, new_due=later, reason="Chờ", actor=house.officer)
    with pytest.raises(ValidationError):
        request_extension(row, new_due=later, reason="Chờ", actor=house.officer)


def test_a_decision_is_taken_once() -> None:
    house = build_house()
    request = ExtensionRequestFactory(assignment__unit=house.unit)
    decide_extension(request, "grant", actor=house.home_affairs)
    with pytest.raises(TransitionRefused):
        decide_extension(request, "grant", actor=house.home_affairs)
    request.assignment.refresh_from_db()
    assert request.assignment.times_extended == 1


def test_silence_is_accepted_in_the_name_of_the_system_once() -> None:
    monday = date(2022, 6, 20)
    silent = AssignmentFactory(state=AssignmentState.ASSIGNED, assigned_on=monday)
    answered = AssignmentFactory(state=AssignmentState.REJECTED, assigned_on=monday)
    assert accept_silent_assignments(today=date(2022, 6, 23)) == 0
    assert accept_silent_assignments(today=date(2022, 6, 24)) == 1
    assert accept_silent_assignments(today=date(2022, 6, 24)) == 0
    for row in (silent, answered):
        row.refresh_from_db()
    assert (silent.state, answered.state) == (AssignmentState.ACCEPTED, AssignmentState.REJECTED)
    assert HistoryEntry.objects.of(silent).get().actor is None


def test_the_command_says_how_many_were_accepted() -> None:
    AssignmentFactory(state=AssignmentState.ASSIGNED)
    output = StringIO()
    call_command("accept_silent_assignments", stdout=output)
    assert "1" in output.getvalue()


def test_a_task_added_by_hand_is_assigned_with_its_targets_behind_the_others() -> None:
    house = build_house()
    directive = DirectiveFactory(authority=house.authority)
    TaskFactory(directive=directive, position=7)
    task = add_task(
        Task(directive=directive, text="Báo cáo bổ sung", due_on=AUGUST),
        units={house.unit: AssignmentRole.LEAD, house.other: AssignmentRole.COORDINATE},
        targets=[TaskTarget(value=90, measure="%")],
        actor=house.home_affairs,
    )
    assert (task.position, task.targets.count()) == (8, 1)
    rows = {row.unit: row for row in task.assignments.all()}
    assert rows[house.unit].state == rows[house.other].state == AssignmentState.ASSIGNED
    assert rows[house.other].role == AssignmentRole.COORDINATE
    assert rows[house.unit].due == AUGUST


def test_a_task_added_by_hand_needs_a_unit_and_leaves_nothing_behind_when_one_is_foreign() -> None:
    house = build_house()
    directive = DirectiveFactory(authority=house.authority)
    abroad: Unit = UnitFactory()
    nobody: dict[Unit, str] = {}
    for units in (nobody, {house.unit: "lead", abroad: "lead"}):
        with pytest.raises(ValidationError):
            add_task(Task(directive=directive, text="Báo cáo"), units=units, actor=house.home_affairs)
    assert not Task.objects.exists()


def test_who_does_not_assign_work_adds_none() -> None:
    house, abroad = build_house(), build_house()
    task = TaskFactory(directive__authority=house.authority)
    for user in (house.officer, house.chair, abroad.home_affairs):
        with pytest.raises(TransitionRefused):
            add_task(Task(directive=task.directive, text="Thêm"), units={house.unit: "lead"}, actor=user)
        with pytest.raises(TransitionRefused):
            add_assignment(task, unit=house.unit, actor=user)
        with pytest.raises(TransitionRefused):
            update_task(task, actor=user, expected_version=task.version)
    assert not Assignment.objects.exists()


def test_another_due_date_moves_the_clocks_of_units_that_have_not_reported() -> None:
    house = build_house()
    task = TaskFactory(directive__authority=house.authority, due_on=AUGUST)
    working = AssignmentFactory(task=task, state=AssignmentState.ACCEPTED, due=AUGUST)
    reported = AssignmentFactory(task=task, state=AssignmentState.REPORTED, due=AUGUST)
    done = AssignmentFactory(task=task, completed_on_time=True)
    longer = AssignmentFactory(
        task=task, state=AssignmentState.ACCEPTED, due=date(2022, 10, 31), times_extended=1
    )
    task.due_on = new = date(2022, 9, 30)
    update_task(task, actor=house.home_affairs, expected_version=0, reason="Theo chỉ đạo của thành phố")
    dues = [Assignment.objects.get(pk=row.pk).due for row in (working, reported, done, longer)]
    assert dues == [new, AUGUST, AUGUST, date(2022, 10, 31)]
    assert Assignment.objects.get(pk=working.pk).original_due == AUGUST
    entry = HistoryEntry.objects.of(working).get(action="change_due")
    assert (entry.actor, entry.reason) == (house.home_affairs, "Theo chỉ đạo của thành phố")
    assert not HistoryEntry.objects.of(reported).filter(action="change_due").exists()


def test_another_due_date_needs_a_reason_and_the_newest_version() -> None:
    house = build_house()
    task = TaskFactory(directive__authority=house.authority, due_on=AUGUST)
    task.due_on = date(2022, 9, 30)
    with pytest.raises(ValidationError):
        update_task(task, actor=house.home_affairs, expected_version=0)
    with pytest.raises(StaleRecord):
        update_task(task, actor=house.home_affairs, expected_version=5, reason="Lùi hạn")
    assert Task.objects.get(pk=task.pk).due_on == AUGUST
