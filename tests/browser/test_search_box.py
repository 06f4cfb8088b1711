"""The search box suggests pages: by hand, by keyboard, without diacritics, and never in the reader's way."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from tests.browser.accessibility import sideways, small_targets, violations
from tests.browser.conftest import NewContext
from tests.home.factories import add_article, add_service, build_site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

MANY = "Có 3 gợi ý. Dùng phím mũi tên lên, xuống để chọn."


@pytest.fixture(autouse=True)
def services(live_server: LiveServer) -> None:
    """Make a site with two services and an article whose titles begin alike."""
    # The one that migrations make has the live server's name.
    Site.objects.all().delete()
    public = build_site(hostname="localhost")
    add_service(public, title="Đăng ký khai sinh", slug="dang-ky-khai-sinh")
    add_service(public, title="Đăng ký khai tử", slug="dang-ky-khai-tu")
    add_article(public, title="Đăng ký tại nhà <b>cho</b> người già")


def type_into(page: Page, words: str) -> Locator:
    """Open the front page, type into its search box key by key, and return the list once it is open."""
    page.goto("/")
    page.get_by_role("combobox", name="Bạn cần tìm gì?").press_sequentially(words, delay=20)
    suggestions = page.get_by_role("listbox", name="Gợi ý")
    expect(suggestions).to_be_visible()
    return suggestions


def test_suggestions_are_found_without_diacritics_and_chosen_by_keyboard(page: Page) -> None:
    suggestions = type_into(page, "dang ky")
    box = page.get_by_role("combobox")
    expect(suggestions.get_by_role("option")).to_have_count(3)
    expect(page.locator(".search-box").get_by_role("status")).to_have_text(MANY)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(suggestions.get_by_role("option").filter(has_text="<b>cho</b>")).to_contain_text("Bài viết")

    titles = [option.split("\n")[0].strip() for option in suggestions.get_by_role("option").all_inner_texts()]
    place = titles.index("Đăng ký khai tử")
    for _press in range(place + 1):
        box.press("ArrowDown")
    chosen = suggestions.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Đăng ký khai tử")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    # Past the last one stands what was typed, then the first.
    for _press in range(3 - place):
        box.press("ArrowDown")
    expect(chosen).to_have_count(0)
    expect(box).not_to_have_attribute("aria-activedescendant", "goi-y")
    for _press in range(3 - place):
        box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/dich-vu/dang-ky-khai-tu/")


def test_escape_closes_the_list_and_enter_searches_for_what_was_typed(page: Page) -> None:
    suggestions = type_into(page, "đăng ký")
    box = page.get_by_role("combobox")
    box.press("Escape")
    expect(suggestions).to_be_hidden()
    expect(box).to_have_value("đăng ký")
    box.press("ArrowDown")
    expect(suggestions).to_be_visible()
    box.press("Escape")
    box.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.get_by_role("heading", name="Đăng ký khai sinh")).to_be_visible()


def test_a_thumb_chooses_a_suggestion_on_a_phone(phone: Page) -> None:
    suggestions = type_into(phone, "khai s")
    assert violations(phone) == []
    assert small_targets(phone) == []
    assert sideways(phone) == 0
    suggestions.get_by_role("option").first.tap()
    phone.wait_for_url("**/dich-vu/dang-ky-khai-sinh/")


def test_the_list_goes_away_with_the_words_and_with_the_focus(page: Page) -> None:
    suggestions = type_into(page, "dang")
    box = page.get_by_role("combobox")
    box.fill("d")
    expect(suggestions).to_be_hidden()
    box.fill("dang")
    expect(suggestions).to_be_visible()
    box.press("Tab")
    expect(suggestions).to_be_hidden()
    box.fill("không có trang nào như thế")
    expect(page.locator(".search-box").get_by_role("status")).to_have_text("Không có gợi ý nào.")
    expect(suggestions).to_be_hidden()


def test_without_an_answer_the_box_still_searches(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/tim-kiem/goi-y/**", refuse)
    page.goto("/")
    box = page.get_by_role("combobox")
    with page.expect_event("requestfailed"):
        box.press_sequentially("khai sinh")
    expect(page.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    page.get_by_role("button", name="Tìm").click()
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.get_by_role("heading", name="Đăng ký khai sinh")).to_be_visible()


def test_who_saves_data_is_sent_no_suggestions(new_context: NewContext) -> None:
    saving = new_context()
    saving.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = saving.new_page()
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
