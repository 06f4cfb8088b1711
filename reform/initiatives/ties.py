"""Who stands too near an initiative to judge it: authors, co-authors and members of an author's unit.

The rule holds for the person, whatever the role says (issue of interest; features.md 4 and 13).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from reform.organisation.access import read_work_units, work_units_of

from .models import Initiative, InitiativeAuthor

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from reform.organisation.models import User


def author_units(initiative: Initiative) -> set[int]:
    """Return the primary keys of the units that the authors work in, the applying unit included.

    Where an author's account works counts beside the unit that the application names: that may be empty.
    """
    authors = initiative.authors.all()
    units = {author.unit_id for author in authors}
    units |= {author.user.unit_id for author in authors if author.user}
    return {initiative.unit_id, *(unit for unit in units if unit is not None)}


def is_author(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """Tell whether the account is one of the authors; without a query when they are fetched along."""
    return user.pk is not None and any(author.user_id == user.pk for author in initiative.authors.all())


def tie_of(user: User, initiative: Initiative) -> str:
    """Return in words why `user` may not judge `initiative`, empty when nothing stands against it."""
    if is_author(user, initiative):
        return _("You are an author of this initiative, so you cannot judge it.")
    if work_units_of(user) & author_units(initiative):
        return _("You work in a unit of its authors, so you cannot judge this initiative.")
    return ""


def tied_q(user: User) -> Q:
    """Return the same as a filter of initiatives: those that `user` may not judge."""
    units = work_units_of(user)
    named = InitiativeAuthor.objects.filter(initiative=OuterRef("pk")).filter(
        Q(user=user.pk) | Q(unit__in=units) | Q(user__unit__in=units)
    )
    return Q(unit__in=units) | Q(Exists(named.values("pk")))


def why_not_judge(initiative: Initiative, user: User) -> str:
    """Return the same, in the order in which a table of transitions asks."""
    return tie_of(user, initiative)


def why_not_decide(initiative: Initiative, user: User) -> str:
    """Return in words why `user` may not decide about it for the authority, empty when nothing keeps them.

    Only authors are kept from it: the head of the authority works for every unit of it.
    """
    if is_author(user, initiative):
        return _("You are an author of this initiative; another person of the leadership decides.")
    return ""


def untied(users: Iterable[User], initiative: Initiative) -> list[User]:
    """Return the users who may judge the initiative; two queries, however many users there are."""
    users = list(users)
    prefetch_related_objects([initiative], "authors")
    read_work_units(users)
    return [user for user in users if not tie_of(user, initiative)]
