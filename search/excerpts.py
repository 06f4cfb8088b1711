"""Showing why a page was found: its text around the match, with the found words marked."""

import re
import unicodedata
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.search.index import SearchField

from .folding import fold_with_offsets
from .queries import fold_words

# Characters of a page's text that are looked at, and that are shown.
READ_LENGTH = 30_000
SHOWN_LENGTH = 240
# Characters that are shown before the first match.
LEAD_LENGTH = 60

Span = tuple[int, int]


def find_spans(text: str, query: str) -> list[Span]:
    """Return (start, end) of every word of `query` in `text`; neighbouring words share a span.

    Args:
        text: what a reader sees, with diacritics.
        query: what was typed, with or without diacritics.
    """
    words = fold_words(query)
    if not words:
        return []
    folded, offsets = fold_with_offsets(text)
    alternatives = "|".join(sorted(set(words), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{alternatives})\b")
    spans: list[Span] = []
    for match in pattern.finditer(folded):
        start, end = offsets[match.start()], _end_of_letter(text, offsets[match.end() - 1])
        # Neighbours share a span; so do two words that one sign stands for, as in "½".
        if spans and (start <= spans[-1][1] or text[spans[-1][1] : start].isspace()):
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _end_of_letter(text: str, place: int) -> int:
    """Return the place after the letter at `place` and its marks."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def highlight(text: str, query: str) -> SafeString:
    """Return `text` as safe HTML with the words of `query` in <mark>."""
    return _marked(text, find_spans(text, query))


def _marked(text: str, spans: list[Span]) -> SafeString:
    pieces: list[tuple[SafeString]] = []
    place = 0
    for start, end in spans:
        pieces.append((conditional_escape(text[place:start]),))
        pieces.append((format_html("<mark>{}</mark>", text[start:end]),))
        place = end
    pieces.append((conditional_escape(text[place:]),))
    return format_html_join("", "{}", pieces)


def excerpt(text: str, query: str) -> SafeString:
    """Return the part of `text` around the first match as safe HTML, or its beginning without one."""
    text = " ".join(text[:READ_LENGTH].split())
    spans = find_spans(text, query)
    start = max(0, spans[0][0] - LEAD_LENGTH) if spans else 0
    start = _word_start(text, start)
    end = _word_end(text, start + SHOWN_LENGTH)
    inside = [(first - start, last - start) for first, last in spans if first >= start and last <= end]
    return format_html(
        "{}{}{}", "… " if start else "", _marked(text[start:end], inside), " …" if end < len(text) else ""
    )


def _word_start(text: str, place: int) -> int:
    """Return the beginning of the first whole word from `place` on."""
    return text.find(" ", place) + 1 if place else 0


def _word_end(text: str, place: int) -> int:
    """Return the end of the last whole word before `place`."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place + 1)
    return space if space > place - SHOWN_LENGTH // 2 else place


def page_text(page: Page) -> str:
    """Return what a reader can read on `page` apart from its title: all that is indexed of it."""
    fields = [item for item in page.get_search_fields() if type(item) is SearchField]
    values = [item.get_value(page) for item in fields if item.field_name != "title"]
    return " ".join(filter(None, map(_as_text, values)))


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return " ".join(map(_as_text, value))
    return "" if value is None else str(value)
