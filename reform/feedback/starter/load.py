"""Loading the sample messages: told by the real workflow, each step by somebody who may do it."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from reform.feedback.models import Category, CitizenMessage
from reform.feedback.services import MessageData, receive
from reform.feedback.workflow import MESSAGES
from reform.organisation.models import Authority, Unit

from .opinions import load_opinions

FOLDER = Path(__file__).resolve().parent


@transaction.atomic
def load_feedback_starter(*, authority: Authority) -> None:
    """Load categories, sample messages and opinions on pages, unless there are categories. All or nothing.

    Args:
        authority: the sample authority with its units and pages.
    """
    if Category.objects.filter(authority=authority).exists():
        return
    content = tomllib.loads((FOLDER / "messages.toml").read_text(encoding="utf-8"))
    units = {unit.code: unit for unit in Unit.objects.filter(authority=authority)}
    categories = {}
    for position, values in enumerate(content["categories"]):
        categories[values["name"]] = Category.objects.create(
            authority=authority,
            name=values["name"],
            usual_unit=units.get(values["unit"]),
            position=position,
            is_sample=True,
        )
    today = timezone.localdate()
    for values in content["messages"]:
        _tell(values, authority, categories[values["category"]], units, today)
    load_opinions(authority, today)


def _tell(
    values: dict[str, Any], authority: Authority, category: Category, units: dict[str, Unit], today: date
) -> None:
    """Take one message in on its day and lead it as far as it came; the system does each step."""
    day = today - timedelta(days=values["days_ago"])
    data = MessageData(
        kind=values.get("kind", "question"),
        text=values["text"],
        subject=values["subject"],
        category_id=category.pk,
        contact_name="Người gửi mẫu",
    )
    message = receive(data, authority=authority, on=day)
    CitizenMessage.objects.filter(pk=message.pk).update(is_sample=True)
    message.refresh_from_db()
    unit = units.get(values.get("unit", ""))
    if unit is None:
        return
    _step(message, "route", day + timedelta(days=1), unit=unit)
    if "answer" in values:
        _step(message, "prepare_answer", day + timedelta(days=4), answer=values["answer"])
        _step(message, "give_answer", day + timedelta(days=5))
        _step(message, "publish", day + timedelta(days=6), public_question=values["question"])


def _step(message: CitizenMessage, event: str, day: date, **inputs: Any) -> None:
    at = timezone.make_aware(datetime.combine(day, time(9)))
    MESSAGES.perform(message, event, actor=None, inputs=inputs, at=at)
