"""What waits for an editor or a publisher: a panel of the landing page, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState, WorkflowState

from home.editing.reports import NAMESPACE, broken_links_of, day_or_never, pages_of, pages_to_review
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability

ROWS_SHOWN = 5


@dataclass(frozen=True)
class Row:
    """A page in a bucket: its title, the way to its editor, and a remark."""

    title: str
    url: str
    remark: Any = ""


@dataclass(frozen=True)
class Bucket:
    """Pages that wait for the same thing.

    Attributes:
        url: the report that lists them all; the rows below when there is none.
        is_urgent: whether somebody waits for the user.
    """

    code: str
    title: str
    empty: str
    count: int
    rows: list[Row]
    url: str = ""
    is_urgent: bool = False


class EditorWorkPanel(Component):
    """The head of the landing page of whoever works on pages."""

    name = "editor_work"
    is_work = True
    template_name = "home/editing/dashboard.html"
    order = 20

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the buckets."""
        return {"buckets": buckets_of(self.request.user)}


def put_editor_work(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for who works on pages (hook `construct_homepage_panels`)."""
    if access_of(request.user).anywhere(Capability.EDIT_PAGES, Capability.PUBLISH_PAGES):
        panels.append(EditorWorkPanel(request))


def buckets_of(user: Any) -> list[Bucket]:
    """Return what waits for a user, what others wait for first."""
    own = pages_of(user)
    publishes = user.is_superuser or access_of(user).anywhere(Capability.PUBLISH_PAGES)
    found = [_to_approve(user)] if publishes else []
    return [*found, _returned(user), _drafts(user, own), _scheduled(own), _to_review(user), _broken(user)]


def _to_approve(user: Any) -> Bucket:
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__groupapprovaltask__groups__in=user.groups.all()
    )
    # What the user sent last is somebody else's to approve (`home.four_eyes`).
    waiting = waiting.exclude(revision__user=user).distinct().order_by("started_at")
    states = waiting.select_related("revision__user").defer("revision__content")
    return Bucket(
        "to-approve",
        _("Waiting for my approval"),
        _("No text waits for you."),
        waiting.count(),
        [_row_of(state.revision, state.revision.user or "") for state in states[:ROWS_SHOWN]],
        f"{reverse('wagtailadmin_reports:workflow_tasks')}?reviewable=true",
        is_urgent=True,
    )


def _returned(user: Any) -> Bucket:
    returned = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES)
    states = returned.select_related("current_task_state__revision")
    states = states.defer("current_task_state__revision__content").order_by("-pk")
    rows = [
        _row_of(state.current_task_state.revision, state.current_task_state.comment)
        for state in states[:ROWS_SHOWN]
    ]
    title, empty = _("Returned to me for changes"), _("Nothing was returned to you.")
    return Bucket("returned", title, empty, returned.count(), rows, is_urgent=True)


def _drafts(user: Any, own: QuerySet[Page]) -> Bucket:
    in_approval = WorkflowState.objects.active().filter(object_id=_key_as_text())
    pages = own.filter(has_unpublished_changes=True, latest_revision__user=user)
    pages = pages.exclude(Exists(in_approval)).exclude(Exists(_approved_for_later()))
    newest = pages.order_by("-latest_revision_created_at")
    rows = [_row_of_page(page, page.latest_revision_created_at) for page in newest[:ROWS_SHOWN]]
    return Bucket("drafts", _("My drafts"), _("You have no drafts."), pages.count(), rows)


def _scheduled(own: QuerySet[Page]) -> Bucket:
    moment = Subquery(_approved_for_later().values("approved_go_live_at")[:1])
    pages = own.filter(Exists(_approved_for_later())).annotate(moment=moment).order_by("moment")
    rows = [_row_of_page(page, page.moment) for page in pages[:ROWS_SHOWN]]
    title, empty = _("Approved, to be published later"), _("No page is scheduled.")
    return Bucket("scheduled", title, empty, pages.count(), rows)


def _to_review(user: Any) -> Bucket:
    pages = pages_to_review(user, timezone.localdate())
    rows = [_row_of_page(page, day_or_never(page.review_day)) for page in pages[:ROWS_SHOWN]]
    title, empty = _("Pages to be reviewed"), _("No page is due for review.")
    return Bucket("review", title, empty, pages.count(), rows, reverse(f"{NAMESPACE}:review"))


def _broken(user: Any) -> Bucket:
    links = broken_links_of(user)
    rows = [_row_of_page(link.page, link.get_fault_display()) for link in links[:ROWS_SHOWN]]
    title, empty = _("Broken links"), _("Every link that was checked leads somewhere.")
    return Bucket("links", title, empty, links.count(), rows, reverse(f"{NAMESPACE}:broken_links"))


def _approved_for_later() -> QuerySet[Revision]:
    """Return the approved versions that wait for their time, of the page of an outer query."""
    revisions = Revision.page_revisions.filter(object_id=_key_as_text())
    return revisions.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")


def _key_as_text() -> Cast:
    """Return the key of an outer query's page as revisions keep it, which is as text."""
    return Cast(OuterRef("pk"), CharField())


def _row_of(revision: Revision, remark: Any) -> Row:
    return Row(revision.object_str, reverse("wagtailadmin_pages:edit", args=[revision.object_id]), remark)


def _row_of_page(page: Page, remark: Any) -> Row:
    return Row(page.draft_title or page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), remark)
