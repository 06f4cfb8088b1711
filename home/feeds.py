"""The news as RSS and Atom, for who wants to be told rather than to look."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from home.models import ArticlePage
from home.portal import Portal, portal_of

ENTRIES = 20


class RssNewsFeed(Feed):
    """The newest articles of the site that was asked."""

    language = "vi"
    feed_address = "home:rss"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Portal:
        """Return the site's portal.

        Raises:
            Http404: no site answers to this address.
        """
        portal = portal_of(request)
        if portal.site is None:
            raise Http404("no site answers to this address")
        return portal

    def title(self, portal: Portal) -> str:
        """Name the feed after its authority."""
        return _("Reform news: %(name)s") % {"name": self._name(portal)}

    def link(self, portal: Portal) -> str:
        """Lead to the front page."""
        return portal.home_url

    def feed_url(self, portal: Portal) -> str:
        """Give the feed's own address."""
        return reverse(self.feed_address)

    def description(self, portal: Portal) -> str:
        """Say what the feed brings."""
        return _("News on administrative reform from %(name)s") % {"name": self._name(portal)}

    def subtitle(self, portal: Portal) -> str:
        """Say the same where Atom keeps it."""
        return self.description(portal)

    def items(self, portal: Portal) -> list[tuple[Portal, ArticlePage]]:
        """Return the newest published articles of this site."""
        if portal.site is None:
            return []
        articles = ArticlePage.objects.descendant_of(portal.site.root_page).published().for_lists()
        return [(portal, article) for article in articles[:ENTRIES]]

    def item_title(self, item: tuple[Portal, ArticlePage]) -> str:
        """Return the article's title."""
        return item[1].title

    def item_description(self, item: tuple[Portal, ArticlePage]) -> str:
        """Return the article's summary."""
        return item[1].summary

    def item_link(self, item: tuple[Portal, ArticlePage]) -> str:
        """Return the article's address."""
        portal, article = item
        return portal.url(article)

    def item_pubdate(self, item: tuple[Portal, ArticlePage]) -> datetime:
        """Return the morning of the day of publication, in the authority's time zone."""
        return timezone.make_aware(datetime.combine(item[1].published_on, time(8)))

    def item_author_name(self, item: tuple[Portal, ArticlePage]) -> str | None:
        """Return the unit that wrote it."""
        unit = item[1].author_unit
        return unit.name if unit else None

    def _name(self, portal: Portal) -> str:
        return portal.name


class AtomNewsFeed(RssNewsFeed):
    """The same as Atom."""

    feed_type = Atom1Feed
    feed_address = "home:atom"
