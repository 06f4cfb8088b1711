"""The installer's first hour: a database without any authority, unit or officer."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from reform.organisation.enums import AuthorityLevel, UnitKind
from reform.organisation.models import Authority, Unit, User
from tests.organisation.factories import AuthorityFactory, root_of
from tests.registers.helpers import administrator_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(User.objects.create_superuser("installer", password="a-password-for-tests"))


def url(name: str, *args: Any) -> str:
    return reverse(f"organisation_{name}", args=args)


def send(client: Client, name: str, given: dict[str, Any]) -> Any:
    """Open a form for a new record, send it filled in and return the answer."""
    token = client.get(url(f"{name}_modeladmin_create")).context["form"]["form_token"].value()
    sent = {"form_token": str(token), "version": 0} | given
    return client.post(url(f"{name}_modeladmin_create"), sent)


@pytest.mark.parametrize("name", ["authorities", "units", "users", "roles", "calendar"])
def test_every_list_opens_before_there_is_any_unit(client: Client, name: str) -> None:
    assert client.get(url(f"{name}_modeladmin_index")).status_code == 200


def test_the_dashboard_opens_before_there_is_any_unit(client: Client) -> None:
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_the_first_authority_gets_its_site_and_its_leadership_on_the_screens(client: Client) -> None:
    site = Site.objects.get()
    send(
        client,
        "authorities",
        {
            "code": "tan-lap", "name": "Ủy ban nhân dân xã Tân Lập", "short_name": "UBND xã Tân Lập",
            "level": AuthorityLevel.COMMUNE, "site": site.pk, "primary_colour": "#0f4c81",
            "accent_colour": "#e2a93b",
        },
    )  # fmt: skip
    authority = Authority.objects.get()
    send(
        client,
        "units",
        {
            "authority": authority.pk, "name": "Lãnh đạo UBND xã", "short_name": "Lãnh đạo", "code": "UBND",
            "kind": UnitKind.LEADERSHIP, "position": 0,
        },
    )  # fmt: skip
    assert authority.site == site
    assert root_of(authority).name == "Lãnh đạo UBND xã"


def test_a_second_authority_gets_its_leadership_too(client: Client) -> None:
    AuthorityFactory()
    second = AuthorityFactory(root_unit=False)
    given = {"name": "Lãnh đạo", "short_name": "Lãnh đạo", "code": "UBND", "kind": "leadership"}
    assert send(client, "units", given | {"authority": second.pk, "position": 0}).status_code == 302
    assert Unit.objects.filter(authority=second, parent=None).exists()


def test_only_the_installer_gives_an_authority_another_site() -> None:
    authority = AuthorityFactory(site=Site.objects.get())
    client = signed_in(administrator_of(authority))
    page = client.get(url("authorities_modeladmin_edit", authority.pk))
    assert "site" not in page.context["form"].fields
