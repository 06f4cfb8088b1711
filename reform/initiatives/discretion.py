"""What not everybody reads who may see an initiative: what is to be kept confidential, and its result.

`permissions.py` says who sees the record at all; this says which parts of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit

from .enums import InitiativeState
from .models import Initiative
from .permissions import councils_of
from .ties import is_author

if TYPE_CHECKING:
    from reform.registers.permissions import Asker

CONFIDENTIAL_FIELDS = frozenset({"confidential"})
# What the council found, until the authority has decided.
RESULT_FIELDS = frozenset({"final_score", "votes_for", "votes_against", "council_opinion", "refusal"})
# Steps whose very reason is the council's.
COUNCIL_STEPS = frozenset({"meet", "score_again", "recommend", "not_recommend"})
_HANDLING = (Capability.ENTER, Capability.SUBMIT, Capability.APPRAISE_INITIATIVES, Capability.DECIDE)
_JUDGING = (Capability.APPRAISE_INITIATIVES, Capability.FOLLOW_UP, Capability.DECIDE)
_OVERSEEING = (*_JUDGING, Capability.VIEW)


@dataclass(frozen=True)
class Reading:
    """What a user reads of an initiative beyond what everybody reads who may see it.

    Attributes:
        confidential: what is to be kept confidential.
        result: mean, rank, votes and opinion of the council.
        refusal: the reason of a refusal; one of the council is part of its result.
    """

    confidential: bool
    result: bool
    refusal: bool

    def hidden_fields(self) -> frozenset[str]:
        """Return the fields whose words, old or new, the user reads neither in history nor in differences."""
        hidden: frozenset[str] = frozenset() if self.confidential else CONFIDENTIAL_FIELDS
        return hidden if self.result else hidden | RESULT_FIELDS


def reading_of(user: Asker, initiative: Initiative) -> Reading:
    """Return what the user reads of an initiative that may be seen; its authors are best fetched along."""
    # What is known without a query is asked first.
    result = (
        result_is_out(initiative)
        or _judges(user, initiative)
        or initiative.council_id in councils_of(user)
        or _oversees(user, initiative)
    )
    return Reading(
        confidential=reads_confidential(user, initiative),
        result=result,
        refusal=result or initiative.state != InitiativeState.NOT_RECOMMENDED,
    )


def reads_confidential(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user reads what is to be kept confidential; without a query, authors fetched along."""
    return _handles(user, initiative) or initiative.council_id in councils_of(user)


def result_is_out(initiative: Initiative) -> bool:
    """Tell whether the authority has recognised the initiative or refused to: then its unit reads why."""
    return initiative.recognised_on is not None or initiative.state in {
        InitiativeState.NOT_RECOGNISED,
        InitiativeState.ARCHIVED,
    }


def _handles(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user works in the unit or for it, appraises, decides, or is an author.

    Not so who merely follows the register, nor the units of co-authors.
    """
    access = access_of(user)
    if initiative.unit_id in access.units(*_HANDLING):
        return True
    works_there = getattr(user, "unit_id", None) == initiative.unit_id
    if works_there and access.allows(Capability.VIEW, initiative.unit_id):
        return True
    return is_author(user, initiative)


def _judges(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user appraises, follows up or decides for the unit."""
    return initiative.unit_id in access_of(user).units(*_JUDGING)


def _oversees(user: Asker, initiative: Initiative) -> bool:
    """Tell whether the user reads for the whole authority."""
    access = access_of(user)
    leading = access.units(*_OVERSEEING) & access.leadership_units
    authority = initiative.unit.authority_id
    return bool(leading) and Unit.objects.filter(pk__in=leading, authority=authority).exists()
