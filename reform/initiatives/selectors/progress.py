"""How far the scoring of initiatives is: sheets handed in, out of the members who may score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, F, Max

from reform.initiatives.enums import InitiativeState, ReviewState
from reform.initiatives.models import (
    CouncilMember,
    Initiative,
    InitiativeAuthor,
    InitiativeSubmission,
    Review,
)


def scoring_progress(initiatives: Sequence[Initiative]) -> dict[int, tuple[int, int]]:
    """Return the sheets handed in and the members who may score, by the key of each that is being scored.

    Four queries, however many initiatives are asked for; none when nothing is being scored.
    """
    scored = [row for row in initiatives if row.state == InitiativeState.SCORING and row.council_id]
    if not scored:
        return {}
    seats: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    councils = {row.council_id for row in scored}
    rows = CouncilMember.objects.filter(council__in=councils).values_list(
        "council_id", "user_id", "user__unit_id"
    )
    for council_id, user_id, unit_id in rows:
        seats[council_id].append((user_id, unit_id))
    given, authors = _given(scored), _authors(scored)
    return {
        row.pk: (
            given.get(row.pk, 0),
            _untied(seats[row.council_id or 0], row.unit_id, authors.get(row.pk, [])),
        )
        for row in scored
    }


def _untied(
    seats: list[tuple[int, int | None]], unit_id: int, authors: list[tuple[int | None, int | None]]
) -> int:
    """Return how many members are neither authors nor of an author's unit (`ties.tie_of`, in bulk)."""
    people = {user for user, _unit in authors if user is not None}
    units = {unit_id} | {unit for _user, unit in authors if unit is not None}
    return sum(1 for user, unit in seats if user not in people and unit not in units)


def _authors(initiatives: list[Initiative]) -> dict[int, list[tuple[int | None, int | None]]]:
    """Return account and unit of every author, by initiative."""
    found: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
    rows = InitiativeAuthor.objects.filter(initiative__in=initiatives).order_by()
    for initiative_id, user_id, unit_id in rows.values_list("initiative_id", "user_id", "unit_id"):
        found[initiative_id].append((user_id, unit_id))
    return found


def _given(initiatives: list[Initiative]) -> dict[int, int]:
    """Return how many sheets were handed in for the latest submission, by initiative."""
    latest = (
        InitiativeSubmission.objects.filter(initiative__in=initiatives)
        .order_by()
        .values("initiative_id")
        .annotate(latest=Max("number"))
        .values_list("initiative_id", "latest")
    )
    numbers = dict(latest)
    rows = (
        Review.objects.filter(
            initiative__in=initiatives,
            state=ReviewState.FINAL,
            member__council_id=F("initiative__council_id"),
        )
        .order_by()
        .values("initiative_id", "submission__number")
        .annotate(sheets=Count("pk"))
    )
    return {
        row["initiative_id"]: row["sheets"]
        for row in rows
        if row["submission__number"] == numbers.get(row["initiative_id"])
    }
