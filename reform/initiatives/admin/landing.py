"""What waits for the user among initiatives, on the admin's landing page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from reform.initiatives.enums import DecisionState
from reform.initiatives.models import Initiative, RecognitionDecision, Review
from reform.initiatives.selectors.board import units_in_scope
from reform.initiatives.selectors.work import KINDS, Work, work_of
from reform.registers.admin import admin_for
from reform.registers.admin.officer import officer


@dataclass(frozen=True)
class Tile:
    """One number with its words and the list behind it."""

    count: int
    title: str | Promise
    url: str
    is_urgent: bool = False
    empty: str = ""


class InitiativesPanel(Component):
    """Numbers of what waits."""

    name = "initiatives"
    is_work = True
    template_name = "initiatives/landing.html"
    # Below the tasks (10) and the messages (20 at most).
    order = 30

    def __init__(self, request: HttpRequest, work: Work) -> None:
        self.request = request
        self.work = work

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the tiles and the way to the quota board."""
        has_board = bool(units_in_scope(officer(self.request)))
        return {
            "tiles": tiles(self.work),
            "board_url": _screen(Initiative, "board", year=self.work.year) if has_board else "",
        }


def tiles(work: Work) -> list[Tile]:
    """Return the numbers that are the user's business; alarms first, and only when there is one."""
    shown = [
        Tile(work.counts[kind.code], kind.title, _screen(Initiative, work=kind.code), is_urgent=kind.is_alarm)
        for kind in KINDS.values()
        if kind.code in work.counts and (work.counts[kind.code] or not kind.is_alarm)
    ]
    shown += _tiles_of_councils(work)
    if work.recognised is not None:
        shown.append(
            Tile(
                work.recognised,
                _("Recognised in %(year)s") % {"year": work.year},
                _screen(Initiative, "board", year=work.year),
                empty=_("The quota of the year is one; it is not reached yet."),
            )
        )
    return shown


def _tiles_of_councils(work: Work) -> list[Tile]:
    """Return the numbers of score sheets, decisions and certificates."""
    found = [
        (work.sheets, _("Score sheets to hand in"), _screen(Review), work.sheets_late),
        (
            work.to_sign,
            _("Decisions of recognition to sign"),
            _screen(RecognitionDecision, state=DecisionState.SUBMITTED.value),
            False,
        ),
        (
            work.to_register,
            _("Signed decisions to register"),
            _screen(RecognitionDecision, state=DecisionState.SIGNED.value),
            False,
        ),
        (
            work.certificates,
            _("Certificates not handed out"),
            _screen(RecognitionDecision, state=DecisionState.ISSUED.value),
            False,
        ),
    ]
    return [Tile(count, title, url, is_urgent) for count, title, url, is_urgent in found if count is not None]


def _screen(model: type[Model], action: str = "index", **query: Any) -> str:
    screens = admin_for(model)
    if screens is None:
        return ""
    return f"{screens.url_for(action)}?{urlencode(query)}" if query else screens.url_for(action)


def show_what_waits_among_initiatives(request: HttpRequest, panels: list[Any]) -> None:
    """Add the numbers below the unit's work (hook `construct_homepage_panels`)."""
    work = work_of(officer(request))
    if work is not None:
        panels.append(InitiativesPanel(request, work))
