"""What the page of an initiative reads: the council's result, submissions, and where else it is applied."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reform.initiatives.models import Adoption, Council, Initiative, InitiativeSubmission
from reform.initiatives.rules import ranks
from reform.registers.permissions import viewable_records

if TYPE_CHECKING:
    from reform.organisation.models import User


@dataclass(frozen=True)
class CouncilResult:
    """What a council found.

    Attributes:
        rank: the place among all that the council has scored; None without a mean.
        of: how many it has scored.
    """

    council: Council
    mean: Decimal | None
    rank: int | None
    of: int
    votes_for: int | None
    votes_against: int | None
    opinion: str


def council_result(initiative: Initiative) -> CouncilResult | None:
    """Return what the council found, None before it has met; one query for the rank."""
    if initiative.council is None or initiative.final_score is None:
        return None
    scores = dict(
        Initiative.objects.filter(council=initiative.council, final_score__isnull=False)
        .order_by()
        .values_list("pk", "final_score")
    )
    return CouncilResult(
        council=initiative.council,
        mean=initiative.final_score,
        rank=ranks(scores).get(initiative.pk),
        of=len(scores),
        votes_for=initiative.votes_for,
        votes_against=initiative.votes_against,
        opinion=initiative.council_opinion,
    )


def submissions_of(initiative: Initiative) -> list[InitiativeSubmission]:
    """Return what was sent, the latest first, without the words."""
    return list(initiative.submissions.select_related("submitted_by").defer("content").order_by("-number"))


def applied_elsewhere(initiative: Initiative, user: User) -> list[Adoption]:
    """Return the units that apply it, too, as far as the user may see; what is not recognised has none."""
    if initiative.recognised_on is None:
        return []
    found = viewable_records(Adoption, user).filter(initiative=initiative)
    return list(found.select_related("unit", "initiative").order_by("applied_from", "pk"))
