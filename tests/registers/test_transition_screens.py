"""The screen of a transition: who is refused in words, what has no screen, and several things to tick."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reform.directives.enums import AssignmentState as State
from reform.directives.models import Assignment
from reform.organisation.capabilities import Capability, Role
from reform.organisation.models import Unit, User
from reform.registers import workflow as engine
from reform.registers.models import HistoryEntry
from reform.registers.workflow import Input, Transition, TransitionRefused, Workflow
from tests.directives.factories import AssignmentFactory
from tests.organisation.factories import UnitFactory, user_with_role

from .helpers import signed_in
from .trial import TrialAdmin

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.registers.trial")]

TIED = "Người này là tác giả"
PRESENT = Input("present", "Có mặt", "several", choices=(("1", "Bình"), ("2", "An"), ("3", "Hoa")))
ACCEPT = Transition(
    "accept", frozenset({State.ASSIGNED}), State.ACCEPTED, "Nhận", "Nhận việc.", Capability.ENTER
)


@pytest.fixture(autouse=True)
def tables_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tables of these tests from the house's own list of tables."""
    monkeypatch.setattr(engine, "_workflows", [])


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def officer(unit: Unit) -> User:
    return user_with_role(Role.UNIT_OFFICER, unit)


@pytest.fixture
def record(unit: Unit) -> Assignment:
    return AssignmentFactory(unit=unit, state=State.ASSIGNED)


def table_of(*rows: Transition) -> Workflow:
    return Workflow(
        model=Assignment, states=State, transitions=rows, unit_of=lambda assignment: assignment.unit_id
    )


def table_with(**changes: Any) -> Workflow:
    """Return a table whose one row differs from `ACCEPT` in what is named."""
    return table_of(replace(ACCEPT, **changes))


def on_screen(monkeypatch: pytest.MonkeyPatch, table: Workflow, user: User) -> Client:
    """Return a browser in which `user` works with the table."""
    monkeypatch.setattr(TrialAdmin, "workflow", table)
    return signed_in(user)


def address(record: Assignment, event: str = "accept") -> str:
    return reverse("trial_assignments_modeladmin_transition", args=(record.pk, event))


def untouched(record: Assignment) -> bool:
    record.refresh_from_db()
    return (record.state, record.version, HistoryEntry.objects.of(record).count()) == (State.ASSIGNED, 0, 0)


# --- refuses: this very person, whatever the role says ---


def test_who_prepared_something_is_told_that_before_anything_else(record: Assignment, officer: User) -> None:
    rows = (
        replace(ACCEPT, event="prepare", target=None),
        replace(ACCEPT, not_by=("prepare",), refuses=lambda assignment, user: TIED),
    )
    table = table_of(*rows)
    table.perform(record, "prepare", actor=officer)
    with pytest.raises(TransitionRefused, match="người khác"):
        table.perform(record, "accept", actor=officer)


def test_the_screen_says_why_this_very_person_is_refused(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(refuses=lambda assignment, user: TIED), officer)
    for response in (client.get(address(record)), client.post(address(record), {"version": 0})):
        assert response.status_code == 302
        assert TIED in client.get(response["Location"]).content.decode()
    assert untouched(record)


# --- offered: done from another record, for many at once ---


def test_what_is_done_from_another_record_has_no_screen(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(offered=False), officer)
    assert client.get(address(record)).status_code == 404
    assert client.post(address(record), {"version": 0}).status_code == 404
    assert untouched(record)
    page = reverse("trial_assignments_modeladmin_inspect", args=(record.pk,))
    assert address(record) not in client.get(page).content.decode()


# --- confirms: what nobody can take back is asked about once more ---


def test_what_cannot_be_taken_back_is_asked_about_before_it_is_done(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(confirms=True), officer)
    page = client.get(reverse("trial_assignments_modeladmin_inspect", args=(record.pk,))).content.decode()
    assert f'href="{address(record)}"' in page
    assert f'action="{address(record)}"' not in page
    asked = client.get(address(record))
    assert "Nhận việc." in asked.content.decode()
    assert untouched(record)
    client.post(address(record), {"version": asked.context["form"]["version"].value()})
    record.refresh_from_db()
    assert record.state == State.ACCEPTED


# --- several: a list of things ---


def test_several_are_ticked_and_the_effect_gets_a_list(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    table = table_with(inputs=(PRESENT,), effect=lambda assignment, values, actor, at: seen.append(values))
    client = on_screen(monkeypatch, table, officer)
    boxes = client.get(address(record)).content.decode()
    assert boxes.count('type="checkbox"') >= 3
    client.post(address(record), {"version": 0, "present": ["1", "3"]})
    assert seen == [{"present": ["1", "3"]}]
    record.refresh_from_db()
    assert record.state == State.ACCEPTED


@pytest.mark.parametrize("ticked", [[], ["4"], ["1", "4"]])
def test_none_at_all_and_what_was_not_offered_is_refused(
    record: Assignment, officer: User, ticked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(inputs=(PRESENT,)), officer)
    response = client.post(address(record), {"version": 0, "present": ticked})
    assert "present" in response.context["form"].errors
    assert untouched(record)


def test_several_that_need_not_be_given_may_be_left_out(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    optional = replace(PRESENT, required=False)
    client = on_screen(monkeypatch, table_with(inputs=(optional,)), officer)
    client.post(address(record), {"version": 0})
    assert HistoryEntry.objects.of(record).get().changes[1:] == []


def test_zero_and_no_are_something_given(record: Assignment) -> None:
    votes = (Input("votes", "Phiếu", "number"), Input("agreed", "Đồng ý"))
    table_with(inputs=votes).perform(record, "accept", actor=None, inputs={"votes": 0, "agreed": False})
    assert record.state == State.ACCEPTED


# --- somebody else was quicker ---


WHY = Input("reason", "Lý do", "long_text")
LONG_WORDS = "Lý do rất dài, gõ trong nửa giờ. " * 20


def test_who_comes_second_keeps_every_word_and_learns_who_was_quicker(
    record: Assignment, officer: User, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = user_with_role(Role.UNIT_OFFICER, unit)
    client = on_screen(monkeypatch, table_with(inputs=(WHY,)), officer)
    signed_in(quick).post(address(record), {"version": 0, "reason": "Nhanh hơn"})
    response = client.post(address(record), {"version": 0, "reason": LONG_WORDS})
    page = response.content.decode()
    assert response.status_code == 409
    assert LONG_WORDS.strip() in page
    assert str(quick) in page
    assert timezone.localdate().strftime("%d/%m/%Y") in page
    assert HistoryEntry.objects.of(record).get().reason == "Nhanh hơn"


def test_who_comes_second_with_nothing_typed_is_led_back_and_told_who_was_quicker(
    record: Assignment, officer: User, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = user_with_role(Role.UNIT_OFFICER, unit)
    client = on_screen(monkeypatch, table_of(ACCEPT), officer)
    signed_in(quick).post(address(record), {"version": 0})
    response = client.post(address(record), {"version": 0}, follow=True)
    assert str(quick) in " ".join(str(message) for message in response.context["messages"])


def test_other_words_of_the_same_person_are_not_said_to_be_done(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(inputs=(WHY,)), officer)
    client.post(address(record), {"version": 0, "reason": "Thẻ thứ nhất"})
    other = client.post(address(record), {"version": 0, "reason": "Thẻ thứ hai"})
    assert other.status_code == 409
    assert "Thẻ thứ hai" in other.content.decode()
    assert "lặp lại" not in other.content.decode()
    same = client.post(address(record), {"version": 0, "reason": "Thẻ thứ nhất"}, follow=True)
    assert "lặp lại" in same.content.decode()


def test_words_are_kept_also_when_another_input_is_wrong_by_then(
    record: Assignment, officer: User, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(inputs=(WHY, PRESENT)), officer)
    given = {"version": 0, "reason": "Nhanh hơn", "present": ["1"]}
    signed_in(user_with_role(Role.UNIT_OFFICER, unit)).post(address(record), given)
    response = client.post(address(record), given | {"reason": LONG_WORDS, "present": ["4"]})
    assert response.status_code == 409
    assert LONG_WORDS.strip() in response.content.decode()


def test_leaving_a_step_with_unsaved_words_is_asked_about(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(inputs=(WHY,)), officer)
    page = client.get(address(record)).content.decode()
    assert "beforeunload@window->w-unsaved#confirm" in page
    assert 'data-w-unsaved-force-value="false"' in page
    refused = client.post(address(record), {"version": 0, "reason": ""}).content.decode()
    assert 'data-w-unsaved-force-value="true"' in refused
