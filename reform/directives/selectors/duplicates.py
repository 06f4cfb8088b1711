"""Whether a document was entered before: its tasks would be given to every unit a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from reform.directives.models import Directive
from reform.directives.proposal_values import read_date

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from reform.directives.models import Reading
    from reform.organisation.models import User


def entered_before(reading: Reading, user: User) -> QuerySet[Directive]:
    """Return the directives in the user's view that may be the same document as a reading.

    Two documents are the same when their words are, or when one issuer gave them the same number and
    symbol in the same year: numbers begin anew each year (Decree 30/2020/NĐ-CP, article 8).
    """
    proposal = reading.proposal
    same = Q(text=reading.text) if reading.text else Q()
    day = read_date(proposal["date"])
    if proposal["number"] and day:
        same |= Q(
            number=proposal["number"],
            symbol__iexact=proposal["symbol"],
            issuer__iexact=proposal["issuer"] or "",
            issued_on__year=day.year,
        )
    if not same:
        return Directive.objects.none()
    return (
        Directive.objects.viewable_by(user)
        .filter(same, unit__authority=reading.unit.authority_id)
        .defer("text")
        .order_by("-issued_on", "pk")
    )
