"""A page and what stands around it (ancestors, menu), fetched together.

A public page may cost ten queries at most; asking level by level would spend them on navigation alone.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from home.models.base import restricted


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
        """The pages right below the front page that everybody may read, in the menu or not."""
        below = [page for page in self.pages if page.depth == self.home.depth + 1]
        return [page for page in below if page.live and not page.is_restricted]

    def ancestors_of(self, page: Page) -> list[Page]:
        """Return the published pages from the front page down to the parent of ``page``."""
        below = [
            other for other in self.pages if page.path.startswith(other.path) and other.path != page.path
        ]
        return [self.home, *(other for other in below if other.live)] if page.path != self.home.path else []


def look_around(home: Page, url_paths: list[str]) -> Surroundings:
    """Fetch the sections of a site and the pages at the given tree addresses in one query."""
    wanted = Q(depth=home.depth + 1, live=True) | Q(url_path__in=url_paths)
    pages = Page.objects.filter(wanted, path__startswith=home.path).select_related("content_type")
    pages = pages.annotate(is_restricted=restricted())
    return Surroundings(home=home, pages=list(pages.order_by("path")))


def specific_of(page: Page) -> Page:
    """Return the page as its own kind, with the records that its kind says it is drawn with.

    Wagtail's own way asks for the kind's name first and for each of those records later.
    """
    kind = page.content_type.model_class()
    if kind is None or kind is Page:
        return page
    specific: Page = kind._default_manager.select_related(*getattr(kind, "drawn_with", ())).get(pk=page.pk)
    return specific


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
    found = next((page for page in surroundings.pages if page.url_path == url_paths[-1] and page.live), None)
    if found is None:
        return None
    specific = specific_of(found)
    # An alias is bound by the restrictions of the page that it stands for: left to Wagtail.
    way = [home, *(page for page in surroundings.pages if page.url_path in url_paths)]
    specific.is_for_everybody = not found.is_restricted and not any(page.alias_of_id for page in way)
    return specific
