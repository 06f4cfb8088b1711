"""Writes that span several records of the register, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.history import write_history
from reform.registers.records import create_record, history_of_changes, lock_record

from .enums import CouncilState, DecisionState, InitiativeState
from .models import Adoption, Certificate, Council, Initiative, RecognitionDecision
from .workflow import INITIATIVES

if TYPE_CHECKING:
    from reform.organisation.models import User


@transaction.atomic
def register_initiative(
    initiative: Initiative,
    *,
    actor: User | None,
    save_related: Callable[[], None] | None = None,
    at: datetime | None = None,
) -> Initiative:
    """Write a new application as a draft with the next code of its unit and year.

    Arguments:
        save_related: writes authors and figures once the initiative has a key.

    Raises:
        PermissionDenied: when the actor does not enter records for the unit.
        ValidationError: when a field is not met.
    """
    if actor is not None and not access_of(actor).allows(Capability.ENTER, initiative.unit_id):
        raise PermissionDenied(_("You are not allowed to do this for this unit."))
    give_codes([initiative], at=at)
    return create_record(initiative, actor=actor, save_related=save_related, at=at)


def next_code(unit: Unit, year: int) -> str:
    """Return the next free code of a unit and year, for example SK-2022-P-DANGHAI-02."""
    return next(free_codes(unit, year))


def free_codes(unit: Unit, year: int) -> Iterator[str]:
    """Yield the codes of a unit and year that follow the last one given."""
    stem = f"SK-{year}-{unit.code}-"
    taken = Initiative.objects.filter(unit=unit, code__startswith=stem).values_list("code", flat=True)
    numbers = [int(code.removeprefix(stem)) for code in taken if code.removeprefix(stem).isdecimal()]
    for number in count(max(numbers, default=0) + 1):
        yield f"{stem}{number:02d}"


def give_codes(initiatives: Sequence[Initiative], *, at: datetime | None = None) -> None:
    """Give new drafts the next codes of their units and years, in their order, and start their clocks.

    They are not written here; call it inside the transaction that does.
    """
    # The lock keeps two drafts of one moment from taking the same code.
    keys = {initiative.unit_id for initiative in initiatives}
    locked = Unit.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    units = {unit.pk: unit for unit in locked}
    codes: dict[tuple[int, int], Iterator[str]] = {}
    day = timezone.localtime(at).date() if at else timezone.localdate()
    for initiative in initiatives:
        key = (initiative.unit_id, initiative.year)
        if key not in codes:
            codes[key] = free_codes(units[initiative.unit_id], initiative.year)
        initiative.code = next(codes[key])
        initiative.set_clock(day)


@transaction.atomic
def put_before_council(
    initiatives: Sequence[Initiative], *, council: Council, actor: User, at: datetime | None = None
) -> None:
    """Put several eligible initiatives before a council, all or none.

    Raises:
        TransitionRefused, ValidationError: see `Workflow.perform`.
    """
    for initiative in initiatives:
        INITIATIVES.perform(initiative, "put_before_council", actor=actor, inputs={"council": council}, at=at)


@transaction.atomic
def prepare_decision(
    decision: RecognitionDecision,
    *,
    initiatives: Sequence[Initiative],
    actor: User,
    at: datetime | None = None,
) -> RecognitionDecision:
    """Draft the decision that recognises the given initiatives; all of them stand in it, or none.

    Arguments:
        decision: not written yet, with its council, signer and, when they are known, numbers and dates.

    Raises:
        PermissionDenied: when the actor does not appraise for the authority.
        ValidationError: when one of them is not recommended by the decision's council, or stands in
            another decision.
    """
    council = Council.objects.select_for_update(of=("self",)).get(pk=decision.council_id)
    if not access_of(actor).allows(Capability.APPRAISE_INITIATIVES, council.unit_id):
        raise PermissionDenied(_("You are not allowed to do this for this authority."))
    if council.state not in {CouncilState.MET, CouncilState.CLOSED}:
        raise ValidationError({"council": _("This council has not met yet.")})
    if not initiatives:
        raise ValidationError({"initiatives": _("Tick at least one initiative.")})
    decision.unit_id, decision.is_sample = council.unit_id, council.is_sample
    locked = [lock_record(initiative) for initiative in initiatives]
    problems = [problem for initiative in locked if (problem := _not_for(decision, initiative))]
    if problems:
        raise ValidationError({"initiatives": problems})
    create_record(decision, actor=actor, at=at)
    for initiative in locked:
        _name_in(decision, initiative, actor=actor, at=at)
    return decision


def _not_for(decision: RecognitionDecision, initiative: Initiative) -> str:
    """Return why an initiative cannot stand in the decision, empty when it can."""
    if initiative.state != InitiativeState.RECOMMENDED or initiative.council_id != decision.council_id:
        return _("%(code)s is not recommended by this council.") % {"code": initiative.code}
    if initiative.decision_id is not None:
        return _("%(code)s stands in another decision already.") % {"code": initiative.code}
    return ""


def _name_in(
    decision: RecognitionDecision | None, initiative: Initiative, *, actor: User, at: datetime | None
) -> None:
    with history_of_changes(initiative, actor=actor, action="edit", at=at):
        initiative.decision = decision
        initiative.version += 1
        initiative.save(force_update=True)


@transaction.atomic
def take_out_of_decision(initiative: Initiative, *, actor: User) -> None:
    """Take one initiative out of a draft decision; it stays recommended.

    Raises:
        PermissionDenied: when the actor does not appraise for the authority.
        ValidationError: when the decision is not a draft any more.
    """
    # The decision first, as its own steps do: one that is being submitted at this moment is waited for.
    named_in = RecognitionDecision.objects.select_for_update(of=("self",))
    decision = named_in.filter(initiatives=initiative.pk).first()
    current = lock_record(initiative)
    if decision is None or decision.pk != current.decision_id or decision.state != DecisionState.DRAFT:
        raise ValidationError(_("The decision is not a draft any more."))
    if not access_of(actor).allows(Capability.APPRAISE_INITIATIVES, decision.unit_id):
        raise PermissionDenied(_("You are not allowed to do this for this authority."))
    _name_in(None, current, actor=actor, at=None)


@transaction.atomic
def hand_out_certificate(
    certificate: Certificate, *, handed_to: str, handed_out_on: date, actor: User, at: datetime | None = None
) -> Certificate:
    """Note who received a certificate and when, once.

    Raises:
        PermissionDenied: when the actor does not appraise for the authority.
        ValidationError: when it was handed out before, nobody is named, or the day is not possible.
    """
    current = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    decision = current.decision
    if not access_of(actor).allows(Capability.APPRAISE_INITIATIVES, decision.unit_id):
        raise PermissionDenied(_("You are not allowed to do this for this authority."))
    if current.handed_out_on is not None:
        raise ValidationError(_("This certificate was handed out before."))
    if not handed_to.strip():
        raise ValidationError({"handed_to": _("Say who received it.")})
    if handed_out_on > timezone.localdate() or (decision.issued_on and handed_out_on < decision.issued_on):
        raise ValidationError({"handed_out_on": _("The day lies between the decision's date and today.")})
    current.handed_to, current.handed_out_on = handed_to.strip(), handed_out_on
    current.full_clean()
    current.save()
    write_history(
        decision,
        actor=actor,
        action="hand_out",
        changes=[{"field": "certificates", "old": "", "new": f"{current.full_number}: {current.handed_to}"}],
        at=at,
    )
    return current


@transaction.atomic
def adopt(adoption: Adoption, *, actor: User, at: datetime | None = None) -> Adoption:
    """Note that another unit applies a recognised initiative.

    Raises:
        PermissionDenied: when the actor does not enter records for the unit.
        ValidationError: when the initiative is not recognised, is the unit's own or of another
            authority, or the day lies before its first application or ahead.
    """
    if not access_of(actor).allows(Capability.ENTER, adoption.unit_id):
        raise PermissionDenied(_("You are not allowed to do this for this unit."))
    check_adoption(adoption)
    return create_record(adoption, actor=actor, at=at)


def check_adoption(adoption: Adoption) -> None:
    """Refuse what cannot be: see `adopt`.

    Raises:
        ValidationError: by field.
    """
    initiative = adoption.initiative
    if initiative.recognised_on is None or initiative.unit.authority_id != adoption.unit.authority_id:
        raise ValidationError({"initiative": _("Choose a recognised initiative of your authority.")})
    if initiative.unit_id == adoption.unit_id:
        raise ValidationError({"initiative": _("This is your unit's own initiative.")})
    if adoption.applied_from > timezone.localdate():
        raise ValidationError({"applied_from": _("This day lies ahead; give it when it has come.")})
    if initiative.applied_from and adoption.applied_from < initiative.applied_from:
        raise ValidationError({"applied_from": _("This lies before the initiative's own first application.")})
