"""Reminds a unit of the services whose text it should look at again: a panel of the landing page.

Units keep the texts true, editors write them; whoever has no right to edit pages still learns what is due.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.models import ServicePage
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability

# So many days ahead a unit is reminded.
DAYS_AHEAD = 30
SERVICES_LISTED = 5


class UnitReviewPanel(Component):
    """The services that are due or soon will be."""

    name = "unit_reviews"
    is_work = True
    template_name = "home/editing/unit_reviews.html"
    order = 25

    def __init__(self, services: list[ServicePage], today: date) -> None:
        self.services, self.today = services, today

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the services, those never looked at first, then the longest overdue."""
        return {
            "services": self.services[:SERVICES_LISTED],
            "more": len(self.services[SERVICES_LISTED:]),
            "today": self.today,
        }


def services_to_review(user: Any, day: date) -> QuerySet[ServicePage]:
    """Return the published services of the units that `user` works in, never reviewed or due by `day`."""
    units = access_of(user).units(Capability.ENTER, Capability.SUBMIT)
    return ServicePage.objects.live().filter(unit__in=units).review_due(day).select_related("unit")


def remind_units(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel when anything is due (hook `construct_homepage_panels`)."""
    today = timezone.localdate()
    services = list(services_to_review(request.user, today + timedelta(days=DAYS_AHEAD)))
    if services:
        panels.append(UnitReviewPanel(services, today))
