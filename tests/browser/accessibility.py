"""What axe and the width of a phone say of a page that is open."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Links and controls lower than so many CSS pixels are hard to hit with a thumb (WCAG 2.2, 2.5.5).
TARGET_PIXELS = 44
# Every link and control that is not part of a sentence or of the path above the page (2.5.5, "inline"); its
# label and an area that it stretches over its card count as its own.
SMALL_TARGETS = """least => {
    const height = element => {
        const parts = [element, ...(element.labels ?? [])].map(part => part.getBoundingClientRect().height);
        const stretched = getComputedStyle(element, "::after");
        if (stretched.position === "absolute") parts.push(parseFloat(stretched.height) || 0);
        return Math.max(...parts);
    };
    const shown = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
    return [...document.querySelectorAll("a[href], button, summary, select, textarea, input, [role=option]")]
        .filter(element => element.type !== "hidden" && shown(element))
        .filter(element => !element.closest("p, .prose, .breadcrumb"))
        .filter(element => !element.closest(".visually-hidden, .skip-link, .for-programs"))
        .filter(element => height(element) < least - 0.5)
        .map(element => `${Math.round(height(element))} px: ${element.outerHTML.slice(0, 120)}`);
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page that is open, one line a finding."""
    # Its half a megabyte once a page is enough.
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", RULES
    )
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> int:
    """Return how many pixels the page that is open is wider than its window."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(width))


def small_targets(page: Page) -> list[str]:
    """Return the links and controls of the page that is open which are too low for a thumb, one a line."""
    found: list[str] = page.evaluate(SMALL_TARGETS, TARGET_PIXELS)
    return found


def enlarge_text(page: Page) -> None:
    """Show the page that is open with text twice as large, as a browser's own setting does."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def usual_text(page: Page) -> None:
    """Show the page that is open with text of its usual size again."""
    page.evaluate("document.documentElement.style.fontSize = ''")
