"""The way of an initiative through its states: every step of the workflow, each done by the right person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from reform.initiatives.enums import CouncilState, InitiativeState
from reform.initiatives.models import Council, Initiative
from reform.initiatives.workflow import INITIATIVES

from .factories import (
    GOOD_POINTS,
    House,
    hold_meeting,
    issue_decision,
    make_council,
    make_decision,
    score_by_all,
)

State = InitiativeState
REASON = {"reason": "Có lý do"}
VOTES = {"votes_for": Decimal(5), "votes_against": Decimal(0), "council_opinion": "Đề nghị công nhận."}
NO_VOTES = {"votes_for": Decimal(1), "votes_against": Decimal(4)} | REASON
# Who does a step, and what is given with it.
ACTORS: dict[str, str] = {
    "endorse": "head",
    "submit": "officer",
    "withdraw": "head",
    "submit_supplement": "head",
    "refuse_recognition": "leadership",
}
INPUTS: dict[str, dict[str, Any]] = {
    "find_eligible": {"appraisal": "Đủ điều kiện; đã xem các sáng kiến tương tự."},
    "recommend": VOTES,
    "not_recommend": NO_VOTES,
    "nominate": {"nomination_letter": "655/UBND-KT"},
    "record_city_recognition": {"city_decision": "90/QĐ-UBND", "city_signer": "Trần Văn Thành"},
    "publish": {"public_summary": "Nhận kết quả tại nhà.", "public_effect": "Bớt hai lần đi lại."},
}
# Every way begins with the draft. "*" steps are done for all together: the council's and the decision's.
_SENT = ("endorse", "submit")
_SCORED = (*_SENT, "receive", "find_eligible", "put_before_council", "*meet")
_RECOGNISED = (*_SCORED, "recommend", "*decide")
PATHS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (),
    State.ENDORSED: ("endorse",),
    State.SUBMITTED: _SENT,
    State.SUPPLEMENT_REQUESTED: (*_SENT, "request_supplement"),
    State.RECEIVED: (*_SENT, "receive"),
    State.INELIGIBLE: (*_SENT, "receive", "find_ineligible"),
    State.ELIGIBLE: (*_SENT, "receive", "find_eligible"),
    State.SCORING: _SCORED[:-1],
    State.COUNCIL: _SCORED,
    State.RECOMMENDED: (*_SCORED, "recommend"),
    State.NOT_RECOMMENDED: (*_SCORED, "not_recommend"),
    State.RECOGNISED: _RECOGNISED,
    State.NOT_RECOGNISED: (*_SCORED, "not_recommend", "refuse_recognition"),
    State.NOMINATED: (*_RECOGNISED, "nominate"),
    State.CITY_RECOGNISED: (*_RECOGNISED, "nominate", "record_city_recognition"),
    State.CITY_NOT_RECOGNISED: (*_RECOGNISED, "nominate", "record_city_refusal"),
    State.WITHDRAWN: ("withdraw",),
    State.ARCHIVED: (*_RECOGNISED, "archive"),
}


def lead_to(
    initiatives: Initiative | Iterable[Initiative],
    state: str,
    *,
    house: House,
    council: Council | None = None,
    total: Decimal = GOOD_POINTS,
    at: datetime | None = None,
) -> None:
    """Take drafts to `state` by every step of the workflow, each done by the right person.

    Arguments:
        initiatives: one, or several that meet in one council and stand in one decision.
        council: which scores them; a new one when none is given. It has met when the state asks for it.
        total: the points that every member gives.
        at: when the single steps happened; now when not given.
    """
    rows = [initiatives] if isinstance(initiatives, Initiative) else list(initiatives)
    for event in PATHS[state]:
        if event == "put_before_council" and council is None:
            council = make_council(house)
        if event.startswith("*"):
            assert council is not None
            _all_together(event, rows, house, council, total)
            continue
        for initiative in rows:
            step(initiative, event, house=house, at=at, council=council)
    for initiative in rows:
        initiative.refresh_from_db()


def step(
    initiative: Initiative, event: str, *, house: House, at: datetime | None = None, **inputs: Any
) -> Initiative:
    """Do one step as the person whose step it is, with whatever it asks for."""
    letter = next(key for key, unit in house.units.items() if unit.pk == initiative.unit_id)
    who = ACTORS.get(event, "economics")
    actor = {"head": house.heads[letter], "officer": house.officers[letter]}.get(who)
    today = timezone.localdate()
    days = {"nominated_on": today, "city_recognised_on": today}
    given = REASON | days | INPUTS.get(event, {}) | inputs
    INITIATIVES.perform(initiative, event, actor=actor or getattr(house, who), inputs=given, at=at)
    return initiative


def _all_together(event: str, rows: list[Initiative], house: House, council: Council, total: Decimal) -> None:
    """Hold the council's meeting, or issue the decision, for all initiatives at once."""
    if event == "*decide":
        issue_decision(house, make_decision(house, rows, council=council))
        return
    for initiative in rows:
        score_by_all(initiative, total=total)
    council.refresh_from_db()
    if council.state == CouncilState.SCORING:
        hold_meeting(house, council)


def publish(house: House, initiative: Initiative) -> Initiative:
    """Put a recognised initiative on the public page."""
    return step(initiative, "publish", house=house)
