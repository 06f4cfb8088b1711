"""The services of a catalogue as their editors have them: newest drafts, with all parts in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.models import COMMENTS_RELATION_NAME, WorkflowState

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

# What belongs to a page as a whole, whichever draft of it.
KEPT_OF_THE_PAGE = (
    "pk", "content_type_id", "path", "depth", "numchild", "draft_title", "live", "has_unpublished_changes",
    "owner_id", "locked", "locked_by_id", "locked_at", "latest_revision", "latest_revision_created_at",
    "live_revision_id", "first_published_at", "last_published_at", "translation_key", "locale_id",
    "alias_of_id", "_approved_schedule",
)  # fmt: skip
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
    pages = pages.annotate_approved_schedule().order_by(
        "service_field__position", "title_order", "title", "pk"
    )
    services = list(pages)
    published = [page for page in services if not _has_draft(page)]
    load_parts(published)
    return [_draft_of(page, index) if _has_draft(page) else page for page in services]


def load_workflow_states(pages: list[ServicePage]) -> None:
    """Fetch what tells whether pages wait for approval, in one query.

    Wagtail's own `prefetch_workflow_states` finds nothing for pages that are of their kind already.
    """
    active = WorkflowState.objects.active().select_related("current_task_state__task")
    prefetch_related_objects(
        pages, Prefetch("_specific_workflow_states", active, to_attr="_current_workflow_states")
    )


def _draft_of(page: ServicePage, index: ServiceIndexPage) -> ServicePage:
    """Return the newest draft of a service, without a query.

    Wagtail's own way asks the database for every record that a draft names, and fails where one is gone.
    """
    content = {
        name: value for name, value in page.latest_revision.content.items() if name != COMMENTS_RELATION_NAME
    }
    draft: ServicePage = ServicePage.from_serializable_data(content, check_fks=False)
    for name in KEPT_OF_THE_PAGE:
        setattr(draft, name, getattr(page, name))
    draft.url_path = f"{index.url_path}{draft.slug}/"
    return draft


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
