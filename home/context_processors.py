"""What templates get without asking."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.display import display_of
from home.portal import portal_of


def authority(request: HttpRequest) -> dict[str, Any]:
    """Offer ``portal`` (see :class:`home.portal.Portal`) to templates; it costs nothing until used."""
    return {"portal": SimpleLazyObject(lambda: portal_of(request))}


def display(request: HttpRequest) -> dict[str, Any]:
    """Offer ``display`` (see :class:`home.display.Display`); answers vary on the cookie only when used."""
    return {"display": SimpleLazyObject(lambda: display_of(request))}
