"""What every public page must be, and what none may hold: valid HTML, no code in its own text."""

import re
from collections.abc import Mapping

from tests.home.checker import messages_about

# A file of our own, loaded once the page stands; of a JSON-LD block nothing is run.
HARMLESS_SCRIPT = re.compile(
    r'<script(?: src="/static/js/[a-z]+(?:\.[0-9a-f]+)?\.js" defer></script>| type="application/ld\+json")'
)
# A table says by itself what its parts are; one that needs roles to be read out should be a list.
TABLE_ROLE = re.compile(r"<(?:table|caption|thead|tbody|tfoot|tr|th|td)\b[^>]*\srole=")
INLINE_CODE = re.compile(r"""\sstyle=|<style|<script|\son\w+=["']""")
# HTML has this attribute since 2021, and the checker packed for Python is a year older.
YOUNGER_THAN_CHECKER = "Attribute “enterkeyhint” not allowed on element “input” at this point."


def inline_code(page: str) -> list[str]:
    """Return every beginning of a style, script or event handler written into the HTML `page`."""
    return INLINE_CODE.findall(HARMLESS_SCRIPT.sub("", page))


def roles_in_tables(page: str) -> list[str]:
    """Return every part of a table in the HTML `page` that is given a role, which HTML forbids."""
    return TABLE_ROLE.findall(page)


def html_faults(pages: str | Mapping[str, str]) -> list[str]:
    """Return what the Nu Html Checker, the one that W3C runs, finds wrong with pages.

    Args:
        pages: one page, or pages by the name that faults are to be told with.

    Returns:
        One line a fault: name, line in the page, what is wrong. Empty when all pages conform to HTML.

    Raises:
        AssertionError: there was nothing to check, or the checker did not work.
    """
    named = {"page": pages} if isinstance(pages, str) else dict(pages)
    assert named, "no page was checked"
    return [
        f"{name}, line {fault.get('lastLine')}: {fault['message']}"
        for name, page in named.items()
        for fault in messages_about(page)
        if fault["message"] != YOUNGER_THAN_CHECKER
    ]
