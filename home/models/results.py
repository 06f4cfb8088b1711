"""The authority's results, as far as the registers hold figures approved for the public."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from home.models.base import PublicPage
from home.models.service import SHORT_TEXT
from home.pictures import prefetch_pictures
from home.portal import portal_of
from home.results.showing import read_result_filters, show_figure
from reform.publication.series import published_figures


class ResultsPage(PublicPage):
    """Figures by unit and period with their definitions, sources and downloads."""

    introduction = RichTextField(
        _("introduction"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("What the figures are about and how often they are renewed; it stands above them."),
    )

    template = "home/results_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [*PublicPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("results")
        verbose_name_plural = _("results")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the published figures, narrowed as the address asks.

        Raises:
            Http404: the address names a unit or a year that no figure has.
        """
        context = super().get_context(request, *args, **kwargs)
        portal = portal_of(request)
        prefetch_pictures([portal.logo])
        published = published_figures(portal.authority) if portal.authority else []
        figures = [figure for figure in published if figure.rows]
        filters = read_result_filters(request, figures)
        context |= {
            "filters": filters,
            "figures": [show_figure(figure, filters) for figure in figures],
            "withheld": [figure for figure in published if figure.withheld_since],
        }
        return context
