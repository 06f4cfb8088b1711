"""What the screens of decisions read: what can stand in one, what stands in it, its certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from reform.initiatives.enums import CouncilState, DecisionState, InitiativeState
from reform.initiatives.models import Certificate, Council, Initiative, RecognitionDecision
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.permissions import viewable_records

if TYPE_CHECKING:
    from reform.organisation.models import User

_WAITING = Q(initiatives__state=InitiativeState.RECOMMENDED, initiatives__decision=None)


def councils_to_decide(user: User) -> QuerySet[Council]:
    """Return the councils that have met and recommend what stands in no decision, with its number.

    Only those of authorities for which the user appraises.
    """
    return (
        viewable_records(Council, user)
        .filter(
            unit_id__in=access_of(user).units(Capability.APPRAISE_INITIATIVES),
            state__in=[CouncilState.MET, CouncilState.CLOSED],
        )
        .annotate(waiting=Count("initiatives", filter=_WAITING, distinct=True))
        .filter(waiting__gt=0)
        .select_related("unit__head")
        .order_by("-year", "-met_on", "pk")
    )


def recommended_by(user: User, council: Council) -> QuerySet[Initiative]:
    """Return what a council recommends and no decision names yet, as far as the user sees it."""
    return _with_people(
        viewable_records(Initiative, user).filter(
            council=council, state=InitiativeState.RECOMMENDED, decision=None
        )
    )


def named_in(decision: RecognitionDecision) -> list[Initiative]:
    """Return what stands in a decision; who sees the decision reads its names."""
    return list(_with_people(Initiative.objects.filter(decision=decision)))


def certificates_of(decision: RecognitionDecision) -> list[Certificate]:
    """Return the certificates of a decision, with their authors and initiatives."""
    return list(decision.certificates.select_related("author__initiative", "author__unit"))


def likely_signer(council: Council) -> dict[str, str]:
    """Return who signed the authority's latest decision, or else its head, by the names of the fields."""
    latest = RecognitionDecision.objects.filter(unit_id=council.unit_id, state=DecisionState.ISSUED).first()
    if latest is not None:
        return {name: getattr(latest, name) for name in ("signer_name", "signer_title", "signed_as")}
    head = council.unit.head
    return {"signer_name": str(head), "signer_title": head.position} if head else {}


def _with_people(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    return rows.select_related("unit").prefetch_related("authors__unit").order_by("code", "pk")
