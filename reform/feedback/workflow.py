"""What may happen to a citizen's message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from reform.organisation.capabilities import Capability
from reform.organisation.days import local_day
from reform.organisation.models import Unit
from reform.registers.workflow import Input, Transition, Workflow

from .enums import MessageKind
from .enums import MessageState as State
from .models import CitizenMessage
from .rules import personal_data_in

# The view offers the authority's units; the table only says that one is needed.
UNIT = Input(
    "unit",
    gettext_lazy("Unit that answers"),
    "choice",
    help_text=gettext_lazy("The one whose duty the matter is; the usual one of the category stands there."),
)
NOTE = Input(
    "note",
    gettext_lazy("Note for the unit"),
    "long_text",
    required=False,
    help_text=gettext_lazy(
        "What the unit should know, for example: asked for the second time. The sender does not read it."
    ),
)
ANSWER = Input(
    "answer",
    gettext_lazy("Answer"),
    "long_text",
    help_text=gettext_lazy(
        "The sender reads it word for word: first the answer, then the rule that it rests on."
    ),
)
WHY_BACK = Input(
    "reason",
    gettext_lazy("Reason"),
    "long_text",
    help_text=gettext_lazy(
        "Colleagues read it in the history, where it stays for good: leave out who wrote."
    ),
)
REFUSAL = Input(
    "refusal",
    gettext_lazy("Why it is not handled here, and where to turn"),
    "long_text",
    help_text=gettext_lazy("The sender reads this."),
)
PUBLIC_QUESTION = Input(
    "public_question",
    gettext_lazy("Question as published"),
    "long_text",
    help_text=gettext_lazy("Without names, numbers and anything else that tells who asked."),
)
PUBLIC_ANSWER = Input(
    "public_answer",
    gettext_lazy("Answer as published"),
    "long_text",
    help_text=gettext_lazy(
        "Begins as the sender got it; take out the name and whatever else tells who asked."
    ),
)
PUBLIC_COMMENT = Input(
    "public_question",
    gettext_lazy("Comment as published"),
    "long_text",
    help_text=gettext_lazy("Without names, numbers and anything else that tells who wrote it."),
)


def _route(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.unit = values["unit"]
    message.note = (values.get("note") or "").strip()


def _unit_can_answer(message: CitizenMessage, values: Mapping[str, Any]) -> None:
    unit = values["unit"]
    known = isinstance(unit, Unit) and unit.authority_id == message.authority_id
    if not known or not Unit.objects.taking_work().filter(pk=unit.pk).exists():
        raise ValidationError({"unit": gettext("Choose a unit of this authority that exists today.")})


def _back_to_the_desk(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.unit = Unit.objects.get(authority_id=message.authority_id, parent=None)


def _take_answer(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.answer = values["answer"].strip()


def _answered(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.answered_on = message.closed_on = local_day(at)


def _publish(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.public_question = values["public_question"].strip()
    message.answer = (values.get("public_answer") or message.answer).strip()
    message.published_on = local_day(at)
    message.closed_on = message.closed_on or local_day(at)


def _unpublish(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.published_on = None
    if message.erased_on:
        message.answer = ""


def _reopen(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.published_on = message.closed_on = None


def _names_nobody(message: CitizenMessage, values: Mapping[str, Any]) -> None:
    told = gettext("“%(found)s” tells who asked. Leave it out: everybody will read this.")
    errors = {}
    for name in ("public_question", "public_answer"):
        found = personal_data_in(
            values.get(name) or "",
            name=message.contact_name,
            phone=message.contact_phone,
            email=message.contact_email,
        )
        if found:
            errors[name] = told % {"found": found}
    if errors:
        raise ValidationError(errors)


def _refuse(message: CitizenMessage, values: Mapping[str, Any], actor: Any, at: datetime) -> None:
    message.refusal = (values.get("refusal") or "").strip()
    message.closed_on = local_day(at)


def _is_answered(message: CitizenMessage) -> bool:
    return message.answered_on is not None


def _is_unanswered(message: CitizenMessage) -> bool:
    return message.answered_on is None


def _is_comment(message: CitizenMessage) -> bool:
    return message.kind == MessageKind.COMMENT


MESSAGES = Workflow(
    model=CitizenMessage,
    states=State,
    unit_of=lambda message: message.unit_id,
    transitions=(
        Transition(
            "route",
            frozenset({State.RECEIVED, State.ROUTED}),
            State.ROUTED,
            gettext_lazy("Route to a unit"),
            gettext_lazy("The unit sees the message and answers it; the due date stays."),
            Capability.FOLLOW_UP,
            inputs=(UNIT, NOTE),
            guard=_unit_can_answer,
            effect=_route,
        ),
        Transition(
            "hand_back",
            frozenset({State.ROUTED}),
            State.RECEIVED,
            gettext_lazy("Hand back to the desk"),
            gettext_lazy("The desk finds another unit; say why yours is not the right one."),
            Capability.ENTER,
            inputs=(WHY_BACK,),
            effect=_back_to_the_desk,
            tone="secondary",
        ),
        Transition(
            "prepare_answer",
            frozenset({State.ROUTED}),
            State.PREPARED,
            gettext_lazy("Write the answer"),
            gettext_lazy("Your head reads it before the sender does."),
            Capability.ENTER,
            inputs=(ANSWER,),
            effect=_take_answer,
        ),
        Transition(
            "return_answer",
            frozenset({State.PREPARED}),
            State.ROUTED,
            gettext_lazy("Return for correction"),
            gettext_lazy("The officer corrects the answer."),
            Capability.SUBMIT,
            inputs=(WHY_BACK,),
            tone="secondary",
        ),
        Transition(
            "give_answer",
            frozenset({State.PREPARED}),
            State.ANSWERED,
            gettext_lazy("Give the answer"),
            gettext_lazy("From now on the sender reads it with the code."),
            Capability.SUBMIT,
            not_by=("prepare_answer",),
            effect=_answered,
        ),
        Transition(
            "publish",
            frozenset({State.ANSWERED}),
            State.PUBLISHED,
            gettext_lazy("Publish question and answer"),
            gettext_lazy("Everybody reads it on the site, in the words that you enter here."),
            Capability.FOLLOW_UP,
            inputs=(PUBLIC_QUESTION, PUBLIC_ANSWER),
            guard=_names_nobody,
            effect=_publish,
        ),
        Transition(
            "publish_comment",
            frozenset({State.RECEIVED}),
            State.PUBLISHED,
            gettext_lazy("Publish the comment"),
            gettext_lazy("Everybody reads it under the draft, in the words that you enter here."),
            Capability.FOLLOW_UP,
            inputs=(PUBLIC_COMMENT,),
            applies=_is_comment,
            guard=_names_nobody,
            effect=_publish,
        ),
        Transition(
            "withdraw",
            frozenset({State.PUBLISHED}),
            State.ANSWERED,
            gettext_lazy("Take off the site"),
            gettext_lazy("Only the sender reads the answer from now on."),
            Capability.FOLLOW_UP,
            inputs=(WHY_BACK,),
            applies=_is_answered,
            effect=_unpublish,
            tone="danger",
        ),
        Transition(
            "withdraw_comment",
            frozenset({State.PUBLISHED}),
            State.RECEIVED,
            gettext_lazy("Take the comment off the site"),
            gettext_lazy("It lies with the desk again, which can route it to a unit for an answer."),
            Capability.FOLLOW_UP,
            inputs=(WHY_BACK,),
            applies=_is_unanswered,
            effect=_reopen,
            tone="danger",
        ),
        Transition(
            "refuse",
            frozenset({State.RECEIVED, State.ROUTED}),
            State.REFUSED,
            gettext_lazy("Not handled here"),
            gettext_lazy("The sender reads why, and where to turn."),
            Capability.FOLLOW_UP,
            inputs=(REFUSAL,),
            effect=_refuse,
            tone="danger",
        ),
        Transition(
            "mark_spam",
            frozenset({State.RECEIVED}),
            State.SPAM,
            gettext_lazy("Sent by a program"),
            gettext_lazy("It is put aside and counts nowhere."),
            Capability.FOLLOW_UP,
            inputs=(WHY_BACK,),
            effect=_refuse,
            tone="danger",
        ),
        Transition(
            "not_spam",
            frozenset({State.SPAM}),
            State.RECEIVED,
            gettext_lazy("Somebody wrote it after all"),
            gettext_lazy("It lies with the desk again, and its time runs."),
            Capability.FOLLOW_UP,
            effect=_reopen,
            tone="secondary",
        ),
    ),
)
