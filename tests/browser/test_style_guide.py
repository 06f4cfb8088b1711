"""Every component in every set of colours, in the simple layout and with large text."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from home.display import COOKIE_NAME
from tests.browser.accessibility import enlarge_text, sideways, small_targets, violations
from tests.browser.conftest import NewContext
from tests.home.factories import build_site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ADDRESSES = ["/huong-dan-giao-dien/", "/hien-thi/"]
# The reader's choice, the device's colours, the width of the window.
WAYS = [
    ("", "light", 1280),
    ("", "dark", 360),
    ("rat-lon.toi.day-du", "light", 1280),
    ("thuong.tuong-phan.day-du", "light", 360),
    ("lon.tuong-phan.don-gian", "dark", 360),
]


def build_default_site() -> None:
    """Make the site that answers to whatever name the live server has."""
    site = build_site().site
    site.is_default_site = True
    site.save()


def test_axe_finds_nothing_whatever_the_reader_chose(
    new_context: NewContext, live_server: LiveServer
) -> None:
    build_default_site()
    for choice, colours, width in WAYS:
        context = new_context(viewport={"width": width, "height": 800}, color_scheme=colours)
        if choice:
            context.add_cookies([{"name": COOKIE_NAME, "value": choice, "url": live_server.url}])
        page = context.new_page()
        for address in ADDRESSES:
            page.goto(address)
            assert violations(page) == [], (address, choice, colours, width)
            assert sideways(page) == 0, (address, choice, width)
            assert small_targets(page) == [], (address, choice, width)
            enlarge_text(page)
            assert sideways(page) == 0, (address, choice, width, "text at 200 %")


def ground(page: Page) -> str:
    """Return the colour that the page that is open stands on."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_reader_chooses_dark_large_text_without_javascript_and_comes_back(new_context: NewContext) -> None:
    build_default_site()
    page = new_context(java_script_enabled=False, color_scheme="light").new_page()
    page.goto("/tin-cai-cach/")
    page.get_by_role("link", name="Cỡ chữ, màu").click()
    page.get_by_label("Tối").check()
    page.get_by_label("Rất lớn").check()
    page.get_by_role("button", name="Áp dụng").click()
    page.wait_for_url("**/tin-cai-cach/")
    assert ground(page) == "rgb(16, 25, 43)"
    page.get_by_role("link", name="Cỡ chữ, màu").click()
    page.get_by_role("button", name="Bỏ thiết lập").click()
    assert ground(page) == "rgb(255, 255, 255)"
    assert page.context.cookies() == []
