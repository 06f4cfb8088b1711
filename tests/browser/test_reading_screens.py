"""Reading a dispatch in with a real browser: what the script adds, and that nobody is kept out."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from reform.directives import starter
from reform.directives.models import Directive, Reading
from reform.directives.proposals import find_task
from reform.directives.readings import start_reading
from reform.organisation.starter import load_organisation
from tests.browser.conftest import NewContext, SignIn

JUNE = (Path(starter.__file__).parent / "dispatch_2022_06.txt").read_text(encoding="utf-8")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OFFICER = "noivu"
LIST = "/admin/directives/readings/"

pytestmark = pytest.mark.once


def june() -> Reading:
    """Return the June letter as just read for Hải An."""
    authority = load_organisation(with_demo_accounts=True)
    officer = get_user_model().objects.get(username=OFFICER)
    return start_reading(unit=authority.root_unit, actor=officer, text=JUNE)


def findings(page: Page) -> list[str]:
    """Return what axe finds in the part of the page that is ours, one line a finding."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document.querySelector('.register-screen'), {runOnly: rules})"
        ".then(result => result.violations)",
        RULES,
    )
    return [f"{item['id']}: {[node['target'] for node in item['nodes']]}" for item in found]


def test_several_tasks_are_opened_in_place_and_saved_at_once(page: Page, sign_in: SignIn) -> None:
    reading = june()
    sign_in(page, OFFICER)
    page.goto(f"{LIST}inspect/{reading.pk}/")
    address = page.url
    for key in ("t5", "t7"):
        page.locator(f"#task-{key} [data-reading-open]").click()
        expect(page.locator(f"#id_{key}-text")).to_be_focused()
    assert page.url == address
    page.locator("#id_t7-text").fill("Đôn đốc các phường.")
    lead = page.locator("[data-role=t5-lead]")
    lead.locator("[data-reading-fill='1']").last.click()
    expect(lead.locator("input:checked")).to_have_count(20)
    page.locator("[data-role=t5-monitor]").evaluate("role => { role.closest('details').open = true }")
    page.locator("[data-role=t5-monitor] input[value=NV]").check()
    expect(lead.locator("input[value=NV]")).not_to_be_checked()
    page.locator(".reading-bar button[value=save]").click()
    expect(page.locator("textarea")).to_have_count(0)
    reading.refresh_from_db()
    roles = find_task(reading.proposal, "t5")["roles"]
    assert (len(roles), roles["NV"]) == (20, "monitor")
    assert find_task(reading.proposal, "t7")["text"] == "Đôn đốc các phường."


def test_the_text_shows_the_task_that_is_looked_at(page: Page, sign_in: SignIn) -> None:
    reading = june()
    sign_in(page, OFFICER)
    page.goto(f"{LIST}inspect/{reading.pk}/")
    page.locator("#task-t25 .reading-task__source").click()
    expect(page.locator("#source-t25")).to_be_in_viewport()
    expect(page.locator("#source-t25")).to_have_class("reading-mark is-current")


def test_pasted_text_is_confirmed_by_a_double_click_once(page: Page, sign_in: SignIn) -> None:
    load_organisation(with_demo_accounts=True)
    sign_in(page, OFFICER)
    page.goto(f"{LIST}create/")
    page.locator("[name=text]").fill(JUNE)
    page.locator(".register-form__actions button").dblclick()
    expect(page.locator(".reading-task")).to_have_count(25)
    page.locator(".reading-bar button[value=confirm]").click()
    page.locator(".reading-confirm button[type=submit]").dblclick()
    expect(page.locator(".messages .success")).to_be_visible()
    assert (Reading.objects.count(), Directive.objects.count()) == (1, 1)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    new_context: NewContext, sign_in: SignIn, width: int
) -> None:
    reading = june()
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    sign_in(page, OFFICER)
    proposal = f"{LIST}inspect/{reading.pk}/"
    for address in (
        f"{LIST}create/",
        proposal,
        f"{proposal}?edit=t5&edit=header&split=t2&add=0",
        f"{LIST}confirm/{reading.pk}/",
        f"{LIST}discard/{reading.pk}/",
    ):
        page.goto(address)
        assert findings(page) == [], address
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.register-screen *')]"
            ".map(element => element.getBoundingClientRect().right))"
        )
        assert widest <= width, address
