"""A piece of reform news."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, Case, F, Max, Min, Q, Subquery, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from home.blocks import BodyBlock, pictures_in, section_headings
from home.models.base import PublicPage, PublicPageQuerySet
from home.models.field import ReformField
from home.pictures import prefetch_pictures
from home.portal import link_to, portal_of

RELATED_AT_MOST = 5


class ArticleQuerySet(PublicPageQuerySet):
    """Questions asked of articles."""

    def for_lists(self) -> "ArticleQuerySet":
        """Return them newest first with all that a list shows, and without their texts."""
        lists = self.select_related("author_unit", "lead_image").defer("body")
        return lists.order_by("-published_on", "-first_published_at", "-pk")


class ArticlePage(PublicPage):
    """News of one day, written by one unit, in one or more fields of reform."""

    published_on = models.DateField(
        _("published on"),
        default=timezone.localdate,
        help_text=_("Stands under the title; the news is sorted by it, the newest first."),
    )
    updated_on = models.DateField(
        _("updated on"),
        null=True,
        blank=True,
        help_text=_("Give it when what the article says has changed, not for a corrected spelling."),
    )
    author_unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit that wrote it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its name stands under the title; readers filter the news by it."),
    )
    reform_fields = ParentalManyToManyField(
        ReformField,
        verbose_name=_("fields of reform"),
        related_name="articles",
        blank=True,
        help_text=_("Readers filter the news by them, and related articles are found by them."),
    )
    lead_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A landscape of 1,200 pixels or wider; small lists cut its edges off."),
    )
    lead_image_alt = models.CharField(
        _("alternative text of the lead picture"),
        max_length=200,
        blank=True,
        help_text=_("Say what the picture shows, for people who cannot see it. Required with a picture."),
    )
    body = StreamField(
        BodyBlock(),
        verbose_name=_("text"),
        help_text=_("Piece by piece: first what happened and what changes for citizens, then the details."),
    )
    tags = ClusterTaggableManager(
        through="home.ArticleTag",
        verbose_name=_("tags"),
        blank=True,
        help_text=_("Words apart from the fields."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("author_unit", "lead_image")
    template = "home/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        MultiFieldPanel([FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead picture")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("published_on"),
                FieldPanel("updated_on"),
                FieldPanel("author_unit"),
                FieldPanel("reform_fields"),
                FieldPanel("tags"),
            ],
            heading=_("About the article"),
        ),
        InlinePanel(
            "related_articles", heading=_("Related articles"), label=_("article"), max_num=RELATED_AT_MOST
        ),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]

    objects = PageManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        """Refuse a lead picture without alternative text, and an update before publication."""
        super().clean()
        errors = {}
        if self.lead_image_id and not self.lead_image_alt.strip():
            errors["lead_image_alt"] = _("Say what the lead picture shows: people who cannot see it need it.")
        if self.updated_on and self.updated_on < self.published_on:
            errors["updated_on"] = _("An article cannot be updated before it is published.")
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the fields, the contents list and the related articles."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures([portal_of(request).logo, self.lead_image, *pictures_in(self.body)])
        headings = section_headings(self.body)
        fields = list(self.reform_fields.all())
        beside = self.find_beside(fields)
        context |= {
            "contents": headings if len(headings) > 2 else [],
            "fields": fields,
            "tags": list(self.tags.all()),
            "beside": beside,
            "older": link_to(request, beside.older),
            "newer": link_to(request, beside.newer),
        }
        return context

    def find_beside(self, fields: list[ReformField]) -> "Beside":
        """Return the articles to read next: related ones, and the nearest by date, all in one query.

        Args:
            fields: the fields of reform of this article.
        """
        siblings = ArticlePage.objects.sibling_of(self, inclusive=False).published()
        older, newer = self._nearest(siblings)
        near = Q(pk=Subquery(older)) | Q(pk=Subquery(newer))
        chosen = Q(chosen_for__page_id=self.pk or 0)
        beside = (
            siblings.for_lists()
            .filter(near | chosen | Q(reform_fields__in=fields))
            .annotate(
                chosen_order=Min("chosen_for__sort_order", filter=chosen),
                shares_field=Max(Case(When(reform_fields__in=fields, then=1), default=0)),
                is_near=Case(When(near, then=True), default=False, output_field=BooleanField()),
            )
            .order_by("-is_near", F("chosen_order").asc(nulls_last=True), "-published_on", "-pk")
        )
        found = list(beside[: RELATED_AT_MOST + 2])
        related = [one for one in found if one.shares_field or one.chosen_order is not None]
        newest_first = sorted(related, key=lambda one: (one.published_on, one.pk), reverse=True)
        related = sorted(newest_first, key=lambda one: (one.chosen_order is None, one.chosen_order or 0))
        mine = (self.published_on, self.pk or 0)
        near_ones = [one for one in found if one.is_near]
        return Beside(
            related=related[:RELATED_AT_MOST],
            older=next((one for one in near_ones if (one.published_on, one.pk) < mine), None),
            newer=next((one for one in near_ones if (one.published_on, one.pk) > mine), None),
        )

    def _nearest(self, siblings: ArticleQuerySet) -> tuple[Any, Any]:
        """Return the keys of the articles right before and right after this one, as subqueries."""
        day, key = self.published_on, self.pk or 0
        older = siblings.filter(Q(published_on__lt=day) | Q(published_on=day, pk__lt=key))
        newer = siblings.filter(Q(published_on__gt=day) | Q(published_on=day, pk__gt=key))
        return (
            older.order_by("-published_on", "-pk").values("pk")[:1],
            newer.order_by("published_on", "pk").values("pk")[:1],
        )

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the article as schema.org/NewsArticle."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.description,
            "datePublished": self.published_on.isoformat(),
            "dateModified": (self.updated_on or self.published_on).isoformat(),
        }
        if self.author_unit:
            data["author"] = {"@type": "GovernmentOrganization", "name": self.author_unit.name}
        return data


@dataclass(frozen=True)
class Beside:
    """What to read after an article.

    Attributes:
        related: up to five: those that the editor chose, then the newest of the same field.
        older: the one before it in the list, or ``None``.
        newer: the one after it, or ``None``.
    """

    related: list[ArticlePage]
    older: ArticlePage | None
    newer: ArticlePage | None


class ArticleTag(TaggedItemBase):
    """A word that an article is filed under."""

    content_object = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")


class RelatedArticle(Orderable):
    """An article that the editor puts beside another one."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_articles")
    article = models.ForeignKey(
        ArticlePage,
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="chosen_for",
        help_text=_("Stands first among those below the text; those of the same field follow by themselves."),
    )

    panels: ClassVar[list[Panel]] = [PageChooserPanel("article")]

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
