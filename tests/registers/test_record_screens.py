"""The screens of one record: scope, transitions once and only once, history, evidence."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reform.directives.enums import AssignmentState as State
from reform.directives.models import Assignment
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.evidence import attach_evidence
from reform.registers.models import Evidence, HistoryEntry
from tests.organisation.factories import UnitFactory, user_with_role

from .helpers import assignment_in, files_kept, home_affairs_of, pdf, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.registers.trial")]

ACTIONS = ("inspect", "history", "attach", "edit", "delete")


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def officer(unit: Unit) -> User:
    return user_with_role(Role.UNIT_OFFICER, unit)


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def address(action: str, record: Any, *more: str) -> str:
    return reverse(f"trial_assignments_modeladmin_{action}", args=(record.pk, *more))


def do(client: Client, record: Assignment, event: str, **given: Any) -> Any:
    given.setdefault("version", Assignment.objects.get(pk=record.pk).version)
    return client.post(address("transition", record, event), given)


def messages_of(client: Client, response: Any) -> str:
    return client.get(response["Location"]).content.decode()


# --- scope ---


@pytest.mark.parametrize("action", ACTIONS)
def test_a_foreign_record_does_not_exist(client: Client, action: str) -> None:
    foreign = assignment_in(State.ASSIGNED, UnitFactory())
    assert client.get(address(action, foreign)).status_code == 404
    assert client.post(address(action, foreign)).status_code == 404


def test_a_foreign_records_transitions_do_not_exist(client: Client) -> None:
    foreign = assignment_in(State.ASSIGNED, UnitFactory())
    assert client.get(address("transition", foreign, "accept")).status_code == 404
    assert do(client, foreign, "accept").status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == State.ASSIGNED


def test_history_is_not_shown_without_the_right_to_see_the_record(unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    editor = user_with_role(Role.CULTURE_EDITOR, unit)
    assert signed_in(editor).get(address("history", record)).status_code == 404


def test_what_the_policy_does_not_allow_leads_back_to_the_dashboard(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    for action in ("edit", "delete", "attach"):
        assert client.get(address(action, record))["Location"] == "/admin/"


# --- transitions ---


def test_the_page_offers_what_can_be_done_and_says_what_it_does(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    response = client.get(address("inspect", record))
    assert [offer["transition"].event for offer in response.context["offers"]] == ["accept", "reject"]
    assert str(response.context["offers"][0]["transition"].consequence) in response.content.decode()


def test_a_double_click_accepts_once(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    version = record.version
    first = do(client, record, "accept", version=version)
    second = do(client, record, "accept", version=version)
    assert first.status_code == second.status_code == 302
    assert HistoryEntry.objects.of(record).filter(action="accept").count() == 1
    assert second["Location"] == address("inspect", record)


def test_a_double_click_on_an_event_that_keeps_the_state_counts_once(client: Client, unit: Unit) -> None:
    record = assignment_in(State.IN_PROGRESS, unit)
    given = {"version": record.version, "progress": "60", "progress_note": "Đã xong phần đầu"}
    for _ in range(2):
        do(client, record, "update_progress", **given)
    assert HistoryEntry.objects.of(record).filter(action="update_progress").count() == 2  # one is the path's
    record.refresh_from_db()
    assert record.progress == 60


def test_a_missing_input_is_asked_for_and_nothing_is_done(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    response = do(client, record, "reject", reason="  ")
    assert response.status_code == 200
    assert "reason" in response.context["form"].errors
    record.refresh_from_db()
    assert record.state == State.ASSIGNED


def test_a_transition_without_the_version_that_was_seen_is_refused(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    response = client.post(address("transition", record, "accept"))
    assert response.status_code == 200
    record.refresh_from_db()
    assert record.state == State.ASSIGNED


def test_what_was_typed_over_a_newer_save_is_kept(client: Client, unit: Unit) -> None:
    record = assignment_in(State.IN_PROGRESS, unit)
    seen = record.version
    colleague = signed_in(user_with_role(Role.UNIT_OFFICER, unit))
    do(colleague, record, "update_progress", progress="30", progress_note="Của đồng nghiệp")
    response = do(client, record, "update_progress", version=seen, progress="40", progress_note="Của tôi")
    assert response.status_code == 409
    page = response.content.decode()
    assert "Của tôi" in page
    assert f'value="{seen + 1}"' in page
    record.refresh_from_db()
    assert record.progress == 30


def test_who_lacks_the_capability_is_refused(unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    auditor = signed_in(user_with_role(Role.AUDITOR, unit))
    assert auditor.get(address("inspect", record)).context["offers"] == []
    assert do(auditor, record, "accept")["Location"] == "/admin/"
    record.refresh_from_db()
    assert record.state == State.ASSIGNED


def test_an_unknown_event_and_one_of_the_systems_own_do_not_exist(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)
    assert client.get(address("transition", record, "nonsense")).status_code == 404
    assert do(client, record, "accept_by_silence").status_code == 404


def test_who_prepared_sees_the_confirmation_disabled_with_its_reason(unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    both = user_with_role(Role.UNIT_OFFICER, unit)
    both.role_assignments.create(role=Role.UNIT_HEAD, unit=unit)
    client = signed_in(both)
    assert do(client, record, "prepare", result="Đã làm").status_code == 302
    offers = {
        offer["transition"].event: offer["refusal"]
        for offer in client.get(address("inspect", record)).context["offers"]
    }
    assert offers["submit"]
    assert do(client, record, "submit").status_code == 302
    record.refresh_from_db()
    assert record.state == State.PREPARED


def test_a_file_that_is_refused_stops_the_transition(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    response = do(client, record, "prepare", result="Đã làm", file=pdf("virus.pdf", b"MZ\x90\x00" * 200))
    assert response.status_code == 200
    record.refresh_from_db()
    assert record.state == State.ACCEPTED
    assert not Evidence.objects.exists()


def test_a_transition_that_is_refused_keeps_no_file(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    do(client, record, "prepare", version=0, result="Đã làm", file=pdf())
    assert not Evidence.objects.exists()
    assert files_kept() == []


def test_files_and_transition_come_together(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit, task__result_kind="document")
    response = do(client, record, "prepare", result="Đã làm", file=[pdf("a.pdf"), pdf("b.pdf")])
    assert response.status_code == 302
    record.refresh_from_db()
    assert record.state == State.PREPARED
    assert Evidence.objects.of(record).count() == 2


# --- history ---


def test_the_history_tells_who_when_for_whom_from_where_to_where_and_why(unit: Unit) -> None:
    record = assignment_in(State.REPORTED, unit)
    chief = home_affairs_of(unit.authority)
    do(signed_in(chief), record, "return", reason="Thiếu số liệu của tháng 8")
    page = signed_in(chief).get(address("history", record)).content.decode()
    event = signed_in(chief).get(address("history", record)).context["timeline"][0]
    assert (event.actor, event.unit) == (chief, chief.unit)
    assert (event.from_state, event.to_state) == (State.REPORTED.label, State.RETURNED.label)
    assert event.reason == "Thiếu số liệu của tháng 8"
    assert "Thiếu số liệu của tháng 8" in page


def test_a_field_that_holds_markup_is_shown_as_text(client: Client, unit: Unit) -> None:
    record = assignment_in(State.IN_PROGRESS, unit)
    do(client, record, "update_progress", progress="10", progress_note="<script>alert(1)</script>")
    for action in ("inspect", "history"):
        assert "<script>alert(1)</script>" not in client.get(address(action, record)).content.decode()


def test_the_page_of_a_record_with_a_long_history_takes_a_constant_number_of_queries(
    client: Client, unit: Unit, officer: User, django_assert_max_num_queries: Any
) -> None:
    record = assignment_in(State.IN_PROGRESS, unit)
    for number in range(30):
        do(client, record, "update_progress", progress=str(number), progress_note="Tiếp")
    attach_evidence(record, actor=officer, upload=pdf())
    client.get(address("inspect", record))
    with django_assert_max_num_queries(20):
        client.get(address("inspect", record))


@pytest.mark.parametrize("pk", ["0", "999999", "99999999999999999999999999"])
def test_a_number_that_no_record_has_is_a_404(client: Client, pk: str) -> None:
    for path in (f"trial/assignments/inspect/{pk}/", f"trial/assignments/history/{pk}/", f"evidence/{pk}/"):
        assert client.get(f"/admin/{path}").status_code == 404


def test_typed_line_breaks_are_shown_and_markup_is_not_run(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit, task__text="Dòng một\nDòng hai <b>đậm</b>")
    page = client.get(address("inspect", record)).content.decode()
    assert "Dòng một<br>Dòng hai &lt;b&gt;đậm&lt;/b&gt;" in page
