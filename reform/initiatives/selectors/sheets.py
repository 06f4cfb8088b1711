"""How far the scoring is: who has handed in, who is asked at all, and what a member still has to score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery

from reform.initiatives.enums import CouncilState, InitiativeState, ReviewState
from reform.initiatives.models import CouncilMember, Initiative, InitiativeSubmission, Review
from reform.initiatives.ties import tie_of
from reform.organisation.access import read_work_units

if TYPE_CHECKING:
    from reform.organisation.models import User


@dataclass
class Progress:
    """The sheets of one initiative's latest submission.

    Attributes:
        asked: the members who may score it; whoever is tied to it is not asked.
        tied: the members who are tied to it.
        handed_in: the totals of the sheets handed in, by the member's primary key.
    """

    asked: list[CouncilMember] = field(default_factory=list)
    tied: list[CouncilMember] = field(default_factory=list)
    handed_in: dict[int, Decimal] = field(default_factory=dict)

    @property
    def waiting(self) -> list[CouncilMember]:
        """The members who still have to hand in."""
        return [seat for seat in self.asked if seat.pk not in self.handed_in]


def with_latest_submission(initiatives: QuerySet[Initiative]) -> QuerySet[Any]:
    """Put the primary key of what was sent last beside each initiative, as `latest_submission`."""
    latest = InitiativeSubmission.objects.filter(initiative=OuterRef("pk")).order_by("-number")
    return initiatives.annotate(latest_submission=Subquery(latest.values("pk")[:1]))


def progress_of(initiatives: Iterable[Any], seats: Iterable[CouncilMember]) -> dict[int, Progress]:
    """Return the progress of each initiative by its primary key; two queries, however many there are.

    Arguments:
        initiatives: with `latest_submission` and their authors fetched along.
        seats: the members of their council, users fetched along.
    """
    initiatives, seats = list(initiatives), list(seats)
    read_work_units(seat.user for seat in seats)
    by_submission = {initiative.latest_submission: initiative.pk for initiative in initiatives}
    found = {initiative.pk: Progress() for initiative in initiatives}
    for initiative in initiatives:
        for seat in seats:
            tied = tie_of(seat.user, initiative)
            (found[initiative.pk].tied if tied else found[initiative.pk].asked).append(seat)
    # By council, not by a list of keys: databases limit how many of those one question may name.
    reviews = Review.objects.filter(
        member__council__in={seat.council_id for seat in seats}, state=ReviewState.FINAL
    ).order_by()
    for submission, member, total in reviews.values_list("submission_id", "member_id", "total"):
        if submission in by_submission and total is not None:
            found[by_submission[submission]].handed_in[member] = total
    return found


@dataclass(frozen=True)
class ToScore:
    """One initiative that a member still has to score, with the sheet that was begun."""

    initiative: Initiative
    review: Review | None


def still_to_score(user: User) -> list[ToScore]:
    """Return what the user still has to score, first what is due first; three queries."""
    waiting = with_latest_submission(
        Initiative.objects.filter(
            state=InitiativeState.SCORING,
            council__state=CouncilState.SCORING,
            council__members__user=user,
        )
    )
    waiting = (
        waiting.select_related("unit", "council__unit__authority")
        .prefetch_related("authors")
        .order_by("council__score_by", "code", "pk")
    )
    own = {
        review.submission_id: review
        for review in Review.objects.filter(
            member__user=user, member__council__state=CouncilState.SCORING
        ).select_related("member")
    }
    found = [
        ToScore(initiative, own.get(initiative.latest_submission))
        for initiative in waiting
        if not tie_of(user, initiative)
    ]
    return [item for item in found if item.review is None or item.review.state == ReviewState.DRAFT]
