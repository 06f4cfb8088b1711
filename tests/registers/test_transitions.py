"""What a row of a table can ask for and refuse, tried on a table of two rows, in the engine and on screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reform.directives.enums import AssignmentState as State
from reform.directives.models import Assignment
from reform.organisation.capabilities import Capability, Role
from reform.organisation.models import Unit, User
from reform.registers import workflow as engine
from reform.registers.admin.views.transition import form_field
from reform.registers.models import HistoryEntry
from reform.registers.workflow import REASON, Input, Transition, TransitionRefused, Workflow
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


def test_a_row_refuses_this_very_person_with_its_words(record: Assignment, officer: User, unit: Unit) -> None:
    table = table_with(refuses=lambda assignment, user: TIED if user == officer else "")
    with pytest.raises(TransitionRefused, match=TIED):
        table.perform(record, "accept", actor=officer)
    with pytest.raises(TransitionRefused, match=TIED):
        table.refuse_unless_possible(record, "accept", actor=officer)
    assert untouched(record)
    table.perform(record, "accept", actor=user_with_role(Role.UNIT_OFFICER, unit))
    assert record.state == State.ACCEPTED


def test_what_refuses_a_person_is_asked_of_the_record_as_it_stands_now(
    record: Assignment, officer: User
) -> None:
    table = table_with(refuses=lambda assignment, user: TIED if assignment.version == 7 else "")
    Assignment.objects.filter(pk=record.pk).update(version=7)
    with pytest.raises(TransitionRefused, match=TIED):
        table.perform(record, "accept", actor=officer)


def test_the_system_is_no_person_who_could_be_refused(record: Assignment) -> None:
    table_with(refuses=lambda assignment, user: TIED).perform(record, "accept", actor=None)
    assert record.state == State.ACCEPTED


def test_a_refused_step_is_offered_with_the_reason_for_the_refusal(record: Assignment, officer: User) -> None:
    (offer,) = table_with(refuses=lambda assignment, user: TIED).offers(record, officer)
    assert (offer.transition.event, offer.refusal) == ("accept", TIED)


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


def test_what_is_done_from_another_record_has_no_button_but_can_be_done(
    record: Assignment, officer: User
) -> None:
    table = table_with(offered=False)
    assert table.allowed(record, "accept", officer)
    assert table.offers(record, officer) == []
    table.perform(record, "accept", actor=officer)
    assert record.state == State.ACCEPTED


def test_what_is_done_from_another_record_has_no_screen(
    record: Assignment, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_screen(monkeypatch, table_with(offered=False), officer)
    assert client.get(address(record)).status_code == 404
    assert client.post(address(record), {"version": 0}).status_code == 404
    assert untouched(record)
    page = reverse("trial_assignments_modeladmin_inspect", args=(record.pk,))
    assert address(record) not in client.get(page).content.decode()


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


@pytest.mark.parametrize("nothing", [[], (), None, ""])
def test_an_empty_list_is_nothing_given_whoever_calls(record: Assignment, nothing: Any) -> None:
    with pytest.raises(ValidationError) as told:
        table_with(inputs=(PRESENT,)).perform(record, "accept", actor=None, inputs={"present": nothing})
    assert set(told.value.message_dict) == {"present"}
    assert untouched(record)


def test_zero_and_no_are_something_given(record: Assignment) -> None:
    votes = (Input("votes", "Phiếu", "number"), Input("agreed", "Đồng ý"))
    table_with(inputs=votes).perform(record, "accept", actor=None, inputs={"votes": 0, "agreed": False})
    assert record.state == State.ACCEPTED


@pytest.mark.parametrize("given", [["Bình", "An"], ("Bình", "An")])
def test_history_tells_a_list_as_words(record: Assignment, given: Any) -> None:
    entry = table_with(inputs=(PRESENT,)).perform(record, "accept", actor=None, inputs={"present": given})
    assert {"field": "present", "old": "", "new": "Bình, An"} in entry.changes


def test_history_does_not_tell_a_list_that_is_empty(record: Assignment) -> None:
    table = table_with(inputs=(replace(PRESENT, required=False), replace(REASON, required=False)))
    entry = table.perform(record, "accept", actor=None, inputs={"present": []})
    assert "present" not in {change["field"] for change in entry.changes}


def test_one_of_a_choice_and_several_of_it_are_different_fields() -> None:
    assert isinstance(form_field(PRESENT), forms.MultipleChoiceField)
    one = form_field(replace(PRESENT, kind="choice"))
    assert isinstance(one, forms.ChoiceField)
    assert not isinstance(one, forms.MultipleChoiceField)
