"""The public search: a page of results, and suggestions while somebody types."""

import hashlib
import unicodedata
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .folding import fold
from .pages import address_of, make_hit, public_pages, with_own_kinds

PAGE_SIZE = 10
SUGGESTIONS = 8
# The best pages that suggestions are chosen from.
SUGGESTIONS_RANKED = 24
# Seconds for which suggestions are kept, here and in browsers.
SUGGESTIONS_AGE = 60
# Letters from which on suggestions help.
SUGGESTIONS_MIN_LENGTH = 2
# Characters of a query that are taken and shown again.
QUERY_LENGTH = 200


def clean_query(typed: str) -> str:
    """Return what was typed in composed form, in one line, without control characters, cut to length."""
    composed = unicodedata.normalize("NFC", typed[: 4 * QUERY_LENGTH])
    printable = "".join(
        character if unicodedata.category(character)[0] != "C" else " " for character in composed
    )
    return " ".join(printable.split())[:QUERY_LENGTH]


@require_safe
def show_results(request: HttpRequest) -> HttpResponse:
    """Show the public pages that hold every word of `q`, ten on a page."""
    query = clean_query(request.GET.get("q", ""))
    results = with_own_kinds(public_pages(request)).search(query)
    paginator = Paginator(results, PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    response = render(
        request,
        "search/results.html",
        {
            "query": query,
            "is_searchable": bool(fold(query)),
            "results_page": page,
            "hits": [make_hit(found, query, request) for found in page],
            "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "query_string": urlencode({"q": query}) + "&",
        },
    )
    # Pages of results are not content: search engines should read the pages themselves.
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(public=True, max_age=SUGGESTIONS_AGE)
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with up to eight pages whose words begin to match `q` as JSON: title, kind and address."""
    query = clean_query(request.GET.get("q", ""))
    if len(fold(query)) < SUGGESTIONS_MIN_LENGTH:
        return JsonResponse({"suggestions": []})
    key = _cache_key(request, query)
    suggestions = cache.get(key)
    if suggestions is None:
        suggestions = find_suggestions(request, query)
        cache.set(key, suggestions, SUGGESTIONS_AGE)
    return JsonResponse({"suggestions": suggestions})


def find_suggestions(request: HttpRequest, query: str) -> list[dict[str, str]]:
    """Return title, kind ("service", in words) and address of the best pages for an unfinished `query`.

    Kinds of page with `is_suggested_first` come before the others: most readers want to get something done.
    """
    found = list(public_pages(request).autocomplete(query)[:SUGGESTIONS_RANKED])
    found.sort(key=lambda page: not getattr(page.specific_class, "is_suggested_first", False))
    return [
        {"title": page.title, "kind": str(page.page_type_display_name), "url": address_of(page, request)}
        for page in found[:SUGGESTIONS]
    ]


def _cache_key(request: HttpRequest, query: str) -> str:
    """Return a key for the site and the query: sites never see each other's suggestions."""
    site = Site.find_for_request(request)
    # As typed, not folded: diacritics decide the order.
    digest = hashlib.sha256(query.casefold().encode()).hexdigest()
    return f"search:suggest:{site.pk if site else 0}:{request.get_host()}:{digest}"
