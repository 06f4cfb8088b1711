"""The units of an authority in the groups in which citizens look for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reform.organisation.enums import DEPARTMENT_KINDS, UnitKind
from reform.organisation.models import Unit

if TYPE_CHECKING:
    from home.models.unit import UnitPage

# How citizens read the name of a People's Committee in lists and bylines.
COMMITTEE, COMMITTEE_IN_SHORT = "Ủy ban nhân dân", "UBND"
WARD = "phường"


@dataclass(frozen=True)
class UnitEntry:
    """A unit and its page, where it has one."""

    unit: Unit
    page: UnitPage | None


@dataclass(frozen=True)
class UnitGroup:
    """Units of one sort.

    Attributes:
        anchor: the group's word in the address of its place on the page.
        title: what the group is called.
        entries: in the order of the authority.
        is_below: whether it stands under the leadership rather than being it.
    """

    anchor: str
    title: str | Promise
    entries: list[UnitEntry]
    is_below: bool = True


# Anchor, title, kinds; together they hold every kind, each once.
GROUPS: tuple[tuple[str, str | Promise, frozenset[UnitKind]], ...] = (
    ("lanh-dao", _("Leadership"), frozenset({UnitKind.LEADERSHIP})),
    ("phong-ban", _("Departments"), DEPARTMENT_KINDS),
    ("phuong-xa", _("Wards and communes"), frozenset({UnitKind.WARD})),
    ("don-vi-su-nghiep", _("Public service units"), frozenset({UnitKind.PUBLIC_SERVICE})),
    ("hoi-dong", _("Councils and steering committees"), frozenset({UnitKind.COMMITTEE})),
)


def group_units(units: Iterable[Unit], pages: Mapping[int, UnitPage]) -> list[UnitGroup]:
    """Return units in their groups, groups without units left out.

    Args:
        units: in the order of the authority.
        pages: the published pages by primary key of their unit.
    """
    given = list(units)
    groups = []
    for anchor, title, kinds in GROUPS:
        entries = [UnitEntry(unit=unit, page=pages.get(unit.pk)) for unit in given if unit.kind in kinds]
        if entries:
            is_below = UnitKind.LEADERSHIP not in kinds
            # A district of a city has no communes.
            are_wards = UnitKind.WARD in kinds and all(WARD in entry.unit.name.lower() for entry in entries)
            name = _("Wards") if are_wards else title
            groups.append(UnitGroup(anchor=anchor, title=name, entries=entries, is_below=is_below))
    return groups
