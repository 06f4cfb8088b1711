"""What is done to units, accounts and roles: every rule in one place, whichever screen or command asks.

`by` is the officer who acts; None is the portal itself (starter content, management commands). An officer
acts only on units for which the role gives `Capability.ADMINISTER`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .access import Access, units_in_reach
from .capabilities import Capability, Role
from .models import RoleAssignment, Unit, User


def require_administration(*, by: User | None, unit_ids: Iterable[int | None]) -> None:
    """Refuse unless `by` keeps every one of the units.

    Access is read anew, not from the copy kept for the request: it may just have ended.

    Raises:
        PermissionDenied: a unit lies outside the scope, or is not given at all.
    """
    if by is None:
        return
    access = Access(by)
    if not all(access.allows(Capability.ADMINISTER, unit_id) for unit_id in unit_ids):
        raise PermissionDenied(_("You do not keep the accounts and roles of this unit."))


@transaction.atomic
def give_role(
    *,
    by: User | None,
    user: User,
    role: Role,
    unit: Unit,
    include_sub_units: bool = False,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Give a user a role for a unit.

    Args:
        by: who gives it.
        user: who gets it.
        role: a role of the table.
        unit: the unit whose records it is for.
        include_sub_units: whether it counts for everything under the unit as well.
        valid_from: first day on which it counts; None is always.
        valid_to: last day on which it counts; None is for ever.

    Raises:
        PermissionDenied: a unit that the role reaches lies outside the giver's scope.
        ValidationError: the user has it already, or the days are the wrong way round.
    """
    assignment = RoleAssignment(
        user=user,
        role=role,
        unit=unit,
        include_sub_units=include_sub_units,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    require_administration(by=by, unit_ids=units_in_reach([assignment]))
    assignment.full_clean()
    assignment.save()
    return assignment


@transaction.atomic
def end_role(*, by: User | None, assignment: RoleAssignment, last_day: date) -> RoleAssignment:
    """Let a role end; the assignment is kept, so that it stays known who could do what and when.

    Raises:
        PermissionDenied: the assignment's unit lies outside the scope of `by`.
        ValidationError: the last day lies before the first.
    """
    assignment = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    require_administration(by=by, unit_ids=[assignment.unit_id])
    assignment.valid_to = last_day
    assignment.version += 1
    assignment.full_clean()
    assignment.save()
    return assignment


@transaction.atomic
def close_unit(unit: Unit, *, by: User | None, last_day: date, successor: Unit | None = None) -> Unit:
    """Close a unit: its records stay under it, and no new work is given to it after the last day.

    Args:
        unit: the unit to close.
        by: who closes it.
        last_day: the last day on which it exists.
        successor: the unit that takes over, if any.

    Raises:
        PermissionDenied: the unit lies outside the scope of `by`.
        ValidationError: it is the root, units under it are still open then, the successor does not
            exist any more on the day after, or a rule of the tree is broken.
    """
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    require_administration(by=by, unit_ids=[unit.pk])
    if unit.parent_id is None:
        raise ValidationError(_("The root unit of an authority stays open."))
    day_after = last_day + timedelta(days=1)
    if unit.children.open_on(day_after).exists():
        raise ValidationError(_("Close the units under this one first, or move them."))
    if successor is not None and not successor.is_open(day_after):
        raise ValidationError({"successor": _("The successor does not exist on the day after.")})
    unit.valid_to = last_day
    unit.successor = successor
    unit.version += 1
    unit.full_clean()
    unit.save()
    return unit


@transaction.atomic
def deactivate_user(user: User, *, by: User | None) -> User:
    """Lock an account: its owner is signed out, roles end today, units are no longer headed by it.

    The account itself stays, because records name it.

    Raises:
        PermissionDenied: the user's unit lies outside the scope of `by`, or only an installer may do it.
        ValidationError: somebody locks the own account.
    """
    user = _lock_account(user, by=by)
    if by is not None and by.pk == user.pk:
        raise ValidationError(_("You cannot lock your own account."))
    today = timezone.localdate()
    user.role_assignments.filter(valid_from__gt=today).delete()
    for assignment in user.role_assignments.filter(Q(valid_to=None) | Q(valid_to__gt=today)):
        end_role(by=None, assignment=assignment, last_day=today)
    for unit in user.headed_units.all():
        unit.head = None
        unit.version += 1
        unit.save(update_fields=["head", "version"])
    return _set_active(user, is_active=False)


@transaction.atomic
def reactivate_user(user: User, *, by: User | None) -> User:
    """Unlock an account; its roles have ended and are given anew.

    Raises:
        PermissionDenied: the user's unit lies outside the scope of `by`, or only an installer may do it.
    """
    return _set_active(_lock_account(user, by=by), is_active=True)


def _lock_account(user: User, *, by: User | None) -> User:
    """Return the account as it is now, locked for this transaction, if `by` may change it."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if by is not None and user.is_superuser and not by.is_superuser:
        raise PermissionDenied(_("Only an installer may change an installer's account."))
    if by is None or not by.is_superuser:
        require_administration(by=by, unit_ids=[user.unit_id])
    return user


def _set_active(user: User, *, is_active: bool) -> User:
    user.is_active = is_active
    user.version += 1
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def withdraw_units(units: Sequence[Unit]) -> None:
    """Delete units that were entered by mistake and never used: nothing refers to them.

    A unit that has been used is closed instead. Units under others go first.

    Raises:
        ProtectedError: something refers to one of them.
    """
    waiting = {unit.pk: unit for unit in units}
    while waiting:
        above = {unit.parent_id for unit in waiting.values()}
        lowest = [key for key in waiting if key not in above]
        # Past the refusal of `UnitQuerySet.delete`: these units have no history of their own.
        models.QuerySet(Unit).filter(pk__in=lowest).delete()
        for key in lowest:
            del waiting[key]
