"""What an application lacks before its unit's head can endorse it (Thông tư 18/2013/TT-BKHCN, art. 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from .models import Initiative, InitiativeAuthor
from .rules import shares_are_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

# What the form asks every applicant for.
NEEDED_FIELDS = ("applied_from", "applied_at", "problem", "solution", "novelty", "benefit_by_author", "scope")


def missing_parts(initiative: Initiative) -> list[str]:
    """Return a sentence for each thing that is missing; without a query when the authors are fetched."""
    missing = [
        _("“%(field)s” is empty.") % {"field": Initiative._meta.get_field(name).verbose_name}  # type: ignore[union-attr]
        for name in NEEDED_FIELDS
        if not getattr(initiative, name)
    ]
    authors = list(initiative.authors.all())
    if not authors:
        missing.append(_("No author is named."))
    elif not shares_are_whole(author.share for author in authors):
        missing.append(_("The authors' shares do not add up to 100 percent."))
    missing += _missing_of_authors(authors)
    if not initiative.truth_stated:
        missing.append(_("The authors have not stated that everything is true."))
    return missing


def _missing_of_authors(authors: Iterable[InitiativeAuthor]) -> list[str]:
    return [
        _("Author %(author)s lacks: %(details)s.") % {"author": author.name, "details": ", ".join(details)}
        for author in authors
        if (details := _missing_of(author))
    ]


def _missing_of(author: InitiativeAuthor) -> list[str]:
    """Return what the form asks of an author and is not there."""
    asked = (
        (author.birth_date, _("date of birth")),
        (author.unit_id or author.workplace, _("unit or workplace")),
        (author.position, _("position")),
    )
    return [words for given, words in asked if not given]


def complete_q() -> Q:
    """Return what is complete as a filter of initiatives, the sum of the shares aside."""
    empty = Q(applied_from=None)
    for name in NEEDED_FIELDS:
        if name != "applied_from":
            empty |= Q(**{name: ""})
    authors = InitiativeAuthor.objects.filter(initiative=OuterRef("pk"))
    lacking = Q(birth_date=None) | Q(position="") | Q(unit=None, workplace="")
    return (
        ~empty
        & Q(truth_stated=True)
        & Q(Exists(authors.values("pk")))
        & ~Q(Exists(authors.filter(lacking).values("pk")))
    )
