"""Every state, event and role of citizens' messages, against a table written out here."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.feedback.enums import MessageKind, MessageState
from reform.feedback.services import erase_personal_data
from reform.feedback.workflow import MESSAGES
from reform.organisation.capabilities import Role
from reform.registers.models import HistoryEntry
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
    "withdraw_comment": ({"published"}, DESK, "received"),
    "mark_spam": ({"received"}, DESK, "spam"),
    "not_spam": ({"spam"}, DESK, "received"),
}


def inputs(house: House) -> dict[str, Any]:
    """Return something for every input of the table."""
    words = {
        "answer": ANSWER,
        "reason": "Lý do",
        "refusal": "Gửi nơi khác",
        "public_question": "Hỏi chung",
    } | {"public_answer": ANSWER}
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
            # What is answered is taken off the site by another step than what is not.
            message.answered_on = date(2022, 10, 3) if event == "withdraw" else None
            assert MESSAGES.allowed(message, event, user) is possible, (state, event)
            if not possible:
                with pytest.raises(TransitionRefused):
                    MESSAGES.perform(message, event, actor=user, inputs=inputs(house))


@pytest.mark.parametrize("event", EXPECTED)
def test_an_event_leads_where_the_table_says(event: str) -> None:
    house = build_house()
    sources, _roles, target = EXPECTED[event]
    for state in sources:
        answered_on = date(2022, 10, 3) if event == "withdraw" else None
        message = CitizenMessageFactory(
            unit=house.unit, state=state, kind=MessageKind.COMMENT, answered_on=answered_on
        )
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


def test_what_tells_who_asked_is_not_published() -> None:
    house = build_house()
    sender = {
        "contact_name": "Nguyễn Thị Thử",
        "contact_phone": "0225 3 123 456",
        "contact_email": "thu@x.vn",
    }
    for words in (
        "Tôi là NGUYỄN THỊ THỬ",
        "Gọi 0225 3 123 456",
        "Gọi 0912.345.678",
        "Số 031090001234",
        "Viết cho khac@example.vn",
    ):
        message = CitizenMessageFactory(authority=house.authority, kind=MessageKind.COMMENT, **sender)
        with pytest.raises(ValidationError) as refused:
            MESSAGES.perform(
                message, "publish_comment", actor=house.home_affairs, inputs={"public_question": words}
            )
        assert "public_question" in refused.value.message_dict, words
        message.refresh_from_db()
        assert message.state == MessageState.RECEIVED
    MESSAGES.perform(
        message,
        "publish_comment",
        actor=house.home_affairs,
        inputs={"public_question": "Nghị định 123/2015/NĐ-CP có hiệu lực ngày 01/01/2016; phí 8.000 đồng."},
    )


def test_name_that_is_a_common_word_hinders_no_publication() -> None:
    house = build_house()
    for name, words in (("An", "An toàn khi chờ ở cơ quan"), ("Lê An", "Thửa đất đê lê anh em")):
        message = CitizenMessageFactory(
            authority=house.authority, kind=MessageKind.COMMENT, contact_name=name
        )
        MESSAGES.perform(
            message, "publish_comment", actor=house.home_affairs, inputs={"public_question": words}
        )
        assert message.state == MessageState.PUBLISHED


def test_comment_taken_off_the_site_lies_with_the_desk_and_can_be_answered() -> None:
    house = build_house()
    message = CitizenMessageFactory(authority=house.authority, kind=MessageKind.COMMENT)
    steps = (
        ("publish_comment", {"public_question": "Nên rõ hơn"}),
        ("withdraw_comment", {"reason": "Cần trả lời"}),
        ("route", {"unit": house.unit}),
    )
    for event, given in steps:
        MESSAGES.perform(message, event, actor=house.home_affairs, inputs=given)
        message.refresh_from_db()
    assert (message.state, message.published_on, message.closed_on) == (MessageState.ROUTED, None, None)


def test_nothing_is_published_while_question_or_answer_tell_who_asked() -> None:
    message = CitizenMessageFactory(state="answered", answer=f"Gửi bà Trần Thị Bí Mật: {ANSWER}")
    given = {"public_question": "Nộp ở đâu?", "public_answer": message.answer}
    with pytest.raises(ValidationError) as told:
        MESSAGES.perform(message, "publish", actor=None, inputs=given)
    assert set(told.value.message_dict) == {"public_answer"}
    MESSAGES.perform(message, "publish", actor=None, inputs=given | {"public_answer": ANSWER})
    assert message.answer == ANSWER


def test_the_history_keeps_neither_the_answer_nor_the_note() -> None:
    house = build_house()
    message = CitizenMessageFactory(unit=house.unit, state="received")
    words = inputs(house) | {"note": "Bà Bí Mật hỏi lần hai", "answer": "Gửi bà Bí Mật"}
    for event in ("route", "prepare_answer"):
        MESSAGES.perform(message, event, actor=None, inputs=words)
    assert message.note == words["note"]
    told = " ".join(f"{entry.changes}" for entry in HistoryEntry.objects.all())
    assert "Bí Mật" not in told


def test_what_is_taken_off_the_site_after_erasure_keeps_no_answer() -> None:
    message = CitizenMessageFactory(
        state="published", answer=ANSWER, public_question="Hỏi", answered_on=date(2024, 1, 2),
        closed_on=date(2024, 1, 2), published_on=date(2024, 1, 3),
    )  # fmt: skip
    erase_personal_data(date(2026, 11, 25))
    message.refresh_from_db()
    MESSAGES.perform(message, "withdraw", actor=None, inputs={"reason": "Đã cũ"})
    assert message.answer == ""
