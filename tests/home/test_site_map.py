"""The map of the site for people."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.site_map import PAGES_A_SECTION
from tests.home.factories import add_article, add_service, add_standard_page, build_site
from tests.home.markup import html_faults

pytestmark = pytest.mark.django_db
ADDRESS = "/so-do-trang/"


def test_map_shows_what_everybody_may_read_of_the_own_site(client: Client) -> None:
    own, foreign = build_site(), build_site(hostname="khac.example.vn")
    add_article(own, title="Bài ai cũng đọc")
    add_article(own, title="Bài nháp", live=False)
    add_article(foreign, title="Bài nơi khác")
    closed = add_standard_page(own.home, title="Trang nội bộ", slug="noi-bo")
    add_standard_page(closed, title="Trang con nội bộ", slug="con")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    page = client.get(ADDRESS).content.decode()
    assert html_faults(page) == []
    assert "Bài ai cũng đọc" in page
    assert 'href="/tin-cai-cach/"' in page
    for absent in ("Bài nháp", "Bài nơi khác", "Trang nội bộ", "Trang con nội bộ"):
        assert absent not in page


def test_pages_below_pages_stand_in_their_section(client: Client) -> None:
    public = build_site()
    above = add_standard_page(public.home, title="Giới thiệu", slug="gioi-thieu")
    below = add_standard_page(above, title="Cơ cấu", slug="co-cau")
    add_standard_page(below, title="Lịch sử", slug="lich-su")
    section = client.get(ADDRESS).content.decode().split(">Giới thiệu</a></h2>")[1].split("</section>")[0]
    for address in ("/gioi-thieu/co-cau/", "/gioi-thieu/co-cau/lich-su/"):
        assert f'href="{address}"' in section


def test_a_long_section_is_cut_and_costs_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public = build_site()
    for number in range(3):
        add_service(public, title=f"Thủ tục {number}")
    client.get(ADDRESS)
    with django_assert_num_queries(4):
        assert "trang khác" not in client.get(ADDRESS).content.decode()
    for number in range(3, PAGES_A_SECTION + 4):
        add_service(public, title=f"Thủ tục {number}")
    with django_assert_num_queries(4):
        page = client.get(ADDRESS).content.decode()
    assert "4 trang khác" in page
    assert page.count("Thủ tục ") == PAGES_A_SECTION
    assert f"Thủ tục {PAGES_A_SECTION + 3}<" in page
    assert "Thủ tục 3<" not in page
