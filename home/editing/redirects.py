"""The screens of redirects: where old addresses lead.

Wagtail's own screens list every authority's, so they are left to the installer.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.contrib.redirects.models import Redirect

from home.editing.own_sites import OwnSiteForm, OwnSiteViewSet


class RedirectForm(OwnSiteForm):
    """The form of a redirect: from an address of one's own site to a page of it or to an address."""

    page_field = "redirect_page"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the site: a redirect of all sites is the installer's."""
        super().__init__(*args, **kwargs)
        self.fields["site"].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse a redirect without an aim, with two, or from an address that has one already."""
        cleaned = super().clean()
        if bool(cleaned.get("redirect_page")) == bool(cleaned.get("redirect_link")):
            self.add_error("redirect_page", _("Choose a page or write an address, one of the two."))
        if cleaned.get("old_path") and cleaned.get("site"):
            path = Redirect.normalise_path(cleaned["old_path"])
            others = Redirect.objects.filter(old_path=path, site=cleaned["site"]).exclude(pk=self.instance.pk)
            if path == "/" or others.exists():
                self.add_error("old_path", _("This address leads somewhere already."))
        return cleaned


class RedirectViewSet(OwnSiteViewSet):
    """Redirects of the publisher's own site, those included that a move or a new name made."""

    model = Redirect
    own_form = RedirectForm
    name = "wagtailadmin_redirects"
    url_prefix = "moved-pages"
    icon = "redirect"
    menu_label = _("Redirects")
    menu_order = 230
    ordering: ClassVar[list[str]] = ["old_path"]
    search_fields: ClassVar[list[str]] = ["old_path", "redirect_link"]
    list_display: ClassVar[list[Column | str]] = [
        "old_path",
        Column("redirect_page", label=_("to the page")),
        Column("redirect_link", label=_("to the address")),
        BooleanColumn("automatically_created", label=_("made by itself")),
        Column("site", label=_("site")),
    ]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("site", help_text=_("The site at which the old address stood.")),
        FieldPanel("old_path", help_text=_("The address without the site's name, for example /tin-cu.")),
        FieldPanel("redirect_page", help_text=_("Better than an address: it stays right if the page moves.")),
        FieldPanel(
            "redirect_link",
            help_text=_("Only for what is no page of this site, for example: https://dichvucong.gov.vn/."),
        ),
        FieldPanel("is_permanent"),
    ]
