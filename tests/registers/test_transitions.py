"""Rows of a table that refuse one person, that have no button, and that take several values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment
from reform.organisation.capabilities import Capability, Role
from reform.organisation.models import User
from reform.registers import workflow as engine
from reform.registers.admin.views.transition import TransitionForm
from reform.registers.models import HistoryEntry
from reform.registers.records import create_record, history_of_changes, update_record
from reform.registers.workflow import Input, Transition, TransitionRefused, Workflow
from tests.directives.factories import AssignmentFactory
from tests.organisation.factories import CalendarDayFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2021, 3, 4, 9, 30, tzinfo=UTC)
PARTS = Input("parts", "Parts", "several", choices=(("a", "First"), ("b", "Second"), ("c", "Third")))
ROW = Transition(
    "accept",
    frozenset({AssignmentState.ASSIGNED}),
    AssignmentState.ACCEPTED,
    "Accept",
    "Takes the work.",
    Capability.ENTER,
)


@pytest.fixture(autouse=True)
def _no_table_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let tables of this module be known to nobody else."""
    monkeypatch.setattr(engine, "_workflows", [])
    yield


def table(**changes: Any) -> Workflow:
    """Return a table of one row with changes to it."""
    return Workflow(
        model=Assignment,
        states=AssignmentState,
        transitions=(replace(ROW, **changes),),
        unit_of=lambda assignment: assignment.unit_id,
    )


def assigned() -> tuple[Assignment, User]:
    """Return an assignment that waits for acceptance, and an officer who may accept it."""
    assignment = AssignmentFactory(unit=UnitFactory(), waiting=True)
    return assignment, user_with_role(Role.UNIT_OFFICER, assignment.unit)


def test_a_person_whom_the_row_refuses_is_told_why_on_the_button_and_when_trying() -> None:
    assignment, officer = assigned()
    colleague = user_with_role(Role.UNIT_OFFICER, assignment.unit)
    rows = table(refuses=lambda record, user: "You know the applicant." if user == officer else "")
    (offer,) = rows.offers(assignment, officer)
    assert offer.refusal == "You know the applicant."
    with pytest.raises(TransitionRefused, match=r"You know the applicant\."):
        rows.refuse_unless_possible(assignment, "accept", actor=officer)
    with pytest.raises(TransitionRefused, match=r"You know the applicant\."):
        rows.perform(assignment, "accept", actor=officer)
    assert not HistoryEntry.objects.exists()
    assert rows.offers(assignment, colleague)[0].refusal == ""
    rows.perform(assignment, "accept", actor=colleague)


def test_who_is_refused_is_asked_of_the_record_as_it_stands_now() -> None:
    assignment, officer = assigned()
    rows = table(refuses=lambda record, user: record.progress_note)
    Assignment.objects.filter(pk=assignment.pk).update(progress_note="Became a relative.")
    with pytest.raises(TransitionRefused, match=r"Became a relative\."):
        rows.perform(assignment, "accept", actor=officer)


def test_the_system_itself_is_no_person_and_is_not_refused() -> None:
    assignment, _officer = assigned()
    table(refuses=lambda record, user: "Never.").perform(assignment, "accept", actor=None)
    assert assignment.state == AssignmentState.ACCEPTED


def test_without_the_capability_nobody_learns_whom_the_row_refuses() -> None:
    assignment, _officer = assigned()
    auditor = user_with_role(Role.AUDITOR, assignment.unit)
    rows = table(refuses=lambda record, user: "Secret.")
    assert rows.offers(assignment, auditor) == []
    with pytest.raises(TransitionRefused) as told:
        rows.perform(assignment, "accept", actor=auditor)
    assert "Secret." not in str(told.value)


def test_a_row_without_a_button_is_not_offered_and_can_be_done_from_elsewhere() -> None:
    assignment, officer = assigned()
    rows = table(offered=False)
    assert rows.offers(assignment, officer) == []
    assert rows.allowed(assignment, "accept", officer)
    rows.perform(assignment, "accept", actor=officer)
    assert assignment.state == AssignmentState.ACCEPTED


def form(*ticked: str, required: bool = True) -> TransitionForm:
    """Return the form of a step that takes several values, with some of them ticked."""
    data = QueryDict(mutable=True)
    data["version"] = "0"
    data.setlist("parts", list(ticked))
    return TransitionForm(data, transition=replace(ROW, inputs=(replace(PARTS, required=required),)))


def test_several_values_are_ticked_and_arrive_as_a_list() -> None:
    filled_in = form("a", "c")
    assert filled_in.is_valid()
    assert filled_in.inputs() == {"parts": ["a", "c"]}
    assert 'type="checkbox"' in str(filled_in["parts"])


def test_a_value_that_was_not_offered_is_refused() -> None:
    assert not form("a", "z").is_valid()


def test_of_several_values_at_least_one_is_asked_for_unless_none_will_do() -> None:
    assert not form().is_valid()
    optional = form(required=False)
    assert optional.is_valid()
    assert optional.inputs() == {"parts": None}


@pytest.mark.parametrize("nothing", [None, [], ()])
def test_the_table_asks_for_one_of_several_whoever_calls(nothing: Any) -> None:
    assignment, officer = assigned()
    with pytest.raises(ValidationError) as told:
        table(inputs=(PARTS,)).perform(assignment, "accept", actor=officer, inputs={"parts": nothing})
    assert set(told.value.message_dict) == {"parts"}


@pytest.mark.parametrize(
    ("given", "told"), [(["a", "c"], "a, c"), (("a",), "a"), ([User(last_name="Lê")], "Lê")]
)
def test_history_tells_several_values_in_words(given: Any, told: str) -> None:
    assignment, officer = assigned()
    entry = table(inputs=(PARTS,)).perform(assignment, "accept", actor=officer, inputs={"parts": given})
    (change,) = [change for change in entry.changes if change["field"] == "parts"]
    assert change["new"].startswith(told)
    assert "[" not in change["new"]


def test_history_is_silent_about_several_values_when_none_was_given() -> None:
    assignment, officer = assigned()
    rows = table(inputs=(replace(PARTS, required=False),))
    entry = rows.perform(assignment, "accept", actor=officer, inputs={"parts": []})
    assert "parts" not in {change["field"] for change in entry.changes}


# --- When it happened ---


def test_everything_that_writes_history_can_tell_of_the_past() -> None:
    assignment, officer = assigned()
    day = create_record(CalendarDayFactory.build(), actor=officer, at=LONG_AGO)
    day.name = "Quốc khánh"
    update_record(day, actor=officer, expected_version=day.version, at=LONG_AGO)
    with history_of_changes(day, actor=officer, action="edit", at=LONG_AGO):
        type(day).objects.filter(pk=day.pk).update(name="Quốc khánh 2/9")
    table().perform(assignment, "accept", actor=officer, at=LONG_AGO)
    assert HistoryEntry.objects.count() == 4
    assert set(HistoryEntry.objects.values_list("at", flat=True)) == {LONG_AGO}


def test_a_save_that_changes_nothing_tells_nothing_whenever_it_was() -> None:
    day = CalendarDayFactory()
    update_record(day, actor=None, expected_version=day.version, at=LONG_AGO)
    assert not HistoryEntry.objects.exists()
