"""Who keeps authorities, units, accounts, roles and the calendar: whoever administers the unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from reform.organisation.access import access_of, units_in_reach
from reform.organisation.capabilities import Capability
from reform.organisation.models import Authority, CalendarDay, RoleAssignment, Unit, User
from reform.registers.models import ExportEntry
from reform.registers.permissions import NOTHING, RecordPolicy, register_policy


class AdministeredPolicy(RecordPolicy):
    """What belongs to a unit, kept by the administrators of that unit. Nothing here is ever deleted.

    Attributes:
        unit_lookup: the lookup to the unit's primary key.
    """

    unit_lookup = "unit_id"

    def unit_id_of(self, record: Any) -> int | None:
        """Return the primary key of the record's unit."""
        return getattr(record, self.unit_lookup)

    def viewable_q(self, user: Any) -> Q:
        """Return the filter for the units that the user administers."""
        return Q(**{f"{self.unit_lookup}__in": access_of(user).units(Capability.ADMINISTER)})

    def may_view(self, user: Any, record: Any) -> bool:
        """Tell whether the user administers the record's unit."""
        return access_of(user).allows(Capability.ADMINISTER, self.unit_id_of(record))

    def may_list(self, user: Any) -> bool:
        """Tell whether the user administers any unit, or installs the first one."""
        return _keeps_anything(user)

    def may_create(self, user: Any) -> bool:
        """Tell whether the user administers any unit, or installs the first one."""
        return _keeps_anything(user)

    def may_edit(self, user: Any, record: Any) -> bool:
        """Tell whether the user administers the record's unit."""
        return self.may_view(user, record)

    def may_export(self, user: Any) -> bool:
        """Tell the same of taking the list out: who keeps units and accounts may also list them."""
        return self.may_list(user)


class UnitPolicy(AdministeredPolicy):
    """Units: never deleted, only closed."""

    model = Unit
    unit_lookup = "pk"


class UserPolicy(AdministeredPolicy):
    """Accounts of a unit's officers. An installer's account is kept by installers alone."""

    model = User

    def viewable_q(self, user: Any) -> Q:
        """Return the accounts of administered units; an installer sees those without a unit as well."""
        if _is_installer(user):
            return Q()
        return super().viewable_q(user) & Q(is_superuser=False)

    def may_view(self, user: Any, record: Any) -> bool:
        """Tell whether the account belongs to an administered unit."""
        return _is_installer(user) or (not record.is_superuser and super().may_view(user, record))

    def may_edit(self, user: Any, record: Any) -> bool:
        """Tell whether everything that the account may do, now or later, lies within the administered units.

        Whoever sets a password can use the account: nobody may take over rights beyond the own scope. That
        an account is locked, or that a role has not begun, does not count: both can change.
        """
        if _is_installer(user):
            return True
        reach = units_in_reach(record.role_assignments.not_ended())
        return self.may_view(user, record) and reach <= access_of(user).units(Capability.ADMINISTER)


class RoleAssignmentPolicy(AdministeredPolicy):
    """Roles held for administered units. They end on a day; they are not deleted."""

    model = RoleAssignment


class AuthorityPolicy(RecordPolicy):
    """Authorities: kept by who administers their root unit; a new one is made by the installer."""

    model = Authority

    def viewable_q(self, user: Any) -> Q:
        """Return the authorities whose root unit the user administers."""
        if _is_installer(user):
            return Q()
        return Q(pk__in=_administered_authorities(user))

    def may_view(self, user: Any, record: Any) -> bool:
        """Tell whether the user administers the authority's root unit."""
        return _is_installer(user) or record.pk in set(_administered_authorities(user))

    def may_list(self, user: Any) -> bool:
        """Tell whether the user administers any unit, or installs the first authority."""
        return _keeps_anything(user)

    def may_create(self, user: Any) -> bool:
        """Tell whether the user installed the portal."""
        return _is_installer(user)

    def may_edit(self, user: Any, record: Any) -> bool:
        """Tell whether the user administers the authority's root unit."""
        return self.may_view(user, record)


class CalendarDayPolicy(RecordPolicy):
    """Days off: those of the whole country are seen by every administrator and kept by the installer."""

    model = CalendarDay

    def viewable_q(self, user: Any) -> Q:
        """Return the country's days and those of administered authorities."""
        if not self.may_list(user):
            return NOTHING
        return (
            Q()
            if _is_installer(user)
            else Q(authority=None) | Q(authority__in=_administered_authorities(user))
        )

    def may_view(self, user: Any, record: Any) -> bool:
        """Tell whether the day counts for the whole country or an administered authority."""
        return self.may_list(user) and (record.authority_id is None or self._keeps(user, record))

    def may_list(self, user: Any) -> bool:
        """Tell whether the user administers any unit, or installs the portal."""
        return _keeps_anything(user)

    def may_create(self, user: Any) -> bool:
        """Tell whether the user administers a whole authority."""
        return _is_installer(user) or bool(_administered_authorities(user))

    def may_edit(self, user: Any, record: Any) -> bool:
        """Tell whether the user keeps the calendar that the day belongs to."""
        return self._keeps(user, record)

    def may_delete(self, user: Any, record: Any) -> bool:
        """Tell whether the user keeps the calendar that the day belongs to."""
        return self._keeps(user, record)

    def _keeps(self, user: Any, record: Any) -> bool:
        return _is_installer(user) or record.authority_id in _administered_authorities(user)


class ExportEntryPolicy(AdministeredPolicy):
    """What was taken out of a unit's lists by whom: for administrators to read, for nobody to change."""

    model = ExportEntry

    def viewable_q(self, user: Any) -> Q:
        """Return those of administered units' officers; an installer sees those without a unit too."""
        return Q() if _is_installer(user) else super().viewable_q(user)

    def may_view(self, user: Any, record: Any) -> bool:
        """Tell whether whoever took the list out belonged to an administered unit."""
        return _is_installer(user) or super().may_view(user, record)

    def may_create(self, user: Any) -> bool:
        """Refuse: the export itself writes it."""
        return False

    def may_edit(self, user: Any, record: Any) -> bool:
        """Refuse: a trace is not changed."""
        return False

    def may_export(self, user: Any) -> bool:
        """Refuse: it has no spreadsheet."""
        return False


def _is_installer(user: Any) -> bool:
    """Tell whether the user is the account that installed the portal."""
    return bool(user.is_active and user.is_superuser)


def _keeps_anything(user: Any) -> bool:
    """Tell whether the user administers any unit. The installer begins where there is none yet."""
    return _is_installer(user) or access_of(user).anywhere(Capability.ADMINISTER)


def _administered_authorities(user: Any) -> list[int]:
    """Return the authorities whose root unit the user administers, read once a request."""
    found: list[int] | None = getattr(user, "_administered_authorities", None)
    if found is None:
        units = access_of(user).units(Capability.ADMINISTER)
        roots = Unit.objects.filter(parent=None, pk__in=units)
        found = user._administered_authorities = list(roots.values_list("authority_id", flat=True))
    return found


for policy in (
    UnitPolicy(), UserPolicy(), RoleAssignmentPolicy(), AuthorityPolicy(), CalendarDayPolicy(),
    ExportEntryPolicy(),
):  # fmt: skip
    register_policy(policy)
