"""The registers that have screens, and the way from a record to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from wagtail import hooks
from wagtail_modeladmin.options import WagtailRegisterable

if TYPE_CHECKING:
    from .options import RegisterAdmin, RegisterGroup

_admins: dict[type[Model], RegisterAdmin] = {}


def register_screens(screens: type[RegisterAdmin | RegisterGroup]) -> type[RegisterAdmin | RegisterGroup]:
    """Register a register's screens, or a group of them, with Wagtail; usable as a decorator.

    Raises:
        ImproperlyConfigured: when the class does not stand on the base, or a model has screens already.
    """
    from .options import RegisterAdmin, RegisterGroup

    if not issubclass(screens, RegisterAdmin | RegisterGroup):
        raise ImproperlyConfigured(f"{screens.__name__} does not stand on RegisterAdmin.")
    instance = screens()
    members = instance.modeladmin_instances if isinstance(instance, RegisterGroup) else [instance]
    for member in members:
        if member.model in _admins:
            raise ImproperlyConfigured(f"{member.model.__name__} has screens already.")
        _admins[member.model] = member
    instance.register_with_wagtail()
    return screens


def registered_admins() -> list[RegisterAdmin]:
    """Return the screens of every register."""
    hooks.search_for_hooks()
    return list(_admins.values())


def registered_beside_the_base() -> list[Any]:
    """Return what was registered with Wagtail without standing on RegisterAdmin; there must be nothing.

    wagtail-modeladmin leaves its instances in the closures of the hooks that it registers.
    """
    owners = [
        cell.cell_contents
        for hook in hooks.get_hooks("register_admin_urls")
        for cell in getattr(hook, "__closure__", None) or ()
    ]
    return [
        owner
        for owner in owners
        if isinstance(owner, WagtailRegisterable)
        and owner not in _admins.values()
        and not set(getattr(owner, "modeladmin_instances", ())) & set(_admins.values())
    ]


def admin_for(model: type[Model]) -> RegisterAdmin | None:
    """Return the screens of a model, or None when it has none."""
    return _admins.get(model)


def record_url(record: Any) -> str:
    """Return the address of the record's page, empty when its model has no screens."""
    screens = admin_for(type(record))
    return screens.record_url(record) if screens else ""
