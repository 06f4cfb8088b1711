"""What the public templates cannot say themselves."""

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.models import Page

from home.numbers import write_number
from home.pictograms import drawn_pictogram, drawn_sign
from home.pictures import draw_picture
from home.portal import Link, portal_of
from home.structure import COMMITTEE, COMMITTEE_IN_SHORT
from reform.organisation.models import Unit

if TYPE_CHECKING:
    from home.models import ServicePage

register = template.Library()

# What would end a script element or start another one, written so that JSON reads the same.
_SCRIPT_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def site_url(context: Context, page: Page) -> str:
    """Return the address of a page of this site, at no query."""
    return portal_of(context["request"]).url(page)


@register.simple_tag(takes_context=True)
def card_of(context: Context, service: "ServicePage") -> dict[str, Any]:
    """Return what the card of a service shows; its level is fetched with it in lists."""
    tags = [{"kind": service.level.online_kind, "text": service.level.name}]
    if service.takes_post:
        tags.append({"kind": "post", "text": gettext("Public post")})
    if service.is_sample:
        tags.append({"kind": "sample", "text": gettext("Sample data")})
    url = portal_of(context["request"]).url(service)
    line = service.summary
    return {"pictogram": service.pictogram, "name": service.title, "url": url, "line": line, "tags": tags}


@register.simple_tag(takes_context=True)
def breadcrumb_of(context: Context, page: Page) -> list[Link]:
    """Return the links from the front page down to the page's parent."""
    return portal_of(context["request"]).breadcrumb(page)


@register.simple_tag(takes_context=True)
def structured_data(context: Context, page: Page) -> SafeString:
    """Return the page's JSON-LD: its breadcrumb, and what its kind says of itself."""
    request = context["request"]
    portal = portal_of(request)
    trail = [*portal.breadcrumb(page), Link(page.title, portal.url(page))]
    own: dict[str, Any] | None = page.structured_data(request) if hasattr(page, "structured_data") else None
    return json_ld([breadcrumb_data(request, trail), *([own] if own else [])])


@register.simple_tag(takes_context=True)
def structured_record(context: Context, trail: list[Link], own: dict[str, Any]) -> SafeString:
    """Return the JSON-LD of what has an address below a page of the tree: its breadcrumb, and what it is.

    Args:
        trail: the links down to the record, which is the last.
        own: what it is, in the words of schema.org.
    """
    return json_ld([breadcrumb_data(context["request"], trail), own])


def breadcrumb_data(request: HttpRequest, trail: list[Link]) -> dict[str, Any]:
    """Return links from the front page down as schema.org/BreadcrumbList."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": link.title,
            "item": request.build_absolute_uri(link.url),
        }
        for position, link in enumerate(trail, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def json_ld(data: list[dict[str, Any]]) -> SafeString:
    """Return data in a script element that browsers do not run (``application/ld+json``)."""
    text = json.dumps(data, ensure_ascii=False).translate(_SCRIPT_ESCAPES)
    # Safe: the three signs that HTML would read inside a script element are escaped above.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.filter
def file_type(filename: str) -> str:
    """Return the kind of a file as people call it: ``PDF``, ``DOCX``."""
    return PurePath(filename).suffix.lstrip(".").upper()


@register.filter
def host(url: str) -> str:
    """Return the site that an address leads to, without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def unit_label(unit: Unit) -> str:
    """Return a unit's name as a byline has it: People's Committees in their usual short form."""
    return unit.name.replace(COMMITTEE, COMMITTEE_IN_SHORT)


register.simple_tag(draw_picture)
register.filter("table_number", write_number)
register.filter("pictogram", drawn_pictogram)
register.filter("sign", drawn_sign)
