"""Effects and guards of an initiative's steps.

An effect sets fields of a record that is locked, checked and saved by the engine. A guard raises
ValidationError with a sentence for the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.initiatives.enums import CouncilState, DecisionState, ReviewState
from reform.initiatives.models import Council, Initiative
from reform.initiatives.rules import is_majority, mean, shares_are_whole
from reform.initiatives.submissions import keep_submission, latest_submission
from reform.initiatives.ties import untied
from reform.organisation.days import local_day

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]

# What the form of Thông tư 18/2013 asks every applicant for.
NEEDED_FIELDS = ("applied_from", "applied_at", "problem", "solution", "novelty", "benefit_by_author", "scope")


# --- guards ---


def is_complete(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for every part of the application before it goes on.

    Raises:
        ValidationError: with one sentence for everything that is missing.
    """
    problems = [
        _("“%(field)s” is empty.") % {"field": Initiative._meta.get_field(name).verbose_name}  # type: ignore[union-attr]
        for name in NEEDED_FIELDS
        if not getattr(initiative, name)
    ]
    authors = list(initiative.authors.all())
    if not authors:
        problems.append(_("No author is named."))
    elif not shares_are_whole(author.share for author in authors):
        problems.append(_("The authors' shares do not add up to 100 percent."))
    if not initiative.truth_stated:
        problems.append(_("The authors have not stated that everything is true."))
    if problems:
        raise ValidationError([_("Edit the application first:"), *problems])


def is_complete_and_applied(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for a whole application whose first use does not lie ahead (features.md 4)."""
    is_complete(initiative, inputs)
    if initiative.applied_from is not None and initiative.applied_from > timezone.localdate():
        raise ValidationError(
            _("The day of the first application lies after today: submit it once it is applied.")
        )


def council_takes_it(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for a council of the same authority that scores or is being set up."""
    council = inputs["council"]
    if not isinstance(council, Council) or council.unit.authority_id != initiative.unit.authority_id:
        raise ValidationError({"council": _("Choose a council of the same authority.")})
    if council.state not in {CouncilState.PREPARING, CouncilState.SCORING}:
        raise ValidationError({"council": _("This council has met already; choose one that still scores.")})


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
    """Ask for a majority of the members present and for the sheet's pass mark."""
    votes_for, votes_against = checked_votes(initiative, inputs)
    if not is_majority(votes_for, votes_against):
        raise ValidationError(
            {"votes_for": _("There is no majority for it: record that it was not recommended.")}
        )
    pass_mark = initiative.council.sheet.pass_mark if initiative.council else None
    if pass_mark is not None and (initiative.final_score is None or initiative.final_score < pass_mark):
        raise ValidationError(_("The mean score does not reach the pass mark of the sheet."))


def votes_are_possible(initiative: Initiative, inputs: Inputs) -> None:
    """Refuse votes that the members present cannot have given."""
    checked_votes(initiative, inputs)


def decision_is_signed(initiative: Initiative) -> bool:
    """Tell whether the decision that names it is signed, so that registering it recognises it."""
    return initiative.decision is not None and initiative.decision.state == DecisionState.SIGNED


def is_not_decided(initiative: Initiative) -> bool:
    """Tell whether no decision under way names it."""
    return initiative.decision_id is None


def can_become_public(initiative: Initiative) -> bool:
    """Tell whether it is recognised and not public yet."""
    return initiative.recognised_on is not None and not initiative.is_public


def is_now_public(initiative: Initiative) -> bool:
    """Tell whether citizens read it."""
    return initiative.is_public


def city_day_is_possible(initiative: Initiative, inputs: Inputs) -> None:
    """Refuse a decision of the City from before the nomination or from a day to come."""
    day: date = inputs["city_recognised_on"]
    if initiative.nominated_on and day < initiative.nominated_on:
        raise ValidationError({"city_recognised_on": _("The City cannot decide before the nomination.")})
    not_ahead("city_recognised_on", day)


def nomination_day_is_possible(initiative: Initiative, inputs: Inputs) -> None:
    """Refuse a nomination from before the recognition or from a day to come."""
    day: date = inputs["nominated_on"]
    if initiative.recognised_on and day < initiative.recognised_on:
        raise ValidationError({"nominated_on": _("It is nominated after the authority has recognised it.")})
    not_ahead("nominated_on", day)


def not_ahead(name: str, day: date) -> None:
    """Refuse a day to come.

    Raises:
        ValidationError: by the input's name.
    """
    if day > timezone.localdate():
        raise ValidationError({name: _("This day lies ahead; give it when it has come.")})


# --- effects ---


def endorse(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.endorsed_on = local_day(at)
    initiative.set_clock(local_day(at))


def move_on(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.set_clock(local_day(at))


def submit(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    keep_submission(initiative, actor=actor, at=at)
    # The clocks count anew: what is judged is what was sent last.
    initiative.submitted_on, initiative.received_on = local_day(at), None
    initiative.set_clock(local_day(at))


def receive(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.received_on = local_day(at)
    initiative.set_clock(local_day(at))


def find_eligible(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.appraisal = inputs["appraisal"].strip()
    initiative.set_clock(local_day(at))


def refuse(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.refusal = inputs["reason"].strip()
    initiative.set_clock(local_day(at))


def go_back_from_council(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.council = None
    forget_result(initiative)
    initiative.set_clock(local_day(at))


def put_before_council(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.council = inputs["council"]
    initiative.set_clock(local_day(at))


def meet(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.final_score = mean(final_totals(initiative))
    initiative.set_clock(local_day(at))


def score_again(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    forget_result(initiative)
    initiative.set_clock(local_day(at))


def recommend(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.votes_for, initiative.votes_against = checked_votes(initiative, inputs)
    initiative.council_opinion = (inputs["council_opinion"] or "").strip()
    initiative.set_clock(local_day(at))


def not_recommend(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.votes_for, initiative.votes_against = checked_votes(initiative, inputs)
    refuse(initiative, inputs, actor, at)


def recognise(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.recognised_on = inputs["recognised_on"]
    initiative.set_clock(local_day(at))


def nominate(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.nomination_letter = inputs["nomination_letter"].strip()
    initiative.nominated_on = inputs["nominated_on"]
    initiative.set_clock(local_day(at))


def record_city_recognition(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.city_decision = inputs["city_decision"].strip()
    initiative.city_recognised_on = inputs["city_recognised_on"]
    initiative.city_signer = (inputs["city_signer"] or "").strip()
    initiative.set_clock(local_day(at))


def publish(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.is_public = True
    initiative.public_summary = inputs["public_summary"].strip()
    initiative.public_effect = inputs["public_effect"].strip()


def take_off(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.is_public = False


def correct_title(initiative: Initiative, inputs: Inputs, actor: User | None, at: datetime) -> None:
    initiative.title = inputs["title"].strip()


# --- what they share ---


def final_totals(initiative: Initiative) -> list[Any]:
    """Return the totals of the sheets handed in for the latest submission, by members of its council."""
    reviews = initiative.reviews.filter(
        state=ReviewState.FINAL,
        submission=latest_submission(initiative),
        member__council=initiative.council,
    )
    return list(reviews.values_list("total", flat=True))


def needed_sheets(initiative: Initiative) -> int:
    """Return how many sheets the meeting needs: the quorum, or all members who are not tied to it."""
    if initiative.council is None:
        return 0
    members = [seat.user for seat in initiative.council.members.select_related("user")]
    return max(1, min(initiative.council.quorum, len(untied(members, initiative))))


def forget_result(initiative: Initiative) -> None:
    """Take back what an earlier meeting said: the file is judged anew."""
    initiative.final_score = initiative.votes_for = initiative.votes_against = None
    initiative.council_opinion = ""


def checked_votes(initiative: Initiative, inputs: Inputs) -> tuple[int, int]:
    """Return the votes for and against.

    Raises:
        ValidationError: for a part of a vote, and for more votes than members present.
    """
    votes = (inputs["votes_for"], inputs["votes_against"])
    for name, value in zip(("votes_for", "votes_against"), votes, strict=True):
        if value < 0 or value != int(value):
            raise ValidationError({name: _("Votes are whole numbers from 0.")})
    present = initiative.council.members.filter(was_present=True).count() if initiative.council else 0
    if sum(votes) > present:
        raise ValidationError(
            {
                "votes_for": _("Only %(present)s members were present; there cannot be more votes.")
                % {"present": present}
            }
        )
    return int(votes[0]), int(votes[1])
