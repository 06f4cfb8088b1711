"""Addresses from one screen of directives to another."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

from reform.registers.admin import admin_for


def address(model: type[Model], action: str, *args: Any, **query: Any) -> str:
    """Return the address of a screen of the model's register.

    Arguments:
        query: parameters of the query string; empty ones are left out.

    Raises:
        ImproperlyConfigured: the model has no screens.
    """
    screens = admin_for(model)
    if screens is None:
        raise ImproperlyConfigured(f"{model.__name__} has no screens.")
    parameters = {name: value for name, value in query.items() if value not in (None, "")}
    tail = f"?{urlencode(parameters)}" if parameters else ""
    return f"{screens.url_for(action, *args)}{tail}"
