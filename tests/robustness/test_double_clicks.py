"""A double click on every button: the thing happens once, and the second answer is a friendly one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from django.utils.translation import gettext as _

from reform.directives.admin import task_views
from reform.directives.enums import ReadingState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.directives.workflow import ASSIGNMENTS, EXTENSIONS
from reform.organisation.capabilities import Role
from reform.organisation.models import CalendarDay, Unit, User
from reform.registers.admin.registry import admin_for
from reform.registers.admin.views import TransitionView, forms
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.workflow import Workflow
from tests.directives.factories import (
    INPUTS,
    AssignmentFactory,
    DirectiveFactory,
    ExtensionRequestFactory,
    ReadingFactory,
    TaskFactory,
    read_proposal,
    read_task,
)
from tests.directives.roles import House, build_house
from tests.organisation.factories import CalendarDayFactory

from .at_once import at_once, meet_before

ALL_EVENTS = [
    (workflow, event)
    for workflow in (ASSIGNMENTS, EXTENSIONS)
    for event, row in workflow.by_event.items()
    if row.capability is not None
]
Answers = tuple[Any, Any]
# Where a form is sent, by whom, with what, and the model of which it makes one.
Sending = tuple[str, User, dict[str, Any], Any]
Press = Callable[[Client, str, dict[str, Any]], Answers]


def address(record: Any, action: str, *more: str) -> str:
    """Return the address of a screen of a record's register; `record` may be the model itself."""
    if isinstance(record, type):
        screens = admin_for(record)
        arguments: tuple[Any, ...] = more
    else:
        screens = admin_for(type(record))
        arguments = (record.pk, *more)
    assert screens is not None
    return screens.url_for(action, *arguments)


def signed_in(user: User) -> Client:
    """Return a browser in which the user has signed in; an error on a page is an answer of 500."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def press_twice(client: Client, where: str, given: dict[str, Any]) -> Answers:
    """Send a form twice, the second time after the first answer came."""
    return client.post(where, given), client.post(where, given)


def press_at_once(client: Client, where: str, given: dict[str, Any]) -> Answers:
    """Send a form twice at one moment, from two windows of one browser."""
    windows = []
    for _window in range(2):
        window = Client(raise_request_exception=False)
        window.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
        windows.append(window)
    first, second = at_once(*(lambda window=window: window.post(where, given) for window in windows))
    return first, second


def view_class(where: str) -> Any:
    """Return the class of the screen at an address."""
    return resolve(where).func.register_view_class  # type: ignore[attr-defined]


def assert_led_on(client: Client, answers: Answers) -> None:
    """Check that both answers lead to a page that opens."""
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]
    for answer in answers:
        assert client.get(answer["Location"]).status_code == 200


class OneFile(SimpleUploadedFile):
    """A file that can be sent more than once, by several threads."""

    def read(self, *_size: int) -> bytes:
        """Return the whole content every time."""
        content: Any = self.file
        return bytes(content.getvalue())


# --- transitions ---


def record_before(workflow: Workflow, event: str, house: House) -> Any:
    """Return a record of the house's unit on which `event` is possible."""
    state = sorted(workflow.by_event[event].sources)[0]
    if workflow is EXTENSIONS:
        return ExtensionRequestFactory(assignment__unit=house.unit, state=state)
    return AssignmentFactory(
        unit=house.unit,
        state=state,
        due=date(2022, 8, 31),
        assigned_on=date(2022, 6, 20),
        suspended_on=date(2022, 7, 4),
        reported_on=date(2022, 8, 30),
        task__frequency="monthly",
    )


def press_button(workflow: Workflow, event: str, house: House, press: Press) -> None:
    """Press the button of `event` twice, and check that it was done once."""
    record = record_before(workflow, event, house)
    actor = next(user for _role, user in house if workflow.allowed(record, event, user))
    client = signed_in(actor)
    given = INPUTS | {"version": record.version, "to_unit": house.other.pk}

    answers = press(client, address(record, "transition", event), given)

    assert_led_on(client, answers)
    record.refresh_from_db()
    assert record.version == 1
    entries = HistoryEntry.objects.of(record).filter(action=event)
    assert entries.count() == 1
    row = workflow.by_event[event]
    assert entries[0].to_state == record.state == (row.target or entries[0].from_state)
    if event == "pass_on":
        assert Assignment.objects.filter(task=record.task, unit=house.other).count() == 1
    if workflow is EXTENSIONS:
        assert record.assignment.version == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("workflow", "event"), ALL_EVENTS, ids=[event for _workflow, event in ALL_EVENTS])
def test_a_transition_pressed_twice_is_done_once(workflow: Workflow, event: str) -> None:
    press_button(workflow, event, build_house(), press_twice)


@pytest.mark.django_db(transaction=True)
def test_every_transition_pressed_twice_at_one_moment_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    house = build_house()
    for workflow, event in ALL_EVENTS:
        screens = admin_for(workflow.model)
        assert screens is not None
        with monkeypatch.context() as patch:
            # Both have found the button possible before either of them does anything.
            meet_before(patch, screens.transition_view_class, "form_valid")
            press_button(workflow, event, house, press_at_once)


@pytest.mark.django_db
def test_the_second_click_is_told_that_it_was_done_already() -> None:
    house = build_house()
    record = record_before(ASSIGNMENTS, "accept", house)
    client = signed_in(house.officer)

    _first, second = press_twice(client, address(record, "transition", "accept"), {"version": 0})

    page = client.get(second["Location"])
    told = [str(message) for message in page.context["messages"]]
    assert _("This was done already; nothing was done twice.") in " ".join(told)


# --- reading a dispatch in ---


def open_reading(house: House) -> Reading:
    """Return an open reading with one task for the house's unit."""
    proposal = read_proposal(read_task(units=[house.unit.code], roles={house.unit.code: "lead"}))
    return ReadingFactory(authority=house.authority, proposal=proposal)


def confirm_by(press: Press, house: House) -> None:
    """Press "confirm" twice, and check that the dispatch was written once."""
    reading = open_reading(house)
    client = signed_in(house.home_affairs)

    answers = press(client, address(reading, "confirm"), {"version": reading.version})

    assert_led_on(client, answers)
    assert answers[0]["Location"] == answers[1]["Location"]
    reading.refresh_from_db()
    assert reading.state == ReadingState.CONFIRMED
    assert (Directive.objects.count(), Task.objects.count(), Assignment.objects.count()) == (1, 1, 1)
    assert HistoryEntry.objects.of(reading).filter(action="confirm").count() == 1


@pytest.mark.django_db
def test_a_proposal_confirmed_twice_is_written_once() -> None:
    confirm_by(press_twice, build_house())


@pytest.mark.django_db(transaction=True)
def test_a_proposal_confirmed_twice_at_one_moment_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    screens = admin_for(Reading)
    assert screens is not None
    meet_before(monkeypatch, view_class(screens.url_for("confirm", 1)), "post")
    confirm_by(press_at_once, build_house())


# --- forms that create ---


def text_of_a_dispatch(house: House) -> Sending:
    """Return what is sent to read a pasted text in."""
    given = {"text": "1. Yêu cầu các đơn vị:\n- Báo cáo kết quả thực hiện.", "unit": ""}
    return address(Reading, "create"), house.home_affairs, given, Reading


def new_task(house: House) -> Sending:
    """Return what is sent to add a task to a dispatch by hand."""
    given = {
        "directive": DirectiveFactory(authority=house.authority).pk,
        "text": "Rà soát thủ tục",
        "result_kind": "work",
        "frequency": "",
        "lead_units": [house.unit.pk],
    }
    return address(Task, "create"), house.home_affairs, given, Task


def new_unit(house: House) -> Sending:
    """Return what is sent to enter a unit."""
    given = {
        "authority": house.authority.pk,
        "parent": house.unit.parent_id,
        "code": "MOI",
        "name": "Phòng mới",
        "short_name": "Phòng mới",
        "kind": "department",
        "position": 1,
    }
    return address(Unit, "create"), house.people[Role.SYSTEM_ADMINISTRATOR], given, Unit


def more_time(house: House) -> Sending:
    """Return what is sent to ask for a later due date."""
    assignment = AssignmentFactory(unit=house.unit, state="accepted", due=date(2022, 8, 31))
    given = {"new_due": "2022-09-15", "reason": "Chờ ý kiến"}
    return address(assignment, "extend"), house.officer, given, ExtensionRequest


def one_more_unit(house: House) -> Sending:
    """Return what is sent to give a task to a unit."""
    task = TaskFactory(directive__authority=house.authority)
    given = {"unit": house.unit.pk, "role": "lead"}
    return address(task, "add_unit"), house.home_affairs, given, Assignment


FORMS = [text_of_a_dispatch, new_task, new_unit, more_time, one_more_unit]


def send_twice(form: Callable[[House], Sending], press: Press) -> None:
    """Send a form twice with the same token, and check that one record was made."""
    where, user, given, model = form(build_house())
    before = model._default_manager.count()
    client = signed_in(user)

    answers = press(client, where, given | {"form_token": str(uuid.uuid4())})

    for answer in answers:
        if answer.status_code == 200:
            raise AssertionError(answer.context["form"].errors)
    assert_led_on(client, answers)
    assert model._default_manager.count() == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_a_form_sent_twice_makes_one_record(form: Any) -> None:
    send_twice(form, press_twice)


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "module"), [(new_unit, forms), (one_more_unit, task_views)])
def test_a_first_sending_that_ends_while_the_second_is_checked_is_no_error(
    form: Any, module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both look for an earlier sending before either has made its record.
    blind = iter([False, False])
    look = module.made_before
    monkeypatch.setattr(
        module, "made_before", lambda *args, **kwargs: look(*args, **kwargs) if next(blind, True) else None
    )
    send_twice(form, press_twice)


@pytest.mark.django_db
def test_a_task_passed_on_while_the_second_click_is_checked_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blind = iter([False, False])
    look = TransitionView._is_second_click
    monkeypatch.setattr(
        TransitionView,
        "_is_second_click",
        lambda view, form: look(view, form) if next(blind, True) else False,
    )
    press_button(ASSIGNMENTS, "pass_on", build_house(), press_twice)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_sent_twice_at_one_moment_makes_one_record(form: Any) -> None:
    send_twice(form, press_at_once)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("press", [press_twice, press_at_once])
def test_a_file_sent_twice_is_kept_once(press: Press) -> None:
    house = build_house()
    assignment = AssignmentFactory(unit=house.unit, state="accepted")
    client = signed_in(house.officer)
    given = {"file": OneFile("bao-cao.txt", b"Bao cao"), "form_token": str(uuid.uuid4())}
    answers = press(client, address(assignment, "attach"), given)

    assert_led_on(client, answers)
    assert Evidence.objects.count() == 1
    assert HistoryEntry.objects.of(assignment).filter(action="attach_evidence").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_record_deleted_twice_at_one_moment_is_deleted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    house = build_house()
    day = CalendarDayFactory(authority=house.authority)
    client = signed_in(house.people[Role.SYSTEM_ADMINISTRATOR])
    where = address(day, "delete")
    meet_before(monkeypatch, view_class(where), "form_valid")
    answers = press_at_once(client, where, {"reason": "Nhập nhầm"})

    assert [answer.status_code for answer in answers] == [302, 302]
    assert not CalendarDay.objects.filter(pk=day.pk).exists()
    assert HistoryEntry.objects.of(day).filter(action="delete").count() == 1
