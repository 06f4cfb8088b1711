"""Who took which list out: noted by the export, read by administrators."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reform.organisation.capabilities import Role
from reform.registers.models import ExportEntry
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory, user_with_role
from tests.registers.helpers import administrator_of, home_affairs_of

pytestmark = pytest.mark.django_db

LIST = "organisation_exports_modeladmin_index"


def take_out(client: Client, user: object, query: str = "") -> ExportEntry:
    client.force_login(user)  # type: ignore[arg-type]
    address = reverse("directives_tasks_modeladmin_export") + query
    response = client.post(address, {"file_format": "ods", "columns": "all"})
    assert response.status_code == 200
    b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return ExportEntry.objects.latest("pk")


def test_an_administrator_reads_who_took_what_out_and_how_it_was_narrowed(client: Client) -> None:
    unit = UnitFactory()
    task = TaskFactory(directive=DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV"))
    AssignmentFactory(task=task, unit=unit)
    officer = home_affairs_of(unit.authority)
    entry = take_out(client, officer, "?q=655")

    client.force_login(administrator_of(unit.authority))
    page = client.get(reverse(LIST)).content.decode()
    assert str(officer) in page
    assert "Nhiệm vụ" in page
    assert "ODS" in page
    record = client.get(reverse("organisation_exports_modeladmin_inspect", args=[entry.pk])).content.decode()
    assert "655" in record
    assert "Tất cả các cột" in record


def test_it_is_no_business_of_other_authorities_and_of_who_follows_up(client: Client) -> None:
    unit = UnitFactory()
    officer = home_affairs_of(unit.authority)
    entry = take_out(client, officer)

    client.force_login(administrator_of(AuthorityFactory()))
    assert str(officer) not in client.get(reverse(LIST)).content.decode()
    address = reverse("organisation_exports_modeladmin_inspect", args=[entry.pk])
    assert client.get(address).status_code == 404
    client.force_login(officer)
    assert client.get(reverse(LIST)).status_code == 302


def test_the_list_asks_as_many_queries_for_fifty_as_for_one(
    client: Client, django_assert_max_num_queries: object
) -> None:
    authority = AuthorityFactory()
    admin = administrator_of(authority)
    for _entry in range(50):
        unit = UnitFactory(authority=authority)
        ExportEntry.objects.create(
            user=user_with_role(Role.UNIT_OFFICER, unit),
            unit=unit,
            register="tasks",
            file_format="csv",
            columns="list",
            rows=12_345,
        )
    client.force_login(admin)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        page = client.get(reverse(LIST)).content.decode()
    assert page.count("CSV") >= 50
