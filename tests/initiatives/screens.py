"""What the tests of initiatives' screens have in common."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reform.initiatives.models import Initiative
from reform.organisation.models import User
from reform.registers.admin import admin_for


def url(model: Any, action: str, *args: Any) -> str:
    """Return the address of a screen of the model's register."""
    screens = admin_for(model)
    assert screens is not None
    return screens.url_for(action, *args)


def signed_in(user: User) -> Client:
    """Return a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, record: Any) -> str:
    """Return a record's page as the user reads it."""
    response = signed_in(user).get(url(type(record), "inspect", record.pk))
    assert response.status_code == 200
    return response.content.decode()


def titles(client: Client, model: Any = Initiative, **query: Any) -> list[str]:
    """Return the first column of a list, in its order."""
    response = client.get(url(model, "index"), query)
    assert response.status_code == 200
    return [str(row["record"]) for row in response.context["rows"]]


def queries_of(client: Client, address: str, **query: Any) -> int:
    """Return how many queries an address takes, the second time it is asked for."""
    assert client.get(address, query).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, query).status_code == 200
    return len(queries)


def application(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Return what the form at an address would send as it stands, with changes.

    `authors` and `effects` replace all rows by the given ones; None takes a field away.
    """
    form = client.get(address).context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        _put(data, bound.html_name, bound.value())
    for name, rows in form.formsets.items():
        given = changes.pop(name, None)
        kept = [{b.name: b.value() for b in row if b.name != "DELETE"} for row in rows.forms]
        _put_rows(data, name, kept if given is None else given, initial=len(rows.forms))
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def _put_rows(data: dict[str, Any], name: str, rows: list[dict[str, Any]], *, initial: int) -> None:
    data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": min(initial, len(rows))}
    for place, row in enumerate(rows):
        for field, value in row.items():
            _put(data, f"{name}-{place}-{field}", value)


def _put(data: dict[str, Any], name: str, value: Any) -> None:
    """Put a value as a browser sends it: nothing for an empty box or an unchecked mark."""
    if value is True:
        data[name] = "on"
    elif value is not None and value is not False:
        data[name] = str(getattr(value, "pk", value))
