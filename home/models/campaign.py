"""Promotion: campaigns, short addresses, and how often they were used."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from home.blocks import BodyBlock, pictures_in
from home.enums import Channel
from home.forms import CampaignForm
from home.leaflets import LeafletFormat
from home.listing import page_numbers, page_of
from home.models.base import PublicPage, PublicPageQuerySet
from home.models.service import ServicePage, ServiceQuerySet
from home.pictures import prefetch_pictures
from home.portal import portal_of

CAMPAIGNS_A_PAGE = 12


class CampaignIndexPage(PublicPage):
    """The campaigns, running ones first."""

    template = "home/campaign_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.CampaignPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of campaigns")
        verbose_name_plural = _("lists of campaigns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add a page of campaigns: those that end last come first.

        Raises:
            Http404: the address names a page of the list that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        campaigns = CampaignPage.objects.child_of(self).published().select_related("unit").defer("body")
        page = page_of(request, campaigns.order_by("-ends_on", "-pk"), size=CAMPAIGNS_A_PAGE)
        prefetch_pictures([portal_of(request).logo])
        return context | {"campaigns": page, "page_numbers": page_numbers(page)}


class CampaignQuerySet(PublicPageQuerySet):
    """Questions asked of campaigns."""

    def running_on(self, day: date) -> CampaignQuerySet:
        """Return those that run on `day`."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


CampaignManager = PageManager.from_queryset(CampaignQuerySet)


class CampaignPage(PublicPage):
    """A time in which services are promoted, to whom, by which channels, with which aim."""

    starts_on = models.DateField(
        _("from"),
        default=timezone.localdate,
        help_text=_("The first day; until then the page says “Coming”."),
    )
    ends_on = models.DateField(
        _("until"), db_index=True, help_text=_("The last day; afterwards the campaign leaves the front page.")
    )
    audience = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("For example: parents of children under six.")
    )
    target = models.CharField(
        _("aim"),
        max_length=250,
        blank=True,
        help_text=_("As citizens read it, for example: nine in ten births are registered online."),
    )
    target_online_percent = models.PositiveSmallIntegerField(
        _("aimed share of dossiers online in per cent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("A whole number, for example: 90. The report of the campaign compares with it."),
    )
    channels = models.JSONField(_("channels"), default=list, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit that runs it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Stands on the page as the unit that runs the campaign."),
    )
    services = ParentalManyToManyField(
        ServicePage,
        verbose_name=_("promoted services"),
        related_name="campaigns",
        blank=True,
        help_text=_("The page links to them; the report compares their dossiers before and after."),
    )
    body = StreamField(
        BodyBlock(),
        verbose_name=_("text"),
        blank=True,
        help_text=_("What is done, where and when; the services chosen above are listed below it."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("unit",)
    template = "home/campaign_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.CampaignIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = CampaignForm
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("starts_on"),
                FieldPanel("ends_on"),
                FieldPanel("unit"),
                FieldPanel("audience"),
                FieldPanel("target"),
                FieldPanel("target_online_percent"),
                FieldPanel("channels"),
            ],
            heading=_("The campaign"),
        ),
        FieldPanel("services"),
        FieldPanel("body"),
        InlinePanel("print_runs", heading=_("Leaflets and posters printed"), label=_("printed copies")),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*PublicPage.search_fields, index.SearchField("body")]

    objects = CampaignManager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def is_running(self) -> bool:
        """Whether today is one of its days."""
        return self.starts_on <= timezone.localdate() <= self.ends_on

    @property
    def state_words(self) -> str:
        """Whether it runs today, in words."""
        today = timezone.localdate()
        if today < self.starts_on:
            return gettext("Coming")
        return gettext("Running") if self.is_running else gettext("Over")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the promoted services that are published."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures([portal_of(request).logo, *pictures_in(self.body)])
        return context | {"services": self.open_services().for_lists()}

    def open_services(self) -> ServiceQuerySet:
        """Return the promoted services that citizens read on the same site."""
        keys = [service.pk for service in self.services.all()]
        found: ServiceQuerySet = ServicePage.objects.filter(pk__in=keys).published().on_site_of(self)
        return found

    def clean(self) -> None:
        """Refuse a campaign that ends before it begins, and unknown channels."""
        super().clean()
        errors = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The campaign cannot end before it begins.")
        if not set(self.channels) <= set(Channel.values):
            errors["channels"] = _("Choose channels from the list.")
        if errors:
            raise ValidationError(errors)


class PrintRun(Orderable):
    """Copies of one leaflet or poster that were printed for a campaign, and how many were given out."""

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="print_runs")
    day = models.DateField(
        _("printed on"),
        default=timezone.localdate,
        help_text=_("The day on which the printer delivered; each printing is a row of its own."),
    )
    leaflet_format = models.CharField(
        _("format"),
        max_length=20,
        choices=LeafletFormat,
        help_text=_("As on the page of leaflets and posters of the campaign."),
    )
    copies = models.PositiveIntegerField(
        _("copies printed"),
        validators=[MinValueValidator(1)],
        help_text=_("All copies of this printing, spoilt ones left out."),
    )
    given_out = models.PositiveIntegerField(
        _("of them given out or put up"),
        default=0,
        help_text=_("Bring it up to date while the campaign runs; the report adds it up."),
    )
    place = models.CharField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_("For example: one-stop counters of the eight wards, Cát Bi market."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("day"),
        FieldPanel("leaflet_format"),
        FieldPanel("copies"),
        FieldPanel("given_out"),
        FieldPanel("place"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("printed copies")
        verbose_name_plural = _("printed copies")

    def clean(self) -> None:
        """Refuse more copies given out than were printed."""
        super().clean()
        if self.copies is not None and self.given_out is not None and self.given_out > self.copies:
            raise ValidationError({"given_out": _("More were given out than printed: check both numbers.")})


class ShortLink(models.Model):
    """A short address ``/d/<code>`` that leads to a page; one for each channel it is printed on."""

    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="short_links"
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    campaign = models.ForeignKey(
        CampaignPage,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="campaign_links",
    )
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    class Meta:
        verbose_name = _("short address")
        verbose_name_plural = _("short addresses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "channel", "campaign"],
                condition=models.Q(campaign__isnull=False),
                name="home_short_link_once_in_campaign",
            ),
            models.UniqueConstraint(
                fields=["page", "channel"],
                condition=models.Q(campaign__isnull=True),
                name="home_short_link_once",
            ),
        ]

    def __str__(self) -> str:
        return reverse("home:short_link", args=[self.code])


class DailyCount(models.Model):
    """How often something happened with a short address on one day; nothing about who did it."""

    class Event(models.TextChoices):
        """What is counted."""

        VISIT = "visit", _("Visit")
        PRINT = "print", _("Print")

    link = models.ForeignKey(ShortLink, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField(_("day"))
    event = models.CharField(_("event"), max_length=10, choices=Event)
    detail = models.CharField(_("format"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count of a day")
        verbose_name_plural = _("counts of days")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["link", "day", "event", "detail"], name="home_daily_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.day:%Y-%m-%d} {self.event}"
