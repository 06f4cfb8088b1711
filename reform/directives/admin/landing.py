"""My unit's work: what the admin's landing page says to whoever has work in the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from reform.directives.enums import ExtensionState
from reform.directives.models import Assignment, ExtensionRequest
from reform.directives.selectors import Bucket, UnitWork, unit_work
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin.officer import officer

from .board_views import may_open_board
from .links import address
from .story import Part, part_view

# Buckets whose first row is urgent.
URGENT = frozenset({"overdue", "returned", "rejected"})


@dataclass(frozen=True)
class Waiting:
    """A bucket as the template shows it."""

    bucket: Bucket
    url: str
    parts: list[Part]

    @property
    def is_urgent(self) -> bool:
        """Whether something in it should have been done already."""
        return bool(self.bucket.count) and self.bucket.kind.code in URGENT


class UnitWorkPanel(Component):
    """The head of the landing page."""

    name = "unit_work"
    is_work = True
    template_name = "directives/landing.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return what waits for the user."""
        user = officer(self.request)
        work = unit_work(user)
        access = access_of(user)
        return {
            "request": self.request,
            "user": user,
            "work": work,
            "own": [waiting(bucket) for bucket in work.own],
            "following": [waiting(bucket) for bucket in work.following],
            "extensions": [
                {"request": item, "url": address(ExtensionRequest, "inspect", item.pk)}
                for item in work.extensions
            ],
            "extensions_url": address(ExtensionRequest, "index", state=ExtensionState.REQUESTED.value),
            "has_work": has_work(work),
            "looks_on": not access.anywhere(Capability.ENTER, Capability.SUBMIT),
            "several_units": len(access.units(Capability.VIEW)) > 1,
            "board_url": address(Assignment, "board") if may_open_board(user) else "",
        }


def waiting(bucket: Bucket) -> Waiting:
    """Return a bucket with its addresses."""
    return Waiting(
        bucket, address(Assignment, "index", **bucket.params), [part_view(row) for row in bucket.rows]
    )


def has_work(work: UnitWork) -> bool:
    """Tell whether the register is the user's business at all."""
    return bool(work.own or work.following or work.extension_count is not None)


def put_unit_work_first(request: HttpRequest, panels: list[Any]) -> None:
    """Head the landing page with the unit's work; Wagtail's own panels stay for who edits pages."""
    if not access_of(request.user).anywhere(Capability.EDIT_PAGES, Capability.PUBLISH_PAGES):
        panels.clear()
    panels.insert(0, UnitWorkPanel(request))
