"""What axe and the width of a phone say of a page that is open."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page that is open, one line a finding."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", RULES
    )
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> int:
    """Return how many pixels the page that is open is wider than its window."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(width))


def enlarge_text(page: Page) -> None:
    """Show the page that is open with text twice as large, as a browser's own setting does."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
