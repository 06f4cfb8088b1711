"""The screens officers work on: accessible, whole on a phone, and usable with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Task
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.models import Unit, User
from reform.organisation.starter import load_organisation
from reform.registers.admin.registry import admin_for
from tests.browser.conftest import NewContext, SignIn
from tests.browser.officer import SIDEWAYS, faults_of_screens, violations
from tests.browser.worlds import Worlds, work_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

HOME_AFFAIRS, WARD_OFFICER, WARD_HEAD, ADMINISTRATOR = "noivu", "canbo.danghai", "lanhdao.danghai", "quantri"
MOST_TABS = 25
FOCUS_IS_SEEN = """() => {
    const look = getComputedStyle(document.activeElement);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
}"""


def url(model: Any, action: str, *args: Any) -> str:
    """Return the address of a screen of the model's register."""
    screens = admin_for(model)
    assert screens is not None
    return screens.url_for(action, *args)


def screens() -> Iterator[tuple[str, str]]:
    """Yield who looks, and at which address."""
    part = Assignment.objects.filter(unit__members__username=WARD_OFFICER)
    waiting = part.filter(state=AssignmentState.ASSIGNED).latest("pk")
    running = part.filter(state=AssignmentState.IN_PROGRESS).latest("pk")
    for person in (HOME_AFFAIRS, WARD_OFFICER, WARD_HEAD):
        yield person, "/admin/"
    yield HOME_AFFAIRS, url(Assignment, "board")
    yield HOME_AFFAIRS, url(Assignment, "changes") + "?since=2022-07-01"
    for model in (Assignment, Task, Directive, ExtensionRequest):
        yield HOME_AFFAIRS, url(model, "index")
    directive = Directive.objects.order_by("issued_on")[0]
    yield HOME_AFFAIRS, url(Directive, "inspect", directive.pk)
    yield HOME_AFFAIRS, url(Task, "inspect", directive.tasks.all()[0].pk)
    yield HOME_AFFAIRS, url(Task, "create")
    yield HOME_AFFAIRS, url(ExtensionRequest, "inspect", ExtensionRequest.objects.latest("pk").pk)
    yield WARD_OFFICER, url(Assignment, "inspect", waiting.pk)
    yield WARD_OFFICER, url(Assignment, "inspect", running.pk)
    yield WARD_OFFICER, url(Assignment, "transition", running.pk, "prepare")
    yield WARD_OFFICER, url(Assignment, "history", running.pk)
    yield WARD_OFFICER, url(Assignment, "attach", running.pk)
    yield ADMINISTRATOR, url(Unit, "index")
    yield ADMINISTRATOR, url(Unit, "edit", Unit.objects.latest("pk").pk)
    yield ADMINISTRATOR, url(User, "index")


def test_work_screens_are_accessible_and_whole_on_a_phone(
    new_context: NewContext, sign_in: SignIn, worlds: Worlds
) -> None:
    worlds.open(work_world)
    assert faults_of_screens(screens(), new_context, sign_in) == []


def test_what_is_wrong_with_a_screen_is_found(page: Page, sign_in: SignIn) -> None:
    load_organisation(with_demo_accounts=True)
    sign_in(page, WARD_OFFICER)
    page.goto("/admin/")
    wrong = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><p style='width: 3000px'>rộng</p>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", wrong)

    assert [finding.split(":")[0] for finding in violations(page)] == ["image-alt"]
    assert page.evaluate(SIDEWAYS) > 0


def test_a_task_is_accepted_with_the_keyboard_alone(page: Page, sign_in: SignIn, worlds: Worlds) -> None:
    worlds.open(work_world)
    part = Assignment.objects.filter(unit__members__username=WARD_OFFICER, state=AssignmentState.ASSIGNED)[0]
    sign_in(page, WARD_OFFICER)
    page.goto(url(Assignment, "inspect", part.pk))

    page.keyboard.press("Tab")
    skip_link = page.locator("a:focus")
    expect(skip_link).to_have_attribute("href", "#main")
    expect(skip_link).to_be_in_viewport()
    page.keyboard.press("Enter")
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.locator(".transition-bar :focus").count():
            break
    expect(page.locator(".transition-bar :focus")).to_contain_text(str(ASSIGNMENTS.by_event["accept"].label))
    page.keyboard.press("Enter")

    expect(page.locator(".messages .success")).to_be_visible()
    part.refresh_from_db()
    assert part.state == AssignmentState.ACCEPTED
