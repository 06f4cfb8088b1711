"""The engine of transitions, tried on the tables of the house."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.directives.enums import AssignmentState as State
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.documentation import workflows_page
from reform.registers.management.commands.document_workflows import PAGE, load_workflows
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import Transition, TransitionRefused, Workflow, registered_workflows
from tests.directives.factories import INPUTS, AssignmentFactory
from tests.organisation.factories import UnitFactory, user_with_role

from .helpers import assignment_in, home_affairs_of

pytestmark = pytest.mark.django_db


def everybody_in(unit: Any) -> User:
    """Return somebody with every role of the unit: only states and duties can refuse anything."""
    user = user_with_role(Role.HOME_AFFAIRS, unit)
    for role in (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADERSHIP):
        user.role_assignments.create(role=role, unit=unit)
    return user


@pytest.mark.parametrize("state", State.values)
def test_only_what_the_table_says_is_possible_in_a_state(state: str) -> None:
    record = AssignmentFactory(state=state, waiting=False, task__frequency="monthly")
    user = everybody_in(record.unit)
    for row in ASSIGNMENTS.transitions:
        possible = state in row.sources and row.capability is not None
        assert ASSIGNMENTS.allowed(record, row.event, user) is possible, row.event
        if state not in row.sources:
            with pytest.raises(TransitionRefused):
                ASSIGNMENTS.perform(record, row.event, actor=None, inputs=INPUTS)
    record.refresh_from_db()
    assert record.state == state


@pytest.mark.parametrize("row", ASSIGNMENTS.transitions, ids=lambda row: row.event)
def test_a_transition_needs_its_capability_for_the_records_unit(row: Transition) -> None:
    record = AssignmentFactory(state=sorted(row.sources)[0])
    elsewhere = everybody_in(UnitFactory(authority=record.unit.authority))
    auditor = user_with_role(Role.AUDITOR, record.unit)
    for outsider in (elsewhere, auditor):
        with pytest.raises(TransitionRefused):
            ASSIGNMENTS.perform(record, row.event, actor=outsider, inputs=INPUTS)


@pytest.mark.parametrize(
    "row",
    [row for row in ASSIGNMENTS.transitions if any(i.required for i in row.inputs)],
    ids=lambda row: row.event,
)
def test_what_must_be_given_is_asked_for(row: Transition) -> None:
    record = AssignmentFactory(state=sorted(row.sources)[0])
    with pytest.raises(ValidationError):
        ASSIGNMENTS.perform(record, row.event, actor=None, inputs={})
    record.refresh_from_db()
    assert record.version == 0
    assert not HistoryEntry.objects.exists()


def test_who_prepared_cannot_confirm() -> None:
    record = assignment_in(State.ACCEPTED, UnitFactory())
    both = everybody_in(record.unit)
    ASSIGNMENTS.perform(record, "prepare", actor=both, inputs=INPUTS)
    with pytest.raises(TransitionRefused):
        ASSIGNMENTS.perform(record, "submit", actor=both)
    ASSIGNMENTS.perform(record, "submit", actor=everybody_in(record.unit))
    assert record.state == State.REPORTED


def test_separation_of_duties_looks_at_who_did_it_last() -> None:
    record = assignment_in(State.ACCEPTED, UnitFactory())
    first, second = everybody_in(record.unit), everybody_in(record.unit)
    ASSIGNMENTS.perform(record, "prepare", actor=first, inputs=INPUTS)
    ASSIGNMENTS.perform(record, "send_back", actor=second, inputs=INPUTS)
    ASSIGNMENTS.perform(record, "prepare", actor=second, inputs=INPUTS)
    ASSIGNMENTS.perform(record, "submit", actor=first)
    assert record.state == State.REPORTED


def test_an_older_version_is_refused() -> None:
    record = assignment_in(State.ASSIGNED, UnitFactory())
    with pytest.raises(StaleRecord):
        ASSIGNMENTS.perform(record, "accept", actor=None, expected_version=record.version - 1)


def test_a_transition_is_told_with_its_words() -> None:
    record = assignment_in(State.ACCEPTED, UnitFactory())
    chief = home_affairs_of(record.unit.authority)
    entry = ASSIGNMENTS.perform(
        record, "suspend", actor=chief, inputs={"letter": "12/UBND", "reason": "Chờ Sở", "forged": "x"}
    )
    assert (entry.actor, entry.unit, entry.reason) == (chief, chief.unit, "Chờ Sở")
    assert (entry.from_state, entry.to_state) == (State.ACCEPTED, State.SUSPENDED)
    assert {"field": "letter", "old": "", "new": "12/UBND"} in entry.changes
    assert "forged" not in str(entry.changes)


def test_a_table_names_an_event_once() -> None:
    row = ASSIGNMENTS.transitions[0]
    with pytest.raises(ValueError, match="twice"):
        Workflow(model=ASSIGNMENTS.model, states=State, transitions=(row, row), unit_of=lambda record: 1)


def test_tables_name_only_events_and_states_that_exist() -> None:
    load_workflows()
    for workflow in registered_workflows():
        for row in workflow.transitions:
            # Whoever entered or changed a record may be excluded as well as whoever took a step.
            assert set(row.not_by) <= workflow.by_event.keys() | {"create", "edit"}
            assert row.sources <= set(workflow.states.values)
            assert row.target is None or row.target in workflow.states.values


def test_the_page_of_workflows_is_up_to_date() -> None:
    load_workflows()
    assert PAGE.read_text(encoding="utf-8") == workflows_page(), "run manage.py document_workflows"
