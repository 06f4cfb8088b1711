"""A map of the site for people: every section with the pages in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Func, Q, QuerySet, Window
from django.db.models.functions import Left, RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.models.base import restricted
from home.portal import Link, portal_of
from search.folding import alphabetical

# Longer lists have a page of their own, where they can be searched.
PAGES_A_SECTION = 30


@dataclass(frozen=True)
class Section:
    """One section of the site.

    Attributes:
        link: its own page.
        pages: the pages in it, by title; of a long section the newest.
        more: how many others there are.
    """

    link: Link
    pages: list[Link]
    more: int


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show the sections in the order of the menu, each with its pages; one query for all."""
    return render(request, "home/site_map.html", {"sections": sections_of(request)})


def sections_of(request: HttpRequest) -> list[Section]:
    """Return what everybody may read on the request's site, section by section."""
    site = portal_of(request).site
    if site is None:
        return []
    sections: list[Page] = []
    children: dict[str, list[Page]] = defaultdict(list)
    for page in _pages_below(site.root_page):
        if page.depth == site.root_page.depth + 1:
            sections.append(page)
        else:
            children[page.path[: len(site.root_page.path) + Page.steplen]].append(page)
    return [_section(request, page, children[page.path]) for page in sections]


def _pages_below(home: Page) -> QuerySet[Page, Any]:
    """Return the sections and at most PAGES_A_SECTION pages below each, with `among`: of how many."""
    pages = Page.objects.live().filter(path__startswith=home.path, depth__gt=home.depth)
    pages = pages.exclude(restricted())
    is_section = ExpressionWrapper(Q(depth=home.depth + 1), output_field=BooleanField())
    level: list[Func | ExpressionWrapper] = [Left("path", len(home.path) + Page.steplen), is_section]
    newest = [F("first_published_at").desc(nulls_last=True), F("pk").desc()]
    return (
        pages.annotate(
            place=Window(RowNumber(), partition_by=level, order_by=newest),
            among=Window(Count("*"), partition_by=level),
        )
        .filter(place__lte=PAGES_A_SECTION)
        .order_by("path")
    )


def _section(request: HttpRequest, page: Page, children: list[Page]) -> Section:
    ordered = sorted(children, key=lambda child: alphabetical(child.title))
    more = children[0].among - len(children) if children else 0
    return Section(_link(request, page), [_link(request, child) for child in ordered], more)


def _link(request: HttpRequest, page: Page) -> Link:
    return Link(page.title, portal_of(request).url(page))
