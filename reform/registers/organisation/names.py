"""What units are called in spreadsheets of the ground floor, and which of them an administrator keeps."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from reform.organisation.models import Unit, User
from reform.organisation.models.unit import UnitQuerySet
from reform.registers.permissions import policy_for, viewable_records


def names_of_unit(unit: Unit) -> Iterable[str]:
    """Yield what a unit is called, the code first: it stands in no other unit of the authority."""
    return unit.code, unit.short_name, unit.name, *unit.aliases


def administered_units(user: User) -> QuerySet[Unit]:
    """Return the units that the user keeps, closed ones included."""
    return viewable_records(Unit, user).select_related("authority", "parent")


def namesakes_of_units(user: User) -> UnitQuerySet:
    """Return the units that a short spelling could mean beside those that the user keeps."""
    kept = Unit.objects.filter(policy_for(Unit).viewable_q(user))
    return kept.beside()
