"""How far the scoring of the initiatives on a list is: sheets handed in, out of the members who may score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, prefetch_related_objects

from reform.initiatives.enums import InitiativeState, ReviewState
from reform.initiatives.models import CouncilMember, Initiative, InitiativeSubmission, Review
from reform.initiatives.ties import tie_of
from reform.organisation.models import User


def scoring_progress(initiatives: Sequence[Initiative]) -> dict[int, tuple[int, int]]:
    """Return the sheets handed in and the members who may score, by the key of each that is being scored.

    Three queries, however many initiatives and councils are asked for; none when nothing is being scored.
    """
    scored = [row for row in initiatives if row.state == InitiativeState.SCORING and row.council_id]
    if not scored:
        return {}
    prefetch_related_objects(scored, "authors")
    members: dict[int, list[User]] = defaultdict(list)
    councils = {row.council_id for row in scored}
    for seat in CouncilMember.objects.filter(council__in=councils).select_related("user"):
        members[seat.council_id].append(seat.user)
    given = _handed_in(scored)
    return {
        row.pk: (given[row.pk], sum(not tie_of(user, row) for user in members[row.council_id or 0]))
        for row in scored
    }


def _handed_in(initiatives: list[Initiative]) -> Counter[int]:
    """Return how many sheets were handed in for what was sent last, by initiative."""
    later = InitiativeSubmission.objects.filter(
        initiative=OuterRef("initiative"), number__gt=OuterRef("submission__number")
    )
    reviews = Review.objects.filter(initiative__in=initiatives, state=ReviewState.FINAL).exclude(
        Exists(later)
    )
    return Counter(reviews.order_by().values_list("initiative_id", flat=True))
