"""The door for what citizens send: in through the public forms, out in public words alone.

What goes out are plain values: never a record, never who sent a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db.models import Model, QuerySet

from reform.feedback.enums import MessageKind, Screen
from reform.feedback.models import Category, CitizenMessage
from reform.feedback.rules import read_code
from reform.feedback.services import MessageData, grade_page, rate_page, receive, remark_on_page
from reform.organisation.models import Authority


@dataclass(frozen=True)
class OfferedCategory:
    """A category that the form offers."""

    key: int
    name: str


@dataclass(frozen=True)
class Receipt:
    """What the sender gets at once.

    Attributes:
        code: the tracking code in groups, by which the answer is found.
        due_on: the last day for the answer.
    """

    code: str
    due_on: date


@dataclass(frozen=True)
class PublicStatus:
    """Where a message stands, for whoever has its code.

    Attributes:
        code: the tracking code in groups.
        subject: as it was sent; empty once personal data is erased.
        state: in words.
        received_on: the day it came in.
        due_on: the last day for the answer.
        answer: empty until it is given.
        answered_on: the day of the answer, or ``None``.
        refusal: why it is not handled here, or empty.
        unit_name: who answered; empty before.
        has_file: a file came with it and is still kept.
        is_comment: it is about a draft, and is read before it is published.
        is_open: it waits for an answer.
    """

    code: str
    subject: str
    state: str
    received_on: date
    due_on: date
    answer: str
    answered_on: date | None
    refusal: str
    unit_name: str
    has_file: bool
    is_comment: bool
    is_open: bool


@dataclass(frozen=True)
class PublishedAnswer:
    """A question or comment in its public words, with the answer."""

    key: int
    question: str
    answer: str
    unit_name: str
    received_on: date
    answered_on: date
    category: str
    is_sample: bool


class PublishedAnswers(Sequence[PublishedAnswer]):
    """Published answers, newest first, fetched a slice at a time; a paginator takes it as it is."""

    def __init__(self, messages: QuerySet[CitizenMessage]) -> None:
        """Stand on messages that are published already."""
        self._messages = messages.select_related("unit", "category").order_by("-published_on", "-pk")

    def __len__(self) -> int:
        """Return how many there are."""
        return self._messages.count()

    @overload
    def __getitem__(self, position: int) -> PublishedAnswer: ...

    @overload
    def __getitem__(self, position: slice) -> list[PublishedAnswer]: ...

    def __getitem__(self, position: int | slice) -> PublishedAnswer | list[PublishedAnswer]:
        """Return one answer, or those of a slice."""
        if isinstance(position, slice):
            return [_published(message) for message in self._messages[position]]
        return _published(self._messages[position])


def _published(message: CitizenMessage) -> PublishedAnswer:
    return PublishedAnswer(
        key=message.pk,
        question=message.public_question,
        answer=message.answer,
        received_on=message.received_on,
        # A comment that nobody answered lies with the desk, which is no unit that citizens know.
        unit_name=message.unit.name if message.answer else "",
        answered_on=message.answered_on or message.published_on or message.received_on,
        category=message.category.name if message.category else "",
        is_sample=message.is_sample,
    )


def categories(authority: Authority) -> list[OfferedCategory]:
    """Return the categories that the form offers, in their order; one query."""
    offered = Category.objects.filter(authority=authority, is_open=True)
    return [OfferedCategory(key=one.pk, name=one.name) for one in offered]


def submit(
    *,
    authority: Authority,
    kind: str,
    category_id: int | None,
    subject: str,
    text: str,
    contact_name: str = "",
    phone: str = "",
    email: str = "",
    attachment: Any = None,
    page: Model | None = None,
    clock_from: date | None = None,
) -> Receipt:
    """Take a citizen's message in.

    Args:
        authority: to whom.
        kind: a value of ``MessageKind``.
        category_id: key of an offered category; ``None`` for a comment.
        subject: in one line.
        text: at most 5,000 signs.
        contact_name: may be empty, as may the two below.
        phone: where the sender can be called.
        email: where the sender can be written to.
        attachment: an uploaded file, or ``None``.
        page: the page that it is about, or ``None``.
        clock_from: the day from which the time for the answer runs, where it is later than today.

    Raises:
        ValidationError: by the names of these arguments, with a sentence for the sender.
    """
    data = MessageData(
        kind=kind,
        text=text,
        subject=subject,
        category_id=category_id,
        contact_name=contact_name,
        contact_phone=phone,
        contact_email=email,
        attachment=attachment,
        page=page,
        clock_from=clock_from,
    )
    message = receive(data, authority=authority)
    return Receipt(code=message.shown_code, due_on=message.due_on)


def find_by_code(authority: Authority, code: str) -> PublicStatus | None:
    """Return where a message stands, by its code as somebody typed it; ``None`` when no message has it."""
    read = read_code(code)
    messages = CitizenMessage.objects.filter(authority=authority).select_related("unit")
    message = messages.filter(code=read).first() if read else None
    if message is None:
        return None
    answered = message.answered_on is not None
    return PublicStatus(
        code=message.shown_code,
        subject=message.subject,
        state=str(message.get_state_display()),
        received_on=message.received_on,
        due_on=message.due_on,
        answer=message.answer if answered else "",
        answered_on=message.answered_on,
        refusal=message.refusal,
        unit_name=message.unit.name if answered else "",
        has_file=bool(message.attachment),
        is_comment=message.kind == MessageKind.COMMENT,
        is_open=message.is_open,
    )


def published_answers(authority: Authority, *, category_id: int | None = None) -> PublishedAnswers:
    """Return the published questions of an authority with their answers.

    Args:
        authority: whose.
        category_id: only those of one category.
    """
    messages = CitizenMessage.objects.filter(authority=authority).published().exclude(answer="")
    messages = messages.exclude(kind=MessageKind.COMMENT)
    return PublishedAnswers(messages.filter(category_id=category_id) if category_id else messages)


def published_on_page(page: Model) -> PublishedAnswers:
    """Return what was published about one page: answers on a service, comments on a draft."""
    return PublishedAnswers(CitizenMessage.objects.filter(page_id=page.pk).published())


def rated_screens() -> dict[str, str]:
    """Return the screens outside the tree that can be rated: their keys, and what they are called."""
    return {str(screen): str(screen.label) for screen in Screen}


def record_rating(page: Model, *, useful: bool, screen: str = "") -> None:
    """Count whether a page was useful.

    Args:
        page: the page; for a screen outside the tree the front page.
        useful: whether it was.
        screen: a key of ``rated_screens``; empty for the page itself.
    """
    rate_page(page, useful=useful, screen=screen)


def record_remark(page: Model, text: str, *, screen: str = "") -> None:
    """Keep what somebody missed on a page or screen, at most 500 signs; arguments as above."""
    remark_on_page(page, text, screen=screen)


def record_satisfaction(page: Model, grade: str) -> None:
    """Count how satisfied somebody is: ``very``, ``satisfied`` or ``not``."""
    grade_page(page, grade)
