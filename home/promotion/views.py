"""The short address itself, and the prints that carry it."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageQuerySet

from home.leaflets import LeafletFormat, qr_svg
from home.models import DailyCount, ShortLink
from home.models.base import restricted
from home.portal import portal_of
from home.promotion.links import count, ensure_links_of
from home.promotion.prints import content_of, formats_of, pdf_of

# How search engines and networks that draw a picture of a shared link name themselves.
PROGRAMS = re.compile(r"bot\b|crawler|spider|externalhit|preview", re.IGNORECASE)


@dataclass(frozen=True)
class PrintFormat:
    """One format that can be printed: its name and the address of its PDF."""

    label: str
    url: str


@dataclass(frozen=True)
class Print:
    """What is printed for one channel: its short address, as words and as a sign, and its formats."""

    channel: str
    short_url: str
    qr_svg: SafeString
    formats: list[PrintFormat]


def _find(request: HttpRequest, code: str) -> ShortLink:
    """Return the short address, if it leads to a page that everybody may read on this site.

    Raises:
        Http404: there is no such code here, or its page is not published.
    """
    return get_object_or_404(_open_links(request), code=code.lower())


def _open_links(request: HttpRequest) -> QuerySet[ShortLink]:
    """Return the short addresses that lead to pages that everybody may read on this site."""
    return ShortLink.objects.select_related("page").filter(page__in=_open_pages(request))


def _open_pages(request: HttpRequest) -> PageQuerySet:
    """Return the pages that everybody may read on this site."""
    site = portal_of(request).site
    if site is None:
        return Page.objects.none()
    return Page.objects.live().filter(path__startswith=site.root_page.path).exclude(restricted())


def _is_a_visit(request: HttpRequest) -> bool:
    """Tell whether somebody comes, rather than a program looking ahead."""
    looks_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    is_program = PROGRAMS.search(request.headers.get("User-Agent", "")) is not None
    return request.method == "GET" and not looks_ahead and not is_program


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a short address to its page, and count the visit."""
    link = _find(request, code)
    if _is_a_visit(request):
        count(link, DailyCount.Event.VISIT)
    response = HttpResponseRedirect(portal_of(request).url(link.page))
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def print_pdf(request: HttpRequest, code: str, leaflet_format: str) -> HttpResponse:
    """Answer the leaflet or poster of a short address as PDF, and count it.

    Raises:
        Http404: the short address is for another channel than the format.
    """
    link = _find(request, code)
    if leaflet_format not in formats_of(link.channel):
        raise Http404(f"{link.channel} is not printed as {leaflet_format}")
    page = link.page.specific
    pdf = pdf_of(content_of(page, link, request), LeafletFormat(leaflet_format))
    if _is_a_visit(request):
        count(link, DailyCount.Event.PRINT, detail=leaflet_format)
    name = f"{slugify(page.slug)}-{leaflet_format}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def prints(request: HttpRequest, page_id: int, service_id: int | None = None) -> HttpResponse:
    """List the leaflets and posters of a page, with its own or a campaign's short addresses.

    Args:
        request: of the site that the page belongs to.
        page_id: a service, article or campaign; with `service_id` the campaign.
        service_id: the service that the campaign promotes.

    Raises:
        Http404: the page is not published on this site.
    """
    links = _open_links(request)
    if service_id is not None:
        links = links.filter(campaign_id=page_id, page_id=service_id)
    else:
        own = Q(page_id=page_id, campaign=None)
        links = links.filter(own | Q(page_id=page_id, campaign_id=page_id))
    # Pages that were live before short addresses came get theirs when somebody asks.
    found = list(links.order_by("pk")) or (_make_links(request, page_id) and list(links.order_by("pk")))
    if not found:
        raise Http404("nothing to print")
    page = found[0].page
    context = {
        "page": page,
        "page_url": portal_of(request).url(page),
        "prints": [_print_of(request, link) for link in found if formats_of(link.channel)],
    }
    return render(request, "home/promotion/prints.html", context)


def _make_links(request: HttpRequest, page_id: int) -> bool:
    """Give a page its short addresses if everybody may read it on this site; tells whether there is one."""
    page = _open_pages(request).filter(pk=page_id).first()
    if page is not None:
        ensure_links_of(page.specific)
    return page is not None


def _print_of(request: HttpRequest, link: ShortLink) -> Print:
    short_url = request.build_absolute_uri(str(link))
    formats = [
        PrintFormat(label=str(one.label), url=reverse("home:print", args=[link.code, one.value]))
        for one in formats_of(link.channel)
    ]
    return Print(
        channel=link.get_channel_display(), short_url=short_url, qr_svg=qr_svg(short_url), formats=formats
    )
