"""The way of an assignment through the screens, from acceptance to completion."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from reform.directives.enums import ExtensionState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Task
from reform.directives.services import request_extension
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Role
from reform.registers.models import Evidence, HistoryEntry
from tests.directives.factories import INPUTS, PATHS, AssignmentFactory, State, move_to
from tests.organisation.factories import UnitFactory, user_with_role

from .house import House, press, signed_in, state_of, url


def report_file() -> SimpleUploadedFile:
    """Return a small file as a browser sends it."""
    return SimpleUploadedFile("bao-cao.txt", "Báo cáo kết quả".encode(), "text/plain")


def test_the_whole_story_of_an_assignment(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.ASSIGNED)
    officer, head, home_affairs = (
        signed_in(user) for user in (house.officer, house.head, house.home_affairs)
    )
    press(officer, part, "accept")
    assert state_of(part) == State.ACCEPTED
    press(officer, part, "prepare", result="Đã làm xong", result_document="", file=report_file())
    press(head, part, "submit")
    assert state_of(part) == State.REPORTED
    press(home_affairs, part, "return", reason="Thiếu số liệu tháng 9")
    press(officer, part, "prepare", result="Đã bổ sung", result_document="12/BC-UBND")
    press(head, part, "submit")
    press(home_affairs, part, "complete", lateness_reason="", quality="4")
    assert state_of(part) == State.COMPLETED
    assert Evidence.objects.of(part).get().name == "bao-cao.txt"
    page = home_affairs.get(url(Task, "inspect", part.task_id)).content.decode()
    assert "Thiếu số liệu tháng 9" in page
    assert "bao-cao.txt" in page
    told = [event.label for event in home_affairs.get(url(Task, "inspect", part.task_id)).context["timeline"]]
    assert all(str(label).startswith(f"{house.ward}: ") for label in told)
    assert len(told) == HistoryEntry.objects.of(part).count() == 9


def test_another_ward_gets_404_on_every_address(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.IN_PROGRESS)
    press(
        signed_in(house.officer),
        part,
        "update_progress",
        progress=40,
        progress_note="Đang",
        file=report_file(),
    )
    request = request_extension(
        _with_due(part), new_due=timezone.localdate() + timedelta(days=40), reason="Chờ", actor=house.officer
    )
    stranger, evidence = signed_in(house.stranger), Evidence.objects.get()
    addresses = [
        *(
            url(Directive, action, part.task.directive_id)
            for action in ("inspect", "edit", "history", "attach")
        ),
        *(url(Task, action, part.task_id) for action in ("inspect", "edit", "history", "attach", "add_unit")),
        *(url(Assignment, action, part.pk) for action in ("inspect", "history", "attach", "extend")),
        *(url(Assignment, "transition", part.pk, event) for event in ASSIGNMENTS.by_event),
        *(url(ExtensionRequest, action, request.pk) for action in ("inspect", "history")),
        *(url(ExtensionRequest, "transition", request.pk, event) for event in ("grant", "refuse")),
        f"/admin/evidence/{evidence.pk}/",
        f"/admin/evidence/{evidence.pk}/remove/",
    ]
    for address in addresses:
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code in {404, 405}, address
    assert signed_in(house.officer).get(f"/admin/evidence/{evidence.pk}/").status_code == 200


def _with_due(part: Assignment) -> Any:
    part.refresh_from_db()
    part.due = part.original_due = timezone.localdate() + timedelta(days=20)
    part.save()
    return part


def test_who_prepared_a_report_cannot_confirm_it(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.ACCEPTED)
    head = signed_in(house.head)
    press(head, part, "prepare", result="Xong", result_document="1/BC")
    press(head, part, "submit")
    assert state_of(part) == State.PREPARED
    page = head.get(url(Assignment, "inspect", part.pk)).content.decode()
    assert 'aria-disabled="true"' in page


def test_who_reported_cannot_complete(house: House) -> None:
    both = user_with_role(Role.HOME_AFFAIRS, house.ward)
    _also_head(both, house)
    part = move_to(AssignmentFactory(unit=house.ward), State.PREPARED)
    client = signed_in(both)
    press(client, part, "submit")
    press(client, part, "complete")
    assert state_of(part) == State.REPORTED


def _also_head(user: Any, house: House) -> None:
    from tests.organisation.factories import RoleAssignmentFactory

    RoleAssignmentFactory(user=user, unit=house.ward, role=Role.UNIT_HEAD)


SOURCES = {
    event: min((state for state in transition.sources), key=lambda state: len(PATHS[state]))
    for event, transition in ASSIGNMENTS.by_event.items()
    if transition.capability is not None
}


@pytest.mark.parametrize("event", SOURCES)
def test_pressing_a_button_twice_does_it_once(house: House, event: str) -> None:
    part = move_to(AssignmentFactory(unit=house.ward, task__frequency="monthly"), SOURCES[event])
    everybody = user_with_role(Role.UNIT_HEAD, house.ward)
    everybody.is_superuser = True
    everybody.save()
    client, version = signed_in(everybody), part.version
    gets_it = UnitFactory(authority=house.authority)
    for _press in range(2):
        response = press(client, part, event, version=version, to_unit=gets_it.pk, **INPUTS)
        assert response.status_code in {302, 409}
    assert HistoryEntry.objects.of(part).filter(action=event, actor=everybody).count() == 1
    assert Assignment.objects.filter(task=part.task).count() == (2 if event == "pass_on" else 1)


def test_an_old_page_changes_nothing_and_loses_nothing_typed(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.ACCEPTED)
    first = signed_in(house.officer)
    seen = part.version
    press(signed_in(house.head), part, "update_progress", progress=30, progress_note="Trưởng phường ghi")
    answer = press(first, part, "update_progress", version=seen, progress=70, progress_note="Cán bộ ghi dài")
    part.refresh_from_db()
    assert answer.status_code == 409
    assert part.progress == 30
    assert "Cán bộ ghi dài" in answer.content.decode()


def test_other_words_in_a_second_tab_are_not_taken_for_a_second_click(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.ACCEPTED)
    seen, client = part.version, signed_in(house.officer)
    press(client, part, "update_progress", version=seen, progress=30, progress_note="Thẻ thứ nhất")
    answer = press(client, part, "update_progress", version=seen, progress=70, progress_note="Thẻ thứ hai")
    assert answer.status_code == 409
    assert "Thẻ thứ hai" in answer.content.decode()
    part.refresh_from_db()
    assert (part.progress, part.progress_note) == (30, "Thẻ thứ nhất")


def test_a_rejected_task_is_passed_to_the_unit_that_is_chosen(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.REJECTED)
    client = signed_in(house.home_affairs)
    offered = client.get(url(Assignment, "transition", part.pk, "pass_on")).context["form"].fields["to_unit"]
    assert set(offered.queryset) == {house.other_ward}
    press(client, part, "pass_on", to_unit=house.other_ward.pk, reason="Đúng địa bàn")
    assert state_of(part) == State.REASSIGNED
    assert Assignment.objects.get(task=part.task, unit=house.other_ward).state == State.ASSIGNED


def test_where_no_unit_is_left_to_take_a_task_over_the_form_says_so(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.REJECTED)
    client, address = signed_in(house.home_affairs), url(Assignment, "transition", part.pk, "pass_on")
    usual = client.get(address).context["form"].fields["to_unit"]
    assert usual.queryset.exists()
    AssignmentFactory(task=part.task, unit=house.other_ward)
    empty = client.get(address).context["form"].fields["to_unit"]
    assert not empty.queryset.exists()
    assert empty.help_text != usual.help_text


def test_passing_on_without_a_unit_does_nothing(house: House) -> None:
    part = move_to(AssignmentFactory(unit=house.ward), State.REJECTED)
    answer = press(signed_in(house.home_affairs), part, "pass_on", reason="Đúng địa bàn")
    assert answer.context["form"].errors.keys() == {"to_unit"}
    assert state_of(part) == State.REJECTED


def test_more_time_is_asked_for_once_and_granted(house: House) -> None:
    part = _with_due(move_to(AssignmentFactory(unit=house.ward), State.IN_PROGRESS))
    client, address = signed_in(house.officer), url(Assignment, "extend", part.pk)
    token = client.get(address).context["form"]["form_token"].value()
    new_due = part.due + timedelta(days=7)
    given = {"new_due": new_due.isoformat(), "reason": "Chờ Sở Nội vụ", "form_token": str(token)}
    for _press in range(2):
        assert client.post(address, given).status_code == 302
    request = ExtensionRequest.objects.get()
    decider = signed_in(house.home_affairs)
    for _press in range(2):
        decider.post(url(ExtensionRequest, "transition", request.pk, "grant"), {"version": 0, "reason": ""})
    part.refresh_from_db()
    assert (part.due, part.times_extended) == (new_due, 1)
    page = client.get(url(Assignment, "inspect", part.pk)).content.decode()
    assert f"{new_due:%d/%m/%Y}" in page
    assert f"{part.original_due:%d/%m/%Y}" in page


def test_an_earlier_date_is_no_more_time(house: House) -> None:
    part = _with_due(move_to(AssignmentFactory(unit=house.ward), State.IN_PROGRESS))
    client, address = signed_in(house.officer), url(Assignment, "extend", part.pk)
    token = client.get(address).context["form"]["form_token"].value()
    answer = client.post(
        address, {"new_due": part.due.isoformat(), "reason": "Chờ", "form_token": str(token)}
    )
    assert answer.context["form"].errors.keys() == {"new_due"}
    assert not ExtensionRequest.objects.exists()


def test_beyond_the_limit_only_the_leadership_grants(house: House) -> None:
    part = _with_due(move_to(AssignmentFactory(unit=house.ward), State.IN_PROGRESS))
    Assignment.objects.filter(pk=part.pk).update(times_extended=2)
    part.refresh_from_db()
    request = request_extension(part, new_due=part.due + timedelta(days=7), reason="Chờ", actor=house.officer)
    plain = url(ExtensionRequest, "transition", request.pk, "grant")
    exception = url(ExtensionRequest, "transition", request.pk, "grant_as_exception")
    assert signed_in(house.home_affairs).post(plain, {"version": 0}).status_code == 200
    request.refresh_from_db()
    assert request.state == ExtensionState.REQUESTED
    signed_in(house.leadership).post(exception, {"version": 0, "reason": "Dịch bệnh"})
    request.refresh_from_db()
    assert request.state == ExtensionState.GRANTED


def test_a_refusal_leaves_the_due_date(house: House) -> None:
    part = _with_due(move_to(AssignmentFactory(unit=house.ward), State.IN_PROGRESS))
    request = request_extension(part, new_due=part.due + timedelta(days=7), reason="Chờ", actor=house.officer)
    address = url(ExtensionRequest, "transition", request.pk, "refuse")
    signed_in(house.home_affairs).post(address, {"version": 0, "reason": "Không đủ lý do"})
    request.refresh_from_db()
    due = part.due
    part.refresh_from_db()
    assert (request.state, part.due) == (ExtensionState.REFUSED, due)
