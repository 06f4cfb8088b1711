"""Which pages the public search may find."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page, Site
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
    return Page.objects.live().public().in_site(site).filter(depth__gt=1)


def make_hit(page: Page, query: str, request: HttpRequest) -> Hit:
    """Return the line of the results for `page`, found by `query`."""
    return Hit(
        page=page,
        url=page.get_url(request) or "",
        title=highlight(page.title, query),
        excerpt=excerpt(page_text(page) or page.search_description, query),
        date=getattr(page, "published_on", None) or page.first_published_at,
    )
