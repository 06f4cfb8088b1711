"""The authority's results, as far as the registers hold figures approved for the public."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from home.models.base import PublicPage
from home.models.service import SHORT_TEXT


class ResultsPage(PublicPage):
    """Figures by unit and period with their definitions, sources and downloads."""

    introduction = RichTextField(_("introduction"), features=SHORT_TEXT, blank=True)

    template = "home/results_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [*PublicPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("results")
        verbose_name_plural = _("results")
