"""Narrowing a list of records to those that the whole-text index finds, in the list's own order."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from modelsearch.backends.base import EmptySearchResults
from wagtail.search.backends import get_search_backend

Rows = TypeVar("Rows", bound=QuerySet[Any])


def holding(queryset: Rows, query: str) -> Rows:
    """Return the rows whose indexed text holds every word of `query`, with or without diacritics.

    Unlike a search it leaves the order alone and takes any filter, so that lists can be narrowed and cut
    into pages as always. It costs at most one query of its own.

    Args:
        queryset: rows of an indexed model.
        query: what was typed. Only signs without a letter or digit: no row.
    """
    everything = queryset.model._default_manager.all()
    results = get_search_backend().search(query, everything, order_by_relevance=False)
    if isinstance(results, EmptySearchResults):
        return queryset.none()
    return queryset.filter(pk__in=results.get_queryset().order_by().values("pk"))
