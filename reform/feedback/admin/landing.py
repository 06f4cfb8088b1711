"""What waits for the user among citizens' messages, on the admin's landing page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from reform.feedback.enums import MessageState
from reform.feedback.models import CitizenMessage
from reform.feedback.selectors import Waiting, waiting_for
from reform.registers.admin import admin_for
from reform.registers.admin.officer import officer


@dataclass(frozen=True)
class Tile:
    """One number with its words and the list behind it."""

    count: int
    title: str | Promise
    url: str
    is_urgent: bool = False


class MessagesPanel(Component):
    """Numbers of what waits."""

    name = "citizens_messages"
    is_work = True
    template_name = "feedback/landing.html"

    def __init__(self, waiting: Waiting) -> None:
        self.waiting = waiting
        # Above the tasks (10) while somebody waits for an answer, below them otherwise.
        self.order = 5 if any((waiting.to_route, waiting.to_answer, waiting.to_give, waiting.overdue)) else 20

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the tiles."""
        return {"tiles": tiles(self.waiting)}


def tiles(waiting: Waiting) -> list[Tile]:
    """Return the numbers that are the user's business, and what is overdue when there is something."""
    found = [
        (waiting.to_route, _("Messages to route"), MessageState.RECEIVED),
        (waiting.to_answer, _("Messages to answer"), MessageState.ROUTED),
        (waiting.to_give, _("Answers that wait for the head"), MessageState.PREPARED),
    ]
    shown = [
        Tile(count, title, _list(state=state.value)) for count, title, state in found if count is not None
    ]
    if waiting.overdue:
        shown.insert(0, Tile(waiting.overdue, _("Messages overdue"), _list(time="overdue"), is_urgent=True))
    return shown


def _list(**query: str) -> str:
    screens = admin_for(CitizenMessage)
    return f"{screens.url_for('index')}?{urlencode(query)}" if screens else ""


def show_what_citizens_wait_for(request: HttpRequest, panels: list[Any]) -> None:
    """Add the numbers below the unit's work (hook `construct_homepage_panels`)."""
    waiting = waiting_for(officer(request))
    if waiting is not None:
        panels.append(MessagesPanel(waiting))
