"""Public pages in a real browser: accessible, light, readable without JavaScript, whole on a phone."""

import re
from collections.abc import Callable

import pytest
from django.utils.text import slugify
from playwright.sync_api import Page, Request, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page as ContentPage
from wagtail.models import Site, get_page_models

from home.starter import load_public_starter_content
from reform.organisation.starter import load_organisation
from tests.browser.accessibility import enlarge_text, sideways, small_targets, violations
from tests.browser.chromium import PHONE, TABLET
from tests.browser.conftest import NewContext
from tests.home.factories import (
    PublicSite,
    ReformFieldFactory,
    add_article,
    add_service,
    add_standard_page,
    build_site,
)

SERVICE = "/dich-vu-cong/dang-ky-khai-sinh/"
ADDRESSES = [
    "/",
    "/tin-cai-cach/",
    "/tin-cai-cach/tra-ket-qua-qua-buu-chinh/",
    "/tin-cai-cach/cong-nhan-sang-kien/",
    "/lien-he/",
    "/kha-nang-tiep-can/",
    "/gioi-thieu/",
    "/tin-cai-cach/?linh-vuc=the-che",
    "/dich-vu-cong/",
    SERVICE,
    "/van-ban/",
    "/van-ban/nghi-dinh-63-2010/",
    "/gop-y-du-thao/",
    "/gop-y-du-thao/quy-che-mot-cua/",
    "/ket-qua/",
    "/don-vi/",
    "/don-vi/phuong-dang-hai/",
    "/hoi-dap/",
    "/tuyen-truyen/",
    "/tuyen-truyen/khai-sinh-tai-nha/",
    "/gui-cau-hoi/",
    "/so-do-trang/",
    "/tra-cuu-tra-loi/?ma=ABCDEFGHJK",
    "/hien-thi/?tro-ve=/",
    "/tim-kiem/?q=cai+cach",
    "/tim-kiem/?q=zzqwx",
    "/khong-co-trang-nay/",
]
# As the test's server sends them: nothing is compressed, as the web server would.
FIRST_VISIT_BYTES = 140_000
SERVICE_BYTES = 100_000
# What visits begin with, and what is longest.
WEIGHED = [
    "/", SERVICE, "/dich-vu-cong/", "/tin-cai-cach/cong-nhan-sang-kien/", "/van-ban/", "/ket-qua/",
    "/don-vi/phuong-dang-hai/", "/gui-cau-hoi/",
]  # fmt: skip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def sample_site() -> None:
    """Give the sample authority its public pages."""
    load_public_starter_content(authority=load_organisation(with_demo_accounts=False))


@pytest.mark.usefixtures("sample_site")
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(new_context: NewContext, width: int) -> None:
    assert kinds_never_looked_at() == set()
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    for address in ADDRESSES:
        page.goto(address)
        page.emulate_media(color_scheme="light")
        assert violations(page) == [], (address, "light")
        page.emulate_media(color_scheme="dark")
        assert violations(page) == [], (address, "dark")
        assert sideways(page) == 0, address
        assert small_targets(page) == [], address
        enlarge_text(page)
        assert sideways(page) == 0, (address, "text at 200 %")


def kinds_never_looked_at() -> set[type[ContentPage]]:
    """Return the kinds of page of which no page is among the addresses."""
    looked_at = {found.specific_class for found in ContentPage.objects.live() if found.url in ADDRESSES}
    return set(get_page_models()) - looked_at - {ContentPage}


def weight_of_visit(page: Page, address: str) -> int:
    """Open an address and return the bytes that went over the wire for it."""
    requests: list[Request] = []

    def remember(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", remember)
    page.goto(address, wait_until="networkidle")
    sizes = [request.sizes() for request in requests]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


@pytest.mark.usefixtures("sample_site")
def test_first_visit_stays_below_the_budget_on_the_wire(new_context: NewContext) -> None:
    for address in WEIGHED:
        weight = weight_of_visit(new_context().new_page(), address)
        most = SERVICE_BYTES if address == SERVICE else FIRST_VISIT_BYTES
        assert 30_000 < weight <= most, (address, weight)


@pytest.fixture
def small_site(live_server: LiveServer) -> PublicSite:
    """Return a site with one article in a field of reform and one service, all that a reader's way needs."""
    # The one that migrations make has the live server's name.
    Site.objects.all().delete()
    public = build_site(hostname="localhost")
    field = ReformFieldFactory(slug="the-che", name="Cải cách thể chế", short_name="Thể chế")
    add_article(public, fields=(field,), title="Rà soát văn bản của quận", summary="Sáng kiến của các phường")
    add_article(public, title="Bài khác")
    add_service(public, title="Đăng ký khai sinh", slug="dang-ky-khai-sinh")
    return public


@pytest.mark.usefixtures("small_site")
def test_reading_filtering_and_searching_work_without_javascript(new_context: NewContext) -> None:
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto("/tin-cai-cach/")
    page.get_by_role("link", name="Thể chế").first.click()
    assert page.url.endswith("?linh-vuc=the-che")
    expect(page.get_by_role("link", name="Bài khác")).to_have_count(0)
    page.get_by_role("link", name="Rà soát văn bản").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Rà soát văn bản")
    page.goto("/")
    page.get_by_role("searchbox").fill("sang kien")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.get_by_role("link", name="Rà soát văn bản của quận")).to_be_visible()
    assert context.cookies() == []


@pytest.mark.usefixtures("small_site")
def test_on_a_phone_what_was_chosen_is_seen_at_once_and_a_tap_takes_it_back(phone: Page) -> None:
    phone.goto("/tin-cai-cach/")
    phone.get_by_text("Lọc tin").tap()
    phone.get_by_role("link", name="Thể chế").tap()
    phone.wait_for_url("**/?linh-vuc=the-che")
    found = phone.get_by_role("link", name="Rà soát văn bản của quận")
    # Not below a long list of filters.
    expect(found).to_be_in_viewport()
    phone.get_by_role("link", name="Bỏ lọc: Thể chế").tap()
    expect(phone.get_by_role("link", name="Bài khác")).to_be_visible()


MENU = ["Văn bản", "Kết quả cải cách", "Đơn vị và liên hệ", "Hỏi đáp", "Góp ý dự thảo", "Giới thiệu"]


def fill_menu(public: PublicSite) -> None:
    """Give the menu as many sections as a real one has."""
    for title in MENU:
        add_standard_page(public.home, title=title, slug=slugify(title), show_in_menus=True)


def test_on_a_phone_the_menu_unfolds_without_javascript_and_with_the_keyboard(
    new_context: NewContext, small_site: PublicSite
) -> None:
    fill_menu(small_site)
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto("/tin-cai-cach/")
    menu = page.get_by_role("navigation", name="Trình đơn chính")
    summary = menu.locator("summary")
    expect(summary).to_contain_text("Tin cải cách")
    expect(menu.get_by_role("link", name="Trang chủ")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)

    summary.focus()
    page.keyboard.press("Enter")
    for link in menu.get_by_role("link").all():
        expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("//[^/]+/$"))


def test_the_whole_menu_is_in_sight_on_wider_screens(new_context: NewContext, small_site: PublicSite) -> None:
    fill_menu(small_site)
    page = new_context(viewport=TABLET).new_page()
    page.goto("/")
    expect(page.locator(".menu summary")).to_be_hidden()
    for link in page.locator(".menu__link").all():
        expect(link).to_be_in_viewport(ratio=1)


@pytest.mark.usefixtures("small_site")
def test_the_keyboard_reaches_the_content_first_and_leads_to_a_service(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#noi-dung"
    page.keyboard.press("Enter")
    # The browser moves the focus after the key, not with it.
    page.wait_for_function("document.activeElement.id === 'noi-dung'")
    tab_to(page, lambda: page.evaluate("document.activeElement.type") == "search")
    page.keyboard.type("dang ky khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    tab_to(page, lambda: page.evaluate("document.activeElement.innerText") == "Đăng ký khai sinh")
    # The link covers its card, and the outline goes around that.
    outline = "getComputedStyle(document.activeElement.closest('.teaser')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-ky-khai-sinh/")


def tab_to(page: Page, is_there: Callable[[], bool]) -> None:
    """Press Tab until the focus is where it should be."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError("the focus never came there")
