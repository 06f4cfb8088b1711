"""The catalogue of services and the page of one service."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import LifeEvent, ServiceFigure, ServicePage, ServiceStep
from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period
from tests.feedback.factories import ANSWER, CitizenMessageFactory
from tests.home.factories import PublicSite, add_article, add_service, build_site, full_level
from tests.home.markup import html_faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return an empty public site."""
    return build_site()


def test_page_says_what_to_prepare_what_it_costs_and_where_to_apply(
    public: PublicSite, client: Client
) -> None:
    service = add_service(public, papers=["Giấy chứng sinh"], fee="Miễn phí", time_limit="Trong ngày")
    service.steps = [ServiceStep(title="Nộp hồ sơ", text="<p>Trên mạng</p>")]
    service.save()
    page = client.get(f"/dich-vu/{service.slug}/").content.decode()
    assert html_faults(page) == []
    for words in ("Giấy chứng sinh", "Miễn phí", "Trong ngày", "Nộp hồ sơ", "<p>Trên mạng</p>"):
        assert words in page
    assert 'href="https://dichvucong.gov.vn/"' in page


@pytest.mark.parametrize(("months_ago", "is_shown"), [(0, True), (2, True), (3, False)])
def test_numbers_older_than_two_periods_give_way_to_a_sentence(
    public: PublicSite, client: Client, months_ago: int, is_shown: bool
) -> None:
    period = Period.containing(timezone.localdate(), PeriodKind.MONTH)
    for _step in range(months_ago):
        period = period.previous()
    service = add_service(public)
    ServiceFigure.objects.create(page=service, period=str(period), received_new=80, received_online=60)
    page = client.get(f"/dich-vu/{service.slug}/").content.decode()
    assert ("75%" in page) is is_shown
    assert ("đã cũ nên không hiển thị" in page) is not is_shown


def test_published_answers_about_a_service_stand_on_its_page(public: PublicSite, client: Client) -> None:
    service, other = add_service(public), add_service(public)
    told = {"authority": public.authority, "state": "published", "answer": ANSWER}
    CitizenMessageFactory(**told, page=service, public_question="Hỏi về dịch vụ này?")
    CitizenMessageFactory(**told, page=other, public_question="Hỏi về dịch vụ khác?")
    page = client.get(f"/dich-vu/{service.slug}/").content.decode()
    assert "Hỏi về dịch vụ này?" in page
    assert "Hỏi về dịch vụ khác?" not in page


def test_catalogue_narrows_by_life_event_level_post_and_government(
    public: PublicSite, client: Client
) -> None:
    birth = LifeEvent.objects.create(name="Sinh con", slug="sinh-con")
    mine = add_service(public, title="Khai sinh", public_post="ca-hai")
    mine.life_events = [birth]
    mine.save()
    add_service(public, title="Giấy phép", government_level="quan")
    for query, shown, hidden in (
        ("su-kien=sinh-con", "Khai sinh", "Giấy phép"),
        ("buu-chinh=co", "Khai sinh", "Giấy phép"),
        ("buu-chinh=khong", "Giấy phép", "Khai sinh"),
        ("cap=quan", "Giấy phép", "Khai sinh"),
    ):
        page = client.get(f"/dich-vu/?{query}").content.decode()
        assert f">{shown}</a>" in page
        assert f">{hidden}</a>" not in page
    both = client.get(f"/dich-vu/?muc-do={full_level().slug}").content.decode()
    assert ">Khai sinh</a>" in both
    assert ">Giấy phép</a>" in both
    assert client.get("/dich-vu/?muc-do=khong-co").status_code == 404


def test_catalogue_stands_in_the_order_of_the_alphabet(public: PublicSite, client: Client) -> None:
    in_order = ["Cấp phép xây dựng", "Chứng thực", "Đăng ký kết hôn", "Đăng ký khai sinh", "Xác nhận"]
    for title in sorted(in_order, reverse=True):
        add_service(public, title=title)
    renamed = ServicePage.objects.get(title="Xác nhận")
    renamed.title = "Bảo hiểm"
    renamed.save()
    page = client.get("/dich-vu/").content.decode()
    places = [page.index(f">{title}<") for title in ("Bảo hiểm", *in_order[:-1])]
    assert places == sorted(places)


def test_former_level_is_asked_for_by_its_name(public: PublicSite, client: Client) -> None:
    scheme = full_level().scheme.__class__.objects.create(
        name="Bốn mức độ", legal_basis="Nghị định 43/2011/NĐ-CP",
        valid_from=date(2011, 6, 1), valid_to=date(2022, 8, 14),
    )  # fmt: skip
    former = scheme.levels.create(name="Mức độ 4", slug="muc-do-4", online_kind="full")
    add_service(public, title="Đã chuyển", former_level=former)
    add_service(public, title="Mới có")
    page = client.get("/dich-vu/?muc-do=muc-do-4").content.decode()
    assert ">Đã chuyển</a>" in page
    assert ">Mới có</a>" not in page


def test_queries_of_the_catalogue_do_not_grow_with_its_services(
    public: PublicSite, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_service(public)
    client.get("/dich-vu/")
    with django_assert_num_queries(9):
        client.get("/dich-vu/")
    for _number in range(20):
        add_service(public)
    with django_assert_num_queries(9):
        page = client.get("/dich-vu/").content.decode()
    assert "21 dịch vụ" in page


def test_services_are_suggested_before_whatever_else_begins_with_the_same_words(
    public: PublicSite, client: Client
) -> None:
    for number in range(10):
        add_article(public, title=f"Khai sinh {number}")
    service = add_service(public, title="Đăng ký lại việc khai sinh")
    suggested = client.get(reverse("search_suggestions"), {"q": "khai s"}).json()["suggestions"]
    assert len(suggested) == 8
    assert suggested[0]["title"] == service.title
