"""Drafts on which everybody may comment before they are decided."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from home.blocks import BodyBlock, pictures_in, section_headings
from home.consultation_comments import published_comments
from home.listing import page_numbers, page_of
from home.models.base import PublicPage, PublicPageQuerySet
from home.pictures import prefetch_pictures
from home.portal import portal_of

CLOSED_A_PAGE = 20


class ConsultationQuerySet(PublicPageQuerySet):
    """Questions asked of consultations."""

    def open_on(self, day: date) -> ConsultationQuerySet:
        """Return those that take comments on `day`."""
        return self.filter(opens_on__lte=day, closes_on__gte=day)

    def running_on(self, day: date) -> ConsultationQuerySet:
        """Return those that take comments on `day` or will, the nearest end first."""
        return self.filter(closes_on__gte=day).order_by("closes_on", "pk")

    def closed_on(self, day: date) -> ConsultationQuerySet:
        """Return those that were over by `day`, the last first."""
        return self.filter(closes_on__lt=day).order_by("-closes_on", "-pk")

    def for_lists(self) -> ConsultationQuerySet:
        """Return them with all that a list shows, and without the text of their drafts."""
        return self.select_related("unit").defer("body")


ConsultationManager = PageManager.from_queryset(ConsultationQuerySet)


class ConsultationPage(PublicPage):
    """The full text of a draft, until when comments are taken, and what became of them."""

    opens_on = models.DateField(
        _("open from"), default=timezone.localdate, help_text=_("From this day on the page takes comments.")
    )
    closes_on = models.DateField(
        _("open until"),
        db_index=True,
        help_text=_("The last day; afterwards the page takes no more comments."),
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit that drafts"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its name stands under the title, so that citizens know who drafts."),
    )
    contact = models.CharField(
        _("where else comments can be sent"), max_length=250, blank=True, help_text=_("Address, e-mail.")
    )
    body = StreamField(
        BodyBlock(),
        verbose_name=_("full text of the draft"),
        help_text=_("Word for word; three headings or more make a list of contents by themselves."),
    )
    outcome = StreamField(
        BodyBlock(),
        verbose_name=_("what became of the comments"),
        blank=True,
        help_text=_("Filled in after the end: what was taken over, what was not, and why."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("unit",)
    template = "home/consultation_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("opens_on"), FieldPanel("closes_on"), FieldPanel("unit"), FieldPanel("contact")],
            heading=_("The consultation"),
        ),
        FieldPanel("body"),
        FieldPanel("outcome"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("body"),
        index.SearchField("outcome"),
    ]

    objects = ConsultationManager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def clean(self) -> None:
        """Refuse a consultation that ends before it begins."""
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("The consultation cannot end before it begins.")})

    @property
    def is_open(self) -> bool:
        """Whether comments are taken today."""
        return self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def days_left(self) -> int:
        """Days until the end, today not counted; 0 on the last day and after it."""
        return max(0, (self.closes_on - timezone.localdate()).days)

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed."""
        return self.closes_on < timezone.localdate()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the contents list and the published comments with their answers."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures([portal_of(request).logo, *pictures_in(self.body), *pictures_in(self.outcome)])
        headings = section_headings(self.body)
        context["contents"] = headings if len(headings) > 2 else []
        context["comments"] = published_comments(self)
        return context


class ConsultationIndexPage(PublicPage):
    """Open consultations first, closed ones after them."""

    template = "home/consultation_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ConsultationPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the drafts that take comments, those that will, and the page of closed ones.

        Raises:
            Http404: the address asks for a page that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        shown = ConsultationPage.objects.child_of(self).published().for_lists()
        closed = page_of(request, shown.closed_on(today), size=CLOSED_A_PAGE)
        # Open and coming ones stand on the first page alone; further pages go on with the closed ones.
        running = list(shown.running_on(today)) if closed.number == 1 else []
        return context | {
            "open": [page for page in running if page.opens_on <= today],
            "coming": [page for page in running if page.opens_on > today],
            "closed": closed,
            "page_numbers": page_numbers(closed),
        }
