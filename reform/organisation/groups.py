"""Wagtail's groups, made equal to the table of roles.

Wagtail asks groups who may enter its admin and who may edit which pages, images and documents. There
is one group a role and authority, and the table alone decides what it gives: whatever else was given
to it is taken away again. Groups made by hand are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from .capabilities import ROLE_TABLE, Capability, Role
from .models import Authority, RoleAssignment, User

# The groups that Wagtail's own migrations make; they may edit the pages of every authority.
WAGTAIL_DEFAULT_GROUPS = ("Moderators", "Editors")

# An app's label and a permission's codename.
PermissionKey = tuple[str, str]

ADMIN_PERMISSION = ("wagtailadmin", "access_admin")
PAGE_PERMISSIONS: dict[Capability, tuple[PermissionKey, ...]] = {
    Capability.EDIT_PAGES: (("wagtailcore", "add_page"), ("wagtailcore", "change_page")),
    Capability.PUBLISH_PAGES: (
        ("wagtailcore", "publish_page"),
        ("wagtailcore", "lock_page"),
        ("wagtailcore", "unlock_page"),
    ),
}
COLLECTION_PERMISSIONS: dict[Capability, tuple[PermissionKey, ...]] = {
    Capability.EDIT_PAGES: (
        ("wagtailimages", "add_image"),
        ("wagtailimages", "change_image"),
        ("wagtailimages", "choose_image"),
        ("wagtaildocs", "add_document"),
        ("wagtaildocs", "change_document"),
        ("wagtaildocs", "choose_document"),
    ),
}
# Apps whose permissions are given above.
PERMISSION_APPS = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs")


def group_name(role: Role, authority: Authority) -> str:
    """Return the name of the group of a role in an authority."""
    return f"{role.value}:{authority.code}"


def group_for(*, role: Role, authority: Authority) -> Group:
    """Return the group of a role in an authority; the people who hold the role there are in it.

    Raises:
        Group.DoesNotExist: the authority is not saved yet.
    """
    return Group.objects.get(name=group_name(role, authority))


def our_groups() -> models.QuerySet[Group]:
    """Return every group that stands for a role, whichever authority it belongs to."""
    prefixes = Q()
    for role in Role:
        prefixes |= Q(name__startswith=f"{role.value}:")
    return Group.objects.filter(prefixes)


@transaction.atomic
def sync_groups() -> None:
    """Make all groups, their rights and their members equal to the table and to the assignments.

    Repeatable: run after every migrate and by `manage.py sync_roles`.
    """
    for label in PERMISSION_APPS:
        # After a migrate the turn of Wagtail's apps comes later than ours.
        create_permissions(apps.get_app_config(label), verbosity=0)
    Group.objects.filter(name__in=WAGTAIL_DEFAULT_GROUPS, user=None).delete()
    authorities = list(Authority.objects.select_related("site", "collection"))
    names = {group_name(role, authority) for authority in authorities for role in Role}
    our_groups().exclude(name__in=names).delete()
    for authority in authorities:
        sync_authority_groups(authority)
    _sync_members(RoleAssignment.objects.in_force(), User.groups.through.objects.all())


@transaction.atomic
def sync_authority_groups(authority: Authority) -> None:
    """Make the groups of one authority, and what they may do, equal to the table."""
    groups = _existing_groups(authority)
    permissions = _permissions()
    collection = _sync_collection(authority)
    page_ids = [authority.site.root_page_id] if authority.site is not None else []
    in_groups = Q(group__in=groups.values())
    _make_equal(
        Group.permissions.through.objects.filter(in_groups),
        ("group_id", "permission_id"),
        {(group.pk, permissions[ADMIN_PERMISSION]) for group in groups.values()},
    )
    _make_equal(
        GroupPagePermission.objects.filter(in_groups),
        ("group_id", "page_id", "permission_id"),
        _rights(groups, permissions, PAGE_PERMISSIONS, page_ids),
    )
    _make_equal(
        GroupCollectionPermission.objects.filter(in_groups),
        ("group_id", "collection_id", "permission_id"),
        _rights(groups, permissions, COLLECTION_PERMISSIONS, [collection.pk]),
    )


@transaction.atomic
def sync_user_groups(user: User) -> None:
    """Make the role groups of one user equal to the assignments in force today."""
    _sync_members(
        RoleAssignment.objects.in_force().filter(user_id=user.pk),
        User.groups.through.objects.filter(user_id=user.pk),
    )


@transaction.atomic
def rename_authority_groups(*, old_code: str, authority: Authority) -> None:
    """Let the groups follow an authority's new code, so that members and approval steps stay."""
    for role in Role:
        Group.objects.filter(name=f"{role.value}:{old_code}").update(name=group_name(role, authority))


def _rights(
    groups: dict[Role, Group],
    permissions: dict[PermissionKey, int],
    table: dict[Capability, tuple[PermissionKey, ...]],
    target_ids: list[int],
) -> set[tuple[int, int, int]]:
    """Return (group, target, permission) for everything that roles give on pages or collections."""
    return {
        (group.pk, target_id, permissions[key])
        for role, group in groups.items()
        for capability in ROLE_TABLE[role].capabilities
        for key in table.get(capability, ())
        for target_id in target_ids
    }


def _existing_groups(authority: Authority) -> dict[Role, Group]:
    """Return the authority's groups, created where missing."""
    wanted = {group_name(role, authority): role for role in Role}
    existing = set(Group.objects.filter(name__in=wanted).values_list("name", flat=True))
    Group.objects.bulk_create(
        [Group(name=name) for name in wanted if name not in existing], ignore_conflicts=True
    )
    return {wanted[group.name]: group for group in Group.objects.filter(name__in=wanted)}


def _permissions() -> dict[PermissionKey, int]:
    """Return the primary keys of the permissions given here, by app and codename."""
    rows = Permission.objects.filter(content_type__app_label__in=PERMISSION_APPS)
    keys = rows.values_list("content_type__app_label", "codename", "pk")
    return {(app, codename): pk for app, codename, pk in keys}


def _sync_collection(authority: Authority) -> Collection:
    """Return the collection of the authority's images and documents, created or renamed as needed."""
    collection = authority.collection
    if collection is None:
        root = Collection.get_first_root_node() or Collection.add_root(name="Root")
        collection = root.add_child(name=authority.name)
        authority.collection = collection
        Authority.objects.filter(pk=authority.pk).update(collection=collection)
    elif collection.name != authority.name:
        collection.name = authority.name
        collection.save(update_fields=["name"])
    return collection


def _sync_members(assignments: models.QuerySet[RoleAssignment], members: models.QuerySet[Any]) -> None:
    """Make memberships in role groups equal to assignments; memberships in other groups are kept."""
    assigned = assignments.values_list("user_id", "role", "unit__authority__code").order_by().distinct()
    held = {(user_id, f"{role}:{code}") for user_id, role, code in assigned}
    names = {name for _user_id, name in held}
    group_ids = dict(Group.objects.filter(name__in=names).values_list("name", "pk"))
    wanted = {(user_id, group_ids[name]) for user_id, name in held if name in group_ids}
    # One user's few memberships are told apart here: naming every role's groups costs the database more.
    rows = members.values_list("pk", "group__name", "user_id", "group_id")
    prefixes = tuple(f"{role.value}:" for role in Role)
    ours = [(pk, *values) for pk, name, *values in rows if name.startswith(prefixes)]
    _replace(members.model, ours, ("user_id", "group_id"), wanted)


def _make_equal(
    existing: models.QuerySet[Any], fields: tuple[str, ...], wanted: Iterable[tuple[Any, ...]]
) -> None:
    """Delete and create rows until those of `existing` are exactly `wanted`, compared by `fields`."""
    _replace(existing.model, existing.values_list("pk", *fields), fields, wanted)


def _replace(
    model: type[models.Model],
    rows: Iterable[tuple[Any, ...]],
    fields: tuple[str, ...],
    wanted: Iterable[tuple[Any, ...]],
) -> None:
    """Delete and create rows of a model until `rows`, each after its primary key, are exactly `wanted`."""
    missing = set(wanted)
    surplus = []
    for pk, *values in rows:
        if tuple(values) in missing:
            missing.discard(tuple(values))
        else:
            surplus.append(pk)
    if surplus:
        model._default_manager.filter(pk__in=surplus).delete()
    model._default_manager.bulk_create(
        [model(**dict(zip(fields, values, strict=True))) for values in sorted(missing)],
        ignore_conflicts=True,  # somebody else may be synchronising at the same moment
    )
