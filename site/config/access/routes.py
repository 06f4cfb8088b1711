"""Every address of the admin, read from the URLconf itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One address.

    Attributes:
        name: its name with namespaces; the pattern for one without a name. A transition's carries its event.
        pattern: the pattern, its parameters in angle brackets.
        parameters: their names, in order.
        event: the event of a transition, which fills the parameter of that name.
    """

    name: str
    pattern: str
    parameters: tuple[str, ...]
    event: str = ""

    def fill(self, values: Mapping[str, Any]) -> str:
        """Return the address with values for its parameters; 1 where none is given."""
        filled = PARAMETER.sub(lambda found: str(values.get(found[1], "1")), self.pattern)
        return "/" + re.sub(r"[\^$]|\\", "", filled)


def admin_routes() -> list[Route]:
    """Return every address under the admin's, transitions once for each event of their table."""
    prefix = reverse("wagtailadmin_home").lstrip("/")
    return [
        expanded
        for route, view in _walk(get_resolver().url_patterns, (), "")
        if route.pattern.startswith(prefix)
        for expanded in _events(route, view)
    ]


def _walk(patterns: list[Any], namespaces: tuple[str, ...], prefix: str) -> Iterator[tuple[Route, Any]]:
    for item in patterns:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = (*namespaces, item.namespace) if item.namespace else namespaces
            yield from _walk(item.url_patterns, inner, pattern)
        elif isinstance(item, URLPattern):
            name = ":".join((*namespaces, item.name)) if item.name else pattern
            yield Route(name, pattern, tuple(PARAMETER.findall(pattern))), item.callback


def _events(route: Route, view: Any) -> list[Route]:
    """Return the route once for each event when it is a register's transition."""
    screens = getattr(_innermost(view), "register_admin", None)
    if "event" not in route.parameters or screens is None:
        return [route]
    return [replace(route, name=f"{route.name}:{event}", event=event) for event in screens.workflow.by_event]


def _innermost(view: Any) -> Any:
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view
