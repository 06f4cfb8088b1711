"""A page and what stands around it (ancestors, menu), fetched together.

A public page may cost ten queries at most; asking level by level would spend them on navigation alone.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

PAGE_KINDS = ("standardpage", "newsindexpage", "articlepage__author_unit", "articlepage__lead_image")


@dataclass(frozen=True)
class Surroundings:
    """Pages of one site, in the order of its tree.

    Attributes:
        home: the site's front page.
        pages: the pages right below the front page and every page on the way to the one asked for.
    """

    home: Page
    pages: list[Page]

    @property
    def sections(self) -> list[Page]:
        """The published pages right below the front page, in the menu or not."""
        return [page for page in self.pages if page.depth == self.home.depth + 1 and page.live]

    def ancestors_of(self, page: Page) -> list[Page]:
        """Return the published pages from the front page down to the parent of ``page``."""
        below = [
            other for other in self.pages if page.path.startswith(other.path) and other.path != page.path
        ]
        return [self.home, *(other for other in below if other.live)] if page.path != self.home.path else []


def look_around(home: Page, url_paths: list[str]) -> Surroundings:
    """Fetch the sections of a site and the pages at the given tree addresses in one query."""
    wanted = Q(depth=home.depth + 1, live=True) | Q(url_path__in=url_paths)
    pages = (
        Page.objects.filter(wanted, path__startswith=home.path).select_related(*PAGE_KINDS).order_by("path")
    )
    return Surroundings(home=home, pages=[_specific(page) for page in pages])


def _specific(page: Page) -> Page:
    """Return the page as its own kind where the query brought it along."""
    for kind in PAGE_KINDS:
        specific: Page | None = getattr(page, kind.partition("__")[0], None)
        if specific is not None:
            return specific
    return page


def surroundings_of(request: HttpRequest, home: Page) -> Surroundings:
    """Return what the request has found already, or the sections alone (for views that are not pages)."""
    found: Surroundings | None = getattr(request, "portal_surroundings", None)
    if found is None or found.home.pk != home.pk:
        found = look_around(home, [])
        request.portal_surroundings = found  # type: ignore[attr-defined]
    return found


def find_page(request: HttpRequest, home: Page, path_components: list[str]) -> Page | None:
    """Return the published page at an address below ``home``, or ``None``.

    What was fetched stays on the request, where the menu and the breadcrumb look for it.
    """
    url_paths = [
        home.url_path + "/".join(path_components[:end]) + "/" for end in range(1, len(path_components) + 1)
    ]
    surroundings = look_around(home, url_paths)
    request.portal_surroundings = surroundings  # type: ignore[attr-defined]
    if not url_paths:
        return home
    return next((page for page in surroundings.pages if page.url_path == url_paths[-1] and page.live), None)
