"""Wagtail's own search boxes: folded like ours, and never an error page."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.organisation.factories import UserFactory
from tests.search.factories import make_document, make_page, make_site

SCREENS = [
    ("wagtailadmin_pages:search", "Phường Đằng Hải"),
    ("wagtailadmin_pages:search_results", "Phường Đằng Hải"),
    ("wagtailadmin_explore_root", "Phường Đằng Hải"),
    ("wagtailadmin_choose_page_search", "Phường Đằng Hải"),
    ("wagtaildocs:index", "Kế hoạch Đằng Hải"),
    ("wagtaildocs_chooser:choose_results", "Kế hoạch Đằng Hải"),
    ("wagtailimages:index", None),
    ("wagtailimages_chooser:choose_results", None),
]
QUERIES = ['"', 'dich "vu', " ", "\x00", "từ " * 1500, "(", "*", "'", "a:b", "NOT", "---", "123/QĐ-UBND"]


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


@pytest.fixture
def officer(client: Client, site: Site) -> Client:
    """Return the browser of somebody who may see everything."""
    client.force_login(UserFactory.create(is_superuser=True))
    return client


@pytest.mark.parametrize(("screen", "title"), SCREENS)
def test_every_search_box_of_the_admin_finds_without_diacritics(
    officer: Client, site: Site, screen: str, title: str | None
) -> None:
    make_page(site, "Phường Đằng Hải")
    make_document("Kế hoạch Đằng Hải")
    response = officer.get(reverse(screen), {"q": "dang hai"})
    assert response.status_code == 200
    if title:
        assert title in response.content.decode()
    assert "Đằng Hải" not in officer.get(reverse(screen), {"q": "nam hai"}).content.decode()


@pytest.mark.parametrize("query", QUERIES, ids=lambda text: repr(text[:12]))
def test_no_query_makes_a_search_box_of_the_admin_fail(officer: Client, query: str) -> None:
    answers = {screen: officer.get(reverse(screen), {"q": query}).status_code for screen, _title in SCREENS}
    assert set(answers.values()) == {200}, answers
