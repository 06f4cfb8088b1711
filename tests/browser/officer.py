"""An officer at the screen: what people do on register screens, in their words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

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
