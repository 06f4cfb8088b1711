"""The lists of pages that editors work in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import add_article, add_standard_page, build_site

pytestmark = pytest.mark.django_db


@pytest.mark.once
@pytest.mark.parametrize("role", [Role.CULTURE_EDITOR, Role.CULTURE_PUBLISHER])
def test_a_list_of_pages_costs_the_same_however_long(
    client: Client, role: Role, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public = build_site()
    client.force_login(person_with(public.authority, role))
    address = reverse("wagtailadmin_explore", args=[public.news.pk])
    for live in (True, False):
        add_article(public, live=live)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(8):
        add_article(public, live=number % 2 == 0)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_who_cannot_publish_deletes_drafts_only() -> None:
    public = build_site()
    editor = person_with(public.authority, Role.CULTURE_EDITOR)
    publisher = person_with(public.authority, Role.CULTURE_PUBLISHER)
    stranger = person_with(build_site(hostname="khac.example.vn").authority, Role.CULTURE_EDITOR)
    published, draft = add_article(public), add_article(public, live=False)
    above = add_standard_page(public.home, slug="nhap", live=False)
    add_standard_page(above, slug="cong-khai")
    above.refresh_from_db()
    for page, by_editor in ((published, False), (draft, True), (above, False)):
        assert page.permissions_for_user(editor).can_delete() is by_editor
        assert page.permissions_for_user(stranger).can_delete() is False
    assert published.permissions_for_user(publisher).can_delete() is True
