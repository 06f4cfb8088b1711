"""Public pages in a real browser: accessible, light, readable without JavaScript, whole on a phone."""

import pytest
from playwright.sync_api import Page, Request

from home.starter import load_public_starter_content
from reform.organisation.starter import load_organisation
from tests.browser.accessibility import enlarge_text, sideways, violations
from tests.browser.conftest import NewContext

ADDRESSES = [
    "/",
    "/tin-cai-cach/",
    "/tin-cai-cach/tra-ket-qua-qua-buu-chinh/",
    "/tin-cai-cach/cong-nhan-sang-kien/",
    "/lien-he/",
    "/kha-nang-tiep-can/",
    "/gioi-thieu/",
    "/tin-cai-cach/?linh-vuc=the-che",
    "/tim-kiem/?q=cai+cach",
    "/tim-kiem/?q=khong-co-gi-nhu-the",
    "/khong-co-trang-nay/",
]
FIRST_VISIT_BYTES = 120_000

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture(autouse=True)
def _sample_site() -> None:
    """Give the sample authority its public pages."""
    load_public_starter_content(authority=load_organisation(with_demo_accounts=False))


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_desktop_and_phone(new_context: NewContext, colours: str) -> None:
    for width in (1280, 360):
        viewport = {"width": width, "height": 800}
        page = new_context(viewport=viewport, color_scheme=colours).new_page()
        for address in ADDRESSES:
            page.goto(address)
            assert violations(page) == [], (address, width)
            assert sideways(page) == 0, (address, width)
            enlarge_text(page)
            assert sideways(page) == 0, (address, width, "text at 200 %")


def weight_of_visit(page: Page, address: str) -> int:
    """Open an address and return the bytes that went over the wire for it."""
    requests: list[Request] = []

    def remember(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", remember)
    page.goto(address, wait_until="networkidle")
    sizes = [request.sizes() for request in requests]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


def test_first_visit_stays_below_the_budget_on_the_wire(new_context: NewContext) -> None:
    for address in ADDRESSES[:-1]:
        weight = weight_of_visit(new_context().new_page(), address)
        assert 30_000 < weight <= FIRST_VISIT_BYTES, address


def test_reading_filtering_and_searching_work_without_javascript(new_context: NewContext) -> None:
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto("/tin-cai-cach/")
    page.get_by_role("link", name="Thể chế").click()
    assert page.url.endswith("?linh-vuc=the-che")
    page.get_by_role("link", name="Rà soát 27 văn bản").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Rà soát 27 văn bản")
    page.goto("/")
    page.get_by_role("searchbox").fill("sáng kiến")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    assert context.cookies() == []


def test_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#noi-dung"
    page.keyboard.press("Enter")
    # The browser moves the focus after the key, not with it.
    page.wait_for_function("document.activeElement.id === 'noi-dung'")
