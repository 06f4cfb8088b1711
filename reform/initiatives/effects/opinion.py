"""What a council's opinion rests on: who takes the file, which sheets count, which votes are possible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reform.initiatives.enums import CouncilState, ReviewState
from reform.initiatives.models import Council, Initiative, Review
from reform.initiatives.rules import council_years, is_majority
from reform.initiatives.submissions import latest_submission
from reform.initiatives.ties import untied
from reform.registers.history import write_history

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]


def council_takes_it(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for a council of the same authority and of the right year that scores or is being set up."""
    council = inputs["council"]
    if not isinstance(council, Council) or council.unit.authority_id != initiative.unit.authority_id:
        raise ValidationError({"council": _("Choose a council of the same authority.")})
    # The form may have been open since before the meeting.
    council.refresh_from_db(fields=["state"])
    if council.state not in {CouncilState.PREPARING, CouncilState.SCORING}:
        raise ValidationError({"council": _("This council has met already; choose one that still scores.")})
    if council.year not in council_years(initiative.year):
        raise ValidationError(
            {
                "council": _(
                    "This council judges initiatives of %(council_year)s; %(code)s is one of %(year)s."
                    " Choose a council of that year or of the next one."
                )
                % {"council_year": council.year, "code": initiative.code, "year": initiative.year}
            }
        )


def council_has_met(initiative: Initiative) -> bool:
    """Tell whether the council that has the file has met, so that its opinion can be recorded."""
    return initiative.council is not None and initiative.council.state == CouncilState.MET


def is_scored(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for as many sheets as the quorum wants, or as there are members who may score."""
    given, needed = len(final_totals(initiative)), needed_sheets(initiative)
    if given < needed:
        raise ValidationError(
            _("%(code)s has %(given)s of at least %(needed)s score sheets; the council cannot meet yet.")
            % {"code": initiative.code, "given": given, "needed": needed}
        )


def is_carried(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for a majority of the votes given and for the sheet's pass mark."""
    if not is_majority(*checked_votes(initiative, inputs)):
        raise ValidationError(
            {"votes_for": _("There is no majority for it: record that it was not recommended.")}
        )
    if not reaches_pass_mark(initiative):
        raise ValidationError(_("The mean score does not reach the pass mark of the sheet."))


def is_not_carried(initiative: Initiative, inputs: Inputs) -> None:
    """Refuse to turn a vote round: what has the majority and the pass mark was recommended."""
    if is_majority(*checked_votes(initiative, inputs)) and reaches_pass_mark(initiative):
        raise ValidationError(
            {"votes_for": _("There is a majority for it, and the mean is high enough: record: recommended.")}
        )


def reaches_pass_mark(initiative: Initiative) -> bool:
    """Tell whether the mean reaches what the council's sheet asks for, if it asks for anything."""
    pass_mark = initiative.council.sheet.pass_mark if initiative.council else None
    return pass_mark is None or (initiative.final_score is not None and initiative.final_score >= pass_mark)


def counted_reviews(initiative: Initiative) -> QuerySet[Review]:
    """Return the sheets handed in for the latest submission, by members of the council that has it now."""
    return Review.objects.filter(
        initiative=initiative,
        state=ReviewState.FINAL,
        submission=latest_submission(initiative),
        member__council=initiative.council,
    )


def final_totals(initiative: Initiative) -> list[Any]:
    """Return the totals of the sheets that count: of members whom nothing ties to the initiative today."""
    return [review.total for review in _sheets_by_tie(initiative)[0]]


def set_aside_tied_sheets(initiative: Initiative, *, actor: User | None, at: datetime) -> None:
    """Take back the sheets of members who have moved to an author's unit since they handed in."""
    for review in _sheets_by_tie(initiative)[1]:
        reason = _("The member works in a unit of its authors now; the sheet does not count.")
        give_back(review, actor=actor, action="edit", reason=reason, at=at)


def give_back(review: Review, *, actor: User | None, action: str, reason: str, at: datetime) -> None:
    """Open a sheet that was handed in, and tell why; call it inside the transaction of the step."""
    review.state, review.handed_in_at = ReviewState.DRAFT, None
    review.version += 1
    review.save(force_update=True)
    write_history(review, actor=actor, action=action, reason=reason, at=at)


def _sheets_by_tie(initiative: Initiative) -> tuple[list[Review], list[Review]]:
    """Return the sheets handed in by members who are free, and by those who are tied meanwhile."""
    reviews = list(counted_reviews(initiative).select_related("member__user"))
    free = {user.pk for user in untied([review.member.user for review in reviews], initiative)}
    counted = [review for review in reviews if review.member.user_id in free]
    return counted, [review for review in reviews if review.member.user_id not in free]


def needed_sheets(initiative: Initiative) -> int:
    """Return how many sheets the meeting needs: the quorum, or all members who are not tied to it."""
    if initiative.council is None:
        return 0
    members = [seat.user for seat in initiative.council.members.select_related("user")]
    return max(1, min(initiative.council.quorum, len(untied(members, initiative))))


def checked_votes(initiative: Initiative, inputs: Inputs) -> tuple[int, int]:
    """Return the votes for and against. Who is tied to the initiative was there, but has no vote on it.

    Raises:
        ValidationError: for a part of a vote, and for more votes than members who could give one.
    """
    votes = (inputs["votes_for"], inputs["votes_against"])
    for name, value in zip(("votes_for", "votes_against"), votes, strict=True):
        if value < 0 or value != int(value):
            raise ValidationError({name: _("Votes are whole numbers from 0.")})
    possible = len(untied(_present(initiative), initiative))
    if sum(votes) > possible:
        raise ValidationError(
            {
                "votes_for": _(
                    "There cannot be more votes than %(possible)s: so many members were present who are not"
                    " tied to this initiative."
                )
                % {"possible": possible}
            }
        )
    return int(votes[0]), int(votes[1])


def _present(initiative: Initiative) -> list[User]:
    if initiative.council is None:
        return []
    return [seat.user for seat in initiative.council.members.filter(was_present=True).select_related("user")]
