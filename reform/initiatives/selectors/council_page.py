"""What a council's page shows: members, the initiatives before it, how far the scoring is, the result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from reform.initiatives.enums import CouncilState, ReviewState
from reform.initiatives.models import Council, CouncilMember, Initiative, Review
from reform.initiatives.rules import is_wide, ranks, spread
from reform.registers.permissions import viewable_records

from .sheets import Progress, progress_of, with_latest_submission

if TYPE_CHECKING:
    from reform.organisation.models import User

HAS_MET = frozenset({CouncilState.MET, CouncilState.CLOSED})


@dataclass(frozen=True)
class CouncilLine:
    """One initiative before the council.

    Attributes:
        is_visible: whether the viewer may open the initiative's page.
        mean, spread_percent, is_wide, rank: the result; None and False before the council has met.
        own: the viewer's own sheet, when it was begun.
    """

    initiative: Initiative
    progress: Progress
    is_visible: bool
    mean: Decimal | None
    spread_percent: int | None
    is_wide: bool
    rank: int | None
    own: Review | None

    @property
    def done(self) -> int:
        """How many sheets are handed in by members who may score."""
        return len(self.progress.asked) - len(self.progress.waiting)

    @property
    def needed(self) -> int:
        """How many members may score."""
        return len(self.progress.asked)


@dataclass(frozen=True)
class CouncilPage:
    """A council with everything on its page.

    Attributes:
        own_seat: the viewer's seat, None for who is no member.
        missing: the members who still have to hand in, each with the initiatives.
    """

    seats: list[CouncilMember]
    lines: list[CouncilLine]
    has_met: bool
    own_seat: CouncilMember | None
    missing: list[tuple[CouncilMember, list[Initiative]]]


def council_page(user: User, council: Council) -> CouncilPage:
    """Return the page of a council for a viewer; the number of queries does not grow with its initiatives."""
    seats = list(council.members.select_related("user__unit"))
    initiatives = _initiatives(council, user)
    progress = progress_of(initiatives, seats)
    own_seat = next((seat for seat in seats if seat.user_id == user.pk), None)
    own = {} if own_seat is None else {row.submission_id: row for row in own_seat.reviews.order_by()}
    has_met = council.state in HAS_MET
    places = ranks({row.pk: row.final_score for row in initiatives}) if has_met else {}
    maximum = council.sheet.maximum if has_met else Decimal(0)
    lines = [
        _line(
            row,
            progress[row.pk],
            row.is_in_sight,
            maximum,
            places.get(row.pk),
            own.get(row.latest_submission),
        )
        for row in initiatives
    ]
    if has_met:
        lines.sort(key=lambda line: (line.rank is None, line.rank or 0, line.initiative.code))
    missing = [] if has_met else _missing(seats, lines)
    return CouncilPage(seats, lines, has_met, own_seat, missing)


def _initiatives(council: Council, user: User) -> list[Any]:
    """Return the council's initiatives; `is_in_sight` tells whether the user may open each of them."""
    in_sight = viewable_records(Initiative, user).order_by().filter(pk=OuterRef("pk"))
    rows = with_latest_submission(Initiative.objects.filter(council=council)).annotate(
        is_in_sight=Exists(in_sight.values("pk"))
    )
    found = list(rows.select_related("unit").prefetch_related("authors").order_by("code", "pk"))
    for initiative in found:
        # What asks an initiative for its council finds the one that is at hand.
        initiative.council = council
    return found


def _line(
    initiative: Initiative,
    progress: Progress,
    is_visible: bool,
    maximum: Decimal,
    rank: int | None,
    own: Review | None,
) -> CouncilLine:
    """Return the line of one initiative; a maximum of 0 stands for a council that has not met."""
    totals = list(progress.handed_in.values())
    has_result = bool(maximum) and initiative.final_score is not None
    share = int((spread(totals, maximum) * 100).quantize(Decimal(1), ROUND_HALF_UP)) if has_result else None
    return CouncilLine(
        initiative=initiative,
        progress=progress,
        is_visible=is_visible,
        mean=initiative.final_score if has_result else None,
        spread_percent=share,
        is_wide=has_result and is_wide(totals, maximum),
        rank=rank,
        own=own,
    )


def _missing(
    seats: list[CouncilMember], lines: list[CouncilLine]
) -> list[tuple[CouncilMember, list[Initiative]]]:
    """Return who still has to hand in, and for what; whoever is through is left out."""
    waiting = {
        seat.pk: [line.initiative for line in lines if seat in line.progress.waiting] for seat in seats
    }
    return [(seat, waiting[seat.pk]) for seat in seats if waiting[seat.pk]]


def is_handed_in(review: Review | None) -> bool:
    """Tell whether a sheet counts."""
    return review is not None and review.state == ReviewState.FINAL
