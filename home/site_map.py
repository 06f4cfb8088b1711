"""A map of the site for people: every section with the pages in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

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
        pages: the first pages in it, by title.
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
    home = site.root_page
    pages = Page.objects.live().filter(path__startswith=home.path, depth__lte=home.depth + 2)
    pages = pages.filter(depth__gt=home.depth).exclude(restricted()).order_by("path")
    sections: list[Page] = []
    children: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.depth == home.depth + 1:
            sections.append(page)
        else:
            children[page.path[: -Page.steplen]].append(page)
    return [_section(request, page, children[page.path]) for page in sections]


def _section(request: HttpRequest, page: Page, children: list[Page]) -> Section:
    ordered = sorted(children, key=lambda child: alphabetical(child.title))
    shown = [_link(request, child) for child in ordered[:PAGES_A_SECTION]]
    return Section(_link(request, page), shown, len(children) - len(shown))


def _link(request: HttpRequest, page: Page) -> Link:
    return Link(page.title, portal_of(request).url(page))
