"""The rules R1 to R7 and the separation of duties, through the workflow."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from reform.directives.enums import AssignmentRole, AssignmentState, LatenessReason
from reform.directives.models import Assignment
from reform.directives.services import is_task_done
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.evidence import attach_evidence
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import RoleAssignmentFactory, user_with_role

from .factories import INPUTS, AssignmentFactory, TaskFactory, move_to
from .roles import build_house

pytestmark = pytest.mark.django_db


def on(day: date) -> datetime:
    """Return a moment on a day."""
    return datetime.combine(day, time(3), tzinfo=UTC)


def report(row: Assignment, day: date) -> None:
    """Prepare and send a result on a day."""
    for event in ("prepare", "submit"):
        ASSIGNMENTS.perform(row, event, actor=None, inputs=INPUTS, at=on(day))


def overdue_and_accepted() -> Assignment:
    """Return an assignment of 31 August 2022 that the unit works on."""
    row: Assignment = AssignmentFactory(state=AssignmentState.ACCEPTED, due=date(2022, 8, 31))
    return row


def test_a_returned_report_does_not_stop_the_clock() -> None:
    row = overdue_and_accepted()
    report(row, date(2022, 8, 30))
    assert not Assignment.objects.overdue().filter(pk=row.pk).exists()
    ASSIGNMENTS.perform(row, "return", actor=None, inputs=INPUTS)
    assert row.reported_on is None
    assert row.is_overdue
    assert Assignment.objects.overdue().filter(pk=row.pk).exists()


def test_the_first_report_is_remembered_when_a_later_one_stands() -> None:
    row = overdue_and_accepted()
    report(row, date(2022, 8, 30))
    ASSIGNMENTS.perform(row, "return", actor=None, inputs=INPUTS)
    report(row, date(2022, 9, 6))
    assert (row.first_reported_on, row.reported_on) == (date(2022, 8, 30), date(2022, 9, 6))
    assert row.times_returned == 1


def test_completing_a_late_report_asks_for_the_cause() -> None:
    row = overdue_and_accepted()
    report(row, date(2022, 9, 6))
    with pytest.raises(ValidationError) as refusal:
        ASSIGNMENTS.perform(row, "complete", actor=None, inputs={})
    assert "lateness_reason" in refusal.value.message_dict
    ASSIGNMENTS.perform(row, "complete", actor=None, inputs={"lateness_reason": LatenessReason.LEGAL})
    assert not Assignment.objects.completed_on_time().filter(pk=row.pk).exists()


def test_a_report_by_the_due_date_is_completed_on_time_however_late_it_is_checked() -> None:
    row = overdue_and_accepted()
    report(row, date(2022, 8, 31))
    ASSIGNMENTS.perform(row, "complete", actor=None, at=on(date(2022, 10, 1)))
    assert Assignment.objects.completed_on_time().filter(pk=row.pk).exists()


def test_a_document_as_result_needs_its_number_or_a_file() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED, task__result_kind="document")
    with pytest.raises(ValidationError) as refusal:
        ASSIGNMENTS.perform(row, "prepare", actor=house.officer, inputs={"result": "Đã ban hành"})
    assert "result_document" in refusal.value.message_dict
    attach_evidence(row, actor=house.officer, upload=SimpleUploadedFile("qd.txt", "Quyết định".encode()))
    ASSIGNMENTS.perform(row, "prepare", actor=house.officer, inputs={"result": "Đã ban hành"})
    assert row.state == AssignmentState.PREPARED


def test_a_task_is_done_when_its_leads_are_done() -> None:
    task = TaskFactory()
    lead = AssignmentFactory(task=task, state=AssignmentState.COMPLETED)
    late = AssignmentFactory(task=task, role=AssignmentRole.COORDINATE, state=AssignmentState.IN_PROGRESS)
    assert is_task_done([lead, late])
    other = AssignmentFactory(task=task, state=AssignmentState.REPORTED)
    assert not is_task_done([lead, late, other])


def test_a_task_without_a_lead_is_done_when_everybody_is() -> None:
    done = AssignmentFactory(role=AssignmentRole.COORDINATE, state=AssignmentState.COMPLETED)
    waiting = AssignmentFactory(role=AssignmentRole.COORDINATE, state=AssignmentState.ACCEPTED)
    assert not is_task_done([done, waiting])
    assert is_task_done([done])
    assert not is_task_done([])


def test_reporting_a_period_moves_a_recurring_task_to_the_next() -> None:
    row = AssignmentFactory(state=AssignmentState.ACCEPTED, task__frequency="monthly", due=date(2022, 6, 30))
    ASSIGNMENTS.perform(row, "report_period", actor=None, inputs=INPUTS)
    assert (row.due, row.original_due) == (date(2022, 7, 31), date(2022, 6, 30))


def test_a_task_that_comes_once_has_no_period_to_report() -> None:
    row = overdue_and_accepted()
    officer = user_with_role(Role.UNIT_OFFICER, row.unit)
    assert "report_period" not in {offer.transition.event for offer in ASSIGNMENTS.offers(row, officer)}
    with pytest.raises(TransitionRefused):
        ASSIGNMENTS.perform(row, "report_period", actor=None, inputs=INPUTS)


def test_a_suspended_clock_moves_the_due_date_by_the_working_days_it_stood() -> None:
    row = overdue_and_accepted()
    ASSIGNMENTS.perform(row, "suspend", actor=None, inputs=INPUTS, at=on(date(2022, 8, 1)))
    assert not row.is_overdue
    ASSIGNMENTS.perform(row, "resume", actor=None, at=on(date(2022, 8, 8)))
    assert (row.due, row.original_due) == (date(2022, 9, 7), date(2022, 8, 31))


def test_assigning_to_the_same_unit_again_gives_it_new_days_for_its_answer() -> None:
    row = AssignmentFactory(state=AssignmentState.REJECTED, due=date(2022, 8, 31))
    ASSIGNMENTS.perform(row, "assign_again", actor=None, inputs=INPUTS, at=on(date(2022, 7, 1)))
    assert (row.assigned_on, row.due) == (date(2022, 7, 1), date(2022, 8, 31))


@pytest.mark.parametrize("progress", [-1, 101, "viele", None])
def test_progress_is_a_percentage(progress: object) -> None:
    row = overdue_and_accepted()
    with pytest.raises(ValidationError):
        ASSIGNMENTS.perform(row, "update_progress", actor=None, inputs=INPUTS | {"progress": progress})


def test_who_prepared_cannot_send() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED)
    ASSIGNMENTS.perform(row, "prepare", actor=house.head, inputs=INPUTS)
    with pytest.raises(TransitionRefused):
        ASSIGNMENTS.perform(row, "submit", actor=house.head)
    offered = {offer.transition.event: offer.refusal for offer in ASSIGNMENTS.offers(row, house.head)}
    assert offered["submit"]
    assert not offered["send_back"]


def two_hats(user: User, role: str) -> User:
    """Give a user of the standing body a second role in its own unit."""
    RoleAssignmentFactory(user=user, unit=user.unit, role=role)
    fresh: User = User.objects.get(pk=user.pk)
    return fresh


@pytest.mark.parametrize("done_before", ["prepare", "submit"])
def test_who_prepared_or_sent_cannot_complete(done_before: str) -> None:
    house = build_house()
    clerk = two_hats(house.home_affairs, "unit_head")
    row = AssignmentFactory(unit=clerk.unit, state=AssignmentState.ACCEPTED)
    actors = {"prepare": None, "submit": None, done_before: clerk}
    for event, actor in actors.items():
        ASSIGNMENTS.perform(row, event, actor=actor, inputs=INPUTS)
    with pytest.raises(TransitionRefused):
        ASSIGNMENTS.perform(row, "complete", actor=clerk)
    ASSIGNMENTS.perform(row, "complete", actor=None)


def test_a_second_click_does_a_thing_once() -> None:
    house = build_house()
    row = move_to(AssignmentFactory(unit=house.unit), AssignmentState.ASSIGNED)
    seen = Assignment.objects.get(pk=row.pk)
    ASSIGNMENTS.perform(row, "accept", actor=house.officer, expected_version=row.version)
    with pytest.raises(TransitionRefused):
        ASSIGNMENTS.perform(seen, "accept", actor=house.officer, expected_version=seen.version)
    assert HistoryEntry.objects.of(row).filter(action="accept").count() == 1


def test_a_transition_over_a_newer_save_is_refused() -> None:
    row = overdue_and_accepted()
    ASSIGNMENTS.perform(row, "update_progress", actor=None, inputs=INPUTS)
    with pytest.raises(StaleRecord):
        ASSIGNMENTS.perform(row, "update_progress", actor=None, inputs=INPUTS, expected_version=0)


def test_the_history_tells_every_step_with_its_reason() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.ASSIGNED)
    ASSIGNMENTS.perform(row, "reject", actor=house.officer, inputs={"reason": "Không đúng chức năng"})
    entry = HistoryEntry.objects.of(row).get(action="reject")
    assert (entry.actor, entry.unit) == (house.officer, house.unit)
    assert (entry.from_state, entry.to_state) == ("assigned", "rejected")
    assert entry.reason == "Không đúng chức năng"


def test_rejecting_needs_a_reason() -> None:
    row = AssignmentFactory(state=AssignmentState.ASSIGNED)
    with pytest.raises(ValidationError):
        ASSIGNMENTS.perform(row, "reject", actor=None, inputs={"reason": "  "})
    row.refresh_from_db()
    assert row.state == AssignmentState.ASSIGNED
