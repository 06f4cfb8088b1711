"""The screens of the ground floor, which are also the first register on the hardened base."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.models import HistoryEntry
from tests.organisation.factories import AuthorityFactory, UnitFactory, UserFactory, root_of, user_with_role

pytestmark = pytest.mark.django_db


def administrator_of(authority: Any) -> User:
    """Return who keeps every unit of an authority."""
    return user_with_role(Role.SYSTEM_ADMINISTRATOR, root_of(authority), include_sub_units=True)


@pytest.fixture
def authority() -> Any:
    return AuthorityFactory()


@pytest.fixture
def client(authority: Any, client: Client) -> Client:
    client.force_login(administrator_of(authority))
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"organisation_{name}", args=args)


@pytest.mark.parametrize("name", ["authorities", "units", "users", "roles", "calendar"])
def test_the_list_opens_for_who_administers(client: Client, name: str) -> None:
    assert client.get(url(f"{name}_modeladmin_index")).status_code == 200


def test_a_unit_is_entered_once_even_when_the_form_is_sent_twice(client: Client, authority: Any) -> None:
    page = client.get(url("units_modeladmin_create"))
    given = {
        "authority": authority.pk, "parent": root_of(authority).pk, "name": "Phòng Nội vụ",
        "short_name": "Nội vụ", "code": "NV", "aliases": "Phòng Nội Vụ quận\nP. Nội vụ", "kind": "department",
        "position": 1, "form_token": str(page.context["form"]["form_token"].value()), "version": 0,
    }  # fmt: skip
    first = client.post(url("units_modeladmin_create"), given)
    second = client.post(url("units_modeladmin_create"), given)
    unit = Unit.objects.get(code="NV")
    assert first.status_code == second.status_code == 302
    assert unit.aliases == ["Phòng Nội Vụ quận", "P. Nội vụ"]
    assert HistoryEntry.objects.of(unit).count() == 1
    assert client.get(url("units_modeladmin_inspect", unit.pk)).status_code == 200


def test_an_account_is_made_and_its_password_is_never_shown(client: Client, authority: Any) -> None:
    unit = UnitFactory(authority=authority)
    page = client.get(url("users_modeladmin_create"))
    given = {
        "username": "can.bo", "last_name": "Trần", "first_name": "Bình", "unit": unit.pk,
        "password_first": "mot-mat-khau-dai-12", "password_second": "mot-mat-khau-dai-12",
        "form_token": str(page.context["form"]["form_token"].value()), "version": 0,
    }  # fmt: skip
    assert client.post(url("users_modeladmin_create"), given).status_code == 302
    user = User.objects.get(username="can.bo")
    assert user.check_password("mot-mat-khau-dai-12")
    record = client.get(url("users_modeladmin_inspect", user.pk)).content.decode()
    assert user.password not in record
    assert "md5" not in record


def test_a_foreign_authoritys_records_do_not_exist(client: Client) -> None:
    foreign = UserFactory()
    for action in ("inspect", "edit", "history", "delete", "deactivate"):
        assert client.get(url(f"users_modeladmin_{action}", foreign.pk)).status_code == 404
    for action in ("inspect", "edit", "history", "delete", "close"):
        assert client.get(url(f"units_modeladmin_{action}", foreign.unit_id)).status_code == 404
