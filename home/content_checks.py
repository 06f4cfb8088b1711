"""What editors should look at again in a page before citizens read it.

Pure functions over a page as it is in memory: nothing is changed, and a half-written draft is no error.
Findings name the place, what is wrong and what to do. Only what the law demands is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model

from home.content_texts import (
    Finding,
    Level,
    check_alternative_text,
    check_headings,
    check_links,
    check_table,
)

LONGEST_TITLE = 110
LONGEST_SUMMARY = 220
LONGEST_SENTENCE_WORDS = 40
# Kinds of page that are lists, or whose title is the official subject: a summary would say it twice.
WITHOUT_SUMMARY = ("IndexPage", "HomePage", "LegalDocumentPage", "UnitPage", "ResultsPage", "QuestionsPage")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def check_page(page: Any) -> list[Finding]:
    """Return everything to look at again in a page, errors first, then from top to bottom."""
    found = [
        *check_title(page.title or ""),
        *check_summary(getattr(page, "summary", None), is_expected=_expects_summary(page)),
        *check_pictures(page),
        *check_texts(page),
        *check_service(page),
    ]
    return sorted(found, key=lambda finding: finding.level != Level.ERROR)


def errors_of(page: Any) -> list[Finding]:
    """Return what keeps a page from being published."""
    return [finding for finding in check_page(page) if finding.level == Level.ERROR]


def check_title(title: str) -> Iterator[Finding]:
    """Yield what is wrong with the title."""
    where = _("Title")
    if len(title) > LONGEST_TITLE:
        problem = _("The title has %(count)d characters.") % {"count": len(title)}
        remedy = _("Shorten it to %(limit)d at most: search engines and lists cut it off.")
        yield Finding(Level.WARNING, where, problem, remedy % {"limit": LONGEST_TITLE})
    if len(title.split()) > 2 and title.isupper():
        problem = _("The title is written in capitals.")
        yield Finding(Level.WARNING, where, problem, _("Write it as a sentence: it is read faster."))


def check_summary(summary: str | None, *, is_expected: bool) -> Iterator[Finding]:
    """Yield what is wrong with the summary; kinds of page that have none give ``None``."""
    if summary is None:
        return
    where = _("Summary")
    if not summary.strip():
        if is_expected:
            problem, remedy = (
                _("There is no summary."),
                _("Say in one or two sentences what the page is for."),
            )
            yield Finding(Level.WARNING, where, problem, remedy)
        return
    if len(summary) > LONGEST_SUMMARY:
        problem = _("The summary has %(count)d characters.") % {"count": len(summary)}
        remedy = _("Shorten it to %(limit)d at most.") % {"limit": LONGEST_SUMMARY}
        yield Finding(Level.WARNING, where, problem, remedy)
    longest = max(len(sentence.split()) for sentence in SENTENCE_END.split(summary))
    if longest > LONGEST_SENTENCE_WORDS:
        problem = _("A sentence of the summary has %(count)d words.") % {"count": longest}
        yield Finding(Level.WARNING, where, problem, _("Make two sentences of it."))


def check_pictures(page: Any) -> Iterator[Finding]:
    """Yield what is wrong with the pictures beside the text: those of the page and of its parts."""
    for owner, where in [(page, ""), *_parts(page)]:
        for field in owner._meta.get_fields():
            if not isinstance(field, ForeignKey) or field.related_model is not get_image_model():
                continue
            words = _field_of_words(owner, field.name)
            if words and getattr(owner, field.attname):
                place = where or capfirst(str(field.verbose_name))
                yield from check_alternative_text(place, getattr(owner, words) or "")


def check_texts(page: Any) -> Iterator[Finding]:
    """Yield what is wrong in the texts of the page and of its parts."""
    for place, html in rich_texts_of(page):
        yield from check_links(place, html)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from check_body(capfirst(str(field.verbose_name)), getattr(page, field.name))


def check_body(where: str, body: Any) -> Iterator[Finding]:
    """Yield what is wrong in a text that is built from pieces (`home.blocks.BodyBlock`), links aside."""
    headings = []
    for place, block in pieces_of(where, body):
        value = block.value
        if block.block_type == "heading":
            headings.append((int(value.get("level") or 2), value.get("text") or ""))
        elif block.block_type == "picture":
            yield from check_alternative_text(place, value.get("alt_text") or "")
        elif block.block_type == "gallery":
            for number, picture in enumerate(value.get("pictures") or [], start=1):
                which = _("%(place)s, picture %(number)d") % {"place": place, "number": number}
                yield from check_alternative_text(which, picture.get("alt_text") or "")
        elif block.block_type == "table":
            yield from check_table(place, value)
    yield from check_headings(where, headings)


def rich_texts_of(page: Any) -> Iterator[tuple[str, str]]:
    """Yield every rich text of a page and of its parts as the database keeps it, with where it stands."""
    for owner, where in [(page, ""), *_parts(page)]:
        for field in owner._meta.get_fields():
            place = where or capfirst(str(getattr(field, "verbose_name", "")))
            if isinstance(field, RichTextField):
                yield place, getattr(owner, field.name) or ""
            elif isinstance(field, StreamField):
                for piece, block in pieces_of(place, getattr(owner, field.name)):
                    html = block.value if block.block_type == "text" else None
                    html = block.value.get("text") if block.block_type == "call_out" else html
                    if html:
                        yield piece, html.source


def pieces_of(where: str, body: Any) -> Iterator[tuple[str, Any]]:
    """Yield the pieces of a text, each with the words for where it stands."""
    for number, block in enumerate(body, start=1):
        yield _("%(field)s, piece %(number)d") % {"field": where, "number": number}, block


def check_service(page: Any) -> Iterator[Finding]:
    """Yield what a citizen misses in the description of a service.

    Papers, order of steps and legal basis belong to what is announced of every procedure
    (Nghị định 63/2010/NĐ-CP).
    """
    if not hasattr(page, "papers") or not hasattr(page, "legal_bases"):
        return
    for relation, problem, remedy in (
        ("papers", _("No paper to prepare is named."), _("Name every paper, or write that none is needed.")),
        ("steps", _("There are no steps."), _("Describe in order what the citizen does.")),
        ("legal_bases", _("No legal basis is named."), _("Name the documents that the procedure rests on.")),
    ):
        if not list(getattr(page, relation).all()):
            where = capfirst(str(page._meta.get_field(relation).related_model._meta.verbose_name_plural))
            yield Finding(Level.WARNING, where, problem, remedy)


def _expects_summary(page: Any) -> bool:
    return not type(page).__name__.endswith(WITHOUT_SUMMARY)


def _parts(page: Any) -> Iterator[tuple[Any, str]]:
    """Yield the records that are edited with the page, each with the words for where it stands."""
    for relation in get_all_child_relations(type(page)):
        name = capfirst(str(relation.related_model._meta.verbose_name))
        for number, part in enumerate(getattr(page, relation.get_accessor_name()).all(), start=1):
            yield part, _("%(part)s %(number)d") % {"part": name, "number": number}


def _field_of_words(owner: Any, picture: str) -> str:
    """Return the field that holds the words for a picture: ``lead_image`` has ``lead_image_alt``."""
    names = {field.name for field in owner._meta.get_fields()}
    for name in (f"{picture}_alt", f"{picture.removesuffix('_image')}_alt"):
        if name in names:
            return name
    return ""
