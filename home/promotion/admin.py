"""The campaigns' reports in the admin, for who works on their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from home.admin_scope import pages_in_scope, works_on_pages
from home.admin_screens import breadcrumbs
from home.enums import Channel
from home.models import CampaignPage, DailyCount, PrintRun
from home.promotion.links import links_of
from home.promotion.report import report_on

CAMPAIGNS_A_PAGE = 30
DAYS_COUNTED, PAGES_COUNTED = 365, 50


def _campaigns(user: Any) -> QuerySet[CampaignPage]:
    return CampaignPage.objects.filter(pk__in=pages_in_scope(user).values("pk"))


def campaign_list(request: HttpRequest) -> HttpResponse:
    """Show the campaigns that the user works on, with visits and printed copies; the newest first."""
    if not works_on_pages(request.user):
        return permission_denied(request)
    is_visit = Q(campaign_links__counts__event=DailyCount.Event.VISIT)
    copies = PrintRun.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    campaigns = (
        _campaigns(request.user)
        .select_related("unit")
        .annotate(
            visits=Sum("campaign_links__counts__count", filter=is_visit),
            copies=Subquery(copies.annotate(total=Sum("copies")).values("total")),
        )
        .order_by("-starts_on", "-pk")
    )
    page = Paginator(campaigns, CAMPAIGNS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "campaigns": page,
        "visits": _visits_of_pages(request.user),
        "header_title": _("Campaigns"),
        "breadcrumbs_items": breadcrumbs({"url": "", "label": _("Campaigns")}),
    }
    return TemplateResponse(request, "home/promotion/campaign_list.html", context)


def _visits_of_pages(user: Any) -> list[dict[str, Any]]:
    """Return the short addresses of pages outside campaigns that were visited most in a year, by channel."""
    since = timezone.localdate() - timedelta(days=DAYS_COUNTED)
    counts = DailyCount.objects.filter(link__campaign=None, event=DailyCount.Event.VISIT, day__gte=since)
    counts = counts.filter(link__page__in=pages_in_scope(user).values("pk")).order_by()
    rows = counts.values("link__page", "link__page__title", "link__channel").annotate(total=Sum("count"))
    return [
        {
            "title": row["link__page__title"],
            "channel": Channel(row["link__channel"]).label,
            "total": row["total"],
        }
        for row in rows.order_by("-total", "link__page__title", "link__page")[:PAGES_COUNTED]
    ]


def campaign_report(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what came of one campaign.

    Raises:
        Http404: there is no such campaign among those that the user works on.
    """
    if not works_on_pages(request.user):
        return permission_denied(request)
    campaign = get_object_or_404(_campaigns(request.user).select_related("unit"), pk=page_id)
    site = campaign.get_site()
    if site is None:
        raise Http404("the campaign belongs to no site")
    context = {
        "campaign": campaign,
        "report": report_on(campaign),
        "links": links_of(campaign, campaign),
        "site_url": _address_of(site, request),
        "services": campaign.services.alphabetical(),
        "header_title": campaign.title,
        "breadcrumbs_items": breadcrumbs(
            {"url": reverse("promotion_campaigns"), "label": _("Campaigns")},
            {"url": "", "label": campaign.title},
        ),
    }
    return TemplateResponse(request, "home/promotion/campaign_report.html", context)


def _address_of(site: Site, request: HttpRequest) -> str:
    """Return where the site is reached: as the user reached it, where the administration stands on it too."""
    return request.build_absolute_uri("/")[:-1] if Site.find_for_request(request) == site else site.root_url


class CampaignsMenuItem(MenuItem):
    """The way to the campaigns' reports, for who works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user works on pages."""
        return works_on_pages(request.user)


def menu_item() -> CampaignsMenuItem:
    """Return the entry of the main menu."""
    return CampaignsMenuItem(
        gettext_lazy("Campaigns"), reverse("promotion_campaigns"), icon_name="pick", order=320
    )


urlpatterns = [
    path("chien-dich/", campaign_list, name="promotion_campaigns"),
    path("chien-dich/<int:page_id>/", campaign_report, name="promotion_campaign"),
]
