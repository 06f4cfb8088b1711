"""Units as the screens of a reading show them: grouped by kind, summed up in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reform.directives.enums import AssignmentRole
from reform.organisation.enums import DEPARTMENT_KINDS, UnitKind

if TYPE_CHECKING:
    from reform.directives.models import Reading

DEPARTMENTS, WARDS, OTHERS = "departments", "wards", "others"
# So few names are easier read than a phrase for the rest of the group.
FEW = 3


@dataclass(frozen=True)
class ShownUnit:
    """A unit that tasks may be given to."""

    code: str
    name: str
    group: str


@dataclass(frozen=True)
class UnitList:
    """The open units of one authority, in the order of its lists."""

    units: tuple[ShownUnit, ...]

    @classmethod
    def of(cls, reading: Reading) -> UnitList:
        """Return the units that take work in the authority of a reading; one query."""
        rows = reading.unit.authority.units.taking_work().values_list("code", "short_name", "kind")
        return cls(tuple(ShownUnit(code, name, _group_of(kind)) for code, name, kind in rows))

    def group(self, name: str) -> list[ShownUnit]:
        """Return the units of one group."""
        return [unit for unit in self.units if unit.group == name]

    def groups(self) -> list[tuple[str, str, list[ShownUnit]]]:
        """Return the groups that have units: code, words, units."""
        words = {DEPARTMENTS: _("Departments"), WARDS: _("Wards and communes"), OTHERS: _("Other units")}
        return [(name, label, units) for name, label in words.items() if (units := self.group(name))]

    def name(self, code: str) -> str:
        """Return a unit's short name; the code itself of one that is closed or unknown."""
        return next((unit.name for unit in self.units if unit.code == code), code)

    def unknown(self, roles: Mapping[str, str]) -> list[str]:
        """Return the codes that are no open unit any more."""
        known = {unit.code for unit in self.units}
        return [code for code in roles if code not in known]

    def sum_up(self, roles: Mapping[str, str]) -> list[tuple[str, str, int]]:
        """Return what each role's units are, in few words: the role's label, the words, how many."""
        # In the order of the authority's lists: a database need not keep the order of a JSON object.
        ordered = [unit.code for unit in self.units if unit.code in roles] + sorted(self.unknown(roles))
        summed = []
        for role in AssignmentRole:
            codes = [code for code in ordered if roles[code] == role]
            if codes:
                summed.append((str(role.label), self._words(codes), len(codes)))
        return summed

    def _words(self, codes: list[str]) -> str:
        """Name whole groups, and groups of which few are missing, by one phrase and the rest by name."""
        left, parts = set(codes), []
        for group in (DEPARTMENTS, WARDS):
            members = {unit.code for unit in self.group(group)}
            missing = [self.name(unit.code) for unit in self.group(group) if unit.code not in left]
            if len(members) > FEW and len(missing) < FEW:
                parts.append(_phrase(group, len(members), missing))
                left -= members
        return "; ".join([*parts, *(self.name(code) for code in codes if code in left)])


def _phrase(group: str, count: int, missing: list[str]) -> str:
    """Return "all 8 wards", or "the wards except Cát Bi"."""
    values = {"count": count, "names": ", ".join(missing)}
    if group == DEPARTMENTS:
        words = _("the departments except %(names)s") if missing else _("all %(count)s departments")
    else:
        words = _("the wards except %(names)s") if missing else _("all %(count)s wards")
    return words % values


def _group_of(kind: str) -> str:
    if kind in DEPARTMENT_KINDS:
        return DEPARTMENTS
    return WARDS if kind == UnitKind.WARD else OTHERS
