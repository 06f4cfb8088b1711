"""The list of news: filters and pages in the address."""

import re
from datetime import date

import pytest
from django.test import Client

from home.models.news import ARTICLES_A_PAGE
from tests.home.factories import PublicSite, ReformFieldFactory, add_article, build_site
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    """Return the titles of the articles that a page of the list shows."""
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r'class="teaser__link"[^>]*>([^<]+)<', response.content.decode())


def site_with_articles(count: int) -> PublicSite:
    """Create a site whose articles are numbered by age, the oldest first."""
    public = build_site()
    for number in range(count):
        add_article(
            public, title=f"Tin {number}", slug=f"tin-{number}", published_on=date(2022, 1, 1 + number)
        )
    return public


def test_newest_article_comes_first(client: Client) -> None:
    site_with_articles(3)
    assert titles(client, "/tin-cai-cach/") == ["Tin 2", "Tin 1", "Tin 0"]


def test_long_list_is_cut_into_pages_that_keep_the_filter(client: Client) -> None:
    public = site_with_articles(0)
    field = ReformFieldFactory(slug="the-che")
    for day in range(1, ARTICLES_A_PAGE + 2):
        add_article(public, fields=(field,), title=f"Ngày {day}", published_on=date(2022, 3, day))
    page = client.get("/tin-cai-cach/?linh-vuc=the-che").content.decode()
    assert 'href="?linh-vuc=the-che&amp;trang=2"' in page
    assert titles(client, "/tin-cai-cach/?linh-vuc=the-che&trang=2") == ["Ngày 1"]


def test_filters_narrow_by_field_and_by_year(client: Client) -> None:
    public = build_site()
    field = ReformFieldFactory(slug="so")
    add_article(public, title="Trong lĩnh vực", fields=(field,), published_on=date(2022, 5, 1))
    add_article(public, title="Năm trước", fields=(field,), published_on=date(2021, 5, 1))
    add_article(public, title="Lĩnh vực khác", published_on=date(2022, 5, 2))
    assert titles(client, "/tin-cai-cach/?linh-vuc=so") == ["Trong lĩnh vực", "Năm trước"]
    assert titles(client, "/tin-cai-cach/?linh-vuc=so&nam=2022") == ["Trong lĩnh vực"]
    assert titles(client, "/tin-cai-cach/?nam=2021") == ["Năm trước"]


def test_counts_beside_the_filters_count_published_articles_of_this_site(client: Client) -> None:
    public, foreign = build_site(), build_site(hostname="khac.example.vn")
    field, unused = ReformFieldFactory(short_name="Thể chế"), ReformFieldFactory(short_name="Không có bài")
    add_article(public, fields=(field,))
    add_article(public, fields=(field,))
    add_article(public, fields=(field, unused), live=False)
    add_article(foreign, fields=(field,))
    page = client.get("/tin-cai-cach/").content.decode()
    assert re.search(r'Thể chế <span class="filters__count">2</span>', page)
    assert "Không có bài" not in page


def test_counts_of_the_whole_list_are_not_shown_beside_another_filter(client: Client) -> None:
    public = build_site()
    first, second = ReformFieldFactory(short_name="Thể chế"), ReformFieldFactory(short_name="Thủ tục")
    add_article(public, fields=(first,), published_on=date(2022, 5, 1))
    add_article(public, fields=(second,), published_on=date(2021, 5, 1))
    page = client.get("/tin-cai-cach/?nam=2022").content.decode()
    assert re.search(r'2022 <span class="filters__count">1</span>', page)
    assert "Thể chế</a>" in page
    assert "Thủ tục</a>" in page


@pytest.mark.parametrize(
    "query",
    ["linh-vuc=khong-co", "nam=xx", "nam=0001", "nam=99999999999", "trang=99", "trang=mot", "trang=0"],
)
def test_filter_that_means_nothing_is_not_found(client: Client, query: str) -> None:
    site_with_articles(1)
    assert client.get(f"/tin-cai-cach/?{query}").status_code == 404


def test_year_without_news_is_no_list(client: Client) -> None:
    site_with_articles(1)
    assert client.get("/tin-cai-cach/?nam=2019").status_code == 404


def test_list_without_news_says_so(client: Client) -> None:
    site_with_articles(0)
    assert 'class="empty' in client.get("/tin-cai-cach/").content.decode()


def test_filters_narrow_by_unit_and_by_tag(client: Client) -> None:
    public = build_site()
    ward = UnitFactory(authority=public.authority, code="P-CATBI", name="Ủy ban nhân dân phường Cát Bi")
    tagged = add_article(public, title="Có nhãn", author_unit=ward)
    tagged.tags.add("Chuyển đổi số")
    tagged.save()
    add_article(public, title="Không nhãn", author_unit=ward)
    add_article(public, title="Đơn vị khác")
    assert sorted(titles(client, "/tin-cai-cach/?don-vi=P-CATBI")) == ["Có nhãn", "Không nhãn"]
    slug = tagged.tags.get().slug
    assert titles(client, f"/tin-cai-cach/?don-vi=P-CATBI&nhan={slug}") == ["Có nhãn"]
    page = client.get("/tin-cai-cach/").content.decode()
    assert re.search(r'UBND phường Cát Bi <span class="filters__count">2</span>', page)


def test_article_leads_to_the_older_and_the_newer_one(client: Client) -> None:
    site_with_articles(3)
    page = client.get("/tin-cai-cach/tin-1/").content.decode()
    assert re.search(r'rel="prev"[^>]*href="/tin-cai-cach/tin-0/"', page)
    assert re.search(r'rel="next"[^>]*href="/tin-cai-cach/tin-2/"', page)
    newest = client.get("/tin-cai-cach/tin-2/").content.decode()
    assert 'rel="next"' not in newest
