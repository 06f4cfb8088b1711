"""What every screen of a register does: ask the policy, fetch from the scope, look like Wagtail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import WMABaseView


class RegisterView(WMABaseView):
    """A screen of a register. It is closed unless a subclass says who may open it.

    Attributes:
        action: names the template attribute of the register's screens, `<action>_template_name`.
        title: the heading.
    """

    action = ""
    title = ""

    def check_action_permitted(self, user: Any) -> bool:
        """Refuse; a subclass says who may open the screen."""
        return False

    def refuse(self) -> None:
        """Answer somebody who may not do this: Wagtail leads back to the dashboard and says so."""
        raise PermissionDenied

    def get_template_names(self) -> list[str]:
        """Return the template that the register's screens name for this action, or the view's own."""
        named = getattr(self.model_admin, f"{self.action}_template_name", "") if self.action else ""
        return [named or self.template_name]

    def get_title(self) -> str:
        """Return the heading."""
        return str(self.title)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way from the dashboard to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": self.model_admin.url_for("index"), "label": self.model_admin.get_menu_label()},
        ]

    def get_header_buttons(self) -> list[Any]:
        """Return the buttons at the head."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what Wagtail's own templates ask for."""
        title = self.get_title()
        return super().get_context_data(
            **{
                "header_title": title,
                "page_title": title,
                "header_icon": self.model_admin.get_menu_icon(),
                "breadcrumbs_items": self.get_breadcrumbs(),
                "header_buttons": self.get_header_buttons(),
                "verbose_name": self.opts.verbose_name,
                "verbose_name_plural": self.opts.verbose_name_plural,
            }
            | kwargs
        )


class RecordView(RegisterView):
    """A screen about one record, which is fetched from what the user may see: anything else is a 404."""

    instance: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the record."""
        super().setup(request, *args, **kwargs)
        self.instance = self.get_record()

    def get_record(self) -> Any:
        """Return the record that the address names.

        Raises:
            Http404: when there is none, or it lies outside the user's scope.
        """
        record = get_object_or_404(self.model_admin.get_queryset(self.request), pk=self.kwargs["instance_pk"])
        if not self.permission_helper.user_can_inspect_obj(self.request.user, record):
            raise Http404
        return record

    @property
    def record_url(self) -> str:
        """The address of the record's page."""
        return self.model_admin.record_url(self.instance)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen: over the list and the record's page."""
        return [
            *super().get_breadcrumbs(),
            {"url": self.record_url, "label": capfirst(str(self.instance))},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the record beside the rest."""
        return super().get_context_data(
            **{"instance": self.instance, "record": self.instance, "record_url": self.record_url} | kwargs
        )


class ClosedView(RegisterView):
    """A screen of wagtail-modeladmin that no register uses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as if it did not exist."""
        raise Http404
