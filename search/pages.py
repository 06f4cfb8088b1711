"""Which pages the public search may find."""

import datetime
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.query import PageQuerySet

from .excerpts import excerpt, highlight, page_text


@dataclass(frozen=True)
class Hit:
    """One line of the results.

    Attributes:
        page: the page found, as its own class.
        url: its address, for a link.
        title: its title, safe HTML with the found words marked.
        excerpt: its text around the match, likewise.
        date: the date that its author gave it, or that of its first publication.
    """

    page: Page
    url: str
    title: SafeString
    excerpt: SafeString
    date: datetime.date | None


def public_pages(request: HttpRequest) -> PageQuerySet:
    """Return the live pages of the site that `request` asks, without those that need a password or login."""
    site = Site.find_for_request(request)
    if site is None:
        return Page.objects.none()
    # The root of all sites is not a page for readers, even where a site's root is misplaced there.
    pages = Page.objects.live().in_site(site).filter(depth__gt=1)
    closed = closed_paths()
    return pages.exclude(_below(closed)) if closed else pages


def with_own_kinds(pages: PageQuerySet) -> PageQuerySet:
    """Return `pages` fetched together with the row of their own class: one query, however many classes.

    Wagtail's own `specific()` costs a query a class, and a public page may cost ten in all.
    """
    return pages.select_related(*_kinds())


@cache
def _kinds() -> tuple[str, ...]:
    """Return the names of the relations that lead from a page to the classes right below `Page`."""
    links = [model._meta.parents[Page] for model in get_page_models() if Page in model._meta.parents]
    return tuple(dict.fromkeys(link.remote_field.get_accessor_name() for link in links))


def as_own_kind(page: Page) -> Page:
    """Return a page of `with_own_kinds` as its own class, at no query unless it inherits further."""
    brought = (getattr(page, kind, None) for kind in _kinds())
    specific: Page = next((found for found in brought if type(found) is page.specific_class), page)
    return specific if specific is not page else page.specific


def address_of(page: Page, request: HttpRequest) -> str:
    """Return the address of a page of the site that `request` asks, without asking for the other sites."""
    site = Site.find_for_request(request)
    if site is None or not page.url_path.startswith(site.root_page.url_path):
        return page.get_url(request) or ""
    return reverse("wagtail_serve", args=[page.url_path[len(site.root_page.url_path) :]])


def closed_paths() -> list[str]:
    """Return the tree paths of all pages with a restriction, and of the aliases of pages below them.

    Wagtail's own `public()` forgets that an alias is bound by the restrictions of the page it
    stands for, and would give the title and text of a private page away.
    """
    closed = list(PageViewRestriction.objects.values_list("page__path", flat=True).distinct())
    found = closed
    while found:
        aliases = Page.objects.filter(_below(found, "alias_of__path")).exclude(path__in=closed)
        found = list(aliases.values_list("path", flat=True))
        closed = closed + found
    return closed


def _below(paths: list[str], column: str = "path") -> Q:
    """Return the condition that a page is one of `paths` or below it."""
    return reduce(or_, (Q(**{f"{column}__startswith": path}) for path in paths))


def make_hit(page: Page, query: str, request: HttpRequest) -> Hit:
    """Return the line of the results for `page`, found by `query` among pages `with_own_kinds`."""
    page = as_own_kind(page)
    return Hit(
        page=page,
        url=address_of(page, request),
        title=highlight(page.title, query),
        excerpt=excerpt(page_text(page) or page.search_description, query),
        date=getattr(page, "published_on", None) or page.first_published_at,
    )
