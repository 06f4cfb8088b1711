"""Finds English on a screen that must be Vietnamese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from lxml import html

from locale_overlay import refresh

# Two of them in one text are no coincidence.
STOP_WORDS = re.compile(
    r"\b(the|and|of|to|is|are|in|for|with|this|that|was|not|please|you|your|be|has|have|by|from|or|no)\b",
    re.IGNORECASE,
)
UNSEEN = {"script", "style", "code", "pre", "textarea", "noscript"}
SPOKEN = ("aria-label", "placeholder", "title", "alt")
LETTERS = re.compile(r"[A-Za-z]{3}")
# Names that are the same in Vietnamese, and the page that Wagtail's own migrations make.
FIRST_PAGE = "Welcome to your new Wagtail site!"
SAME = {"Email", "URL", "CSV", "XLSX", "Slug", "Logo", "Video", "Wagtail", "Tiếng Việt", "English"}


def english_on(response: Any) -> list[str]:
    """Return a sentence for every English text on a screen; files and fragments of data are passed over."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    content = response.content.decode()
    if not content.strip():
        return []
    return [f"speaks English: {text!r}" for text in sorted(set(texts_of(content))) if is_english(text)]


def texts_of(content: str) -> Iterator[str]:
    """Yield what people see and hear of a screen: texts, labels, and the menu, which comes as data."""
    for node in html.fromstring(content).iter():
        if not isinstance(node.tag, str):
            continue
        if node.get("id") == "wagtail-sidebar-props":
            yield from labels_in(json.loads(node.text or "{}"))
        # The title of a chooser that holds nothing and an empty counter are there, but not shown.
        is_hidden = node.get("hidden") is not None and "counter" in node.get("class", "")
        if node.tag in UNSEEN or is_hidden or "chooser__title" in node.get("class", ""):
            yield " ".join((node.tail or "").split())
            continue
        for text in (node.text, node.tail, *(node.get(name) for name in SPOKEN)):
            yield " ".join((text or "").split())


def labels_in(data: Any) -> Iterator[str]:
    """Yield the labels in the menu's data."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "label" and isinstance(value, str):
                yield value
            else:
                yield from labels_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from labels_in(value)


def is_english(text: str) -> bool:
    """Tell whether a text is an English message that has a translation, or an English sentence."""
    if not LETTERS.search(text) or text in SAME or FIRST_PAGE in text:
        return False
    return text in english_messages() or len(set(map(str.lower, STOP_WORDS.findall(text)))) > 1


@cache
def english_messages() -> frozenset[str]:
    """Return the messages of the installed packages that read differently in Vietnamese."""
    messages = {
        entry.msgid
        for package, language in refresh.PACKAGES.items()
        for entry in refresh.read_catalogue(package, language, "django")
        if "%" not in entry.msgid and "{" not in entry.msgid and not entry.msgctxt
    }
    with translation.override("vi"):
        return frozenset(message for message in messages if gettext(message) != message)
