"""Leading a sample message on: each step as the real workflow takes it, on a day of the past."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from reform.feedback.models import CitizenMessage
from reform.feedback.services import MessageData, receive
from reform.feedback.workflow import MESSAGES
from reform.organisation.models import Authority

SENDER = "Người gửi mẫu"


def take_in(data: MessageData, *, authority: Authority, on: date) -> CitizenMessage:
    """Take a sample message in on a day."""
    message = receive(data, authority=authority, on=on)
    CitizenMessage.objects.filter(pk=message.pk).update(is_sample=True)
    message.refresh_from_db()
    return message


def take_step(message: CitizenMessage, event: str, day: date, **inputs: Any) -> None:
    """Perform one step; the system does it."""
    at = timezone.make_aware(datetime.combine(day, time(9)))
    MESSAGES.perform(message, event, actor=None, inputs=inputs, at=at)
