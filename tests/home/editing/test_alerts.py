"""Alert banners: everybody reads them in time, publishers of the site alone keep them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.alerts import alerts_of
from home.enums import AlertLevel
from home.models import AlertBanner
from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_article, build_site

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def public() -> PublicSite:
    """Return a public site."""
    return build_site()


def add_banner(public: PublicSite, text: str = "Bão số 4", **values: object) -> AlertBanner:
    """Create a banner that is shown for an hour."""
    now = timezone.now()
    times = {"starts_at": now - HOUR, "ends_at": now + HOUR}
    return AlertBanner.objects.create(site=public.site, text=text, **times | values)


def fields(public: PublicSite, **values: object) -> dict[str, object]:
    """Return what the form of a banner sends."""
    return {
        "site": public.site.pk,
        "level": "warning",
        "text": "Mất điện ngày mai",
        "starts_at": "01/12/2030 07:00",
        "ends_at": "02/12/2030 07:00",
    } | values


def test_a_banner_stands_above_every_page_with_its_level_in_words(public: PublicSite, client: Client) -> None:
    add_banner(public, level=AlertLevel.DANGER, link_page=add_article(public, slug="tin-bao"))
    for address in ("/", "/tin-cai-cach/", "/khong-co-trang-nay/"):
        shown = client.get(address).content.decode()
        before_the_header = shown.partition("<header>")[0]
        assert "Bão số 4" in before_the_header, address
        assert str(AlertLevel.DANGER.label) in before_the_header
        assert "/tin-cai-cach/tin-bao/" in before_the_header


def test_a_banner_of_another_site_is_not_shown(public: PublicSite, client: Client) -> None:
    add_banner(build_site(hostname="khac.example.vn"))
    assert "Bão số 4" not in client.get("/").content.decode()


def test_banners_begin_and_end_on_time_though_they_are_kept_in_the_cache(
    public: PublicSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    add_banner(public, "sắp hết", ends_at=now + timedelta(seconds=5))
    add_banner(public, "sắp đến", starts_at=now + timedelta(seconds=5))
    assert [alert.text for alert in alerts_of(public.site)] == ["sắp hết"]
    monkeypatch.setattr("home.alerts.timezone.now", lambda: now + timedelta(seconds=6))
    assert [alert.text for alert in alerts_of(public.site)] == ["sắp đến"]


def test_the_most_urgent_banner_comes_first_and_all_cost_one_query_in_ten_seconds(
    public: PublicSite, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_banner(public, "thường")
    add_banner(public, "khẩn", level=AlertLevel.DANGER)
    with django_assert_num_queries(1):
        assert [alert.text for alert in alerts_of(public.site)] == ["khẩn", "thường"]
        alerts_of(public.site)


def test_a_banner_that_is_taken_down_is_gone_at_once(public: PublicSite, client: Client) -> None:
    banner = add_banner(public)
    assert "Bão số 4" in client.get("/").content.decode()
    banner.delete()
    assert "Bão số 4" not in client.get("/").content.decode()


def test_a_publisher_adds_a_banner_to_the_own_site(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    client.post(reverse("wagtailadmin_alerts:add"), fields(public))
    assert AlertBanner.objects.get().text == "Mất điện ngày mai"
    assert "Mất điện" in client.get(reverse("wagtailadmin_alerts:index")).content.decode()


def test_an_editor_and_an_officer_without_pages_add_none(public: PublicSite, client: Client) -> None:
    for role in (Role.CULTURE_EDITOR, Role.HOME_AFFAIRS):
        client.force_login(person_with(public.authority, role))
        assert client.get(reverse("wagtailadmin_alerts:index")).status_code == 302
        client.post(reverse("wagtailadmin_alerts:add"), fields(public))
    assert not AlertBanner.objects.exists()


def test_a_publisher_neither_adds_nor_sees_nor_changes_banners_of_another_site(
    public: PublicSite, client: Client
) -> None:
    foreign = build_site(hostname="khac.example.vn")
    banner = add_banner(foreign, "của nơi khác")
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    client.post(reverse("wagtailadmin_alerts:add"), fields(foreign))
    client.post(reverse("wagtailadmin_alerts:add"), fields(public, link_page=foreign.news.pk))
    assert AlertBanner.objects.count() == 1
    assert "của nơi khác" not in client.get(reverse("wagtailadmin_alerts:index")).content.decode()
    for screen in ("edit", "delete", "history", "usage"):
        answer = client.post(reverse(f"wagtailadmin_alerts:{screen}", args=[banner.pk]), fields(foreign))
        assert answer.status_code == 404, screen


def test_a_banner_that_ends_before_it_begins_is_refused(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    answer = client.post(reverse("wagtailadmin_alerts:add"), fields(public, ends_at="30/11/2030 07:00"))
    assert answer.context["form"].errors["ends_at"]
    assert not AlertBanner.objects.exists()
