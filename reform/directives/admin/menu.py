"""The menu's entry for everything about directives."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from reform.directives.models import Assignment
from reform.organisation.access import access_of
from reform.registers.admin import RegisterGroup

from .assignments import AssignmentAdmin
from .board_views import may_open_board
from .directives import DirectiveAdmin
from .extensions import ExtensionAdmin
from .filters import SEEING
from .links import address
from .reading import ReadingAdmin
from .tasks import TaskAdmin


class WorkItem(MenuItem):
    """The way back to the landing page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to who sees records of any unit."""
        return access_of(request.user).anywhere(*SEEING)


class BoardItem(MenuItem):
    """The task board."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to who may open it."""
        return may_open_board(request.user)


class DirectivesGroup(RegisterGroup):
    """Landing page, board and the registers, under one entry."""

    menu_label = _("Directives and follow-up")
    menu_icon = "clipboard-list"
    menu_order = 110
    items = (AssignmentAdmin, TaskAdmin, DirectiveAdmin, ExtensionAdmin, ReadingAdmin)

    def get_submenu_items(self) -> list[Any]:
        """Return the landing page and the board before the registers."""
        return [
            WorkItem(_("My unit's work"), reverse("wagtailadmin_home"), icon_name="home", order=-2),
            BoardItem(_("Task board"), address(Assignment, "board"), icon_name="table", order=-1),
            *super().get_submenu_items(),
        ]
