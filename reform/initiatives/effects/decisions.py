"""Effects and guards of a decision's steps. Registering it recognises every initiative in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Min, Q
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
    _number_and_day_are_possible(decision, inputs)


def _number_and_day_are_possible(decision: RecognitionDecision, inputs: Inputs) -> None:
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


def can_be_corrected(decision: RecognitionDecision, inputs: Inputs) -> None:
    """Ask for another number or date than the present ones, which nothing that followed contradicts."""
    _number_and_day_are_possible(decision, inputs)
    number, day = inputs["number"], inputs["issued_on"]
    if (number, day) == (decision.number, decision.issued_on):
        raise ValidationError(_("Number and date are these already; nothing is to be corrected."))
    if day.year != decision.year:
        # Their numbers run through the year without gaps; another year would tear a hole into this one.
        raise ValidationError(
            {
                "issued_on": _("The certificates are numbered in %(year)s: the date stays in that year.")
                % {"year": decision.year}
            }
        )
    handed_out = decision.certificates.aggregate(first=Min("handed_out_on"))["first"]
    if handed_out is not None and day > handed_out:
        raise ValidationError(
            {
                "issued_on": _("A certificate was handed out on %(day)s: the decision cannot lie after it.")
                % {"day": f"{handed_out:%d/%m/%Y}"}
            }
        )
    followed = decision.initiatives.filter(Q(nominated_on__lt=day) | Q(city_recognised_on__lt=day))
    if (later := followed.order_by("code").first()) is not None:
        raise ValidationError(
            {"issued_on": _("%(code)s was nominated before that day.") % {"code": later.code}}
        )


def correct_number(decision: RecognitionDecision, inputs: Inputs, actor: User | None, at: datetime) -> None:
    """Take number and date over; what the decision recognised moves along, and its history tells why."""
    decision.number, decision.issued_on = int(inputs["number"]), inputs["issued_on"]
    recognised = decision.initiatives.filter(recognised_on__isnull=False)
    for initiative in recognised.exclude(recognised_on=decision.issued_on).order_by("code"):
        with history_of_changes(initiative, actor=actor, action="edit", reason=inputs["reason"], at=at):
            initiative.recognised_on = decision.issued_on
            initiative.version += 1
            initiative.save(force_update=True)


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
