"""What not everybody reads who may see an initiative: what is to be kept confidential, and its result.

`permissions.py` says who sees the record at all; this says which parts of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit

from .enums import InitiativeState
from .models import CouncilMember, Initiative

if TYPE_CHECKING:
    from reform.registers.permissions import Asker

CONFIDENTIAL_FIELDS = frozenset({"confidential"})
# What the council found, until the authority has decided.
RESULT_FIELDS = frozenset({"final_score", "votes_for", "votes_against", "council_opinion", "refusal"})
# Steps whose very reason is the council's.
COUNCIL_STEPS = frozenset({"meet", "score_again", "recommend", "not_recommend"})
_HANDLING = (
    Capability.ENTER,
    Capability.SUBMIT,
    Capability.APPRAISE_INITIATIVES,
    Capability.DECIDE,
)
_JUDGING = (Capability.APPRAISE_INITIATIVES, Capability.FOLLOW_UP, Capability.DECIDE)
_OVERSEEING = (*_JUDGING, Capability.VIEW)


def may_read_confidential(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user reads what is to be kept confidential.

    That is who works in the unit or for it, who appraises or decides, the council, and the authors
    themselves; not who merely follows the register, nor the units of co-authors.
    """
    access = access_of(user)
    if initiative.unit_id in access.units(*_HANDLING):
        return True
    works_there = getattr(user, "unit_id", None) == initiative.unit_id
    return (
        (works_there and access.allows(Capability.VIEW, initiative.unit_id))
        or sits_in_its_council(user, initiative)
        or (user.pk is not None and any(author.user_id == user.pk for author in initiative.authors.all()))
    )


def may_read_result(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user reads mean, votes, opinion and rank.

    Who appraises, oversees or sits in the council reads them at once; everybody else who sees the
    initiative, once the authority has decided.
    """
    if result_is_out(initiative):
        return True
    access = access_of(user)
    if initiative.unit_id in access.units(*_JUDGING) or sits_in_its_council(user, initiative):
        return True
    overseen = access.units(*_OVERSEEING)
    authority = initiative.unit.authority_id
    return bool(overseen) and Unit.objects.filter(pk__in=overseen, parent=None, authority=authority).exists()


def result_is_out(initiative: Initiative) -> bool:
    """Tell whether the authority has recognised the initiative or refused to."""
    return initiative.recognised_on is not None or initiative.state in {
        InitiativeState.NOT_RECOGNISED,
        InitiativeState.ARCHIVED,
    }


def sits_in_its_council(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user is a member of the council that has the initiative."""
    return (
        initiative.council_id is not None
        and user.pk is not None
        and CouncilMember.objects.filter(council_id=initiative.council_id, user_id=user.pk).exists()
    )


def hidden_fields(user: Asker, initiative: Initiative) -> frozenset[str]:
    """Return the fields whose words, old or new, the user does not read in page, history or difference."""
    hidden: frozenset[str] = frozenset()
    if not may_read_confidential(user, initiative):
        hidden |= CONFIDENTIAL_FIELDS
    if not may_read_result(user, initiative):
        hidden |= RESULT_FIELDS
    return hidden


def shows_refusal(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user reads the reason of a refusal: one of the council is part of its result."""
    return initiative.state != InitiativeState.NOT_RECOMMENDED or may_read_result(user, initiative)
