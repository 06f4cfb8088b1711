"""What a leaflet or poster of a page says, and the PDF of it."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.blocks import section_headings
from home.enums import Channel, GovernmentLevel
from home.leaflets import LeafletContent, LeafletFormat, render_pdf
from home.models import ArticlePage, CampaignPage, ServicePage, ShortLink
from home.portal import portal_of

POINTS_AT_MOST = 6
KEPT_SECONDS = 24 * 3600
CHANNEL_OF_FORMAT = {
    LeafletFormat.LEAFLET_A5: Channel.LEAFLET,
    LeafletFormat.POSTER_A4: Channel.POSTER,
    LeafletFormat.POSTER_A3: Channel.POSTER,
    LeafletFormat.BANNER: Channel.BANNER,
}


def formats_of(channel: str) -> list[LeafletFormat]:
    """Return the formats that are printed for a channel."""
    return [one for one, its_channel in CHANNEL_OF_FORMAT.items() if its_channel == channel]


def content_of(page: Page, link: ShortLink, request: HttpRequest) -> LeafletContent:
    """Return what the print of a page says.

    Args:
        page: a service, campaign or article, as its own kind.
        link: the short address on it.
        request: for the authority and the full address.
    """
    portal = portal_of(request)
    authority = portal.authority
    points_title, points, facts = _points_and_facts(page)
    return LeafletContent(
        authority_name=portal.name,
        parent_name=authority.parent_label if authority else "",
        title=page.title,
        lead=getattr(page, "summary", ""),
        points_title=points_title,
        points=points[:POINTS_AT_MOST],
        facts=facts,
        short_url=request.build_absolute_uri(str(link)),
        contact_line=_contact_line(page, request),
        primary_colour=authority.primary_colour if authority else "#0f4c81",
        is_sample=bool(getattr(page, "is_sample", False)),
    )


def _points_and_facts(page: Page) -> tuple[str, list[str], list[tuple[str, str]]]:
    if isinstance(page, ServicePage):
        papers = [paper.name for paper in page.papers.all() if not paper.only_if]
        if len(papers) < len(page.papers.all()):
            # A paper that only some bring would look as if everybody had to.
            papers = [*papers[: POINTS_AT_MOST - 1], _("In some cases further papers: see the page below.")]
        facts = [(_("Fee"), page.fee_online or page.fee), (_("Time limit"), page.time_limit)]
        return _("What to prepare"), papers, [fact for fact in facts if fact[1]]
    if isinstance(page, CampaignPage):
        days = _("%(first)s – %(last)s") % {
            "first": date_format(page.starts_on, "d/m/Y"),
            "last": date_format(page.ends_on, "d/m/Y"),
        }
        facts = [(_("When"), days), (_("For whom"), page.audience)]
        services = [service.title for service in page.open_services().alphabetical()]
        return _("Services of this campaign"), services, [fact for fact in facts if fact[1]]
    if isinstance(page, ArticlePage):
        return _("What it is about"), [heading["text"] for heading in section_headings(page.body)], []
    return "", [], []


def _contact_line(page: Page, request: HttpRequest) -> str:
    authority = portal_of(request).authority
    parts = [authority.address, authority.phone] if authority else []
    if isinstance(page, ServicePage) and page.government_level == GovernmentLevel.WARD:
        parts = [_("One-stop unit of your ward")]
    return " · ".join([*filter(None, parts), urlsplit(request.build_absolute_uri("/")).netloc])


def pdf_of(content: LeafletContent, leaflet_format: LeafletFormat) -> bytes:
    """Return the PDF, kept for a day: the same words give the same print."""
    key = "home:print:" + sha256(repr((content, leaflet_format)).encode()).hexdigest()
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = render_pdf(content, leaflet_format)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
