"""The public search: what readers see, and what they must never see."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.rich_text import RichText
from wagtail.search import index

from home.models import ArticlePage, NewsIndexPage, StandardPage
from tests.home.markup import html_faults
from tests.organisation.factories import AuthorityFactory
from tests.search.factories import make_page, make_site
from tests.search.test_backend import HOSTILE

RESULTS = "/tim-kiem/"
SUGGESTIONS = "/tim-kiem/goi-y/"


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


def found_titles(client: Client, query: str, host: str = "localhost") -> list[str]:
    """Return the titles on the page of results."""
    return [
        hit.page.title for hit in client.get(RESULTS, {"q": query}, headers={"host": host}).context["hits"]
    ]


def suggested_titles(client: Client, query: str, host: str = "localhost") -> list[str]:
    """Return the suggested titles."""
    return [
        item["title"]
        for item in client.get(SUGGESTIONS, {"q": query}, headers={"host": host}).json()["suggestions"]
    ]


def test_the_addresses_keep_their_names() -> None:
    assert reverse("search") == RESULTS
    assert reverse("search_suggestions") == SUGGESTIONS


def test_a_page_is_found_without_diacritics_and_its_words_are_marked(client: Client, site: Site) -> None:
    page = make_page(site, "Nộp hồ sơ Dịch vụ công")
    response = client.get(RESULTS, {"q": "dich vu cong"})
    assert response.status_code == 200
    assert "Nộp hồ sơ <mark>Dịch vụ công</mark>" in response.content.decode()
    assert f'href="{page.url}"' in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"


def test_titles_and_queries_are_shown_as_text_not_as_html(client: Client, site: Site) -> None:
    make_page(site, "<script>alert(1)</script> tin")
    content = client.get(RESULTS, {"q": "tin <script>alert"}).content.decode()
    assert "<script>alert" not in content
    assert "&lt;<mark>script" in content
    assert 'value="tin &lt;script&gt;alert"' in content


def test_drafts_private_pages_and_other_sites_never_appear(client: Client, site: Site) -> None:
    make_page(site, "Tin công khai")
    make_page(site, "Tin nháp", live=False)
    private = make_page(site, "Tin riêng")
    other = make_site(hostname="khac.test", default=False)
    make_page(other, "Tin nơi khác")
    for kind in (PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD):
        PageViewRestriction.objects.all().delete()
        PageViewRestriction.objects.create(page=private, restriction_type=kind, password="x")
        assert found_titles(client, "tin") == ["Tin công khai"]
    assert suggested_titles(client, "tin") == ["Tin công khai"]
    assert found_titles(client, "tin", host="khac.test") == ["Tin nơi khác"]
    assert suggested_titles(client, "tin", host="khac.test") == ["Tin nơi khác"]


def test_pages_below_a_private_page_never_appear(client: Client, site: Site) -> None:
    private = make_page(site, "Khu riêng")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make_page(Site(root_page=private), "Tin bên trong")
    assert found_titles(client, "tin") == []


def test_an_alias_of_a_private_page_never_appears(client: Client, site: Site) -> None:
    private = make_page(site, "Tin riêng")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    below = make_page(Site(root_page=private), "Tin bên trong")
    for page in (private, below):
        alias = page.create_alias(parent=site.root_page, update_slug=f"alias-{page.pk}")
        second = alias.create_alias(parent=site.root_page, update_slug=f"second-{page.pk}")
        for copy in (alias, second):
            index.insert_or_update_object(copy)
    public = make_page(site, "Tin công khai")
    open_alias = public.create_alias(parent=site.root_page, update_slug="open-alias")
    index.insert_or_update_object(open_alias)
    assert found_titles(client, "tin") == ["Tin công khai", "Tin công khai"]
    assert set(suggested_titles(client, "tin")) == {"Tin công khai"}


@pytest.mark.django_db
def test_without_a_site_nothing_is_found_and_nothing_fails(client: Client) -> None:
    Site.objects.all().delete()
    assert found_titles(client, "tin") == []
    assert suggested_titles(client, "tin") == []


def test_the_text_of_an_article_is_shown_around_the_match(client: Client, site: Site) -> None:
    text = f"<p>{'Mở đầu. ' * 60}Hồ sơ <b>trực tuyến</b> &amp; bưu chính đạt 100%. {'Kết thúc. ' * 60}</p>"
    article = ArticlePage(title="Kết quả quý II", slug="tin", body=[("text", RichText(text))])
    site.root_page.specific.add_child(instance=article)
    index.insert_or_update_object(article)
    content = client.get(RESULTS, {"q": "truc tuyen"}).content.decode()
    assert "Hồ sơ <mark>trực tuyến</mark> &amp; bưu chính đạt 100%." in content
    assert article.published_on.strftime("%d/%m/%Y") in content


def test_results_are_paged_and_the_links_keep_the_query(client: Client, site: Site) -> None:
    for number in range(12):
        make_page(site, f"Tin & tức {number}")
    first = client.get(RESULTS, {"q": "tin & tức"})
    assert len(first.context["hits"]) == 10
    assert 'rel="next" href="?q=tin+%26+t%E1%BB%A9c&amp;page=2"' in first.content.decode()
    second = client.get(RESULTS, {"q": "tin & tức", "page": "2"})
    assert len(second.context["hits"]) == 2
    assert 'rel="prev" href="?q=tin+%26+t%E1%BB%A9c&amp;page=1"' in second.content.decode()
    pages = {hit.page for response in (first, second) for hit in response.context["hits"]}
    assert len(pages) == 12


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99", "1.5", "\x00", "9" * 5000, "²"])
def test_a_strange_page_number_shows_an_existing_page(client: Client, site: Site, number: str) -> None:
    make_page(site, "Tin tức")
    assert len(client.get(RESULTS, {"q": "tin", "page": number}).context["hits"]) == 1


@pytest.mark.parametrize("query", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_query_makes_the_pages_fail(client: Client, site: Site, query: str) -> None:
    query = query[:5000].encode("utf-8", "replace").decode()
    assert client.get(RESULTS, {"q": query}).status_code == 200
    assert client.get(SUGGESTIONS, {"q": query}).status_code == 200


def test_bytes_that_are_no_text_do_not_fail(client: Client, site: Site) -> None:
    assert client.get(f"{RESULTS}?q=%ff%fe%00").status_code == 200
    assert client.get(f"{SUGGESTIONS}?q=%ff%fe%00").status_code == 200


@pytest.mark.parametrize("query", ["", "   ", "---", "khongco"])
def test_a_search_without_results_says_what_to_do(client: Client, site: Site, query: str) -> None:
    response = client.get(RESULTS, {"q": query})
    assert response.context["hits"] == []
    assert 'class="empty' in response.content.decode()


def test_only_reading_is_allowed(client: Client, site: Site) -> None:
    assert client.post(RESULTS).status_code == 405
    assert client.post(SUGGESTIONS).status_code == 405
    assert client.head(RESULTS).status_code == 200


def test_a_search_sets_no_cookie(client: Client, site: Site) -> None:
    make_page(site, "Tin tức")
    for address in (RESULTS, SUGGESTIONS):
        response = client.get(address, {"q": "tin"})
        assert not response.cookies
        # The page is shown as its reader chose (size of text, colours); suggestions are the same for all.
        assert ("Cookie" in response.get("Vary", "")) == (address == RESULTS)


def test_a_search_asks_the_database_at_most_ten_times(
    client: Client, site: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    AuthorityFactory(site=site)
    for number, kind in enumerate([NewsIndexPage, StandardPage, ArticlePage, ArticlePage, Page]):
        page = site.root_page.add_child(instance=kind(title="Tin tức", slug=f"tin-{number}"))
        index.insert_or_update_object(page)
    client.get(RESULTS, {"q": "tin"})
    cache.clear()
    ContentType.objects.clear_cache()
    with django_assert_max_num_queries(10):
        response = client.get(RESULTS, {"q": "tin"})
    found = [type(hit.page) for hit in response.context["hits"]]
    assert sorted(found, key=str) == sorted(
        [NewsIndexPage, StandardPage, ArticlePage, ArticlePage, Page], key=str
    )
    with django_assert_max_num_queries(6):
        client.get(SUGGESTIONS, {"q": "ti"})


def test_suggestions_are_eight_titles_with_kinds_and_addresses(client: Client, site: Site) -> None:
    pages = [make_page(site, f"Trực tuyến {number}") for number in range(9)]
    response = client.get(SUGGESTIONS, {"q": "truc tuy"})
    suggestions = response.json()["suggestions"]
    assert len(suggestions) == 8
    assert suggestions[0] == {"title": pages[-1].title, "kind": "Trang", "url": pages[-1].url}
    assert "max-age=60" in response["Cache-Control"]


def test_suggestions_are_kept_for_a_minute(
    client: Client, site: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_page(site, "Trực tuyến")
    assert suggested_titles(client, "truc") == ["Trực tuyến"]
    with django_assert_max_num_queries(1):
        assert suggested_titles(client, "truc") == ["Trực tuyến"]


def test_one_letter_is_too_little_for_suggestions(client: Client, site: Site) -> None:
    make_page(site, "Trực tuyến")
    assert suggested_titles(client, "t") == []


def test_the_date_of_a_page_is_shown_the_vietnamese_way(client: Client, site: Site) -> None:
    make_page(site, "Tin tức", first_published_at=datetime(2022, 6, 9, 5, tzinfo=UTC))
    assert "09/06/2022" in client.get(RESULTS, {"q": "tin"}).content.decode()


@pytest.mark.parametrize("query", ["", "tin tức", "---", "khongco", '"><b>'])
def test_every_state_of_the_page_is_valid_html(client: Client, site: Site, query: str) -> None:
    for number in range(11):
        make_page(site, f"Tin <tức> {number}")
    content = client.get(RESULTS, {"q": query}).content.decode()
    assert html_faults(content) == []
    assert content.count("<h1") == 1
