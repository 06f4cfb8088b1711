"""The findings of the checks as editors and publishers meet them: in the editor and when they submit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import Panel
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from home.content_checks import check_page

SUBMITTING = ("action-submit", "action-restart-workflow")


MORE_RULES = {
    "color-contrast": {
        "error_name": _("Text and its ground are too alike"),
        "help_text": _("Colours come from the authority's settings: tell an administrator."),
    },
    "image-alt": {
        "error_name": _("A picture has no alternative text"),
        "help_text": _("Say what the picture shows, for people who cannot see it."),
    },
    "th-has-data-cells": {
        "error_name": _("A table heading stands above no cells"),
        "help_text": _("Take empty columns out of the table"),
    },
    "list": {
        "error_name": _("A list holds something that is no item"),
        "help_text": _("Use the list buttons of the editor"),
    },
}


class ChecksPanel(Panel):
    """Shows above the fields what the checks found in the version that was saved last."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("To be looked at again"), "icon": "warning"} | kwargs)

    @property
    def clean_name(self) -> str:
        """The name that scripts and addresses use."""
        return "checks"

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "home/editing/checks.html"

        def is_shown(self) -> bool:
            """Tell whether there is a saved version."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the findings."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"findings": check_page(self.instance)}


class PortalCheckerItem(ContentCheckerItem):
    """Wagtail's own checker in the preview: what editors can change, in words that we have.

    A rule without a message of ours would speak English.
    """

    axe_include = ("#noi-dung",)
    axe_run_only = (*ContentCheckerItem.axe_run_only, *MORE_RULES)
    axe_messages = ContentCheckerItem.axe_messages | MORE_RULES


def configure_checker(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Put the portal's rules in the place of Wagtail's (hook `construct_wagtail_userbar`)."""
    items[:] = [
        PortalCheckerItem(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


def count_findings(request: HttpRequest, page: Page) -> None:
    """After a text is sent for approval: say how much of it to look at again (hook `after_edit_page`)."""
    if not any(name in request.POST for name in SUBMITTING):
        return
    count = len(check_page(page.get_latest_revision_as_object()))
    if count:
        text = ngettext(
            "%(count)d point to be looked at again: the editor lists it above the fields.",
            "%(count)d points to be looked at again: the editor lists them above the fields.",
            count,
        )
        messages.warning(request, text % {"count": count})
