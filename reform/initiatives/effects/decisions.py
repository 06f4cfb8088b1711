"""Effects and guards of a decision's steps. Registering it recognises every initiative in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from reform.initiatives.effects.initiatives import not_ahead
from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Certificate, InitiativeAuthor, RecognitionDecision
from reform.organisation.models import Unit
from reform.registers.records import history_of_changes

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]


def names_initiatives(decision: RecognitionDecision, inputs: Inputs) -> None:
    """Refuse an empty decision and one that names what is not recommended."""
    states = set(decision.initiatives.values_list("state", flat=True))
    if not states:
        raise ValidationError(_("The decision names no initiative."))
    if states != {InitiativeState.RECOMMENDED}:
        raise ValidationError(_("Take out what the council does not recommend any more."))


def why_not_sign(decision: RecognitionDecision, user: User) -> str:
    """Return in words why `user` may not sign, empty otherwise: nobody recognises the own initiative."""
    own = decision.initiatives.filter(authors__user=user).order_by("code").first()
    if own is None:
        return ""
    return _("You are an author of %(code)s; another person of the leadership signs.") % {"code": own.code}


def can_be_issued(decision: RecognitionDecision, inputs: Inputs) -> None:
    """Ask for a whole number above 0, and for a day that has come and does not lie before the meeting."""
    names_initiatives(decision, inputs)
    number, day = inputs["number"], inputs["issued_on"]
    if number <= 0 or number != int(number):
        raise ValidationError({"number": _("The number of a decision is a whole number from 1.")})
    not_ahead("issued_on", day)
    if decision.council.met_on and day < decision.council.met_on:
        raise ValidationError({"issued_on": _("The decision cannot lie before the council's meeting.")})


def issue(decision: RecognitionDecision, inputs: Inputs, actor: User | None, at: datetime) -> None:
    from reform.initiatives.workflow import INITIATIVES

    decision.number, decision.issued_on = int(inputs["number"]), inputs["issued_on"]
    decision.year = decision.issued_on.year
    for initiative in decision.initiatives.order_by("code"):
        INITIATIVES.perform(
            initiative, "recognise", actor=actor, inputs={"recognised_on": decision.issued_on}, at=at
        )
    number_certificates(decision)


def number_certificates(decision: RecognitionDecision) -> None:
    """Give every author a certificate, numbered within the authority and the year in one unbroken row."""
    # The lock keeps two decisions of one day from taking the same number.
    Unit.objects.select_for_update(of=("self",)).get(pk=decision.unit_id)
    taken = Certificate.objects.filter(unit_id=decision.unit_id, year=decision.year)
    next_number = (taken.aggregate(latest=Max("number"))["latest"] or 0) + 1
    authors = InitiativeAuthor.objects.filter(initiative__decision=decision).order_by(
        "initiative__code", "pk"
    )
    Certificate.objects.bulk_create(
        Certificate(
            decision=decision, author=author, unit_id=decision.unit_id, year=decision.year, number=number
        )
        for number, author in enumerate(authors, start=next_number)
    )


def discard(decision: RecognitionDecision, inputs: Inputs, actor: User | None, at: datetime) -> None:
    """Free the initiatives, and let the history of each of them tell it."""
    for initiative in decision.initiatives.order_by("code"):
        with history_of_changes(initiative, actor=actor, action="edit", at=at):
            initiative.decision = None
            initiative.version += 1
            initiative.save(force_update=True)
