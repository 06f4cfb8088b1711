"""What the portal leaves out of Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

# Pages in English on another site, each counted as unread in the menu.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("construct_help_menu")
def leave_out_foreign_help(request: HttpRequest, items: list[Any]) -> None:
    """Take the pages on Wagtail's own site off the menu; the list of keyboard shortcuts stays."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_settings_menu")
def leave_out_second_screens_of_accounts(request: HttpRequest, items: list[Any]) -> None:
    """Take Wagtail's own screens of accounts off the menu: those under "Organisation" write history."""
    items[:] = [item for item in items if item.name != "users"]
