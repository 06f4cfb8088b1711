"""Scoring: each member alone, nobody sees another sheet before the council has met.

Who may score what is asked here, in the model layer, whichever screen or spreadsheet calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.registers.history import differences, snapshot, write_history
from reform.registers.records import StaleRecord, create_record, lock_record
from reform.registers.workflow import TransitionRefused

from .enums import CouncilState, InitiativeState, ReviewState
from .models import CouncilMember, Initiative, Review, ReviewScore
from .submissions import latest_submission
from .ties import tie_of

if TYPE_CHECKING:
    from reform.organisation.models import User

# The points and the remark of one criterion, by its primary key.
Points = Mapping[int, tuple[Decimal | None, str]]


def seat_of(user: User, initiative: Initiative) -> CouncilMember | None:
    """Return the user's seat in the council that scores the initiative, None without one."""
    if initiative.council_id is None:
        return None
    return CouncilMember.objects.filter(council_id=initiative.council_id, user_id=user.pk).first()


def why_not_score(user: User, initiative: Initiative) -> str:
    """Return in words why `user` may not score `initiative` now, empty when nothing stands against it."""
    if initiative.state != InitiativeState.SCORING or initiative.council is None:
        return _("This initiative is not being scored.")
    if initiative.council.state != CouncilState.SCORING:
        return _("The council does not score any more.")
    if seat_of(user, initiative) is None:
        return _("Only members of its council score this initiative.")
    return tie_of(user, initiative)


@transaction.atomic
def open_review(initiative: Initiative, *, actor: User, at: datetime | None = None) -> Review:
    """Return the member's own sheet for the latest submission, made empty at the first call.

    Raises:
        TransitionRefused: when the actor may not score this initiative.
    """
    initiative = lock_record(initiative)
    if refusal := why_not_score(actor, initiative):
        raise TransitionRefused(refusal)
    seat, submission = seat_of(actor, initiative), latest_submission(initiative)
    found = Review.objects.filter(member=seat, submission=submission).first()
    if found is not None:
        return found
    review = Review(initiative=initiative, member=seat, submission=submission, is_sample=initiative.is_sample)
    return create_record(review, actor=actor, at=at)


@transaction.atomic
def save_review(
    review: Review,
    *,
    points: Points,
    remark: str,
    no_interest: bool,
    hand_in: bool,
    actor: User,
    expected_version: int,
    at: datetime | None = None,
) -> Review:
    """Keep what a member gave, and hand the sheet in when asked; handed in, it does not change any more.

    Arguments:
        points: by the criterion's primary key; None for a criterion not scored yet.
        no_interest: the member's declaration; without it no sheet is handed in.

    Raises:
        TransitionRefused: when it is not the actor's sheet, was handed in, or scoring is over.
        StaleRecord: when the sheet was saved elsewhere meanwhile.
        ValidationError: for points above a criterion's maximum, and for an unfinished sheet handed in.
    """
    current = lock_record(review)
    # A meeting that fixes the mean at this moment is waited for, and then refuses.
    current.initiative = lock_record(current.initiative)
    _refuse_unless_own(current, actor)
    if current.version != expected_version:
        raise StaleRecord(current)
    before = snapshot(current)
    written = _write_scores(current, points)
    current.remark, current.no_interest = remark.strip(), no_interest
    given = [score.points for score in written if score.points is not None]
    current.total = sum(given, Decimal(0)) if given else None
    if hand_in:
        _refuse_unless_whole(current, written)
        current.state, current.handed_in_at = ReviewState.FINAL, at or timezone.now()
    current.version += 1
    current.full_clean()
    current.save(force_update=True)
    write_history(
        current,
        actor=actor,
        action="hand_in" if hand_in else "edit",
        changes=differences(before, snapshot(current)),
        at=at,
    )
    return current


def _refuse_unless_own(review: Review, actor: User) -> None:
    if review.member.user_id != actor.pk:
        raise TransitionRefused(_("This is another member's sheet."))
    if review.state != ReviewState.DRAFT:
        raise TransitionRefused(_("The sheet has been handed in; it does not change any more."))
    if refusal := why_not_score(actor, review.initiative):
        raise TransitionRefused(refusal)
    if review.member.council_id != review.initiative.council_id:
        raise TransitionRefused(_("Another council has this initiative now; score it there."))
    if review.submission_id != getattr(latest_submission(review.initiative), "pk", None):
        raise TransitionRefused(_("The application was sent anew since; score the new submission."))


def _write_scores(review: Review, points: Points) -> list[ReviewScore]:
    """Write the points of every criterion of the sheet.

    Raises:
        ValidationError: by `points-<criterion>`, for points that the criterion does not give.
    """
    kept = {score.criterion_id: score for score in review.scores.all()}
    written: list[ReviewScore] = []
    problems: dict[str, list[str]] = {}
    for criterion in review.member.council.sheet.criteria.all():
        score = kept.get(criterion.pk) or ReviewScore(review=review, criterion=criterion)
        score.points, score.remark = points.get(criterion.pk, (score.points, score.remark))
        score.criterion = criterion
        try:
            score.full_clean()
        except ValidationError as error:
            problems[f"points-{criterion.pk}"] = error.messages
        else:
            score.save()
            written.append(score)
    if problems:
        raise ValidationError(problems)
    return written


def _refuse_unless_whole(review: Review, scores: list[ReviewScore]) -> None:
    problems = {
        f"points-{score.criterion_id}": _("Give points for “%(criterion)s”; 0 is possible.")
        % {"criterion": score.criterion}
        for score in scores
        if score.points is None
    }
    if not review.no_interest:
        problems["no_interest"] = _("Declare that nothing ties you to this initiative, or do not score it.")
    if problems:
        raise ValidationError(problems)
