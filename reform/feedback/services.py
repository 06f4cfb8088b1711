"""Taking messages in, erasing personal data, and counting what people think of pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.organisation.counting import add_one
from reform.organisation.models import Authority, Unit
from reform.organisation.working_days import working_calendar
from reform.registers.evidence import check_file
from reform.registers.history import write_history
from reform.registers.records import create_record

from .enums import MessageKind, MessageState
from .models import Category, CitizenMessage, PageRating, PageRemark, SatisfactionCount
from .rules import due_date, erase_before, forget_before

ATTACHMENT_TYPES = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


@dataclass(frozen=True)
class MessageData:
    """What a citizen sent, before anything is checked.

    `clock_from` is the day from which the time for the answer runs, where it is later than that of receipt:
    comments on a draft are answered together once it is closed.
    """

    kind: str
    text: str
    subject: str = ""
    category_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    attachment: Any = None
    page: models.Model | None = None
    clock_from: date | None = None


def receive(data: MessageData, *, authority: Authority, on: date | None = None) -> CitizenMessage:
    """Keep a message and start its clock.

    Args:
        data: what was sent.
        authority: to whom.
        on: the day; today unless given (sample data tells of the past).

    Raises:
        ValidationError: by field, when something is missing, too long, or a file is not what it says.
    """
    day = on or timezone.localdate()
    category = None
    if data.kind != MessageKind.COMMENT:
        category = Category.objects.filter(
            authority=authority, is_open=True, pk=data.category_id or 0
        ).first()
        if category is None:
            raise ValidationError({"category": _("Choose what your message is about.")})
    message = CitizenMessage(
        authority=authority,
        unit=Unit.objects.get(authority=authority, parent=None),
        kind=data.kind,
        category=category,
        page_id=data.page.pk if data.page else None,
        subject=data.subject,
        text=data.text,
        contact_name=data.contact_name,
        contact_phone=data.contact_phone,
        contact_email=data.contact_email,
        received_on=day,
        due_on=due_date(max(day, data.clock_from or day), working_calendar(authority)),
    )
    if not data.text.strip():
        raise ValidationError({"text": _("Write your text.")})
    if data.attachment:
        _attach(message, data.attachment)
    message.full_clean(exclude=["attachment"])
    return create_record(message, actor=None, unit=message.unit)


def _attach(message: CitizenMessage, upload: Any) -> None:
    try:
        media_type = check_file(upload)
    except ValidationError as error:
        raise ValidationError({"attachment": error.messages}) from error
    if media_type not in ATTACHMENT_TYPES:
        raise ValidationError({"attachment": _("Only a photo (JPG, PNG), PDF or DOCX can be sent.")})
    message.attachment = upload
    message.attachment_name = (upload.name or "")[-255:]
    message.attachment_type = media_type


@transaction.atomic
def erase_personal_data(today: date | None = None) -> int:
    """Erase the words and contacts of messages that were closed long enough ago, and say how many.

    What was published, in words that name nobody, and the numbers stay.
    """
    day = today or timezone.localdate()
    erased = 0
    old = {"closed_until": erase_before(day), "due_until": forget_before(day)}
    for message in CitizenMessage.objects.select_for_update().to_erase(**old):
        path, storage = message.attachment.name, message.attachment.storage
        message.text = message.subject = ""
        message.contact_name = message.contact_phone = message.contact_email = ""
        message.attachment = message.attachment_name = message.attachment_type = ""
        message.note = message.refusal = ""
        if message.state != MessageState.PUBLISHED:
            message.answer = ""
        message.erased_on = day
        message.version += 1
        message.save()
        write_history(message, actor=None, unit=message.unit, action="erase_personal_data")
        if path:
            transaction.on_commit(partial(storage.delete, path))
        erased += 1
    oldest_remark = erase_before(day)
    PageRemark.objects.filter(day__lte=oldest_remark).delete()
    return erased


def rate_page(page: Any, *, useful: bool, screen: str = "") -> None:
    """Count whether a page, or the screen that is told of with it, was useful."""
    counter = "useful" if useful else "not_useful"
    add_one(PageRating, counter, page_id=page.pk, screen=screen, day=timezone.localdate())


def grade_page(page: Any, grade: str) -> None:
    """Count how satisfied somebody is."""
    add_one(SatisfactionCount, "count", page_id=page.pk, day=timezone.localdate(), grade=grade)


def remark_on_page(page: Any, text: str, *, screen: str = "") -> None:
    """Keep what somebody missed on a page, or on the screen that is told of with it."""
    remark = PageRemark(page_id=page.pk, screen=screen, text=text.strip(), day=timezone.localdate())
    remark.full_clean()
    remark.save()
