"""Loading what people wrote about the sample drafts, and what the drafting unit answered."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from wagtail.models import Page

from reform.feedback.enums import MessageKind
from reform.feedback.services import MessageData
from reform.organisation.models import Authority, Unit

from .steps import SENDER, take_in, take_step

DATA = Path(__file__).resolve().parent / "comments.toml"


def load_comments(authority: Authority, units: Mapping[str, Unit], today: date) -> None:
    """Write the sample comments on those of the drafts that the authority's site has."""
    if authority.site is None:
        return
    home = authority.site.root_page
    pages = {page.url_path: page for page in Page.objects.descendant_of(home)}
    for values in tomllib.loads(DATA.read_text(encoding="utf-8"))["comments"]:
        draft = pages.get(f"{home.url_path}{values['draft']}/")
        if draft is not None:
            _tell(values, draft, authority, units, today)


def _tell(
    values: dict[str, Any], draft: Page, authority: Authority, units: Mapping[str, Unit], today: date
) -> None:
    """Take one comment in on its day and lead it as far as it came."""
    day, text = today - timedelta(days=values["days_ago"]), values["text"]
    data = MessageData(
        kind=MessageKind.COMMENT, text=text, subject=draft.title[:200], contact_name=SENDER, page=draft
    )
    message = take_in(data, authority=authority, on=day)
    unit = units.get(values.get("unit", ""))
    if unit is not None and "answer" in values:
        take_step(message, "route", day + timedelta(days=1), unit=unit)
        take_step(message, "prepare_answer", day + timedelta(days=3), answer=values["answer"])
        take_step(message, "give_answer", day + timedelta(days=4))
        words = {"public_question": text, "public_answer": message.answer}
        take_step(message, "publish", day + timedelta(days=5), **words)
    elif not values.get("waits", False):
        take_step(message, "publish_comment", day + timedelta(days=1), public_question=text)
