"""Answers a published figure as a file."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from home.models import ResultsPage
from home.portal import portal_of
from reform.publication.downloads import as_csv, as_json, as_xlsx
from reform.publication.series import PublishedFigure, published_figure

FRESH_SECONDS = 300
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
WRITERS: dict[str, Callable[[PublishedFigure], bytes]] = {"csv": as_csv, "xlsx": as_xlsx}


def _shown_at(request: HttpRequest, key: str) -> str:
    """Return where the site shows the figure; where no page does, the address that was asked for."""
    portal = portal_of(request)
    pages = ResultsPage.objects.live().descendant_of(portal.site.root_page) if portal.site else []
    page = next(iter(pages), None)
    return request.build_absolute_uri(f"{portal.url(page)}#{key}" if page else request.path)


@require_safe
def download_figure(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    """Answer a figure of the site's authority as CSV, XLSX or JSON; browsers may ask whether it changed.

    Raises:
        Http404: there is no such figure, nothing of it may be shown, or no such kind of file.
    """
    authority = portal_of(request).authority
    figure = published_figure(authority, key) if authority and extension in CONTENT_TYPES else None
    if authority is None or figure is None:
        raise Http404(f"no published figure {key!r} as {extension!r}")
    data = as_json(figure, publisher=authority.name, url=_shown_at(request, key))
    # The same content gives the same tag, whatever time a workbook says it was written.
    etag = quote_etag(sha256(data).hexdigest()[:32])
    content = WRITERS[extension](figure) if extension in WRITERS else data
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{key}.{extension}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)  # noqa: S101 -- it gives back a response when it was given one
    return answer
