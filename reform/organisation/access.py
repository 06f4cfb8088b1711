"""What a user may do, and to which units: the one place that reads role assignments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from .capabilities import PAGE_CAPABILITIES, ROLE_TABLE, Capability, Role
from .models import RoleAssignment, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User


class Access:
    """A user's capabilities, read once a request in two queries.

    Arguments:
        user: whose assignments to read. An inactive or anonymous user may do nothing; a superuser
            (the installer's account) may do everything everywhere.

    Attributes:
        leadership_units: the primary keys of the leadership units at which the user has any role.
        entered_for: the primary keys of the units at which a role lets the user enter records.
    """

    def __init__(self, user: User | AnonymousUser) -> None:
        self._units: dict[Capability, frozenset[int]] = {}
        self.leadership_units: frozenset[int] = frozenset()
        self.entered_for: frozenset[int] = frozenset()
        if not user.is_authenticated or not user.is_active:
            return
        if user.is_superuser:
            everywhere = frozenset(Unit.objects.values_list("pk", flat=True))
            self._units = dict.fromkeys(Capability, everywhere)
            self.leadership_units = frozenset(Unit.objects.filter(parent=None).values_list("pk", flat=True))
            return
        own = RoleAssignment.objects.in_force().filter(user_id=user.pk)
        assignments = list(own.annotate(is_leadership=Q(unit__parent=None)))
        self._units = _units_by_capability(assignments)
        self.entered_for = _entered_for(assignments)
        self.leadership_units = frozenset(row.unit_id for row in assignments if row.is_leadership)

    def units(self, *capabilities: Capability) -> frozenset[int]:
        """Return the primary keys of the units for which the user has any of `capabilities`."""
        return frozenset().union(*(self._units.get(capability, frozenset()) for capability in capabilities))

    def allows(self, capability: Capability, unit_id: int | None) -> bool:
        """Tell whether the user has `capability` for the unit with the primary key `unit_id`."""
        return unit_id in self._units.get(capability, frozenset())

    def anywhere(self, *capabilities: Capability) -> bool:
        """Tell whether the user has any of `capabilities` for at least one unit."""
        return bool(self.units(*capabilities))


def access_of(user: User | AnonymousUser) -> Access:
    """Return the user's access, read at the first call and kept on the user object for the request."""
    access = getattr(user, "_access", None)
    if access is None:
        access = Access(user)
        user._access = access  # type: ignore[union-attr]
    return access


def work_units_of(user: User) -> frozenset[int]:
    """Return the primary keys of the units that the user works for.

    That is the unit in which the account works, and every unit for which its role enters records. A role
    that only oversees (leadership, appraisal, audit) makes nobody a member of what is overseen.
    """
    read_work_units([user])
    own = frozenset() if user.unit_id is None else frozenset({user.unit_id})
    return own | (user.entered_for or frozenset())


def read_work_units(users: Iterable[User]) -> None:
    """Read for whom several users enter records: one query, or none when it is known of all of them."""
    unread = []
    for user in users:
        access: Access | None = getattr(user, "_access", None)
        if access is not None:
            user.entered_for = access.entered_for
        elif user.entered_for is None:
            unread.append(user)
    if not unread:
        return
    found: dict[int, list[RoleAssignment]] = defaultdict(list)
    for row in RoleAssignment.objects.in_force().filter(user__in={user.pk for user in unread}):
        found[row.user_id].append(row)
    for user in unread:
        user.entered_for = _entered_for(found[user.pk])


def _entered_for(assignments: Iterable[RoleAssignment]) -> frozenset[int]:
    """Return the primary keys of the units at which an assignment lets its holder enter records."""
    return frozenset(
        row.unit_id for row in assignments if Capability.ENTER in ROLE_TABLE[Role(row.role)].capabilities
    )


def units_in_reach(assignments: Iterable[RoleAssignment]) -> set[int]:
    """Return the primary keys of the units to which assignments give rights, closed ones included.

    Whoever gives a role, or sets the password of who holds it, must administer all of them. A role that
    works on pages reaches the root unit: pages belong to the whole authority.
    """
    return set().union(*reach_by_holder(assignments).values())


def reach_by_holder(assignments: Iterable[RoleAssignment]) -> dict[int, set[int]]:
    """Return the same for each holder of the assignments, by the user's primary key; two queries for all."""
    children = _children_by_parent()
    reach: dict[int, set[int]] = defaultdict(set)
    of_pages: dict[int, set[int]] = defaultdict(set)
    for assignment in assignments:
        reach[assignment.user_id].add(assignment.unit_id)
        if assignment.include_sub_units:
            reach[assignment.user_id] |= _descendants(assignment.unit_id, children)
        if ROLE_TABLE[Role(assignment.role)].capabilities & PAGE_CAPABILITIES:
            of_pages[assignment.unit_id].add(assignment.user_id)
    if of_pages:
        roots = Unit.objects.filter(parent=None, authority__units__in=of_pages)
        for unit_id, root_id in roots.values_list("authority__units", "pk"):
            for user_id in of_pages.get(unit_id, ()):
                reach[user_id].add(root_id)
    return reach


def _units_by_capability(assignments: Sequence[RoleAssignment]) -> dict[Capability, frozenset[int]]:
    """Spread assignments over units and capabilities."""
    children = _children_by_parent() if any(a.include_sub_units for a in assignments) else {}
    found: dict[Capability, set[int]] = defaultdict(set)
    for assignment in assignments:
        units = {assignment.unit_id}
        if assignment.include_sub_units:
            units |= _descendants(assignment.unit_id, children)
        for capability in ROLE_TABLE[Role(assignment.role)].capabilities:
            found[capability] |= units
    return {capability: frozenset(units) for capability, units in found.items()}


def _children_by_parent() -> dict[int, list[int]]:
    """Return the primary keys of the units under each unit, closed ones included: their records stay."""
    children: dict[int, list[int]] = defaultdict(list)
    for unit_id, parent_id in Unit.objects.exclude(parent=None).values_list("pk", "parent_id"):
        children[parent_id].append(unit_id)
    return children


def _descendants(unit_id: int, children: dict[int, list[int]]) -> set[int]:
    """Return the primary keys of everything under `unit_id`."""
    found: set[int] = set()
    waiting = list(children.get(unit_id, []))
    while waiting:
        child = waiting.pop()
        if child not in found:
            found.add(child)
            waiting.extend(children.get(child, []))
    return found
