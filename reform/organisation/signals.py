"""Wiring of the ground floor: groups follow the table of roles, calendars follow their days.

Every handler works in the transaction of the change that called it, so both are kept or both are lost.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.http import HttpRequest
from wagtail.models import Site

from .groups import rename_authority_groups, sync_authority_groups, sync_groups, sync_user_groups
from .middleware import note_synchronised
from .models import Authority, RoleAssignment, User
from .working_days import forget_calendars


def sync_groups_after_migrate(*, using: str, **kwargs: Any) -> None:
    """Make Wagtail's groups equal to the table of roles; safe to run again and again."""
    if using == DEFAULT_DB_ALIAS and _schema_is_complete():
        sync_groups()
        forget_calendars()


def _schema_is_complete() -> bool:
    """Tell whether the migrations that groups need have run; a migrate may stop before them."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        needed = {"organisation_authority", "organisation_roleassignment", "wagtailcore_grouppagepermission"}
        if not needed <= tables:
            return False
        found = connection.introspection.get_table_description(cursor, Authority._meta.db_table)
    return {field.column for field in Authority._meta.concrete_fields} <= {column.name for column in found}


def follow_code_of_authority(instance: Authority, raw: bool, **kwargs: Any) -> None:
    """Before an authority is saved: let its groups follow a new code."""
    if raw or not instance.pk:
        return
    old_code = Authority.objects.filter(pk=instance.pk).values_list("code", flat=True).first()
    if old_code is not None and old_code != instance.code:
        rename_authority_groups(old_code=old_code, authority=instance)


def sync_after_authority_saved(instance: Authority, raw: bool, **kwargs: Any) -> None:
    """After an authority is saved: its groups, their rights and its collection."""
    if not raw:
        sync_authority_groups(instance)


def sync_after_site_saved(instance: Site, raw: bool, **kwargs: Any) -> None:
    """After a public site is saved: its root page may be another one, and the rights move with it."""
    authority = None if raw else Authority.objects.filter(site=instance).select_related("collection").first()
    if authority is not None:
        authority.site = instance
        sync_authority_groups(authority)


def sync_after_authority_deleted(**kwargs: Any) -> None:
    """After an authority is deleted: its groups go with it."""
    sync_groups()


def sync_after_assignment(instance: RoleAssignment, raw: bool = False, **kwargs: Any) -> None:
    """After a role is given, changed or taken away: the user's groups."""
    if not raw and User.objects.filter(pk=instance.user_id).exists():
        sync_user_groups(instance.user)


def sync_at_login(user: User, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """When somebody signs in: roles that ended or began since the last time."""
    sync_user_groups(user)
    if request is not None:
        note_synchronised(request)


def forget_calendars_after_change(**kwargs: Any) -> None:
    """After a calendar day is saved or deleted: forget what was counted with."""
    transaction.on_commit(forget_calendars)
