"""The list of reform news, filtered by field and year, page by page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models.article import ArticlePage, ArticleQuerySet
from home.models.base import PublicPage
from home.models.field import ReformField
from home.pictures import prefetch_pictures
from home.portal import portal_of

ARTICLES_A_PAGE = 6
FIELD_PARAMETER = "linh-vuc"
YEAR_PARAMETER = "nam"
PAGE_PARAMETER = "trang"


@dataclass(frozen=True)
class NewsFilter:
    """What the address asks for: a field of reform, a year, both or neither."""

    field: ReformField | None
    year: int | None

    def narrow(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Return the articles that match."""
        if self.field:
            articles = articles.filter(reform_fields=self.field)
        return articles.filter(published_on__year=self.year) if self.year else articles

    @property
    def query(self) -> str:
        """The filter as a query string without the page, ending in ``&`` unless empty."""
        field = f"{FIELD_PARAMETER}={self.field.slug}&" if self.field else ""
        return field + (f"{YEAR_PARAMETER}={self.year}&" if self.year else "")


class NewsIndexPage(PublicPage):
    """The newest articles first."""

    template = "home/news_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def articles(self) -> ArticleQuerySet:
        """Return the published articles of this list, newest first."""
        return ArticlePage.objects.child_of(self).published().for_lists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page of articles and the filters with their counts.

        Raises:
            Http404: the address names a field, a year or a page that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        fields = self._fields_with_counts()
        chosen = self._read_filter(request, fields)
        articles = self._page_of(request, chosen.narrow(self.articles()))
        prefetch_pictures([portal_of(request).logo, *(article.lead_image for article in articles)])
        context |= {"fields": fields, "years": self._years(), "chosen": chosen, "articles": articles}
        context["page_numbers"] = articles.paginator.get_elided_page_range(articles.number, on_ends=1)
        return context

    def _fields_with_counts(self) -> list[ReformField]:
        shown = Q(articles__in=ArticlePage.objects.child_of(self).published())
        counted = ReformField.objects.annotate(article_count=Count("articles", filter=shown, distinct=True))
        counted = counted.order_by("position", "name")
        return [field for field in counted if field.article_count]

    def _years(self) -> list[dict[str, int]]:
        years = self.articles().order_by().annotate(year=ExtractYear("published_on")).values("year")
        return list(years.annotate(article_count=Count("pk")).order_by("-year"))

    def _read_filter(self, request: HttpRequest, fields: list[ReformField]) -> NewsFilter:
        slug = request.GET.get(FIELD_PARAMETER, "")
        year = request.GET.get(YEAR_PARAMETER, "")
        field = next((field for field in fields if field.slug == slug), None)
        if slug and field is None:
            raise Http404(f"no news in the field {slug!r}")
        if year and not (year.isascii() and year.isdigit() and 1900 <= int(year[:5]) <= 2200):
            raise Http404(f"not a year: {year!r}")
        return NewsFilter(field=field, year=int(year) if year else None)

    def _page_of(self, request: HttpRequest, articles: ArticleQuerySet) -> Any:
        paginator = Paginator(articles, ARTICLES_A_PAGE)
        try:
            return paginator.page(request.GET.get(PAGE_PARAMETER, 1))
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404("no such page of the news list") from error
