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

from reform.initiatives.completeness import missing_parts
from reform.initiatives.effects.opinion import checked_votes, final_totals, set_aside_tied_sheets
from reform.initiatives.enums import DecisionState
from reform.initiatives.models import Initiative
from reform.initiatives.rules import mean
from reform.initiatives.submissions import keep_submission
from reform.organisation.days import local_day
from reform.registers.models import HistoryEntry

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]


# --- guards ---


def is_complete(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for every part of the application before it goes on.

    Raises:
        ValidationError: with one sentence for everything that is missing.
    """
    problems = missing_parts(initiative)
    if problems:
        raise ValidationError([_("Edit the application first:"), *problems])


def is_complete_and_applied(initiative: Initiative, inputs: Inputs) -> None:
    """Ask for a whole application whose first use does not lie ahead (features.md 4)."""
    is_complete(initiative, inputs)
    if initiative.applied_from is not None and initiative.applied_from > timezone.localdate():
        raise ValidationError(
            _("The day of the first application lies after today: submit it once it is applied.")
        )


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
        problem = _("This date is too early: the authority recognised the initiative on %(day)s.")
        words = {"day": f"{initiative.recognised_on:%d/%m/%Y}"}
        raise ValidationError({"nominated_on": problem % words})
    not_ahead("nominated_on", day)


def not_ahead(name: str, day: date) -> None:
    """Refuse a day to come.

    Raises:
        ValidationError: by the input's name.
    """
    if day > timezone.localdate():
        raise ValidationError({name: _("This day lies ahead; give it when it has come.")})


def why_not_submit_supplement(initiative: Initiative, user: User) -> str:
    """Return in words why `user` may not send the supplement: nobody else has worked on it."""
    entries = HistoryEntry.objects.of(initiative).filter(action__in=["edit", "request_supplement"])
    writers: set[int | None] = set()
    for action, actor_id in entries.order_by("-at", "-pk").values_list("action", "actor_id"):
        if action == "request_supplement":
            break
        writers.add(actor_id)
    if writers == {user.pk}:
        return _("You prepared this yourself; another person must do this step.")
    return ""


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
    set_aside_tied_sheets(initiative, actor=actor, at=at)
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


def forget_result(initiative: Initiative) -> None:
    """Take back what an earlier meeting said: the file is judged anew."""
    initiative.final_score = initiative.votes_for = initiative.votes_against = None
    initiative.council_opinion = ""
