"""What units and initiatives are called in spreadsheets, and which of them an officer may name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from reform.initiatives.models import Adoption, Initiative
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit, User
from reform.registers.organisation.names import names_of_unit
from reform.registers.permissions import policy_for
from reform.registers.spreadsheets import CellRefused, Lookup, RecordWidget


def units_of_own_authorities(user: User) -> QuerySet[Unit]:
    """Return every unit of the authorities that the user works for: their names are no secret."""
    reach = access_of(user).units(Capability.VIEW, Capability.ENTER)
    return Unit.objects.filter(authority__units__in=reach).distinct()


def unit_widget() -> RecordWidget:
    """Return how a unit is read and written: by its code, its name or its short name."""
    return RecordWidget(
        Lookup(
            Unit,
            names=names_of_unit,
            records=units_of_own_authorities,
            spellings=Unit.other_spellings,
            offered=Unit.is_open,
        )
    )


def names_of_initiative(initiative: Initiative) -> Iterable[str]:
    """Yield what an initiative is called, the code first; a title alone may be another unit's, too."""
    return initiative.code, str(initiative), initiative.title


def initiatives_to_adopt(user: User) -> QuerySet[Initiative]:
    """Return what the user's units may apply, as their form offers it, and what is applied already.

    The latter so that what was taken out comes in again unchanged, though it is not public any more; a new
    record may not name it, see `AdoptionResource.check`.
    """
    authorities = units_of_own_authorities(user).order_by().values("authority")
    said = Adoption.objects.filter(policy_for(Adoption).viewable_q(user)).values("initiative")
    rows = Initiative.objects.recognised().filter(Q(is_public=True) | Q(pk__in=said))
    fields = ("code", "title", "year", "applied_from", "recognised_on", "is_public")
    related = ("unit__authority", "unit__name")
    return rows.filter(unit__authority__in=authorities).select_related("unit").only(*fields, *related)


def fill_in_own_unit(user: User, values: dict[str, Any], unit_named: Any) -> None:
    """Take a row that names no unit for the only unit that the user enters for.

    Arguments:
        unit_named: returns the unit with a primary key, None when it is not known.
    """
    own = access_of(user).units(Capability.ENTER)
    if "unit" not in values and len(own) == 1 and (unit := unit_named(next(iter(own)))) is not None:
        values["unit"] = unit


def refuse_foreign_unit(user: User, values: dict[str, Any]) -> None:
    """Refuse a row of a unit for which the user does not enter, before its record is looked for.

    Raises:
        CellRefused: for the column "unit".
    """
    unit = values.get("unit")
    if unit is None:
        raise CellRefused(
            "missing",
            _("The row does not say which unit it is about."),
            _("Fill the cell in."),
            column="unit",
        )
    if not access_of(user).allows(Capability.ENTER, unit.pk):
        raise CellRefused(
            "forbidden",
            _("You do not enter initiatives for %(unit)s.") % {"unit": unit},
            _("Leave the row out; that unit enters it itself."),
            column="unit",
        )


def refuse_closed_unit(unit: Unit) -> None:
    """Refuse a new record of a unit that does not exist any more.

    Raises:
        CellRefused: for the column "unit".
    """
    if not unit.is_open():
        raise CellRefused(
            "closed_unit",
            _("%(unit)s does not exist any more.") % {"unit": unit},
            _("Name a unit that exists today."),
            column="unit",
        )
