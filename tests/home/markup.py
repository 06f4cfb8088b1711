"""What no public page may hold: scripts and styles in its own text, roles on the parts of a table."""

import re

# A file of our own, loaded once the page stands; of a JSON-LD block nothing is run.
HARMLESS_SCRIPT = re.compile(
    r'<script(?: src="/static/js/[a-z]+(?:\.[0-9a-f]+)?\.js" defer></script>| type="application/ld\+json")'
)
# A table says by itself what its parts are; one that needs roles to be read out should be a list.
TABLE_ROLE = re.compile(r"<(?:table|caption|thead|tbody|tfoot|tr|th|td)\b[^>]*\srole=")
INLINE_CODE = re.compile(r"""\sstyle=|<style|<script|\son\w+=["']""")


def inline_code(page: str) -> list[str]:
    """Return every beginning of a style, script or event handler written into the HTML `page`."""
    return INLINE_CODE.findall(HARMLESS_SCRIPT.sub("", page))


def roles_in_tables(page: str) -> list[str]:
    """Return every part of a table in the HTML `page` that is given a role, which HTML forbids."""
    return TABLE_ROLE.findall(page)
