"""Small answers that are not pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from home.portal import portal_of
from home.theme import theme_css, theme_hash
from reform.organisation.models import Authority

YEAR_IN_SECONDS = 365 * 24 * 3600


@require_safe
def theme(request: HttpRequest, authority_id: int, colours: str) -> HttpResponse:
    """Answer an authority's colours as a stylesheet.

    The address changes with the colours, so browsers may keep the answer for good; an address with old
    colours is answered with today's and kept by nobody.
    """
    authority = get_object_or_404(Authority, pk=authority_id)
    css = theme_css(primary_colour=authority.primary_colour, accent_colour=authority.accent_colour)
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    if colours == theme_hash(authority):
        patch_cache_control(response, public=True, max_age=YEAR_IN_SECONDS, immutable=True)
    else:
        patch_cache_control(response, no_store=True)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what to leave alone and where the sitemap is."""
    context = {"has_site": portal_of(request).site is not None}
    return render(request, "home/robots.txt", context, content_type="text/plain; charset=utf-8")
