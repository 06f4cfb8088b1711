"""Recognised initiatives that citizens may read: what was marked public, in the words written for them.

Nothing else of an application leaves the register: no date of birth, no description, nothing confidential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import overload

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from reform.initiatives.models import Adoption, Initiative, InitiativeAuthor
from reform.organisation.enums import ReformField
from reform.organisation.models import Authority
from search.database import folded_contains


@dataclass(frozen=True)
class PublicInitiative:
    """One recognised initiative in its public words.

    Attributes:
        authors: their names.
        unit_name: the unit that applied for it.
        reform_field: a value of `ReformField`.
        recognised_on: the day of the authority's decision.
        decision: its number and symbol; empty when it is not known.
        levels: who recognised it in which year, in words: the authority, and the City where it did, too.
        city_recognised_on: the day of the City's decision, or ``None``.
        applied_elsewhere: how many other units apply it.
        appliers: the names of these units; only for an initiative that was asked for by its code.
    """

    code: str
    title: str
    authors: tuple[str, ...]
    unit_name: str
    reform_field: str
    reform_field_name: str
    recognised_on: date
    decision: str
    levels: tuple[str, ...]
    city_recognised_on: date | None
    summary: str
    effect: str
    applied_elsewhere: int
    is_sample: bool
    appliers: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year in which it was recognised."""
        return self.recognised_on.year


@dataclass(frozen=True)
class Tally:
    """How many public initiatives there are of one year and one field of reform."""

    year: int
    reform_field: str
    count: int


class PublicInitiatives(Sequence[PublicInitiative]):
    """Public initiatives, the latest first, fetched a slice at a time; a paginator takes it as it is."""

    def __init__(self, rows: QuerySet[Initiative], authority: Authority) -> None:
        """Stand on initiatives that are public already, all of one authority."""
        self._rows = rows.order_by("-recognised_on", "code", "pk")
        self._authority = authority

    def __len__(self) -> int:
        """Return how many there are."""
        return self._rows.count()

    @overload
    def __getitem__(self, position: int) -> PublicInitiative: ...

    @overload
    def __getitem__(self, position: slice) -> list[PublicInitiative]: ...

    def __getitem__(self, position: int | slice) -> PublicInitiative | list[PublicInitiative]:
        """Return one initiative, or those of a slice, in two queries."""
        if isinstance(position, slice):
            return [_told(row, self._authority) for row in _with_names(self._rows)[position]]
        return _told(_with_names(self._rows)[position], self._authority)

    def codes(self) -> list[str]:
        """Return all codes, the latest first; one query."""
        return list(self._rows.values_list("code", flat=True))


def public_initiatives(
    authority: Authority, *, words: str = "", year: int | None = None, reform_field: str = ""
) -> PublicInitiatives:
    """Return the initiatives that an authority has recognised and made public.

    Args:
        authority: whose; those of other authorities never are among them.
        words: all of them must stand in what citizens read, with or without diacritics; blank: every one.
        year: only those recognised in the year.
        reform_field: only those of a value of ``ReformField``.
    """
    rows = folded_contains(_public(authority), "public_text", words)
    if year is not None:
        rows = rows.filter(recognised_on__year=year)
    if reform_field:
        rows = rows.filter(reform_field=reform_field)
    return PublicInitiatives(rows, authority)


def public_initiative(authority: Authority, code: str) -> PublicInitiative | None:
    """Return the public initiative of an authority by its code; ``None`` when there is none.

    Three queries: who applies it elsewhere is named here, while a list says how many do.
    """
    row = _with_names(_public(authority).filter(code=code)).first()
    if row is None:
        return None
    units = Adoption.objects.filter(initiative=row).order_by("unit__position", "unit__name", "pk")
    return replace(_told(row, authority), appliers=tuple(units.values_list("unit__name", flat=True)))


def tallies(authority: Authority) -> list[Tally]:
    """Return how many public initiatives there are by year and field; one query."""
    rows = _public(authority).order_by().values_list("recognised_on__year", "reform_field")
    return [Tally(year, field, count) for year, field, count in rows.annotate(count=Count("pk"))]


def _public(authority: Authority) -> QuerySet[Initiative]:
    rows: QuerySet[Initiative] = Initiative.objects.public().filter(unit__authority=authority)
    return rows


def _with_names(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Return the rows with all that is told of them, and without what never leaves the register."""
    told = ("code", "title", "reform_field", "recognised_on", "city_recognised_on", "is_sample")
    words = ("public_summary", "public_effect", "unit__name", "decision__number", "decision__symbol")
    found = rows.select_related("unit", "decision").only(*told, *words)
    names = InitiativeAuthor.objects.select_related(None).only("initiative_id", "name").order_by("pk")
    return found.prefetch_related(Prefetch("authors", names)).annotate(adopted=Count("adoptions"))


def _told(row: Initiative, authority: Authority) -> PublicInitiative:
    assert row.recognised_on is not None  # noqa: S101 -- only recognised ones are public (see the model)
    return PublicInitiative(
        code=row.code,
        title=row.title,
        authors=tuple(author.name for author in row.authors.all()),
        unit_name=row.unit.name,
        reform_field=row.reform_field,
        reform_field_name=str(ReformField(row.reform_field).label),
        recognised_on=row.recognised_on,
        decision=row.decision.full_number if row.decision else "",
        levels=_levels(row.recognised_on.year, row.city_recognised_on, authority),
        city_recognised_on=row.city_recognised_on,
        summary=row.public_summary,
        effect=row.public_effect,
        applied_elsewhere=row.adopted,  # type: ignore[attr-defined]
        is_sample=row.is_sample,
    )


def _levels(year: int, city_day: date | None, authority: Authority) -> tuple[str, ...]:
    own = _("Recognised by %(authority)s, %(year)s") % {"authority": authority.short_name, "year": year}
    if city_day is None:
        return (own,)
    return own, _("Recognised by the City, %(year)s") % {"year": city_day.year}
