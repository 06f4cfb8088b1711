"""Every state, event and role of citizens' messages, against a table written out here."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.feedback.enums import MessageKind, MessageState
from reform.feedback.workflow import MESSAGES
from reform.organisation.capabilities import Role
from reform.registers.workflow import TransitionRefused
from tests.directives.roles import House, build_house
from tests.feedback.factories import ANSWER, CitizenMessageFactory
from tests.organisation.factories import UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

OFFICER_OR_HEAD = {Role.UNIT_OFFICER, Role.UNIT_HEAD}
HEAD = {Role.UNIT_HEAD}
DESK = {Role.HOME_AFFAIRS}

# event: (states in which it is possible, roles that may do it, the state that follows)
EXPECTED = {
    "route": ({"received", "routed"}, DESK, "routed"),
    "hand_back": ({"routed"}, OFFICER_OR_HEAD, "received"),
    "prepare_answer": ({"routed"}, OFFICER_OR_HEAD, "prepared"),
    "return_answer": ({"prepared"}, HEAD, "routed"),
    "give_answer": ({"prepared"}, HEAD, "answered"),
    "publish": ({"answered"}, DESK, "published"),
    "publish_comment": ({"received"}, DESK, "published"),
    "withdraw": ({"published"}, DESK, "answered"),
    "refuse": ({"received", "routed"}, DESK, "refused"),
    "mark_spam": ({"received"}, DESK, "spam"),
}


def inputs(house: House) -> dict[str, Any]:
    """Return something for every input of the table."""
    words = {"answer": ANSWER, "reason": "Lý do", "refusal": "Gửi nơi khác", "public_question": "Hỏi chung"}
    return words | {"unit": house.other}


def test_the_table_holds_exactly_the_events_that_are_expected() -> None:
    assert set(MESSAGES.by_event) == set(EXPECTED)


@pytest.mark.parametrize("role", Role)
def test_a_role_can_do_what_the_table_allows_and_nothing_else(role: Role) -> None:
    house = build_house()
    user = house.people[role]
    for state in MessageState:
        message = CitizenMessageFactory(unit=house.unit, state=state, kind=MessageKind.COMMENT)
        for event, (sources, roles, _target) in EXPECTED.items():
            possible = state in sources and role in roles
            assert MESSAGES.allowed(message, event, user) is possible, (state, event)
            if not possible:
                with pytest.raises(TransitionRefused):
                    MESSAGES.perform(message, event, actor=user, inputs=inputs(house))


@pytest.mark.parametrize("event", EXPECTED)
def test_an_event_leads_where_the_table_says(event: str) -> None:
    house = build_house()
    sources, _roles, target = EXPECTED[event]
    for state in sources:
        message = CitizenMessageFactory(unit=house.unit, state=state, kind=MessageKind.COMMENT)
        MESSAGES.perform(message, event, actor=None, inputs=inputs(house))
        assert message.state == target


@pytest.mark.parametrize("role", Role)
def test_a_role_of_another_unit_or_authority_can_do_nothing(role: Role) -> None:
    house, abroad = build_house(), build_house()
    strangers = [abroad.people[role]]
    if role in OFFICER_OR_HEAD:
        strangers.append(user_with_role(role, house.other))
    for state in MessageState:
        message = CitizenMessageFactory(unit=house.unit, state=state)
        for user in strangers:
            assert not any(MESSAGES.allowed(message, event, user) for event in EXPECTED)


def test_who_wrote_the_answer_does_not_give_it() -> None:
    house = build_house()
    message = CitizenMessageFactory(unit=house.unit, state="routed")
    MESSAGES.perform(message, "prepare_answer", actor=house.head, inputs={"answer": ANSWER})
    with pytest.raises(TransitionRefused, match="người khác"):
        MESSAGES.perform(message, "give_answer", actor=house.head)


def test_a_message_is_routed_to_no_unit_of_another_authority_and_to_no_closed_one() -> None:
    house = build_house()
    message = CitizenMessageFactory(authority=house.authority)
    closed = UnitFactory(authority=house.authority, valid_to="2020-01-01")
    for unit in (UnitFactory(), closed, "nobody"):
        with pytest.raises(ValidationError):
            MESSAGES.perform(message, "route", actor=house.home_affairs, inputs={"unit": unit})


def test_a_question_is_not_published_before_it_is_answered() -> None:
    house = build_house()
    message = CitizenMessageFactory(authority=house.authority)
    with pytest.raises(TransitionRefused):
        MESSAGES.perform(
            message, "publish_comment", actor=house.home_affairs, inputs={"public_question": "Hỏi"}
        )
