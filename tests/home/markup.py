"""What no public page may hold: scripts and styles in its own text."""

import re

# A file of our own, loaded once the page stands; of a JSON-LD block nothing is run.
HARMLESS_SCRIPT = re.compile(
    r'<script(?: src="/static/js/[a-z]+(?:\.[0-9a-f]+)?\.js" defer></script>| type="application/ld\+json")'
)
INLINE_CODE = re.compile(r"""\sstyle=|<style|<script|\son\w+=["']""")


def inline_code(page: str) -> list[str]:
    """Return every beginning of a style, script or event handler written into the HTML `page`."""
    return INLINE_CODE.findall(HARMLESS_SCRIPT.sub("", page))
