"""Finds the links of published pages that lead nowhere, every night and after each publication.

Links to pages, files and addresses of the own sites are judged in the database and by the routing itself:
nothing is asked of any server. Links to other sites are asked only where `LINK_CHECK_OTHER_SITES` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.text import capfirst
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_dummy_request
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from home.content_checks import pieces_of, rich_texts_of
from home.models import BrokenLink, LinkFault
from home.other_sites import answers

# Whether these lead somewhere depends on a record that the address names.
LED_BY_RECORDS = frozenset(
    {"short_link", "short_link_with_slash", "prints", "campaign_prints", "print", "figure", "comment"}
)


@dataclass(frozen=True)
class Link:
    """A link as it stands in a page.

    Attributes:
        kind: ``page``, ``document`` or ``address``.
        target: the primary key of the page or file, or the address.
    """

    place: str
    text: str
    kind: str
    target: str


def check_links(page_id: int | None = None) -> int:
    """Look at the links of every published page, or of one, and keep those that lead nowhere.

    Returns:
        How many lead nowhere.
    """
    judge = Judge()
    pages = Page.objects.live() if page_id is None else Page.objects.live().filter(pk=page_id)
    found = [row for page in pages.specific().iterator(chunk_size=100) for row in _broken_in(page, judge)]
    old = BrokenLink.objects.all() if page_id is None else BrokenLink.objects.filter(page_id=page_id)
    _replace(old, found)
    return len(found)


def links_of(page: Any) -> Iterator[Link]:
    """Yield the links of a page: in its texts, its files, and the addresses in its fields."""
    for place, html in rich_texts_of(page):
        for anchor in BeautifulSoup(html, "html.parser").find_all("a"):
            kind = str(anchor.get("linktype") or "address")
            target = str(anchor.get("href" if kind == "address" else "id") or "")
            if kind in ("page", "document", "address") and target:
                yield Link(place, " ".join(anchor.get_text(" ").split())[:250], kind, target)
    for field in page._meta.get_fields():
        place = capfirst(str(getattr(field, "verbose_name", "")))
        if isinstance(field, StreamField):
            yield from _links_of_pieces(place, getattr(page, field.name))
        elif isinstance(field, models.URLField) and getattr(page, field.name):
            yield Link(place, "", "address", getattr(page, field.name))


def _links_of_pieces(where: str, body: Any) -> Iterator[Link]:
    for place, block in pieces_of(where, body):
        if block.block_type == "video" and block.value.get("url"):
            yield Link(place, block.value["title"], "address", block.value["url"])
        elif block.block_type == "files":
            for file in block.value.get("files") or []:
                if file.get("document") is None:
                    yield Link(place, file.get("title") or "", "document", "0")


class Judge:
    """Says of links whether they lead somewhere; what it needs to know of pages and files is read once."""

    def __init__(self) -> None:
        self.live_by_page = dict(Page.objects.values_list("pk", "live"))
        self.documents = set(get_document_model().objects.values_list("pk", flat=True))
        self.sites = list(Site.objects.select_related("root_page"))
        self.by_address: dict[tuple[int | None, str], str] = {}

    def fault_of(self, link: Link, site: Site | None) -> str:
        """Return what is wrong with a link on a page of `site`, empty when it leads somewhere."""
        if link.kind == "page":
            live = self.live_by_page.get(_number(link.target))
            return "" if live else LinkFault.PAGE_HIDDEN if live is False else LinkFault.PAGE_GONE
        if link.kind == "document":
            return "" if _number(link.target) in self.documents else LinkFault.DOCUMENT_GONE
        key = (site.pk if site else None, link.target)
        if key not in self.by_address:
            self.by_address[key] = self._fault_of_address(link.target, site)
        return self.by_address[key]

    def _fault_of_address(self, address: str, site: Site | None) -> str:
        try:
            parts = urlsplit(address)
        except ValueError:
            return LinkFault.NOT_FOUND
        if parts.scheme not in ("", "http", "https") or not (parts.netloc or parts.path.startswith("/")):
            return ""
        if parts.netloc:
            site = next((own for own in self.sites if own.hostname == parts.hostname), None)
            if site is None:
                asked = settings.LINK_CHECK_OTHER_SITES
                return LinkFault.NO_ANSWER if asked and not answers(address) else ""
        return "" if site is None or self._is_found(unquote(parts.path) or "/", site) else LinkFault.NOT_FOUND

    def _is_found(self, path: str, site: Site) -> bool:
        """Tell whether the own site has something at an address, as its routing says."""
        try:
            match = resolve(path)
        except Resolver404:
            # Only files and the scripts of the admin lie outside the tree, which takes everything else.
            return False
        if match.url_name == "wagtaildocs_serve":
            return _number(str([*match.args, *match.kwargs.values()][0])) in self.documents
        request = get_dummy_request(path=path, site=site)
        if match.url_name in LED_BY_RECORDS:
            return _answers_itself(match, request)
        if match.url_name != "wagtail_serve":
            return True
        try:
            site.root_page.specific.route(request, [part for part in path.split("/") if part])
        except Http404:
            normal = Redirect.normalise_path(path)
            return Redirect.get_for_site(site).filter(old_path=normal).exists()
        return True


def _answers_itself(match: ResolverMatch, request: HttpRequest) -> bool:
    """Tell whether a view of the own site finds what its address names; asking counts no visit."""
    request.method = "HEAD"
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return False
    return bool(response.status_code < 400)


def _broken_in(page: Any, judge: Judge) -> Iterable[BrokenLink]:
    """Return a row for each link of a page that leads nowhere, each place and target once."""
    site = page.get_site()
    broken: dict[tuple[str, str], BrokenLink] = {}
    for link in links_of(page):
        fault = judge.fault_of(link, site)
        if fault:
            target = link.target if link.kind == "address" else f"{link.kind} {link.target}"
            row = BrokenLink(
                page_id=page.pk, place=link.place[:150], text=link.text, target=target[:500], fault=fault
            )
            broken.setdefault((row.place, row.target), row)
    return broken.values()


@transaction.atomic
def _replace(old: models.QuerySet[BrokenLink], found: list[BrokenLink]) -> None:
    """Put what was found in the place of what was found before; the day of the first finding stays."""
    known = {(row.page_id, row.place, row.target): row.found_at for row in old}
    for row in found:
        row.found_at = known.get((row.page_id, row.place, row.target), row.found_at)
    old.delete()
    BrokenLink.objects.bulk_create(found, batch_size=500)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
