"""How far the scoring of the initiatives on a list is: sheets handed in, out of the members who may score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef

from reform.initiatives.enums import InitiativeState, ReviewState
from reform.initiatives.models import CouncilMember, Initiative, InitiativeSubmission, Review
from reform.initiatives.ties import tie_of
from reform.organisation.access import read_work_units


def scoring_progress(initiatives: Sequence[Initiative]) -> dict[int, tuple[int, int]]:
    """Return the sheets handed in and the members who may score, by the key of each that is being scored.

    Two queries, however many initiatives and councils are asked for; none when nothing is being scored.

    Arguments:
        initiatives: with their authors fetched along.
    """
    scored = {row.pk: row for row in initiatives if row.state == InitiativeState.SCORING}
    if not scored:
        return {}
    found = dict.fromkeys(scored, (0, 0))
    seats = _seats(list(scored))
    read_work_units(seat.user for seat in seats)
    for seat in seats:
        given, asked = found[seat.scored]
        tied = bool(tie_of(seat.user, scored[seat.scored]))
        found[seat.scored] = (given + seat.has_handed_in, asked + (not tied))
    return found


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
