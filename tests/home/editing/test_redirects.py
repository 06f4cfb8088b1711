"""Old addresses keep leading to their pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_article, add_standard_page, build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a public site."""
    return build_site()


def test_the_old_address_of_a_renamed_page_leads_to_the_new_one_for_good(
    public: PublicSite, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    article = add_article(public, slug="ten-cu")
    article.slug = "ten-moi"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    answer = client.get("/tin-cai-cach/ten-cu/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/tin-cai-cach/ten-moi/")
    assert not answer.cookies


def test_the_old_address_of_a_moved_page_leads_there_too(public: PublicSite, client: Client) -> None:
    page = add_standard_page(public.home, slug="lien-he")
    page.move(add_standard_page(public.home, slug="ve-chung-toi"), pos="last-child")
    answer = client.get("/lien-he/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/ve-chung-toi/lien-he/")


def test_a_publisher_lets_an_address_lead_to_a_page_of_the_own_site(
    public: PublicSite, client: Client
) -> None:
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    data = {"site": public.site.pk, "old_path": "/cu/", "redirect_page": public.news.pk, "is_permanent": "on"}
    client.post(reverse("wagtailadmin_redirects:add"), data)
    assert client.get("/cu/")["Location"].endswith("/tin-cai-cach/")
    again = client.post(reverse("wagtailadmin_redirects:add"), data)
    assert again.context["form"].errors["old_path"]
    both = client.post(reverse("wagtailadmin_redirects:add"), data | {"redirect_link": "https://example.vn/"})
    assert both.context["form"].errors["redirect_page"]


def test_no_redirect_leads_away_from_an_address_of_the_admin(public: PublicSite, client: Client) -> None:
    hidden = reverse("directives_tasks_modeladmin_inspect", args=[0])
    for path in (hidden.rstrip("/"), "/khong-co"):
        Redirect.objects.create(site=public.site, old_path=path, redirect_page=public.news)
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    assert client.get(hidden).status_code == 404
    assert client.get("/khong-co/").status_code == 301


def test_redirects_of_another_site_are_out_of_reach(public: PublicSite, client: Client) -> None:
    foreign = build_site(hostname="khac.example.vn")
    redirect = Redirect.objects.create(site=foreign.site, old_path="/bi-mat", redirect_page=foreign.news)
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    data = {"site": foreign.site.pk, "old_path": "/cu", "redirect_page": foreign.news.pk}
    client.post(reverse("wagtailadmin_redirects:add"), data)
    client.post(reverse("wagtailadmin_redirects:add"), data | {"site": public.site.pk})
    client.post(reverse("wagtailadmin_redirects:add"), data | {"site": ""})
    assert Redirect.objects.count() == 1
    assert "bi-mat" not in client.get(reverse("wagtailadmin_redirects:index")).content.decode()
    assert client.get(reverse("wagtailadmin_redirects:edit", args=[redirect.pk])).status_code == 404
    assert client.get(reverse("wagtailredirects:index")).status_code == 302


def test_an_editor_keeps_no_redirects(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    assert client.get(reverse("wagtailadmin_redirects:index")).status_code == 302
