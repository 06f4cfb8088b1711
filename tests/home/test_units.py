"""Units and contacts: the structure, the page of a unit, what the editor may choose."""

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from home.enums import GovernmentLevel
from home.models import ServicePage, UnitContact, UnitIndexPage, UnitLeader, UnitPage
from home.starter.media import StarterMedia
from home.starter.units import create_units
from reform.organisation.enums import UnitKind
from reform.organisation.models import Unit
from tests.home.factories import PublicSite, add_article, add_service, build_site, make_image
from tests.home.markup import html_faults
from tests.organisation.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a site with a list of units at /don-vi/."""
    public = build_site()
    public.home.add_child(instance=UnitIndexPage(title="Đơn vị và liên hệ", slug="don-vi"))
    return public


def add_page(unit: Unit, **values: object) -> UnitPage:
    """Create the page of a unit, at /don-vi/trang/ unless told otherwise."""
    page = UnitPage(**{"title": unit.name, "slug": "trang", "unit": unit} | values)
    UnitIndexPage.objects.get().add_child(instance=page)
    return page


def read(client: Client, address: str) -> str:
    """Return the text of a page that must answer with valid HTML."""
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert html_faults(page) == []
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    return page


def test_structure_leads_from_the_leadership_to_departments_and_wards(
    public: PublicSite, client: Client
) -> None:
    office = UnitFactory(authority=public.authority, name="Phòng Thử", phone="0225 3.123 456")
    UnitFactory(authority=public.authority, name="Phường Thử", kind=UnitKind.WARD)
    UnitFactory(authority=public.authority, name="Phòng đã giải thể", valid_to="2020-01-01")
    UnitFactory(name="Phòng nơi khác")
    add_page(office, summary="Việc của phòng")
    page = read(client, "/don-vi/")
    assert page.index("Lãnh đạo Ủy ban nhân dân") < page.index("Phòng Thử") < page.index("Phường Thử")
    assert 'href="/don-vi/trang/"' in page
    assert 'href="tel:02253123456"' in page
    assert "Việc của phòng" in page
    assert "Phòng đã giải thể" not in page
    assert "Phòng nơi khác" not in page


def test_wards_are_called_wards_where_there_are_no_communes(public: PublicSite, client: Client) -> None:
    UnitFactory(authority=public.authority, name="Ủy ban nhân dân phường Thử", kind=UnitKind.WARD)
    assert "Các phường" in read(client, "/don-vi/")
    UnitFactory(authority=public.authority, name="Ủy ban nhân dân xã Thử", kind=UnitKind.WARD)
    page = read(client, "/don-vi/")
    assert "Phường, xã" in page
    assert "UBND xã Thử" in page


def test_page_that_is_not_for_everybody_is_not_linked(public: PublicSite, client: Client) -> None:
    page = add_page(UnitFactory(authority=public.authority), summary="Chỉ người trong cơ quan")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Chỉ người trong cơ quan" not in read(client, "/don-vi/")


def test_list_costs_the_same_however_many_units_there_are(
    public: PublicSite, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        add_page(UnitFactory(authority=public.authority), slug=f"trang-{number}")
    read(client, "/don-vi/")
    cache.clear()
    with django_assert_max_num_queries(12):
        read(client, "/don-vi/")


def full_page(public: PublicSite) -> UnitPage:
    """Create a unit's page on which nothing is left out."""
    unit = UnitFactory(
        authority=public.authority, phone="0225 111", email="phong@example.vn", address="Số 1 phố Thử"
    )
    return add_page(
        unit,
        duties="<p>Làm việc gì.</p>",
        opening_hours="<p>Sáng 7 giờ 30.</p>",
        map_image=make_image(),
        map_alt="Rẽ phải ở ngã tư.",
        latitude="20.840000",
        longitude="106.710500",
        leaders=[UnitLeader(name="Người lãnh đạo", position="Trưởng phòng", duties="mọi việc")],
        contacts=[UnitContact(purpose="Bộ phận Một cửa", phone="0225 222")],
    )


def test_unit_page_tells_duties_leaders_hours_and_every_way_to_reach_it(
    public: PublicSite, client: Client
) -> None:
    full_page(public)
    page = read(client, "/don-vi/trang/")
    for words in (
        "Làm việc gì.",
        "Sáng 7 giờ 30.",
        "Người lãnh đạo",
        "mọi việc",
        'href="tel:0225111"',
        'href="tel:0225222"',
        'href="mailto:phong@example.vn"',
        "Số 1 phố Thử",
        "Rẽ phải ở ngã tư.",
        'href="geo:20.84,106.7105"',
        'href="https://www.openstreetmap.org/?mlat=20.84&amp;mlon=106.7105#map=17/20.84/106.7105"',
        '"@type": "GovernmentOffice"',
        '"latitude": 20.84',
    ):
        assert words in page


def test_ward_shows_what_is_done_at_wards_and_a_department_what_it_keeps(
    public: PublicSite, client: Client
) -> None:
    department = UnitFactory(authority=public.authority, kind=UnitKind.DEPARTMENT)
    ward = UnitFactory(authority=public.authority, kind=UnitKind.WARD)
    pages = [add_page(unit, slug=f"trang-{unit.pk}") for unit in (ward, department)]
    add_service(public, title="Đăng ký khai sinh", unit=department, government_level=GovernmentLevel.WARD)
    add_service(public, title="Cấp phép xây dựng", unit=department, government_level=GovernmentLevel.DISTRICT)
    at_ward, at_department = (client.get(page.url).content.decode() for page in pages)
    assert "Đăng ký khai sinh" in at_ward
    assert "Cấp phép xây dựng" not in at_ward
    assert "Thủ tục thực hiện tại phường" in at_ward
    assert at_department.index("Cấp phép xây dựng") < at_department.index("Đăng ký khai sinh")


def test_nothing_is_loaded_from_other_sites(public: PublicSite, client: Client) -> None:
    full_page(public)
    page = read(client, "/don-vi/trang/")
    assert not re.search(r"<(?:img|script|iframe|source|link)[^>]+(?:src|srcset)=\"https?:", page)


def test_unit_page_costs_a_constant_number_of_queries(
    public: PublicSite, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = full_page(public)
    public.authority.logo = make_image("Biểu trưng")
    public.authority.save()
    for _number in range(4):
        add_article(public, author_unit=page.unit)
    read(client, "/don-vi/trang/")
    cache.clear()
    with django_assert_max_num_queries(12):
        read(client, "/don-vi/trang/")


def test_unit_page_shows_its_three_newest_articles_alone(public: PublicSite, client: Client) -> None:
    unit = UnitFactory(authority=public.authority)
    add_page(unit)
    for day in range(1, 5):
        add_article(public, title=f"Tin ngày {day}", author_unit=unit, published_on=f"2022-10-0{day}")
    add_article(public, title="Tin đơn vị khác")
    page = read(client, "/don-vi/trang/")
    assert [day for day in range(1, 5) if f"Tin ngày {day}" in page] == [2, 3, 4]
    assert "Tin đơn vị khác" not in page
    assert not ServicePage.objects.exists()
    assert 'id="dich-vu"' not in page


def test_what_is_not_known_yet_is_said(public: PublicSite, client: Client) -> None:
    add_page(UnitFactory(authority=public.authority))
    page = read(client, "/don-vi/trang/")
    assert 'id="lanh-dao"' in page
    assert page.count('class="empty"') == 2
    assert 'id="duong-den"' not in page


def test_map_needs_words_and_coordinates_come_in_pairs(public: PublicSite) -> None:
    page = add_page(UnitFactory(authority=public.authority))
    page.map_image, page.latitude = make_image(), 20
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert set(refused.value.message_dict) == {"map_alt", "longitude"}
    index = UnitIndexPage.objects.get()
    index.map_image = make_image()
    with pytest.raises(ValidationError) as refused:
        index.full_clean()
    assert set(refused.value.message_dict) == {"map_alt"}


def test_editor_is_offered_only_units_without_a_page(public: PublicSite, client: Client) -> None:
    with_page = UnitFactory(authority=public.authority, name="Phòng có trang")
    without = UnitFactory(authority=public.authority, name="Phòng chưa có trang")
    existing = add_page(with_page, live=False)
    client.force_login(UserFactory(is_superuser=True))
    index = UnitIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["home", "unitpage", index.pk])
    page = client.get(address).content.decode()
    assert f'<option value="{without.pk}">' in page
    assert f'<option value="{with_page.pk}">' not in page
    data = nested_form_data(
        {
            "title": "Trang thứ hai",
            "slug": "trang-thu-hai",
            "unit": with_page.pk,
            "duties": rich_text(""),
            "opening_hours": rich_text(""),
            "leaders": inline_formset([]),
            "contacts": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    answer = client.post(address, data)
    assert answer.status_code == 200
    assert UnitPage.objects.count() == 1
    assert "unit" in answer.context["form"].errors
    own = client.get(reverse("wagtailadmin_pages:edit", args=[existing.pk])).content.decode()
    assert f'<option value="{with_page.pk}" selected>' in own


def test_starter_gives_every_unit_that_it_knows_a_page_once() -> None:
    public = build_site()
    UnitFactory(authority=public.authority, code="NV", name="Phòng Nội vụ")
    UnitFactory(authority=public.authority, code="P-CATBI", name="Phường Cát Bi", kind=UnitKind.WARD)
    UnitFactory(authority=public.authority, code="KHAC")
    for _time in range(2):
        create_units(home=public.home, authority=public.authority, media=StarterMedia(public.authority))
    pages = list(UnitPage.objects.order_by("path"))
    assert [page.slug for page in pages] == ["phong-noi-vu", "phuong-cat-bi"]
    assert all(page.is_sample and page.live and page.duties for page in pages)
    assert all("mẫu" in leader.name for leader in pages[1].leaders.all())
    for page in [*pages, UnitIndexPage.objects.get()]:
        page.full_clean()
