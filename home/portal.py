"""What every public page needs to know about the site it belongs to: authority, menu, breadcrumb."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site

from home.alerts import Alert, alerts_of
from home.surroundings import Surroundings, surroundings_of
from home.theme import theme_url
from reform.organisation.models import Authority


@dataclass(frozen=True)
class Link:
    """A place to go to: its words, its address, and whether the reader is there now.

    Attributes:
        current: ``page`` for the page itself, ``true`` for the section it is in, else empty; the value of
            the attribute ``aria-current``.
    """

    title: str
    url: str
    current: str = ""


@dataclass
class Portal:
    """One site as the templates see it. Everything is asked at most once a request, and only when used."""

    request: HttpRequest
    site: Site | None

    @cached_property
    def authority(self) -> Authority | None:
        """The authority whose site this is, or ``None`` on a site that belongs to nobody yet."""
        if self.site is None:
            return None
        return Authority.objects.select_related("logo", "parent").filter(site=self.site).first()

    @property
    def name(self) -> str:
        """What the site is called: its authority's name, or its own while it has none."""
        if self.authority:
            return self.authority.name
        return self.site.site_name if self.site else ""

    @property
    def logo(self) -> AbstractImage | None:
        """The authority's uploaded logo; pages fetch its sizes together with those of their pictures."""
        return self.authority.logo if self.authority else None

    @cached_property
    def surroundings(self) -> Surroundings | None:
        """The pages around the one asked for."""
        return surroundings_of(self.request, self.site.root_page) if self.site else None

    @cached_property
    def alerts(self) -> list[Alert]:
        """The alert banners shown now, the most urgent first."""
        return alerts_of(self.site) if self.site else []

    @property
    def theme_url(self) -> str:
        """Address of the authority's own colours, empty when it uses the portal's."""
        return theme_url(self.authority) if self.authority else ""

    @cached_property
    def home_url(self) -> str:
        """Address of the front page."""
        return reverse("wagtail_serve", args=[""])

    def url(self, page: Page) -> str:
        """Return the address of a page of this site without asking the database for the site's root."""
        home = self.site.root_page if self.site else None
        if home is None or not page.url_path.startswith(home.url_path):
            return str(page.get_url(self.request) or "")
        return reverse("wagtail_serve", args=[page.url_path[len(home.url_path) :]])

    def absolute_url(self, page: Page) -> str:
        """Return the full address of a page, host included."""
        return self.request.build_absolute_uri(self.url(page))

    @cached_property
    def menu(self) -> list[Link]:
        """The main menu without the front page, which the template draws first."""
        return self._links(in_menu=True)

    @property
    def here(self) -> Link | None:
        """The section of the menu that the reader is in; ``None`` on the front page and outside the menu."""
        return next((link for link in self.menu if link.current), None)

    @cached_property
    def help_links(self) -> list[Link]:
        """What stands beside the menu, such as contact and accessibility: in the top strip and the footer."""
        return self._links(in_menu=False)

    def _links(self, *, in_menu: bool) -> list[Link]:
        sections = self.surroundings.sections if self.surroundings else []
        urls = [(page.title, self.url(page)) for page in sections if page.show_in_menus == in_menu]
        return [Link(title, url, self._current(url)) for title, url in urls]

    def _current(self, url: str) -> str:
        if self.request.path == url:
            return "page"
        return "true" if self.request.path.startswith(url) else ""

    def breadcrumb(self, page: Page) -> list[Link]:
        """Return the links from the front page down to the parent of ``page``; empty on the front page."""
        if self.surroundings is None:
            return []
        return [Link(above.title, self.url(above)) for above in self.surroundings.ancestors_of(page)]


def portal_of(request: HttpRequest) -> Portal:
    """Return the request's portal, made once."""
    portal: Portal | None = getattr(request, "portal", None)
    if portal is None:
        portal = Portal(request=request, site=Site.find_for_request(request))
        request.portal = portal  # type: ignore[attr-defined]
    return portal


def link_to(request: HttpRequest, page: Page | None) -> Link | None:
    """Return a link to a page of the request's site, ``None`` where there is no page."""
    return Link(page.title, portal_of(request).url(page)) if page is not None else None
