"""What readers think of pages: numbers of a year by page, and what they missed there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from reform.feedback.models import PageRemark
from reform.feedback.selectors import may_read_opinions, pages_with_opinions, ratings_by_screen

DAYS_SHOWN = 365
REMARKS_A_PAGE = 50
FIGURES = {
    "useful": gettext_lazy("found it useful"),
    "not_useful": gettext_lazy("did not find it useful"),
    "very": gettext_lazy("very satisfied"),
    "satisfied": gettext_lazy("satisfied"),
    "not_satisfied": gettext_lazy("not satisfied"),
    "remarks": gettext_lazy("remarks"),
}


def _since() -> date:
    return timezone.localdate() - timedelta(days=DAYS_SHOWN)


def _opinions(user: Any) -> QuerySet[Page, Any]:
    return pages_with_opinions(user, _since())


class PageColumn(TitleColumn):
    """The title of a page, and whether sample data are among its numbers."""

    cell_template_name = "feedback/page_cell.html"


class OpinionReport(ReportView):
    """The pages that readers have said something about in a year."""

    page_title = _("What readers think of pages")
    header_icon = "pick"
    index_url_name = "feedback_opinions"
    index_results_url_name = "feedback_opinions_results"
    is_searchable = False
    columns: ClassVar[list[Column]] = [
        PageColumn("title", label=_("Page"), url_name="feedback_opinions_of_page"),
        *(NumberColumn(name, label=capfirst(label)) for name, label in FIGURES.items()),
    ]
    list_export: ClassVar[list[str]] = ["title", *FIGURES, "is_sample"]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Page"),
        **{name: capfirst(label) for name, label in FIGURES.items()},
        "is_sample": _("Sample data"),
    }
    custom_field_preprocess: ClassVar[dict[str, Any]] = {
        "is_sample": dict.fromkeys(
            ReportView.FORMATS, lambda value: gettext("yes") if value else gettext("no")
        )
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the report to who answers for pages."""
        if not may_read_opinions(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Page, Any]:
        """Return the user's pages."""
        return _opinions(self.request.user)


def opinions_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the numbers of one page and what readers missed there, the newest first.

    Raises:
        Http404: the user does not answer for that page, or nobody has said anything about it.
    """
    if not may_read_opinions(request.user):
        return permission_denied(request)
    page = get_object_or_404(_opinions(request.user), pk=page_id)
    remarks = Paginator(PageRemark.objects.filter(page=page), REMARKS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "figures": [(label, getattr(page, name)) for name, label in FIGURES.items() if name != "remarks"],
        "screens": ratings_by_screen(page, _since()) if page.has_screens else [],
        "remarks": remarks,
        "header_title": page.title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": reverse("feedback_opinions"), "label": OpinionReport.page_title},
            {"url": "", "label": page.title},
        ],
    }
    return TemplateResponse(request, "feedback/opinions_of_page.html", context)


class OpinionsMenuItem(MenuItem):
    """The way to the report, for who answers for pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user does."""
        return may_read_opinions(request.user)


def menu_item() -> OpinionsMenuItem:
    """Return the entry among the reports (hook `register_reports_menu_item`)."""
    return OpinionsMenuItem(
        _("What readers think of pages"), reverse("feedback_opinions"), icon_name="pick", order=120
    )


def addresses() -> list[URLPattern]:
    """Return the addresses of the report (hook `register_admin_urls`)."""
    return [
        path("feedback/opinions/", OpinionReport.as_view(), name="feedback_opinions"),
        path(
            "feedback/opinions/results/",
            OpinionReport.as_view(results_only=True),
            name="feedback_opinions_results",
        ),
        path("feedback/opinions/<int:page_id>/", opinions_of_page, name="feedback_opinions_of_page"),
    ]
