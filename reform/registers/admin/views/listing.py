"""The list of a register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from reform.registers.admin.listing import Listing

from .base import RegisterView


class ListView(RegisterView):
    """The records that the user may see, filtered, searched, ordered, in pages."""

    action = "index"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who has any business with the register."""
        return self.permission_helper.user_can_list(user)

    def get_title(self) -> str:
        """Return the register's name."""
        return str(self.model_admin.get_menu_label())

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to the list; its own entry leads nowhere new."""
        *way, last = super().get_breadcrumbs()
        return [*way, {"url": "", "label": last["label"]}]

    def get_header_buttons(self) -> list[Any]:
        """Return the button to add a record, the register's own and those for spreadsheets."""
        buttons = []
        if self.model_admin.panels and self.permission_helper.user_can_create(self.request.user):
            buttons.append(
                HeaderButton(
                    _("Add %(name)s") % {"name": self.verbose_name},
                    url=self.model_admin.url_for("create"),
                    icon_name="plus",
                )
            )
        buttons.extend(self.model_admin.header_buttons(self.request))
        buttons.extend(self.model_admin.spreadsheet_buttons(self.request))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the list."""
        listing = Listing(self.model_admin, self.request)
        return super().get_context_data(
            **{
                "listing": listing,
                "headings": listing.headings(),
                "rows": listing.table(),
                "totals": listing.totals(),
                "active_filters": listing.active_filters(),
                "page_obj": listing.page,
                "list_url": self.model_admin.url_for("index"),
                "empty_message": self.model_admin.empty_message,
            }
            | self.model_admin.list_context(self.request)
            | kwargs
        )
