"""What the rules compute: deadlines, shares, means, spread, ranks, quorum. Plain values, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from reform.organisation.days import add_months

from .enums import InitiativeState, QuotaStatus

# Answer on the form of an application within one month; decide within three (domain.md 7.1: from
# knowledge, unverified). Proposals of the product, not of an article.
FORM_ANSWER_MONTHS = 1
DECISION_MONTHS = 3
# The unit answers a request for a supplement within these days.
SUPPLEMENT_DAYS = 15
# Members' totals further apart than this share of the maximum are flagged for discussion (features.md 4).
SPREAD_LIMIT = Decimal("0.30")
FULL_SHARE = Decimal(100)
# The fewest members of a council (domain.md 7.1).
FEWEST_MEMBERS = 5

# What lies outside is a slip of the keyboard: the year 0202, a birth in the future.
EARLIEST_APPLICATION = date(1990, 1, 1)
YOUNGEST_AUTHOR, OLDEST_AUTHOR = 15, 100

_DECIDED_LATER = frozenset(
    {
        InitiativeState.RECEIVED,
        InitiativeState.ELIGIBLE,
        InitiativeState.SCORING,
        InitiativeState.COUNCIL,
        InitiativeState.RECOMMENDED,
        InitiativeState.NOT_RECOMMENDED,
    }
)


def answer_due(
    *, state: str, held_since: date, received_on: date | None, submitted_on: date | None
) -> date | None:
    """Return the day by which whoever holds the file must answer; None when no clock runs.

    Arguments:
        state: a value of `InitiativeState`.
        held_since: the day on which the file came to its holder.
    """
    if state == InitiativeState.SUPPLEMENT_REQUESTED:
        return held_since + timedelta(days=SUPPLEMENT_DAYS)
    if state == InitiativeState.SUBMITTED:
        return add_months(submitted_on or held_since, FORM_ANSWER_MONTHS)
    if state in _DECIDED_LATER:
        return add_months(received_on or held_since, DECISION_MONTHS)
    return None


def age_on(day: date, *, born: date) -> int:
    """Return how old somebody is on a day, negative before the birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def shares_are_whole(shares: Iterable[Decimal | None]) -> bool:
    """Tell whether the authors' shares add up to 100 percent."""
    return sum((share or Decimal(0) for share in shares), Decimal(0)) == FULL_SHARE


def mean(totals: Sequence[Decimal]) -> Decimal | None:
    """Return the mean of the members' totals to two places, None when nobody has scored."""
    if not totals:
        return None
    return (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def spread(totals: Sequence[Decimal], maximum: Decimal) -> Decimal:
    """Return how far the totals lie apart, as a share of the sheet's maximum: 0 to 1."""
    return (max(totals) - min(totals)) / maximum if len(totals) > 1 and maximum else Decimal(0)


def is_wide(totals: Sequence[Decimal], maximum: Decimal) -> bool:
    """Tell whether the members differ so much that the council has to talk about it."""
    return spread(totals, maximum) > SPREAD_LIMIT


def ranks(scores: Mapping[int, Decimal | None]) -> dict[int, int]:
    """Return the place of each scored record by its key; equal scores share a place, the next is left out."""
    ordered = sorted((score for score in scores.values() if score is not None), reverse=True)
    return {key: ordered.index(score) + 1 for key, score in scores.items() if score is not None}


def default_quorum(members: int) -> int:
    """Return two thirds of the members, rounded up (domain.md 7.1)."""
    return ceil(members * 2 / 3)


def council_years(year: int) -> tuple[int, int]:
    """Return the years whose councils may judge an initiative: its own, and the next for one of December."""
    return year, year + 1


def initiative_years(council_year: int) -> tuple[int, int]:
    """Return the years whose initiatives a council may judge; the other side of `council_years`."""
    return council_year - 1, council_year


def is_majority(votes_for: int, votes_against: int) -> bool:
    """Tell whether more than half of the votes given are for it."""
    return votes_for > votes_against


def best_status(statuses: Iterable[QuotaStatus]) -> QuotaStatus:
    """Return the furthest that any of a unit's initiatives has come."""
    order = list(QuotaStatus)
    return max(statuses, key=order.index, default=QuotaStatus.NONE)
