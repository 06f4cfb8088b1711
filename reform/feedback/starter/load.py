"""Loading the sample messages: told by the real workflow, each step by somebody who may do it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from reform.feedback.models import Category
from reform.feedback.services import MessageData
from reform.organisation.models import Authority, Unit

from .comments import load_comments
from .opinions import load_opinions
from .steps import SENDER, take_in, take_step

FOLDER = Path(__file__).resolve().parent


@transaction.atomic
def load_feedback_starter(*, authority: Authority) -> None:
    """Load categories, sample messages, comments on drafts and opinions on pages. All or nothing.

    An authority that has categories keeps everything as it is.

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
    load_comments(authority, units, today)
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
        contact_name=SENDER,
    )
    message = take_in(data, authority=authority, on=day)
    unit = units.get(values.get("unit", ""))
    if unit is None:
        return
    take_step(message, "route", day + timedelta(days=1), unit=unit)
    if "answer" in values:
        take_step(message, "prepare_answer", day + timedelta(days=4), answer=values["answer"])
        take_step(message, "give_answer", day + timedelta(days=5))
        words = {"public_question": values["question"], "public_answer": values["answer"]}
        take_step(message, "publish", day + timedelta(days=6), **words)
