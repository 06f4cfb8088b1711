"""A council's page in words and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reform.initiatives.enums import CouncilState, InitiativeState
from reform.initiatives.models import Council, Initiative, Review
from reform.initiatives.models.scoring import plain
from reform.initiatives.selectors.council_page import CouncilLine, CouncilPage, council_page, is_handed_in
from reform.initiatives.selectors.deadlines import deadline
from reform.initiatives.ties import tie_of
from reform.initiatives.workflow import INITIATIVES
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import User
from reform.registers.admin import admin_for, record_url
from reform.registers.admin.columns import Tone

from .tones import INITIATIVE_TONES

# The council's opinion on one initiative is recorded by one of these steps of the initiative.
OPINIONS = ("recommend", "not_recommend")


@dataclass(frozen=True)
class LineView:
    """One initiative before the council, as the template shows it.

    Attributes:
        opinions: the label and the address of the steps by which the opinion is recorded.
        refusal: why this officer may not record it, empty when nothing stands against it.
        waits: whether its scoring is not open yet, though the initiative has gone to the council.
        score_url, score_words: where a member scores or reads the own sheet, none for others.
    """

    line: CouncilLine
    url: str
    tone: Tone
    mean: str
    opinions: list[tuple[Any, str]]
    refusal: str
    waits: bool
    score_url: str
    score_state: str


def council_context(user: User, council: Council) -> dict[str, Any]:
    """Return the context of the page's template."""
    page = council_page(user, council)
    appraises = access_of(user).allows(Capability.APPRAISE_INITIATIVES, council.unit_id)
    is_scoring = council.state == CouncilState.SCORING
    return {
        "seats": page.seats,
        "council_lines": [_line_view(user, council, page, line) for line in page.lines],
        "has_met": page.has_met,
        "is_scoring": is_scoring,
        "is_member": page.own_seat is not None,
        "wide_count": sum(line.is_wide for line in page.lines),
        "missing": page.missing if appraises and is_scoring else [],
        "shows_missing": appraises and is_scoring and bool(page.lines),
        "shows_deadline": is_scoring or (not page.has_met and council.score_by is not None),
        "score_by": deadline(council.score_by, authority=council.unit.authority, runs=is_scoring),
    }


def _line_view(user: User, council: Council, page: CouncilPage, line: CouncilLine) -> LineView:
    initiative = line.initiative
    opinions = _opinions(user, initiative)
    score_url, score_state = _scoring(user, council, page, line)
    return LineView(
        line=line,
        url=record_url(initiative) if line.is_visible else "",
        tone=INITIATIVE_TONES.get(initiative.state, "neutral"),
        mean="" if line.mean is None else plain(line.mean),
        opinions=[] if tie_of(user, initiative) else opinions,
        refusal=tie_of(user, initiative) if opinions else "",
        waits=council.state == CouncilState.PREPARING,
        score_url=score_url,
        score_state=score_state,
    )


def _opinions(user: User, initiative: Initiative) -> list[tuple[Any, str]]:
    """Return the steps that are possible for the user's role now, each with its address."""
    screens = admin_for(Initiative)
    if screens is None:
        return []
    return [
        (INITIATIVES.by_event[event], screens.url_for("transition", initiative.pk, event))
        for event in OPINIONS
        if INITIATIVES.allowed(initiative, event, user)
    ]


def _scoring(user: User, council: Council, page: CouncilPage, line: CouncilLine) -> tuple[str, str]:
    """Return where a member goes from this line, and how far the own sheet is: begun, done, new or tied."""
    screens = admin_for(Review)
    if page.own_seat is None or screens is None:
        return "", ""
    if tie_of(user, line.initiative):
        return "", "tied"
    if line.own is not None and is_handed_in(line.own):
        return screens.record_url(line.own), "done"
    if council.state != CouncilState.SCORING or line.initiative.state != InitiativeState.SCORING:
        return "", ""
    return screens.url_for("score", line.initiative.pk), "begun" if line.own is not None else "new"
