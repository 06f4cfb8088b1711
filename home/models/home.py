"""The front page: the citizen's question first, figures next, news after them."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.url_routing import RouteResult

from home.models.base import PublicPage
from home.pictures import prefetch_pictures
from home.portal import portal_of
from home.sections import SectionsBlock
from home.surroundings import find_page


class HomePage(PublicPage):
    """Root page of an authority's site."""

    question = models.CharField(
        _("question"), max_length=80, help_text=_("The large line above the search box.")
    )
    question_help = models.CharField(
        _("line under the question"),
        max_length=160,
        blank=True,
        help_text=_(
            "What the search box finds, for example: Procedures, news and documents of the district."
        ),
    )
    search_example = models.CharField(
        _("example in the search box"),
        max_length=60,
        blank=True,
        help_text=_("For example: birth certificate"),
    )
    popular_searches = models.TextField(
        _("popular searches"), max_length=300, blank=True, help_text=_("One a line, five at most.")
    )

    sections = StreamField(
        SectionsBlock(),
        verbose_name=_("sections"),
        blank=True,
        help_text=_("From top to bottom. Empty: the key figures and the news."),
    )

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.NewsIndexPage",
        "home.ServiceIndexPage",
        "home.DocumentIndexPage",
        "home.ResultsPage",
        "home.InitiativeIndexPage",
        "home.QuestionsPage",
        "home.ConsultationIndexPage",
        "home.UnitIndexPage",
        "home.CampaignIndexPage",
        "home.StandardPage",
    ]
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("question"),
                FieldPanel("question_help"),
                FieldPanel("search_example"),
                FieldPanel("popular_searches"),
            ],
            heading=_("Search box"),
        ),
        FieldPanel("sections"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address in one query that also brings its menu and breadcrumb.

        Wagtail asks twice for every level of the tree. Whatever is not found that way (an address inside a
        page that routes by itself, a page that is not published) is left to Wagtail.
        """
        page = find_page(request, self, path_components)
        if page is None or page.pk == self.pk:
            return super().route(request, path_components)
        return page.route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections that have something to show."""
        from home.front_page import sections_of

        context = super().get_context(request, *args, **kwargs)
        sections = sections_of(self, request)
        pictures = [picture for section in sections for picture in section.pictures]
        prefetch_pictures([portal_of(request).logo, *pictures])
        context["sections"] = sections
        return context

    @property
    def popular_search_words(self) -> list[str]:
        """The popular searches, five at most."""
        return [line.strip() for line in self.popular_searches.splitlines() if line.strip()][:5]
