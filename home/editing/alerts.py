"""The screens of alert banners."""

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column

from home.editing.own_sites import OwnSiteForm, OwnSiteViewSet
from home.models import AlertBanner


class AlertForm(OwnSiteForm):
    """The form of a banner."""

    page_field = "link_page"

    def clean_ends_at(self) -> datetime | None:
        """Take a day without a time as that whole day."""
        moment: datetime | None = self.cleaned_data["ends_at"]
        typed = str(self.data.get(self.add_prefix("ends_at"), ""))
        if moment and ":" not in typed:
            moment = timezone.localtime(moment).replace(hour=23, minute=59)
        return moment


class MomentColumn(Column):
    """A day with its time, past or to come; Wagtail's own column knows the past alone."""

    def get_value(self, instance: AlertBanner) -> str:
        """Return it as people write it, empty where there is none."""
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "H:i d/m/Y") if moment else ""


class AlertViewSet(OwnSiteViewSet):
    """Banners of the publisher's own site, the newest first."""

    model = AlertBanner
    own_form = AlertForm
    name = "wagtailadmin_alerts"
    url_prefix = "alerts"
    icon = "warning"
    menu_label = _("Alert banners")
    menu_order = 220
    list_display: ClassVar[list[Column | str]] = [
        "text",
        Column("get_level_display", label=capfirst(_("level"))),
        MomentColumn("starts_at", label=capfirst(_("from"))),
        MomentColumn("ends_at", label=capfirst(_("until"))),
        Column("site", label=capfirst(_("site"))),
    ]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("site"),
        FieldPanel("level"),
        FieldPanel("text", help_text=_("What happened and what people should do, in one or two sentences.")),
        FieldPanel("link_page"),
        MultiFieldPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Shown")),
    ]
