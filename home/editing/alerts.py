"""The screens of alert banners."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column, DateColumn

from home.editing.own_sites import OwnSiteForm, OwnSiteViewSet
from home.models import AlertBanner


class AlertForm(OwnSiteForm):
    """The form of a banner."""

    page_field = "link_page"


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
        Column("get_level_display", label=_("level")),
        DateColumn("starts_at", label=_("from")),
        DateColumn("ends_at", label=_("until")),
        Column("site", label=_("site")),
    ]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("site"),
        FieldPanel("level"),
        FieldPanel("text", help_text=_("What happened and what people should do, in one or two sentences.")),
        FieldPanel("link_page"),
        MultiFieldPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Shown")),
    ]
