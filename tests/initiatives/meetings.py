"""A council's meeting as tests hold it on a bench."""

from typing import Any

from django.utils import timezone

from reform.initiatives.models import Initiative
from reform.initiatives.workflow import COUNCILS, INITIATIVES

from .bench import Bench, score

MINUTES = {"met_at": "Phòng họp số 2", "minutes": "Hội đồng thống nhất"}


def open_scoring(bench: Bench) -> None:
    """Open the scoring of the bench's council."""
    COUNCILS.perform(
        bench.council, "open_scoring", actor=bench.economics, inputs={"score_by": timezone.localdate()}
    )


def meet(bench: Bench, **given: Any) -> None:
    """Record the meeting of the bench's council, with everybody there unless told otherwise."""
    inputs = MINUTES | {"met_on": timezone.localdate(), "present": bench.seats()} | given
    COUNCILS.perform(bench.council, "meet", actor=bench.economics, inputs=inputs)


def record(bench: Bench, initiative: Initiative, event: str = "recommend", **votes: Any) -> None:
    """Record the council's opinion."""
    inputs = {"votes_for": 4, "votes_against": 1, "reason": "Chưa đạt"} | votes
    INITIATIVES.perform(initiative, event, actor=bench.economics, inputs=inputs)


def brought_to_the_meeting(bench: Bench, *, given: tuple[int, ...] = (), **fields: Any) -> Initiative:
    """Return an initiative that everybody has scored and whose council has met."""
    initiative = bench.initiative("scoring", **fields)
    score(initiative, *bench.members, given=given)
    meet(bench)
    initiative.refresh_from_db()
    return initiative
