"""`make screenshots`: pictures of every kind of public page and of the main admin screens.

Public pages are taken in three widths, light and dark; admin screens on a phone and a desktop.

The pictures are taken of a site of their own with fresh starter content; `var/` of the checkout gets
the pictures and nothing else. Ends with status 1 when a screen does not answer as it should, and names
screens that are wider than a phone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import django
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from deploy.environment import ROOT_DIR, SetupError
from deploy.postgres import find_free_port
from deploy.run import build_environment, start_children, wait_until_ready
from deploy.supervisor import Supervisor
from deploy.system_packages import CHROMIUM, find_chromium, install_missing
from tests.browser.chromium import CHROMIUM_ARGUMENTS, DESKTOP, PHONE, TABLET
from tests.browser.screens import ADMIN_SCREENS, PUBLIC_SCREENS, AdminScreen, PublicScreen

PICTURES_DIR = ROOT_DIR / "var" / "screenshots"
PUBLIC_SIZES: dict[str, ViewportSize] = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}
ADMIN_SIZES: dict[str, ViewportSize] = {"phone": PHONE, "desktop": DESKTOP}
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Of each kind of page so many are enough: sixty documents look alike.
PAGES_A_KIND = 2
TASKS_SECONDS = 120


@contextmanager
def sample_site() -> Iterator[str]:
    """Serve a site with fresh starter content for as long as the block lasts; yields its address."""
    folder = tempfile.mkdtemp(prefix="portal-screenshots-")
    port = find_free_port()
    for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
    os.environ["VAR_DIR"] = folder
    os.environ.update(build_environment(port), DJANGO_ALLOW_ASYNC_UNSAFE="true")
    python = Path(sys.executable)
    supervisor = Supervisor()
    try:
        subprocess.run(
            [python, "-m", "deploy.prepare_site"], cwd=ROOT_DIR, check=True, stdout=subprocess.DEVNULL
        )
        start_children(supervisor, python, os.environ)
        if not wait_until_ready(supervisor, port):
            raise SetupError("The site did not start: see the error above.")
        yield f"http://127.0.0.1:{port}"
    finally:
        supervisor.stop()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for_tasks() -> None:
    """Wait until the worker has done what loading the starter content left to it, the search index too."""
    from django_tasks_db.models import DBTaskResult

    deadline = time.monotonic() + TASKS_SECONDS
    while DBTaskResult.objects.ready().exists() and time.monotonic() < deadline:
        time.sleep(0.5)


def list_public_screens() -> list[PublicScreen]:
    """Return some live pages of every kind, and what is no page."""
    from wagtail.models import Page as WagtailPage

    found = []
    taken: Counter[int] = Counter()
    for page in WagtailPage.objects.live().public().filter(depth__gt=1).order_by("path"):
        parts = page.get_url_parts()
        taken[page.content_type_id] += 1
        if parts and parts[2] and taken[page.content_type_id] <= PAGES_A_KIND:
            found.append(PublicScreen(parts[2].strip("/").replace("/", "-") or "home", parts[2]))
    return found + PUBLIC_SCREENS


def sign_in(page: Page, address: str, role: str) -> None:
    """Put the session of an account with `role` into the page's context."""
    from django.conf import settings
    from django.test import Client

    from reform.organisation.models import RoleAssignment

    assignment = RoleAssignment.objects.filter(role=role).order_by("pk").first()
    if assignment is None:
        raise SetupError(f"The starter content has no account with the role {role!r}.")
    client = Client()
    client.force_login(assignment.user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def photograph(page: Page, file: Path) -> str:
    """Take one picture of the whole height; returns a remark when the screen is too wide, else nothing."""
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return f"{file.name}: {overflow} px too wide" if overflow > 0 else ""


def visit(page: Page, address: str, *, expected: int, follow: str = "") -> str:
    """Open an address; returns what is wrong with the answer, or nothing."""
    answer = page.goto(address)
    if answer and follow:
        with page.expect_navigation() as navigation:
            page.locator(follow).first.click()
        answer = navigation.value
    status = answer.status if answer else 0
    return "" if status == expected else f"{address} answered {status}, not {expected}"


def photograph_public(page: Page, address: str, folder: Path) -> Iterator[str]:
    """Take a picture of every public screen; yields what was wrong."""
    for screen in list_public_screens():
        status = screen.open(page, address).status
        yield "" if status == screen.status else f"{screen.name} answered {status}, not {screen.status}"
        yield photograph(page, folder / f"public-{screen.name[:80]}.png")


def photograph_admin(page: Page, address: str, folder: Path, screen: AdminScreen) -> Iterator[str]:
    """Take a picture of one admin screen; yields what was wrong."""
    page.context.clear_cookies()
    if screen.role:
        sign_in(page, address, screen.role)
    yield visit(page, address + screen.address, expected=200, follow=screen.follow)
    yield photograph(page, folder / f"admin-{screen.name}.png")


def photograph_all(browser: Browser, address: str) -> list[str]:
    """Take every picture in every size; returns what was wrong, each line naming its size."""
    problems: list[str] = []
    for size, viewport in PUBLIC_SIZES.items():
        for colours in COLOURS:
            with opened(browser, viewport, colours) as page:
                found = list(photograph_public(page, address, PICTURES_DIR / f"{size}-{colours}"))
            problems += [f"{size}, {colours}: {line}" for line in found if line]
    for size, viewport in ADMIN_SIZES.items():
        with opened(browser, viewport, "light") as page:
            for screen in ADMIN_SCREENS:
                found = list(photograph_admin(page, address, PICTURES_DIR / size, screen))
                problems += [f"{size}: {line}" for line in found if line]
    return problems


@contextmanager
def opened(browser: Browser, viewport: ViewportSize, colours: Literal["light", "dark"]) -> Iterator[Page]:
    """Yield a page of a reader who speaks Vietnamese."""
    context = browser.new_context(
        viewport=viewport, color_scheme=colours, locale="vi-VN", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def main() -> int:
    """Take all pictures anew."""
    install_missing([CHROMIUM])
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write(f"{CHROMIUM.advice}\n")
        return 1
    shutil.rmtree(PICTURES_DIR, ignore_errors=True)
    try:
        with sample_site() as address, sync_playwright() as playwright:
            django.setup()
            wait_for_tasks()
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
            problems = photograph_all(browser, address)
            browser.close()
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    taken = len(list(PICTURES_DIR.rglob("*.png")))
    sys.stderr.write("\n".join([*problems, f"{taken} pictures in {PICTURES_DIR}"]) + "\n")
    return 1 if any("answered" in problem for problem in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
