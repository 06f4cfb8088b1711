"""Public pages in a real browser: accessible, light, readable without JavaScript, whole on a phone."""

import re
from typing import Literal

import pytest
from django.utils.text import slugify
from playwright.sync_api import Page, Request, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page as ContentPage
from wagtail.models import Site, get_page_models

from reform.feedback.models import CitizenMessage
from reform.feedback.workflow import MESSAGES
from tests.browser.accessibility import enlarge_text, sideways, small_targets, usual_text, violations
from tests.browser.chromium import DESKTOP, PHONE, TABLET
from tests.browser.conftest import NewContext
from tests.browser.screens import PUBLIC_SCREENS, SERVICE, PublicScreen
from tests.browser.worlds import Worlds, public_world
from tests.feedback.factories import CategoryFactory
from tests.home.factories import (
    PublicSite,
    ReformFieldFactory,
    add_article,
    add_service,
    add_standard_page,
    build_site,
)
from tests.home.markup import html_faults
from tests.organisation.factories import UnitFactory

PAGES = [
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
    "/sang-kien/",
    "/don-vi/",
    "/don-vi/phuong-dang-hai/",
    "/hoi-dap/",
    "/tuyen-truyen/",
    "/tuyen-truyen/khai-sinh-tai-nha/",
]
# As the test's server sends them: nothing is compressed, as the web server would.
FIRST_VISIT_BYTES = 140_000
SERVICE_BYTES = 100_000
# What visits begin with, and what is longest.
WEIGHED = [
    "/", SERVICE, "/dich-vu-cong/", "/tin-cai-cach/cong-nhan-sang-kien/", "/van-ban/", "/ket-qua/",
    "/don-vi/phuong-dang-hai/", "/gui-cau-hoi/",
]  # fmt: skip
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FOCUS_IS_SEEN = "getComputedStyle(document.activeElement).outlineStyle === 'solid'"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def sample_site(worlds: Worlds) -> None:
    """Give the sample authority its public pages."""
    worlds.open(public_world)


@pytest.mark.usefixtures("sample_site")
def test_html_is_valid_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    new_context: NewContext,
) -> None:
    assert kinds_never_looked_at() == set()
    page = new_context().new_page()
    sent = {}
    for screen in [*(PublicScreen(address, address) for address in PAGES), *PUBLIC_SCREENS]:
        answer = screen.open(page)
        assert answer.status == screen.status, screen.name
        sent[screen.name] = answer.text()
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            for colours in COLOURS:
                page.emulate_media(color_scheme=colours)
                assert violations(page) == [], (screen.name, width, colours)
            assert sideways(page) == 0, (screen.name, width)
            assert small_targets(page) == [], (screen.name, width)
            enlarge_text(page)
            assert sideways(page) == 0, (screen.name, width, "text at 200 %")
            usual_text(page)
        page.set_viewport_size(DESKTOP)
    assert html_faults(sent) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_one_long_word_in_titles_widens_no_page(
    new_context: NewContext, small_site: PublicSite, width: int
) -> None:
    word = "Phu_luc_kem_theo_Quyet_dinh_1234_QD_UBND_ngay_30_thang_06_nam_2022_ban_sao"
    service = add_service(small_site, title=word, summary=word, fee=word)
    article = add_article(small_site, title=word, summary=word)
    add_standard_page(small_site.home, title=word, slug="chu-dai", show_in_menus=True)
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    for address in (
        "/",
        "/dich-vu/",
        service.url,
        "/tin-cai-cach/",
        article.url,
        "/so-do-trang/",
        "/chu-dai/",
    ):
        page.goto(address)
        assert sideways(page) == 0, address


def kinds_never_looked_at() -> set[type[ContentPage]]:
    """Return the kinds of page of which no page is among the addresses."""
    looked_at = {found.specific_class for found in ContentPage.objects.live() if found.url in PAGES}
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


def test_with_the_keyboard_alone_a_reader_finds_a_service_asks_about_it_and_reads_the_answer(
    page: Page, small_site: PublicSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Programs are turned away by their haste; how long a person takes is told in test_public_stories.
    monkeypatch.setattr("home.asking.forms.FASTEST_SECONDS", 0)
    category = CategoryFactory(authority=small_site.authority, name="Hộ tịch")
    find_service(page)
    tab_to(page, words="Hỏi về dịch vụ này")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gui-cau-hoi/?ve=*")
    for field, typed in (("category", category.name), ("subject", "Nơi nộp"), ("text", "Nộp ở đâu?")):
        tab_to(page, field=field)
        assert page.evaluate(FOCUS_IS_SEEN), field
        page.keyboard.type(typed)
    tab_to(page, words="Gửi")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận được ý kiến của bạn")
    code = page.locator(".receipt__code").inner_text()

    message = CitizenMessage.objects.get(subject="Nơi nộp", text="Nộp ở đâu?", category=category)
    answer(message, "Nộp tại Bộ phận Một cửa của phường.")

    page.goto("/gui-cau-hoi/")
    tab_to(page, words="Tôi có mã: tra cứu câu trả lời")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tra-cuu-tra-loi/")
    tab_to(page, field="ma")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nộp tại Bộ phận Một cửa của phường.")).to_be_visible()


def find_service(page: Page) -> None:
    """Go from the front page to a service with the keyboard; the content is reached first."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    page.keyboard.press("Enter")
    # The browser moves the focus after the key, not with it.
    page.wait_for_function("document.activeElement.id === 'noi-dung'")
    tab_to(page, field="q")
    page.keyboard.type("dang ky khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    tab_to(page, words="Đăng ký khai sinh")
    # The link covers its card, and the outline goes around that.
    outline = "getComputedStyle(document.activeElement.closest('.teaser')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-ky-khai-sinh/")


def tab_to(page: Page, *, words: str = "", field: str = "") -> None:
    """Press Tab until the focus is on a link or button with these words, or on the field of this name."""
    here = "[document.activeElement.innerText?.trim(), document.activeElement.name]"
    for _step in range(60):
        page.keyboard.press("Tab")
        text, name = page.evaluate(here)
        if (words and text == words) or (field and name == field):
            return
    raise AssertionError(f"the focus never came to {words or field}")


def answer(message: CitizenMessage, text: str) -> None:
    """Have the message answered."""
    unit = UnitFactory(authority=message.authority)
    for event, inputs in (
        ("route", {"unit": unit}),
        ("prepare_answer", {"answer": text}),
        ("give_answer", {}),
    ):
        MESSAGES.perform(message, event, actor=None, inputs=inputs)
