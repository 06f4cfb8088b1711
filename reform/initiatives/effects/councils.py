"""Effects and guards of a council's steps. A meeting moves all its initiatives in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reform.initiatives.effects.initiatives import not_ahead
from reform.initiatives.effects.opinion import counted_reviews, give_back
from reform.initiatives.enums import CouncilRole, InitiativeState, SheetState
from reform.initiatives.models import Council, Initiative
from reform.initiatives.rules import FEWEST_MEMBERS
from reform.organisation.days import local_day

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]


def is_well_made(council: Council, inputs: Inputs) -> None:
    """Ask for five members of the authority, a chair, a secretary and a sheet in use (domain.md 7.1)."""
    members = list(council.members.select_related("user__unit"))
    roles = {member.role for member in members}
    problems = []
    if len(members) < FEWEST_MEMBERS:
        problems.append(_("The council has fewer than five members."))
    if CouncilRole.CHAIR not in roles:
        problems.append(_("The council has no chair."))
    if CouncilRole.SECRETARY not in roles:
        problems.append(_("The council has no secretary."))
    if council.quorum > len(members):
        problems.append(_("The quorum is larger than the council."))
    if council.sheet.state != SheetState.IN_USE:
        problems.append(_("The score sheet is not in use: put it in use first."))
    if council.sheet.unit.authority_id != council.unit.authority_id:
        problems.append(_("Choose a score sheet of the same authority."))
    problems += [
        _("%(member)s works for another authority.") % {"member": seat.user}
        for seat in members
        if seat.user.unit is None or seat.user.unit.authority_id != council.unit.authority_id
    ]
    if problems:
        raise ValidationError(problems)


def can_meet(council: Council, inputs: Inputs) -> None:
    """Ask for a quorum with chair or vice-chair, something to decide, and a day that is possible."""
    present = [seat for seat in council.members.all() if str(seat.pk) in keys_of(inputs["present"])]
    if len(present) < council.quorum:
        raise ValidationError(
            {
                "present": _("%(present)s members were present; the quorum is %(quorum)s.")
                % {"present": len(present), "quorum": council.quorum}
            }
        )
    if not {CouncilRole.CHAIR, CouncilRole.VICE_CHAIR} & {seat.role for seat in present}:
        raise ValidationError({"present": _("Neither the chair nor the vice-chair was present.")})
    if not being_scored(council):
        raise ValidationError(_("No initiative has been put before this council."))
    if inputs["met_on"] < council.decision_date:
        raise ValidationError(
            {"met_on": _("The council was set up later: it meets on the day of that decision or after it.")}
        )
    not_ahead("met_on", inputs["met_on"])


def set_deadline(council: Council, inputs: Inputs, actor: User | None, at: datetime) -> None:
    """Note by when members score: not before the day on which it is set, nor before there is a council.

    Raises:
        ValidationError: by the input's name.
    """
    day = inputs["score_by"]
    # The step's own day, not today's: what is entered later as it happened stays possible.
    if day < local_day(at):
        raise ValidationError(
            {"score_by": _("This day has passed; the members need a day on which they can still score.")}
        )
    if day < council.decision_date:
        raise ValidationError({"score_by": _("The council is set up later: members score after that day.")})
    council.score_by = day


def meet(council: Council, inputs: Inputs, actor: User | None, at: datetime) -> None:
    from reform.initiatives.workflow import INITIATIVES

    council.met_on = inputs["met_on"]
    council.met_at = inputs["met_at"].strip()
    council.minutes_number = (inputs["minutes_number"] or "").strip()
    council.minutes = inputs["minutes"].strip()
    present = keys_of(inputs["present"])
    for seat in council.members.all():
        seat.was_present = str(seat.pk) in present
        seat.save(update_fields=["was_present"])
    for initiative in being_scored(council):
        INITIATIVES.perform(initiative, "meet", actor=actor, at=at)


def nothing_is_decided(council: Council, inputs: Inputs) -> None:
    """Refuse to open the scoring anew once an opinion is recorded: day, place and presence belong to it.

    What is still open is taken back from this council and put before another one.
    """
    initiatives = council.initiatives
    decided = list(
        initiatives.exclude(state=InitiativeState.COUNCIL).order_by("code").values_list("code", flat=True)
    )
    if decided:
        raise ValidationError(
            _(
                "The council has given its opinion on %(codes)s at this meeting. Take back what is to be"
                " scored again, and put it before another council."
            )
            % {"codes": ", ".join(decided)}
        )
    if not initiatives.exists():
        raise ValidationError(_("This council has no initiative; there is nothing to score again."))


def score_again(council: Council, inputs: Inputs, actor: User | None, at: datetime) -> None:
    from reform.initiatives.workflow import INITIATIVES

    reason = inputs["reason"]
    for initiative in council.initiatives.filter(state=InitiativeState.COUNCIL):
        for review in counted_reviews(initiative):
            give_back(review, actor=actor, action="score_again", reason=reason, at=at)
        INITIATIVES.perform(initiative, "score_again", actor=actor, inputs={"reason": reason}, at=at)
    council.members.update(was_present=None)


def everything_is_decided(council: Council, inputs: Inputs) -> None:
    """Refuse to lock the result while an initiative waits for the council's opinion."""
    waiting = list(
        council.initiatives.filter(state__in=[InitiativeState.SCORING, InitiativeState.COUNCIL]).values_list(
            "code", flat=True
        )
    )
    if waiting:
        raise ValidationError(_("Not decided yet: %(codes)s.") % {"codes": ", ".join(waiting)})


def keys_of(seats: Iterable[Any]) -> set[str]:
    """Return the keys of seats given by key or as such; of those given as such, history tells names."""
    return {str(getattr(seat, "pk", seat)) for seat in seats}


def being_scored(council: Council) -> list[Initiative]:
    """Return the initiatives that wait for the council's meeting."""
    return list(council.initiatives.filter(state=InitiativeState.SCORING).select_related("unit", "council"))
