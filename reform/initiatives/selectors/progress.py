"""How far the scoring of the initiatives on a list is: sheets handed in, out of the members who may score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from reform.initiatives.enums import CouncilState, InitiativeState, ReviewState
from reform.initiatives.models import CouncilMember, Initiative, InitiativeSubmission, Review
from reform.initiatives.ties import tie_of
from reform.organisation.access import read_work_units


class SheetCount(NamedTuple):
    """How far the scoring of one initiative is.

    Attributes:
        given: the sheets handed in.
        asked: the members who may score.
        is_open: whether they can score already; not while the council is being set up.
    """

    given: int
    asked: int
    is_open: bool


def scoring_progress(initiatives: Sequence[Initiative]) -> dict[int, SheetCount]:
    """Return how far the scoring is by the key of each initiative that is before a council to be scored.

    Two queries, however many initiatives and councils are asked for; none when nothing is being scored.

    Arguments:
        initiatives: with their authors and councils fetched along.
    """
    scored = {row.pk: row for row in initiatives if row.state == InitiativeState.SCORING}
    if not scored:
        return {}
    found = {key: SheetCount(0, 0, _is_open(row)) for key, row in scored.items()}
    seats = _seats(list(scored))
    read_work_units(seat.user for seat in seats)
    for seat in seats:
        given, asked, is_open = found[seat.scored]
        tied = bool(tie_of(seat.user, scored[seat.scored]))
        found[seat.scored] = SheetCount(given + seat.has_handed_in, asked + (not tied), is_open)
    return found


def _is_open(initiative: Initiative) -> bool:
    return initiative.council is None or initiative.council.state != CouncilState.PREPARING


def _seats(initiatives: list[int]) -> Sequence[Any]:
    """Return every seat once for each of the initiatives that its council scores."""
    later = InitiativeSubmission.objects.filter(
        initiative=OuterRef("initiative"), number__gt=OuterRef("submission__number")
    )
    sheets = Review.objects.filter(
        member=OuterRef("pk"), initiative=OuterRef("scored"), state=ReviewState.FINAL
    ).exclude(Exists(later))
    return list(
        CouncilMember.objects.filter(council__initiatives__in=initiatives)
        .select_related("user")
        .annotate(scored=F("council__initiatives"), has_handed_in=Exists(sheets))
    )
