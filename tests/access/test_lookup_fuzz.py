"""No list reads anything from the query string but what it declares."""

import re

import pytest
from django.test import Client

from config.access.matrix import quiet_surroundings
from config.access.world import World, build_world
from reform.registers.admin import RegisterAdmin, registered_admins

# Lookups through relations, of fields that no screen shows, of nothing, and of the wrong type.
LOOKUPS = [
    *(
        f"{relation}__{path}"
        for relation in ("user", "read_by", "unit__head", "task__directive__unit__head", "authority__units")
        for path in ("password__startswith", "password", "email__contains", "is_superuser", "last_login__gt")
    ),
    "password__startswith", "unit__authority__id", "unit__code__regex", "unit_id__in", "unit__isnull", "pk",
    "pk__in", "id", "id__gt", "version", "search_text__contains", "search_text__regex", "is_sample__exact",
    "created_at__year", "created_at__isnull", "proposal__subject__contains", "text__contains",
    "assignments__unit", "history__actor", "e", "ot", "export", "all", "nothing_like_it", "__", "pk__nothing",
    "%00", "a b",
]  # fmt: skip
VALUES = ("pbkdf2", "1", "x'\")--")


def screen_names() -> list[str]:
    """Return the addresses of the lists, without the registers of tests."""
    return [
        admin.url_helper.base_url_path
        for admin in registered_admins()
        if admin.model.__module__.startswith("reform")
    ]


def screens_at(base: str) -> RegisterAdmin:
    """Return the register at an address."""
    return next(admin for admin in registered_admins() if admin.url_helper.base_url_path == base)


def rows_of(client: Client, url: str) -> set[bytes]:
    """Return the addresses of the records on a list, which must open."""
    response = client.get(url, secure=True)
    assert response.status_code == 200, url
    return set(re.findall(rb"/inspect/\d+/", response.content))


@pytest.mark.django_db
@pytest.mark.parametrize("base", screen_names())
def test_a_list_ignores_every_parameter_that_it_does_not_declare(base: str) -> None:
    assert len(LOOKUPS) >= 50
    with quiet_surroundings():
        world: World = build_world()
        client = Client()
        client.force_login(world.people["I"])  # type: ignore[arg-type]
        url = screens_at(base).url_for("index")
        everything = rows_of(client, url)
        assert everything
        for number, lookup in enumerate(LOOKUPS):
            value = VALUES[number % len(VALUES)]
            assert rows_of(client, f"{url}?{lookup}={value}") == everything, lookup
