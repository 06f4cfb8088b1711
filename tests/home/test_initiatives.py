"""Recognised initiatives on the public site: the list, its search and filters, the page of one."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import InitiativeIndexPage
from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Initiative
from reform.organisation.enums import ReformField
from reform.organisation.models import Unit
from tests.home.factories import PublicSite, build_site, make_image
from tests.home.markup import html_faults, inline_code, roles_in_tables
from tests.initiatives.factories import AdoptionFactory, AuthorFactory, InitiativeFactory
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a site with a list of initiatives."""
    return with_list(build_site(short_name="UBND quận Thử"))


def with_list(public: PublicSite) -> PublicSite:
    """Give a site its list of initiatives."""
    page = InitiativeIndexPage(title="Sáng kiến", slug="sang-kien", show_in_menus=True)
    public.home.add_child(instance=page)
    return public


def ward_of(public: PublicSite, **fields: Any) -> Unit:
    """Return a ward of the site's authority."""
    ward: Unit = UnitFactory(authority=public.authority, **{"ward": True} | fields)
    return ward


def show(public: PublicSite, *, authors: tuple[str, ...] = ("Trần Thị Bình",), **fields: Any) -> Initiative:
    """Return a recognised initiative that citizens read."""
    given: dict[str, Any] = {
        "state": InitiativeState.RECOGNISED,
        "recognised_on": date(2022, 5, 20),
        "is_public": True,
        "public_summary": "Nhận kết quả tại nhà.",
        "public_effect": "Bớt hai lần đi lại.",
    } | fields
    unit = given.pop("unit", None) or ward_of(public)
    made: Initiative = InitiativeFactory(unit=unit, authors=False, **given)
    for name in authors:
        AuthorFactory(initiative=made, name=name, birth_date=date(1984, 3, 9), share=50)
    made.save()
    return made


def read(client: Client, query: str = "") -> str:
    """Return the list, which must answer."""
    response = client.get(f"/sang-kien/{query}")
    assert response.status_code == 200, query
    return response.content.decode()


def address_of(initiative: Initiative) -> str:
    """Return the address of an initiative's own page."""
    return f"/sang-kien/{initiative.code}/"


def test_only_what_is_recognised_and_public_of_this_authority_is_shown(
    public: PublicSite, client: Client
) -> None:
    shown = show(public)
    hidden: list[Initiative] = [
        show(public, is_public=False, public_summary=""),
        show(with_list(build_site(hostname="khac.example.vn"))),
        InitiativeFactory(unit=ward_of(public), state=InitiativeState.RECOMMENDED),
    ]
    page = read(client)
    assert shown.title in page
    assert client.get(address_of(shown)).status_code == 200
    for initiative in hidden:
        assert initiative.title not in page
        assert client.get(address_of(initiative)).status_code == 404
    assert client.get("/sang-kien/khong-co/").status_code == 404


def test_an_archived_initiative_stays_public(public: PublicSite, client: Client) -> None:
    shown = show(public, state=InitiativeState.ARCHIVED)
    assert shown.title in read(client)


def test_nothing_but_the_public_words_leaves_the_register(public: PublicSite, client: Client) -> None:
    secret = "Mã nguồn của phần mềm nội bộ"
    shown = show(
        public,
        confidential=secret,
        problem="Vấn đề riêng",
        solution="Giải pháp chi tiết",
        first_participants="Nguyễn Văn Thử, 1980",
        refusal="Lý do cũ",
        council_opinion="Ý kiến hội đồng",
    )
    for page in (read(client), client.get(address_of(shown)).content.decode()):
        for words in (
            secret, "Vấn đề riêng", "Giải pháp chi tiết", "Nguyễn Văn Thử", "Lý do cũ", "Ý kiến hội đồng",
            "09/03/1984", "1984",
        ):  # fmt: skip
            assert words not in page
    for words in ("ma nguon", "giai phap chi tiet"):
        assert shown.title not in read(client, f"?tu-khoa={words}")


def test_the_page_of_an_initiative_says_what_it_is_and_who_made_it(
    public: PublicSite, client: Client
) -> None:
    unit = ward_of(public, name="Ủy ban nhân dân phường Mẫu", short_name="Phường Mẫu")
    shown = show(public, unit=unit, authors=("Trần Thị Bình", "Lê Văn Cường"))
    AdoptionFactory.create_batch(2, initiative=shown)
    page = client.get(address_of(shown)).content.decode()
    for words in (
        shown.title, "Trần Thị Bình", "Lê Văn Cường", unit.name, "20/05/2022", "Nhận kết quả tại nhà.",
        "Bớt hai lần đi lại.", "UBND quận Thử", shown.code,
    ):  # fmt: skip
        assert words in page
    assert f'<link rel="canonical" href="http://testserver{address_of(shown)}">' in page
    assert 'href="/sang-kien/"' in page
    assert "tag--sample" not in page


def test_the_citys_recognition_is_told_with_its_own_day(public: PublicSite, client: Client) -> None:
    shown = show(public, state=InitiativeState.CITY_RECOGNISED, city_recognised_on=date(2023, 4, 2))
    page = client.get(address_of(shown)).content.decode()
    assert "20/05/2022" in page
    assert "02/04/2023" in page
    assert page.count('<span class="tag">') == read(client).count('<span class="tag">') == 3


def test_a_sample_says_that_it_is_one(public: PublicSite, client: Client) -> None:
    shown = show(public, is_sample=True)
    assert "tag--sample" in read(client)
    assert "tag--sample" in client.get(address_of(shown)).content.decode()


@pytest.mark.parametrize(
    "words", ["tra ket qua", "TRẢ kết quả", "tran binh", "phuong mau", "nhan tai nha", "hai lan di lai"]
)
def test_the_search_finds_words_with_and_without_diacritics(
    public: PublicSite, client: Client, words: str
) -> None:
    unit = ward_of(public, name="Ủy ban nhân dân phường Mẫu")
    shown = show(public, unit=unit, title="Trả kết quả qua bưu chính")
    other = show(public, title="Họp không giấy", authors=("Vũ Dũng",), public_summary="", public_effect="")
    page = read(client, f"?tu-khoa={words.replace(' ', '+')}")
    assert shown.title in page
    assert other.title not in page


def test_a_corrected_name_is_found_at_once_and_what_was_taken_off_is_not(
    public: PublicSite, client: Client
) -> None:
    shown = show(public)
    shown.title = "Một cửa thông minh"
    shown.save()
    assert shown.title in read(client, "?tu-khoa=mot+cua+thong+minh")
    shown.is_public = False
    shown.save()
    assert shown.title not in read(client, "?tu-khoa=mot+cua+thong+minh")
    assert shown.public_text == ""


def test_filters_narrow_by_year_of_the_decision_and_field(public: PublicSite, client: Client) -> None:
    digital = show(public, reform_field=ReformField.DIGITAL_GOVERNMENT, year=2021)
    later = show(public, recognised_on=date(2023, 2, 1))
    page = read(client)
    assert 'href="?nam=2023"' in page
    assert 'href="?linh-vuc=so"' in page
    assert 'href="?linh-vuc=the-che"' not in page
    assert later.title not in read(client, "?nam=2022")
    page = read(client, "?linh-vuc=so")
    assert digital.title in page
    assert later.title not in page
    page = read(client, "?tu-khoa=ket+qua&nam=2022")
    assert '<input type="hidden" name="nam" value="2022">' in page
    assert "tu-khoa=ket+qua" in page
    for query in ("?nam=1999", "?nam=x", "?linh-vuc=khong-co", "?trang=2", "?trang=x"):
        assert client.get(f"/sang-kien/{query}").status_code == 404, query


def test_the_latest_stand_first_and_long_lists_have_pages(public: PublicSite, client: Client) -> None:
    unit = ward_of(public)
    made = [show(public, unit=unit, recognised_on=date(2022, 1, 1 + number)) for number in range(12)]
    first, second = read(client), read(client, "?trang=2")
    assert made[-1].title in first
    assert made[0].title not in first
    assert made[0].title in second
    assert 'rel="canonical" href="http://testserver/sang-kien/?trang=2"' in second
    codes = re.findall(r'href="/sang-kien/([^"/]+)/"', first)
    assert codes == [one.code for one in reversed(made[2:])]


def test_empty_lists_say_so_and_lead_back(public: PublicSite, client: Client) -> None:
    assert "empty" in read(client)
    show(public)
    page = read(client, "?tu-khoa=khong+bao+gio")
    assert 'class="empty' in page
    assert 'href="/sang-kien/"' in page
    assert 'class="empty' in read(client, "?tu-khoa=%3F%3F")


@pytest.mark.once
def test_pages_are_valid_html_without_code_of_their_own(public: PublicSite, client: Client) -> None:
    shown = show(public, is_sample=True, title="Trả <b>kết quả</b> & “mã số”", authors=("A", "B"))
    AdoptionFactory(initiative=shown)
    pages = {
        "list": read(client),
        "found": read(client, "?tu-khoa=ket+qua&nam=2022"),
        "none": read(client, "?tu-khoa=khong+bao+gio"),
        "one": client.get(address_of(shown)).content.decode(),
    }
    assert html_faults(pages) == []
    for name, page in pages.items():
        assert inline_code(page) == [], name
        assert roles_in_tables(page) == [], name
        assert "<b>kết quả</b>" not in page


def test_an_initiatives_page_names_the_units_that_apply_it_and_the_list_counts_them(
    public: PublicSite, client: Client
) -> None:
    shown = show(public)
    units = [ward_of(public, name=name) for name in ("Phường Cát Bi", "Phường Tràng Cát")]
    for unit in units:
        AdoptionFactory(initiative=shown, unit=unit, result="Chỉ nội bộ đọc")
    page = client.get(address_of(shown)).content.decode()
    assert all(unit.name in page for unit in units)
    assert "Chỉ nội bộ đọc" not in page
    assert not any(unit.name in read(client) for unit in units)


def test_search_engines_read_what_an_initiative_is(public: PublicSite, client: Client) -> None:
    shown = show(public, title="Trả kết quả </script> tại nhà", problem="Không công khai")
    page = client.get(address_of(shown)).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    trail, own = json.loads(data)
    assert [item["name"] for item in trail["itemListElement"]][-1] == shown.title
    assert trail["itemListElement"][-1]["item"].endswith(address_of(shown))
    assert (own["@type"], own["name"], own["identifier"]) == ("CreativeWork", shown.title, shown.code)
    assert own["author"] == [{"@type": "Person", "name": "Trần Thị Bình"}]
    assert "Không công khai" not in data


@pytest.mark.once
@pytest.mark.parametrize("rows", [2, 40])
def test_queries_do_not_grow_with_the_list(
    public: PublicSite, client: Client, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    public.authority.logo = make_image("Biểu trưng")
    public.authority.save()
    unit = ward_of(public)
    made = [show(public, unit=unit, authors=("A", "B")) for _ in range(rows)]
    for address in ("/sang-kien/?nam=2022&tu-khoa=ket+qua", address_of(made[0])):
        client.get(address)
        cache.clear()
        with django_assert_max_num_queries(14, info=address):
            assert client.get(address).status_code == 200


def test_search_engines_are_told_of_every_public_page(public: PublicSite, client: Client) -> None:
    shown, hidden = show(public), show(public, is_public=False)
    other = show(with_list(build_site(hostname="khac.example.vn")))
    page = client.get("/sitemap.xml").content.decode()
    assert f"<loc>http://testserver{address_of(shown)}</loc>" in page
    assert hidden.code not in page
    assert other.code not in page


def test_the_site_map_for_people_names_the_list(public: PublicSite, client: Client) -> None:
    assert 'href="/sang-kien/"' in client.get("/so-do-trang/").content.decode()


def test_a_code_with_letters_of_its_unit_has_an_address(public: PublicSite, client: Client) -> None:
    shown = show(public, unit=ward_of(public, code="LĐ/TBXH"), code="SK-2022-LĐ/TBXH-01")
    link = re.search(r'href="(/sang-kien/[^"]+)"', read(client).split('class="initiatives"')[1])
    assert link is not None
    page = client.get(link[1])
    assert page.status_code == 200
    assert f'rel="canonical" href="http://testserver{link[1]}"' in page.content.decode()
    assert shown.title in page.content.decode()


def test_an_unpublished_list_shows_no_initiative(public: PublicSite, client: Client) -> None:
    shown = show(public, recognised_on=timezone.localdate())
    InitiativeIndexPage.objects.get().unpublish()
    assert client.get("/sang-kien/").status_code == 404
    assert client.get(address_of(shown)).status_code == 404
