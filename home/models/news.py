"""The list of reform news, filtered by field, unit, year and tag, page by page."""

from typing import Any, ClassVar

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, ExtractYear, LPad, Replace
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.listing import ListFilter, ListFilters, count_choices, page_numbers, page_of, read_filters
from home.models.article import ArticlePage, ArticleQuerySet
from home.models.base import PublicPage
from home.pictures import prefetch_pictures
from home.portal import portal_of
from home.structure import COMMITTEE, COMMITTEE_IN_SHORT

ARTICLES_A_PAGE = 6
FIELD_PARAMETER = "linh-vuc"
UNIT_PARAMETER = "don-vi"
YEAR_PARAMETER = "nam"
TAG_PARAMETER = "nhan"
# Sorts the newest year first in an ascending order.
LAST_YEAR = 9999


class NewsIndexPage(PublicPage):
    """The newest articles first."""

    template = "home/news_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = gettext_lazy("news list")
        verbose_name_plural = gettext_lazy("news lists")

    def articles(self) -> ArticleQuerySet:
        """Return the published articles of this list, newest first."""
        return ArticlePage.objects.child_of(self).published().for_lists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page of articles and the filters with their counts.

        Raises:
            Http404: the address names a field, unit, year, tag or page that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        filters = read_filters(request, self._filters())
        articles = page_of(request, self._narrow(filters), size=ARTICLES_A_PAGE)
        prefetch_pictures([portal_of(request).logo, *(article.lead_image for article in articles)])
        context |= {"filters": filters, "articles": articles, "page_numbers": page_numbers(articles)}
        return context

    def _narrow(self, filters: ListFilters) -> ArticleQuerySet:
        conditions = {
            FIELD_PARAMETER: "reform_fields__slug",
            UNIT_PARAMETER: "author_unit__code",
            YEAR_PARAMETER: "published_on__year",
            TAG_PARAMETER: "tags__slug",
        }
        return self.articles().filter(
            **{conditions[parameter]: choice.value for parameter, choice in filters.chosen.items()}
        )

    def _filters(self) -> list[ListFilter]:
        choices = self._choices()
        titles = {
            FIELD_PARAMETER: (_("Field of reform"), _("All fields")),
            UNIT_PARAMETER: (_("Unit"), _("All units")),
            YEAR_PARAMETER: (_("Year"), _("All years")),
            TAG_PARAMETER: (_("Tag"), _("All tags")),
        }
        return [
            ListFilter(parameter=parameter, title=title, choices=choices[parameter], all_label=all_label)
            for parameter, (title, all_label) in titles.items()
        ]

    def _choices(self) -> dict[str, Any]:
        shown = ArticlePage.objects.child_of(self).published().order_by()
        counted = {"total": Count("pk", distinct=True)}
        return count_choices(
            {
                FIELD_PARAMETER: shown.filter(reform_fields__isnull=False)
                .values(
                    value=F("reform_fields__slug"),
                    label=F("reform_fields__short_name"),
                    order=_sortable("reform_fields__position"),
                )
                .annotate(**counted),
                UNIT_PARAMETER: shown.filter(author_unit__isnull=False)
                .values(
                    value=F("author_unit__code"),
                    label=Replace(F("author_unit__name"), Value(COMMITTEE), Value(COMMITTEE_IN_SHORT)),
                    order=_sortable("author_unit__position"),
                )
                .annotate(**counted),
                YEAR_PARAMETER: shown.annotate(year=ExtractYear("published_on"))
                .values(
                    value=Cast("year", CharField()),
                    label=Cast("year", CharField()),
                    order=Cast(Value(LAST_YEAR) - F("year"), CharField()),
                )
                .annotate(**counted),
                TAG_PARAMETER: shown.filter(tags__isnull=False)
                .values(value=F("tags__slug"), label=F("tags__name"), order=F("tags__name"))
                .annotate(**counted),
            }
        )


def _sortable(column: str) -> LPad:
    """Return a whole number as text that sorts like the number."""
    return LPad(Cast(column, CharField()), 10, Value("0"))
