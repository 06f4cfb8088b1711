"""An officer at the screen: what people do on register screens, in their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from reform.directives.models import Assignment
from reform.directives.workflow import ASSIGNMENTS
from reform.registers.admin.registry import record_url
from reform.registers.workflow import Workflow

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Officer:
    """One signed-in browser window.

    Attributes:
        visited: every address that was opened, in order, redirects included.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.visited: list[str] = []
        page.on("framenavigated", lambda frame: self.visited.append(frame.url))

    def find_on_landing_page(self, assignment: Assignment) -> None:
        """Open the landing page and follow the link to the assignment there."""
        self.page.goto("/admin/")
        self.page.locator(f".unit-work a[href='{record_url(assignment)}']").first.click()
        expect(self.page.locator(".task-facts__text")).to_contain_text(assignment.task.text[:60])

    def press(
        self, event: str, *, workflow: Workflow = ASSIGNMENTS, file: Any = None, **fields: str | list[str]
    ) -> None:
        """Press the button of a transition on the record's page, fill its form in and send it.

        Arguments:
            fields: what is typed or chosen; a list ticks the boxes with these values.
        """
        label = str(workflow.by_event[event].label)
        bar = self.page.locator(".transition-bar")
        bar.locator("a, button").filter(has_text=re.compile(f"^\\s*{re.escape(label)}…?\\s*$")).click()
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            if isinstance(value, list):
                for box in value:
                    self.page.locator(f"[name={name}][value='{box}']").check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        if file is not None:
            self.page.locator("[name=file]").set_input_files(file)
        if workflow.by_event[event].inputs or workflow.by_event[event].confirms:
            self.page.locator(".register-form__actions button[type=submit]").click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def open(self, record: Any) -> None:
        """Open a record's page."""
        self.page.goto(record_url(record))

    def status_of(self, address: str) -> int:
        """Return what the server answers this officer for an address."""
        return self.page.context.request.get(address, max_redirects=0).status


SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Actions in the header that a screen pushes out at its side, where nothing says that they are.
OUT_OF_SIGHT = """Array.from(document.querySelectorAll('#w-slim-header-buttons > a'))
    .filter(link => link.getBoundingClientRect().right > innerWidth).map(link => link.innerText)"""


def violations(page: Page, root: str = "document", *, spare: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds in a part of the open page, one line a finding.

    Arguments:
        root: what is looked at, as an expression of the page.
        spare: selectors of what is not ours.
    """
    # Its half a megabyte once a page is enough.
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate(
        f"""([rules, spare]) => axe.run({{include: [{root}], exclude: spare}}, {{runOnly: rules}})
            .then(result => result.violations)""",
        [RULES, list(spare)],
    )
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def faults_of_screens(
    screens: Iterable[tuple[str, str]],
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[Page, str], None],
) -> list[tuple[int, str, str]]:
    """Open screens as the people who use them, on a desktop and on a phone.

    Arguments:
        screens: who looks, and at which address.

    Returns:
        What axe finds, what is wider than the screen, and actions that lie out of sight.
    """
    found: list[tuple[int, str, str]] = []
    pages: dict[str, Page] = {}
    for person, address in screens:
        if person not in pages:
            pages[person] = new_context().new_page()
            sign_in(pages[person], person)
        page = pages[person]
        page.set_viewport_size({"width": 1280, "height": 740})
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, (person, address)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            found += [(width, address, finding) for finding in violations(page)]
            if (too_wide := page.evaluate(SIDEWAYS)) > 0:
                found.append((width, address, f"{too_wide} px too wide"))
            found += [(width, address, f"{name} is out of sight") for name in page.evaluate(OUT_OF_SIGHT)]
    return found
