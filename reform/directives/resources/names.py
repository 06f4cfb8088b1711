"""What dispatches and units are called in spreadsheets, and which of them an officer may name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from reform.directives.models import Directive
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.enums import UnitKind
from reform.organisation.models import Unit, User
from reform.organisation.models.unit import UnitQuerySet


def names_of_directive(directive: Directive) -> Iterable[str]:
    """Yield what a dispatch is called, the shortest first; one without a number by its subject."""
    if directive.number:
        yield directive.document_number
        if directive.issued_on:
            yield f"{directive.document_number} ({directive.issued_on:%d/%m/%Y})"
    yield str(directive)
    if directive.issued_on:
        yield f"{directive} ({directive.issued_on:%d/%m/%Y})"
    yield directive.subject


def names_of_unit(unit: Unit) -> Iterable[str]:
    """Yield what a unit is called: short name, name, code, other spellings."""
    return unit.short_name, unit.name, unit.code, *unit.aliases


def directives_to_assign(user: User) -> QuerySet[Directive]:
    """Return the dispatches whose tasks the user gives to units."""
    units = access_of(user).units(Capability.ASSIGN)
    return Directive.objects.filter(unit__in=units).select_related("unit").defer("text", "search_text")


def units_to_assign(user: User) -> UnitQuerySet:
    """Return the units that the user gives work to; those that are closed by now stand in older tasks."""
    return Unit.objects.filter(pk__in=access_of(user).units(Capability.ASSIGN))


def namesakes_of_units(user: User) -> UnitQuerySet:
    """Return the units that a short spelling could mean beside those that the user gives work to."""
    return units_to_assign(user).beside()


def takes_work(unit: Unit) -> bool:
    """Tell whether a task may be given to the unit today; see `UnitQuerySet.taking_work`."""
    return unit.is_open() and unit.kind != UnitKind.LEADERSHIP


def directives_in_view(user: User) -> QuerySet[Directive]:
    """Return the dispatches that the user may see."""
    return Directive.objects.viewable_by(user).select_related("unit").defer("text", "search_text")


def units_of_own_authorities(user: User) -> QuerySet[Unit]:
    """Return every unit of the authorities that the user works for: their names are no secret."""
    reach = access_of(user).units(Capability.VIEW, Capability.ENTER)
    return Unit.objects.filter(authority__units__in=reach).distinct()
