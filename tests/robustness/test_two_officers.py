"""Two officers on one record at the same moment: one wins, the other is told, nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from reform.directives.assigning import add_assignment, update_task
from reform.directives.enums import AssignmentState, ExtensionState, ReadingState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.directives.proposals import update_header
from reform.directives.readings import confirm_reading, discard_reading, save_proposal
from reform.directives.services import decide_extension, pass_on, request_extension
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.admin.registry import admin_for
from reform.registers.admin.views import EditView
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord, update_record
from reform.registers.workflow import TransitionRefused
from tests.directives.factories import (
    AssignmentFactory,
    DirectiveFactory,
    ExtensionRequestFactory,
    ReadingFactory,
    TaskFactory,
    read_proposal,
    read_task,
)
from tests.directives.roles import House, build_house
from tests.organisation.factories import root_of, user_with_role

from .at_once import at_once, meet_before, split_results

pytestmark = pytest.mark.django_db(transaction=True)

State = AssignmentState


def history_of(record: Any, *actions: str) -> list[HistoryEntry]:
    """Return the record's history, of some actions only when they are named."""
    rows = HistoryEntry.objects.of(record)
    return list(rows.filter(action__in=actions) if actions else rows)


def second_home_affairs(house: House) -> User:
    """Return a colleague who follows up as well."""
    return user_with_role(Role.HOME_AFFAIRS, root_of(house.authority), include_sub_units=True)


def open_reading(house: House) -> Reading:
    """Return an open reading with one task for the house's unit."""
    proposal = read_proposal(read_task(units=[house.unit.code], roles={house.unit.code: "lead"}))
    return ReadingFactory(authority=house.authority, proposal=proposal)


# --- a record's fields ---


def test_of_two_saves_of_one_record_one_wins_and_the_other_is_told() -> None:
    house = build_house()
    directive = DirectiveFactory(authority=house.authority)
    first, second = (Directive.objects.get(pk=directive.pk) for _ in range(2))
    first.subject, second.issuer = "Chủ đề của người thứ nhất", "Cơ quan của người thứ hai"

    done, failed = split_results(
        at_once(
            lambda: update_record(first, actor=house.home_affairs, expected_version=0),
            lambda: update_record(second, actor=second_home_affairs(house), expected_version=0),
        )
    )

    assert len(done) == 1
    assert [type(error) for error in failed] == [StaleRecord]
    directive.refresh_from_db()
    assert directive.version == 1
    changed = [
        directive.subject == "Chủ đề của người thứ nhất",
        directive.issuer == "Cơ quan của người thứ hai",
    ]
    assert sorted(changed) == [False, True]
    [entry] = history_of(directive, "edit")
    assert entry.changes[0]["field"] == ("subject" if changed[0] else "issuer")


def test_the_loser_of_two_saves_gets_back_everything_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    house = build_house()
    directive = DirectiveFactory(authority=house.authority)
    screens = admin_for(Directive)
    assert screens is not None
    address = screens.url_for("edit", directive.pk)
    typed = {
        house.home_affairs: "Bản của người thứ nhất",
        second_home_affairs(house): "Bản của người thứ hai",
    }
    clients = {}
    for user in typed:
        clients[user] = Client()
        clients[user].force_login(user)
    form = clients[house.home_affairs].get(address).context["form"]
    fields = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    meet_before(monkeypatch, EditView, "form_valid")

    answers = at_once(
        *(
            lambda user=user, words=words: clients[user].post(address, fields | {"subject": words})
            for user, words in typed.items()
        )
    )

    by_status = {answer.status_code: words for answer, words in zip(answers, typed.values(), strict=True)}
    assert set(by_status) == {302, 409}
    conflict = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert by_status[409] in conflict
    assert by_status[302] in conflict
    directive.refresh_from_db()
    assert (directive.subject, directive.version) == (by_status[302], 1)
    assert len(history_of(directive, "edit")) == 1


# --- an assignment's way ---

RIVALS = [
    (State.ASSIGNED, (Role.UNIT_OFFICER, "accept"), (Role.UNIT_HEAD, "reject")),
    (State.ASSIGNED, (Role.UNIT_OFFICER, "accept"), (Role.HOME_AFFAIRS, "cancel")),
    (State.PREPARED, (Role.UNIT_HEAD, "submit"), (Role.UNIT_HEAD, "send_back")),
    (State.REPORTED, (Role.HOME_AFFAIRS, "return"), (Role.HOME_AFFAIRS, "complete")),
]
GIVEN = {"reason": "Có lý do", "decision": "12/QĐ-UBND"}


@pytest.mark.parametrize(("state", "one", "other"), RIVALS)
def test_of_two_rival_events_one_happens(state: str, one: tuple[Role, str], other: tuple[Role, str]) -> None:
    house = build_house()
    assignment = AssignmentFactory(unit=house.unit, state=state, reported_on=date(2022, 8, 1))

    def perform(role: Role, event: str) -> Any:
        seen = Assignment.objects.get(pk=assignment.pk)
        actor = user_with_role(role, house.unit)
        return ASSIGNMENTS.perform(seen, event, actor=actor, inputs=GIVEN, expected_version=0)

    done, failed = split_results(at_once(lambda: perform(*one), lambda: perform(*other)))

    assert len(done) == 1, failed
    assert isinstance(failed[0], TransitionRefused | StaleRecord)
    assignment.refresh_from_db()
    assert assignment.version == 1
    assert assignment.state == ASSIGNMENTS.by_event[done[0].action].target
    assert [entry.action for entry in history_of(assignment)] == [done[0].action]


def test_progress_and_a_moved_due_date_at_once_are_both_kept() -> None:
    house = build_house()
    task = TaskFactory(directive__authority=house.authority, due_on=date(2022, 8, 31))
    assignment = AssignmentFactory(
        task=task, unit=house.unit, state=State.ACCEPTED, due=task.due_on, original_due=task.due_on
    )

    def move_due() -> Any:
        seen = Task.objects.get(pk=task.pk)
        seen.due_on = date(2022, 9, 30)
        return update_task(seen, actor=house.home_affairs, expected_version=0, reason="Gia hạn chung")

    def tell_progress() -> Any:
        seen = Assignment.objects.get(pk=assignment.pk)
        inputs = {"progress": 40, "progress_note": "Đã làm một phần"}
        return ASSIGNMENTS.perform(seen, "update_progress", actor=house.officer, inputs=inputs)

    _done, failed = split_results(at_once(move_due, tell_progress))

    assert not failed
    assignment.refresh_from_db()
    assert (assignment.progress, assignment.due, assignment.version) == (40, date(2022, 9, 30), 2)
    assert {entry.action for entry in history_of(assignment)} == {"change_due", "update_progress"}


def test_a_rejected_task_is_passed_on_to_one_unit_only() -> None:
    house = build_house()
    assignment = AssignmentFactory(unit=house.unit, state=State.REJECTED)
    people = [house.home_affairs, second_home_affairs(house)]

    def pass_it_on(actor: User) -> Any:
        seen = Assignment.objects.get(pk=assignment.pk)
        return pass_on(seen, to_unit=house.other, reason="Đúng chức năng hơn", actor=actor)

    done, failed = split_results(at_once(*(lambda actor=actor: pass_it_on(actor) for actor in people)))

    assert (len(done), [type(error) for error in failed]) == (1, [TransitionRefused])
    assert Assignment.objects.filter(task=assignment.task, unit=house.other).count() == 1


def test_two_officers_give_one_task_to_the_same_unit_once() -> None:
    house = build_house()
    task = TaskFactory(directive__authority=house.authority)
    people = [house.home_affairs, second_home_affairs(house)]

    def give(actor: User) -> Any:
        return add_assignment(Task.objects.get(pk=task.pk), unit=house.unit, actor=actor)

    done, failed = split_results(at_once(*(lambda actor=actor: give(actor) for actor in people)))

    assert (len(done), len(failed)) == (1, 1)
    assert "IntegrityError" not in type(failed[0]).__name__
    assert task.assignments.count() == 1


# --- more time ---


def test_a_request_for_more_time_is_decided_once() -> None:
    house = build_house()
    request = ExtensionRequestFactory(assignment__unit=house.unit)
    due = request.assignment.due

    def decide(event: str, actor: User) -> Any:
        seen = ExtensionRequest.objects.get(pk=request.pk)
        return decide_extension(seen, event, actor=actor, inputs={"reason": "Có lý do"})

    people = [house.home_affairs, second_home_affairs(house)]
    _done, failed = split_results(
        at_once(lambda: decide("grant", people[0]), lambda: decide("refuse", people[1]))
    )

    assert [type(error) for error in failed] == [TransitionRefused]
    request.refresh_from_db()
    assignment = request.assignment
    assert assignment.version == 1
    granted = request.state == ExtensionState.GRANTED
    assert assignment.times_extended == int(granted)
    assert (assignment.due == request.new_due) is granted
    assert (assignment.due == due) is not granted
    assert len(history_of(request, "grant", "refuse")) == 1
    assert len(history_of(assignment)) == 1


def test_two_people_of_one_unit_ask_for_more_time_once() -> None:
    house = build_house()
    assignment = AssignmentFactory(unit=house.unit, state=State.ACCEPTED, due=date(2022, 8, 31))

    def ask(actor: User) -> Any:
        seen = Assignment.objects.get(pk=assignment.pk)
        return request_extension(seen, new_due=date(2022, 9, 15), reason="Chờ ý kiến", actor=actor)

    done, failed = split_results(at_once(lambda: ask(house.officer), lambda: ask(house.head)))

    assert (len(done), len(failed)) == (1, 1)
    assert "IntegrityError" not in type(failed[0]).__name__
    assert ExtensionRequest.objects.count() == 1


# --- reading a dispatch in ---


def test_two_officers_correct_one_proposal_and_one_is_told() -> None:
    house = build_house()
    reading = open_reading(house)
    people = [house.home_affairs, second_home_affairs(house)]

    def correct(actor: User, subject: str) -> Any:
        seen = Reading.objects.get(pk=reading.pk)
        proposal = update_header(seen.proposal, subject=subject)
        save_proposal(seen, proposal, actor=actor, expected_version=0)
        return subject

    done, failed = split_results(
        at_once(lambda: correct(people[0], "Bản một"), lambda: correct(people[1], "Bản hai"))
    )

    assert [type(error) for error in failed] == [StaleRecord]
    reading.refresh_from_db()
    assert (reading.proposal["subject"], reading.version) == (done[0], 1)


def test_two_officers_confirm_one_reading_and_it_is_written_once() -> None:
    house = build_house()
    reading = open_reading(house)
    people = [house.home_affairs, second_home_affairs(house)]

    def confirm(actor: User) -> Directive:
        return confirm_reading(Reading.objects.get(pk=reading.pk), actor=actor, expected_version=0)

    done, failed = split_results(at_once(*(lambda actor=actor: confirm(actor) for actor in people)))

    assert not failed
    assert len({directive.pk for directive in done}) == 1
    assert (Directive.objects.count(), Task.objects.count(), Assignment.objects.count()) == (1, 1, 1)
    assert len(history_of(reading, "confirm")) == 1


def test_confirming_and_discarding_at_once_leaves_one_of_both() -> None:
    house = build_house()
    reading = open_reading(house)
    people = [house.home_affairs, second_home_affairs(house)]

    _done, failed = split_results(
        at_once(
            lambda: confirm_reading(Reading.objects.get(pk=reading.pk), actor=people[0], expected_version=0),
            lambda: discard_reading(
                Reading.objects.get(pk=reading.pk), actor=people[1], expected_version=0, reason="Trùng"
            ),
        )
    )

    assert [type(error) for error in failed] == [TransitionRefused]
    reading.refresh_from_db()
    confirmed = reading.state == ReadingState.CONFIRMED
    assert Directive.objects.count() == Task.objects.count() == int(confirmed)
    assert len(history_of(reading, "confirm", "discard")) == 1
