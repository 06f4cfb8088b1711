"""Browser tests: Debian's Chromium, driven by Playwright against Django's live server.

`page` is a visitor's desktop page, `phone` one of 360 px, both in Vietnamese; `sign_in` puts an
account's session into a page without walking through the sign-in form. A test fails at its end when
one of its pages had an error behind the scenes or called another host.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from deploy.system_packages import find_chromium
from tests.browser.chromium import CHROMIUM_ARGUMENTS, DESKTOP, PHONE
from tests.browser.watching import Watch
from tests.browser.worlds import Worlds

PATIENCE_MILLISECONDS = 15_000


@pytest.fixture(scope="session", autouse=True)
def _database_beside_playwright(django_db_setup: None) -> Iterator[None]:
    """Playwright keeps an event loop in this thread, and Django would refuse its database there.

    The test database is made first: a server that is started before it takes the database for one in memory,
    and all its threads share one connection, which crashes.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    executable = find_chromium()
    assert executable, "browser tests need chromium: sudo apt install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Return the sample content that tests of this run share; a test opens what it begins with."""
    return Worlds(tmp_path_factory.mktemp("worlds"))


NewContext = Callable[..., BrowserContext]
SignIn = Callable[[Page, str], None]


@pytest.fixture
def new_context(browser: Browser, live_server: LiveServer) -> Iterator[NewContext]:
    """Make browser contexts in Vietnamese on the live server; keyword arguments are Playwright's."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def make(**options: object) -> BrowserContext:
        wanted = {
            "base_url": live_server.url,
            "locale": "vi-VN",
            "timezone_id": settings.TIME_ZONE,
            "viewport": DESKTOP,
            "reduced_motion": "reduce",
        } | options
        context = browser.new_context(**wanted)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        contexts.append(context)
        watches.append(Watch(context, live_server.url))
        return context

    yield make
    for context in contexts:
        context.close()
    assert [finding for watch in watches for finding in watch.findings] == []


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """Return a desktop page of a visitor who is not signed in."""
    return new_context().new_page()


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    """Return a page 360 px wide with touch, of a visitor who is not signed in."""
    return new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2).new_page()


@pytest.fixture
def sign_in(live_server: LiveServer) -> SignIn:
    """Return a function that signs the account with a username in, in a given page's context."""

    def put_session(page: Page, username: str) -> None:
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": session.key, "value": session.value, "url": live_server.url, "httpOnly": True}]
        )

    return put_session
