"""Every state, event and role of the two workflows: allowed or refused, against a table written out here."""

import pytest

from reform.directives.enums import AssignmentState, ExtensionState
from reform.directives.workflow import ASSIGNMENTS, EXTENSIONS
from reform.organisation.capabilities import Role
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import user_with_role

from .factories import INPUTS, AssignmentFactory, ExtensionRequestFactory
from .roles import build_house

pytestmark = pytest.mark.django_db

OFFICER_OR_HEAD = {Role.UNIT_OFFICER, Role.UNIT_HEAD}
HEAD = {Role.UNIT_HEAD}
HOME_AFFAIRS = {Role.HOME_AFFAIRS}
LEADERSHIP = {Role.LEADERSHIP}
NOBODY: set[Role] = set()

WITH_THE_UNIT = {"accepted", "in_progress", "returned"}
RUNNING = WITH_THE_UNIT | {"assigned", "prepared"}

# event: (states in which it is possible, roles that may do it, the state that follows)
EXPECTED = {
    "assign": ({"draft"}, HOME_AFFAIRS, "assigned"),
    "accept": ({"assigned"}, OFFICER_OR_HEAD, "accepted"),
    "accept_by_silence": ({"assigned"}, NOBODY, "accepted"),
    "reject": ({"assigned"}, OFFICER_OR_HEAD, "rejected"),
    "assign_again": ({"rejected"}, HOME_AFFAIRS, "assigned"),
    "pass_on": ({"rejected"}, HOME_AFFAIRS, "reassigned"),
    "update_progress": (WITH_THE_UNIT, OFFICER_OR_HEAD, "in_progress"),
    "report_period": (WITH_THE_UNIT, OFFICER_OR_HEAD, "in_progress"),
    "prepare": (WITH_THE_UNIT, OFFICER_OR_HEAD, "prepared"),
    "send_back": ({"prepared"}, HEAD, "in_progress"),
    "submit": ({"prepared"}, HEAD, "reported"),
    "return": ({"reported"}, HOME_AFFAIRS, "returned"),
    "complete": ({"reported"}, HOME_AFFAIRS, "completed"),
    "suspend": (RUNNING, HOME_AFFAIRS, "suspended"),
    "resume": ({"suspended"}, HOME_AFFAIRS, "in_progress"),
    "cancel": (RUNNING | {"draft", "rejected", "reported", "suspended"}, HOME_AFFAIRS, "cancelled"),
}
EXPECTED_OF_EXTENSIONS = {
    "grant": ({"requested"}, HOME_AFFAIRS, "granted"),
    "grant_as_exception": ({"requested"}, LEADERSHIP, "granted"),
    "refuse": ({"requested"}, HOME_AFFAIRS, "refused"),
}


def test_the_tables_hold_exactly_the_events_that_are_expected() -> None:
    assert set(ASSIGNMENTS.by_event) == set(EXPECTED)
    assert set(EXTENSIONS.by_event) == set(EXPECTED_OF_EXTENSIONS)


@pytest.mark.parametrize("event", EXPECTED)
def test_an_event_leads_where_the_table_says(event: str) -> None:
    sources, _roles, target = EXPECTED[event]
    for state in sources:
        row = AssignmentFactory(state=state, task__frequency="monthly", task__result_kind="work")
        ASSIGNMENTS.perform(row, event, actor=None, inputs=INPUTS)
        assert row.state == target


@pytest.mark.parametrize("role", Role)
def test_a_role_can_do_what_the_table_allows_and_nothing_else(role: Role) -> None:
    house = build_house()
    user = house.people[role]
    for state in AssignmentState:
        row = AssignmentFactory(unit=house.unit, state=state, task__frequency="monthly")
        for event, (sources, roles, _target) in EXPECTED.items():
            possible = state in sources and role in roles
            assert ASSIGNMENTS.allowed(row, event, user) is possible, (state, event)
            if not possible:
                with pytest.raises(TransitionRefused):
                    ASSIGNMENTS.perform(row, event, actor=user, inputs=INPUTS)
        row.refresh_from_db()
        assert (row.state, row.version) == (state, 0)


@pytest.mark.parametrize("role", Role)
def test_a_role_decides_extensions_as_the_table_allows(role: Role) -> None:
    house = build_house()
    user = house.people[role]
    for state in ExtensionState:
        request = ExtensionRequestFactory(assignment__unit=house.unit, state=state)
        for event, (sources, roles, _target) in EXPECTED_OF_EXTENSIONS.items():
            possible = state in sources and role in roles
            assert EXTENSIONS.allowed(request, event, user) is possible, (state, event)
            if not possible:
                with pytest.raises(TransitionRefused):
                    EXTENSIONS.perform(request, event, actor=user, inputs=INPUTS)


@pytest.mark.parametrize("role", Role)
def test_a_role_of_another_unit_or_authority_can_do_nothing(role: Role) -> None:
    house, abroad = build_house(), build_house()
    strangers = [abroad.people[role]]
    if role in OFFICER_OR_HEAD:
        strangers.append(user_with_role(role, house.other))
    for state in AssignmentState:
        row = AssignmentFactory(unit=house.unit, state=state)
        for user in strangers:
            assert not any(ASSIGNMENTS.allowed(row, event, user) for event in EXPECTED)


def test_a_reading_of_the_table_for_people_names_every_event() -> None:
    assert len(ASSIGNMENTS.describe()) == len(EXPECTED)
