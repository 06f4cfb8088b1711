"""Feeds, sitemap and robots.txt."""

import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest
from django.test import Client

from tests.home.factories import add_article, build_site

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_rss_lists_the_newest_article_first_with_full_addresses(client: Client) -> None:
    public = build_site(name="Ủy ban nhân dân quận Thử")
    add_article(public, title="Cũ", published_on=date(2022, 6, 1))
    new = add_article(public, title="Mới", published_on=date(2022, 7, 1), summary="Tóm tắt")
    channel = ElementTree.fromstring(client.get("/rss.xml").content).find("channel")
    assert channel is not None
    assert "Ủy ban nhân dân quận Thử" in (channel.findtext("title") or "")
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == ["Mới", "Cũ"]
    assert items[0].findtext("link") == f"http://testserver/tin-cai-cach/{new.slug}/"
    assert items[0].findtext("description") == "Tóm tắt"
    assert "01 Jul 2022" in (items[0].findtext("pubDate") or "")


def test_atom_brings_the_same_entries(client: Client) -> None:
    public = build_site()
    add_article(public, title="Tin")
    feed = ElementTree.fromstring(client.get("/atom.xml").content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["Tin"]


def test_feed_of_an_address_without_site_is_not_found(client: Client) -> None:
    from wagtail.models import Site

    Site.objects.all().delete()
    assert client.get("/rss.xml").status_code == 404


def test_sitemap_holds_published_pages_and_robots_leads_to_it(client: Client) -> None:
    public = build_site()
    article = add_article(public)
    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [element.text or "" for element in sitemap.iter(f"{SITEMAP}loc")]
    assert any(address.endswith(f"/tin-cai-cach/{article.slug}/") for address in addresses)
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /admin/" in robots
