"""What anybody sees who opens a public page."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from tests.home.factories import add_article, add_standard_page, build_site, make_image
from tests.home.markup import html_faults, inline_code
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db

EVERYTHING: list[dict[str, Any]] = [
    {"type": "heading", "value": {"text": "Một mục", "level": "2"}},
    {"type": "text", "value": "<p>Đoạn văn có <b>chữ đậm</b>.</p>"},
    {"type": "quote", "value": {"text": "Lời nói", "speaker": "Một người dân"}},
    {"type": "video", "value": {"url": "https://www.example.vn/v", "title": "Phim", "content": "Lời thoại"}},
    {
        "type": "table",
        "value": {
            "columns": [{"type": "text", "heading": "Phường"}, {"type": "decimal", "heading": "Tỷ lệ"}],
            "rows": [
                {"values": ["Cát Bi", 4312.5]},
                {"values": ["Nam Hải", 60.0]},
                {"values": ["Khác", None]},
            ],
            "caption": "Tỷ lệ theo phường",
        },
    },
    {"type": "call_out", "value": {"title": "Lưu ý", "text": "<p>Mang giấy tờ.</p>"}},
]


def read(client: Client, address: str) -> str:
    """Return the text of a page that must answer."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_front_page_asks_the_citizens_question_before_the_news(client: Client) -> None:
    public = build_site(name="Ủy ban nhân dân quận Thử")
    add_article(public, title="Tin thứ nhất")
    page = read(client, "/")
    assert page.index("Bạn cần làm thủ tục gì?") < page.index("Tin thứ nhất")
    assert f'action="{reverse("search")}"' in page
    assert "Ủy ban nhân dân quận Thử" in page


def test_front_page_leaves_out_sections_without_content(client: Client) -> None:
    build_site()
    page = read(client, "/")
    assert 'id="tin-moi"' not in page
    assert 'id="ket-qua"' not in page


def test_article_shows_its_author_unit_dates_and_sample_mark(client: Client) -> None:
    public = build_site()
    unit = UnitFactory(authority=public.authority, name="Phòng Thử nghiệm")
    article = add_article(
        public, author_unit=unit, is_sample=True, published_on="2022-10-19", updated_on="2022-10-20"
    )
    page = read(client, f"/tin-cai-cach/{article.slug}/")
    assert "Phòng Thử nghiệm" in page
    assert "19/10/2022" in page
    assert "20/10/2022" in page
    assert 'class="alert alert--warning"' in page


def test_people_s_committee_is_shortened_in_a_byline(client: Client) -> None:
    public = build_site()
    unit = UnitFactory(authority=public.authority, name="Ủy ban nhân dân phường Thử")
    article = add_article(public, author_unit=unit)
    assert "UBND phường Thử" in read(client, f"/tin-cai-cach/{article.slug}/")


def test_draft_is_seen_by_nobody(client: Client) -> None:
    public = build_site()
    draft = add_article(public, title="Bản nháp bí mật", live=False)
    assert client.get(f"/tin-cai-cach/{draft.slug}/").status_code == 404
    for address in ("/", "/tin-cai-cach/", "/rss.xml", "/sitemap.xml"):
        assert "Bản nháp bí mật" not in read(client, address)
        assert draft.slug not in read(client, address)


def test_restricted_article_is_neither_listed_nor_shown(client: Client) -> None:
    public = build_site()
    article = add_article(public, title="Chỉ người đăng nhập")
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"/tin-cai-cach/{article.slug}/").status_code == 302
    for address in ("/", "/tin-cai-cach/", "/rss.xml"):
        assert "Chỉ người đăng nhập" not in read(client, address)


def test_restriction_of_a_page_above_binds_the_pages_below(client: Client) -> None:
    public = build_site()
    article = add_article(public)
    PageViewRestriction.objects.create(page=public.news, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"/tin-cai-cach/{article.slug}/").status_code == 302
    assert article.title not in read(client, "/")


def test_alias_is_bound_by_the_restriction_of_its_source(client: Client) -> None:
    public = build_site()
    source = add_standard_page(public.home, slug="goc")
    alias = source.create_alias(update_slug="ban-sao")
    below = add_standard_page(alias, slug="ben-duoi")
    PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/ban-sao/").status_code == 302
    assert client.get(f"/ban-sao/{below.slug}/").status_code == 302


def test_page_of_another_authority_is_not_found_here(client: Client) -> None:
    build_site()
    foreign = build_site(hostname="khac.example.vn")
    article = add_article(foreign, title="Tin của nơi khác")
    assert client.get(f"/tin-cai-cach/{article.slug}/").status_code == 404
    assert "Tin của nơi khác" not in read(client, "/")
    assert "Tin của nơi khác" not in read(client, "/rss.xml")
    assert (
        client.get("/", headers={"host": "khac.example.vn"}).content.decode().count("Tin của nơi khác") == 1
    )


def test_only_an_uploaded_logo_replaces_the_neutral_mark(client: Client) -> None:
    public = build_site()
    assert 'class="mark__sign"' in read(client, "/")
    public.authority.logo = make_image()
    public.authority.save()
    page = read(client, "/")
    assert 'class="masthead__mark"' in page
    assert 'class="mark__sign"' not in page


def test_menu_marks_where_the_reader_is(client: Client) -> None:
    public = build_site()
    article = add_article(public)
    assert 'href="/tin-cai-cach/" aria-current="page"' in read(client, "/tin-cai-cach/")
    assert 'href="/tin-cai-cach/" aria-current="true"' in read(client, f"/tin-cai-cach/{article.slug}/")


def test_folded_menu_names_the_section_where_the_reader_is(client: Client) -> None:
    public = build_site()
    article = add_article(public)
    here = re.compile(r'<span class="menu__here"><span class="visually-hidden">: </span>([^<]+)</span>')
    assert here.findall(read(client, "/")) == ["Trang chủ"]
    assert here.findall(read(client, f"/tin-cai-cach/{article.slug}/")) == ["Tin cải cách"]
    assert here.findall(read(client, "/so-do-trang/")) == []


def test_page_beside_the_menu_is_reached_from_strip_and_footer(client: Client) -> None:
    public = build_site()
    add_standard_page(public.home, title="Liên hệ", slug="lien-he")
    page = read(client, "/")
    assert page.count('<a href="/lien-he/">Liên hệ</a>') == 2
    assert 'class="menu__link" href="/lien-he/"' not in page


def test_page_asking_for_contact_shows_the_authority_s_address(client: Client) -> None:
    public = build_site(
        address="Số 1 phố Thử", phone="0225 123 456", responsible_person="Trưởng phòng Văn hóa"
    )
    add_standard_page(public.home, shows_contact=True)
    main = re.search(r"<main.*</main>", read(client, "/gioi-thieu/"), re.DOTALL)
    assert main
    for words in ("Số 1 phố Thử", "tel:0225123456", "Trưởng phòng Văn hóa"):
        assert words in main[0]


def test_every_kind_of_block_makes_valid_html_without_inline_code(client: Client) -> None:
    public = build_site()
    image = make_image()
    picture = {
        "type": "picture",
        "value": {"image": image.pk, "alt_text": "Mô tả ảnh", "caption": "Chú thích"},
    }
    article = add_article(public, body=[*EVERYTHING, picture], lead_image=image, lead_image_alt="Ảnh đầu bài")
    add_standard_page(public.home)
    addresses = ("/", "/tin-cai-cach/", f"/tin-cai-cach/{article.slug}/", "/gioi-thieu/")
    pages = {address: read(client, address) for address in addresses}
    assert html_faults(pages) == []
    for page in pages.values():
        assert inline_code(page) == []
        assert page.count("<h1") == 1
        assert all(" alt=" in tag for tag in re.findall(r"<img[^>]*>", page))


def test_table_numbers_are_written_the_vietnamese_way(client: Client) -> None:
    public = build_site()
    article = add_article(public, body=EVERYTHING)
    page = read(client, f"/tin-cai-cach/{article.slug}/")
    for cell in ("4.312,5", "60", "–"):
        assert f'<td class="number">{cell}</td>' in page
    assert "<caption>Tỷ lệ theo phường</caption>" in page


def test_contents_list_leads_to_the_headings(client: Client) -> None:
    public = build_site()
    headings = [{"type": "heading", "value": {"text": f"Mục {n}", "level": "2"}} for n in range(3)]
    article = add_article(public, body=[*EVERYTHING[1:2], *headings])
    page = read(client, f"/tin-cai-cach/{article.slug}/")
    for anchor in ("muc-2", "muc-3", "muc-4"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_anonymous_reader_gets_no_cookie(client: Client) -> None:
    public = build_site()
    article = add_article(public)
    pages = ("/", "/tin-cai-cach/", f"/tin-cai-cach/{article.slug}/", "/khong-co/", "/hien-thi/")
    for address in (*pages, "/rss.xml", "/sitemap.xml"):
        response = client.get(address)
        assert not response.cookies
        # Pages are shown as the reader chose; what programs read is the same for everybody.
        assert response.headers.get("Vary", "").count("Cookie") == (address in pages)


def test_address_that_leads_nowhere_answers_404_in_the_sites_look(client: Client) -> None:
    build_site(name="Ủy ban nhân dân quận Thử")
    response = client.get("/khong-co-trang-nay/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Ủy ban nhân dân quận Thử" in page
    assert 'role="search"' in page
    assert html_faults(page) == []


def test_a_form_that_came_too_late_is_answered_in_the_sites_look() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("wagtailadmin_login"), {"username": "a"})
    page = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="vi">' in page
    assert "css/portal.css" in page


def test_404_answers_even_where_no_site_exists(client: Client) -> None:
    response = client.get("/khong-co-trang-nay/", headers={"host": "la.example.vn"})
    assert response.status_code == 404


def test_500_page_asks_nothing_of_the_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from django.template.loader import render_to_string

    with django_assert_num_queries(0):
        page = render_to_string("500.html")
    assert html_faults(page) == []
    assert "css/portal" in page


def test_failing_page_answers_with_the_500_page(monkeypatch: pytest.MonkeyPatch) -> None:
    build_site()

    def fail(*args: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("home.front_page.sections_of", fail)
    with override_settings(DEBUG=False):
        response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert b"css/portal" in response.content


def test_pages_describe_themselves_to_search_engines(client: Client) -> None:
    public = build_site()
    article = add_article(public, title='Tin có </script> và "ngoặc"', summary="Tóm tắt của tin")
    page = read(client, f"/tin-cai-cach/{article.slug}/")
    assert '<meta name="description" content="Tóm tắt của tin">' in page
    assert f'<link rel="canonical" href="http://testserver/tin-cai-cach/{article.slug}/">' in page
    assert '"@type": "NewsArticle"' in page
    assert '"@type": "BreadcrumbList"' in page
    assert "\\u003C/script\\u003E" in page
