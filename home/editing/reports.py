"""Reports for editors: pages to be reviewed, links that lead nowhere. Each shows the user's own pages."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, PageQuerySet
from wagtail.permissions import page_permission_policy

from home.models import BrokenLink
from home.models.base import PublicPage

NAMESPACE = "wagtailadmin_content_reports"
ACTIONS = ("add", "change", "publish")


def pages_of(user: Any) -> PageQuerySet:
    """Return the pages that a user works on."""
    pages: PageQuerySet = page_permission_policy.instances_user_has_any_permission_for(user, ACTIONS)
    return pages


def pages_to_review(user: Any, day: date) -> QuerySet[Page]:
    """Return the user's published pages whose day of review has come, the longest overdue first.

    Services that nobody has reviewed yet come before them: citizens rely on every paper and fee named there.
    Every kind of page has the day in a table of its own; one query asks them all.
    """
    fields = [f"{kind._meta.model_name}__review_by" for kind in PublicPage.__subclasses__()]
    due = Q(servicepage__isnull=False, servicepage__review_by=None)
    for field in fields:
        due |= Q(**{f"{field}__lte": day})
    pages = pages_of(user).live().filter(due).annotate(review_day=Coalesce(*fields))
    return pages.select_related("content_type").order_by(F("review_day").asc(nulls_first=True), "pk")


def broken_links_of(user: Any) -> QuerySet[BrokenLink]:
    """Return the links of the user's pages that lead nowhere."""
    return BrokenLink.objects.filter(page__in=pages_of(user)).select_related("page")


def day_or_never(day: date | None) -> str:
    """Return the day of review as people write it, or that there never was a review."""
    return date_format(day, "d/m/Y") if day else gettext("never looked at")


class ReviewDayColumn(Column):
    """By which day a page was to be reviewed."""

    def get_value(self, instance: Page) -> str:
        """Return it in words."""
        return day_or_never(super().get_value(instance))


class KindColumn(Column):
    """The kind of a page."""

    def get_value(self, instance: Page) -> str:
        """Return it in words."""
        return str(instance.page_type_display_name)


class PageColumn(TitleColumn):
    """The page of a link, leading to its editor."""

    def get_value(self, instance: BrokenLink) -> str:
        """Return the title as editors know it."""
        return str(instance.page.get_admin_display_title())


class ReviewReport(ReportView):
    """Pages whose text should have been looked at again."""

    page_title = _("Pages to be reviewed")
    header_icon = "calendar-check"
    index_url_name = f"{NAMESPACE}:review"
    index_results_url_name = f"{NAMESPACE}:review_results"
    permission_policy = page_permission_policy
    any_permission_required = ACTIONS
    is_searchable = False
    columns: ClassVar[list[Column]] = [
        TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit"),
        ReviewDayColumn("review_day", label=capfirst(_("look at it again by"))),
        KindColumn("kind", label=_("Type")),
    ]
    list_export: ClassVar[list[str]] = ["title", "review_day", "page_type_display_name"]
    custom_field_preprocess: ClassVar[dict[str, Any]] = {
        "review_day": {"csv": day_or_never, "xlsx": day_or_never}
    }
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Title"),
        "review_day": capfirst(_("look at it again by")),
        "page_type_display_name": _("Type"),
    }

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return the pages that are due today."""
        return pages_to_review(self.request.user, timezone.localdate())


class BrokenLinkReport(ReportView):
    """Links that readers cannot follow."""

    page_title = _("Broken links")
    header_icon = "link"
    index_url_name = f"{NAMESPACE}:broken_links"
    index_results_url_name = f"{NAMESPACE}:broken_links_results"
    permission_policy = page_permission_policy
    any_permission_required = ACTIONS
    is_searchable = False
    columns: ClassVar[list[Column]] = [
        PageColumn(
            "page",
            label=_("Page"),
            get_url=lambda link: reverse("wagtailadmin_pages:edit", args=[link.page_id]),
        ),
        Column("place", label=capfirst(_("where"))),
        Column("text", label=capfirst(_("words of the link"))),
        Column("target", label=capfirst(_("leads to"))),
        Column("get_fault_display", label=capfirst(_("what is wrong"))),
        DateColumn("found_at", label=capfirst(_("found on"))),
    ]
    list_export: ClassVar[list[str]] = [
        "page.title",
        "place",
        "text",
        "target",
        "get_fault_display",
        "found_at",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "page.title": _("Page"),
        "place": capfirst(_("where")),
        "text": capfirst(_("words of the link")),
        "target": capfirst(_("leads to")),
        "get_fault_display": capfirst(_("what is wrong")),
        "found_at": capfirst(_("found on")),
    }

    def get_base_queryset(self) -> QuerySet[BrokenLink]:
        """Return the broken links of the user's pages."""
        return broken_links_of(self.request.user)


class ReportMenuItem(MenuItem):
    """Leads to a report whoever works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user works on pages."""
        return page_permission_policy.user_has_any_permission(request.user, ACTIONS)


def review_menu_item() -> MenuItem:
    """Return the item of the report of pages to be reviewed (hook `register_reports_menu_item`)."""
    address = reverse(f"{NAMESPACE}:review")
    return ReportMenuItem(
        _("Pages to be reviewed"), address, name="review", icon_name="calendar-check", order=100
    )


def broken_links_menu_item() -> MenuItem:
    """Return the item of the report of broken links (hook `register_reports_menu_item`)."""
    address = reverse(f"{NAMESPACE}:broken_links")
    return ReportMenuItem(_("Broken links"), address, name="broken-links", icon_name="link", order=110)


urlpatterns = [
    path("review/", ReviewReport.as_view(), name="review"),
    path("review/results/", ReviewReport.as_view(results_only=True), name="review_results"),
    path("broken-links/", BrokenLinkReport.as_view(), name="broken_links"),
    path("broken-links/results/", BrokenLinkReport.as_view(results_only=True), name="broken_links_results"),
]
