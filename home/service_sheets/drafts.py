"""The services of a catalogue as their editors have them: newest drafts, with all parts in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from home.models import (
    LifeEvent,
    ServiceFigure,
    ServiceIndexPage,
    ServiceLegalBasis,
    ServicePage,
    ServicePaper,
    ServiceQuestion,
    ServiceStep,
)

PARTS: dict[str, Any] = {
    "papers": ServicePaper,
    "steps": ServiceStep,
    "legal_bases": ServiceLegalBasis,
    "questions": ServiceQuestion,
    "figures": ServiceFigure,
}


def drafts_of(index: ServiceIndexPage) -> list[ServicePage]:
    """Return the services of a catalogue, drafts included, in the order of the catalogue.

    A service without a newer draft is taken as it is published, its parts fetched together with those of all
    others; only a newer draft costs queries of its own.
    """
    pages = ServicePage.objects.child_of(index).select_related("latest_revision")
    services = list(pages.order_by("service_field__position", "title", "pk"))
    published = [page for page in services if not _has_draft(page)]
    load_parts(published)
    return [
        page.with_content_json(page.latest_revision.content) if _has_draft(page) else page
        for page in services
    ]


def _has_draft(page: ServicePage) -> bool:
    return page.has_unpublished_changes and page.latest_revision is not None


def load_parts(pages: Iterable[ServicePage]) -> None:
    """Fetch the parts of many services, a query for each kind, and keep them on the pages."""
    by_key = {page.pk: page for page in pages}
    for relation, model in PARTS.items():
        found: dict[int, list[Any]] = defaultdict(list)
        for part in model.objects.filter(page__in=by_key):
            found[part.page_id].append(part)
        for key, page in by_key.items():
            setattr(page, relation, found[key])
    events: dict[int, list[LifeEvent]] = defaultdict(list)
    links = ServicePage.life_events.through.objects.filter(servicepage__in=by_key)
    for link in links.select_related("lifeevent").order_by("lifeevent__position", "lifeevent__name"):
        events[link.servicepage_id].append(link.lifeevent)
    for key, page in by_key.items():
        page.life_events = events[key]
