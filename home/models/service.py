"""Online public services: the catalogue and the page of one service."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index

from home.enums import POST_IS_AVAILABLE, GovernmentLevel, OnlineKind, PublicPost
from home.models.base import PublicPage, PublicPageQuerySet
from home.models.service_catalogue import LifeEvent, ServiceField, ServiceLevel
from home.pictograms import Pictogram
from home.portal import portal_of
from reform.organisation.days import add_months
from search.folding import alphabetical_key

SHORT_TEXT = ["bold", "italic", "link", "ol", "ul"]
MONTHS_AT_MOST = 60
# The first hundred letters of a title, which is more than two titles ever have in common.
TITLE_ORDER_LENGTH = 350
NATIONAL_PORTAL = "https://dichvucong.gov.vn/"


class ServiceQuerySet(PublicPageQuerySet):
    """Questions asked of services."""

    def for_lists(self) -> ServiceQuerySet:
        """Return them by title with all that a card shows."""
        return self.select_related("level", "service_field", "unit").alphabetical()

    def alphabetical(self) -> ServiceQuerySet:
        """Return them by title in the order of the Vietnamese alphabet, which no database knows."""
        return self.order_by("title_order", "title", "pk")

    def at_level(self, slug: str) -> ServiceQuerySet:
        """Return the services that have the level now or had it in the scheme before."""
        return self.filter(Q(level__slug=slug) | Q(former_level__slug=slug))

    def review_due(self, day: date) -> ServiceQuerySet:
        """Return the services whose text should have been looked at by `day`, or never was, these first."""
        due = self.filter(Q(review_by__lte=day) | Q(review_by=None))
        return due.order_by(F("review_by").asc(nulls_first=True), "title_order", "title", "pk")


ServiceManager = PageManager.from_queryset(ServiceQuerySet)


class ServicePage(PublicPage):
    """One administrative procedure, as the citizen needs it explained."""

    procedure_code = models.CharField(
        _("national code of the procedure"),
        max_length=30,
        blank=True,
        help_text=_("As in the national database of administrative procedures, for example 1.001193."),
    )
    service_field = models.ForeignKey(
        ServiceField,
        verbose_name=_("field"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The list of services is filtered by it."),
    )
    life_events = ParentalManyToManyField(
        LifeEvent,
        verbose_name=_("life events"),
        related_name="services",
        blank=True,
        help_text=_("What brings citizens here; the front page leads from them to the service."),
    )
    government_level = models.CharField(
        _("level of government"),
        max_length=15,
        choices=GovernmentLevel,
        help_text=_(
            "Who decides; for example: birth certificates at the ward, building permits at the district."
        ),
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Keeps the text true; the reminder to look at it again goes there."),
    )
    pictogram = models.CharField(
        _("pictogram"),
        max_length=40,
        choices=Pictogram,
        blank=True,
        help_text=_("Stands beside the name on cards; empty: no picture."),
    )
    level = models.ForeignKey(
        ServiceLevel,
        verbose_name=_("level of online service"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("As announced for the procedure today; citizens read it under the title."),
    )
    former_level = models.ForeignKey(
        ServiceLevel,
        verbose_name=_("level in the scheme before"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("What it was called until the rules changed; empty: the line is left out."),
    )
    level_reason = models.TextField(
        _("why not everything is online"),
        max_length=400,
        blank=True,
        help_text=_("Required by law for services that are only partly online."),
    )
    who_for = RichTextField(
        _("who it is for"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Who may apply and until when, for example: parents, within 60 days of the birth."),
    )
    fee = models.CharField(
        _("fee"), max_length=200, help_text=_("As citizens read it, for example: Free; 8,000 VND a copy.")
    )
    fee_online = models.CharField(
        _("fee when applying online"),
        max_length=200,
        blank=True,
        help_text=_("Only when it differs from the fee above, for example: Free."),
    )
    time_limit = models.CharField(
        _("time limit"),
        max_length=200,
        help_text=_("As citizens read it, for example: On the same day; 10 working days."),
    )
    time_limit_days = models.PositiveSmallIntegerField(
        _("time limit in working days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
        help_text=_("0: on the same day. Used for ordering; citizens read the words above."),
    )
    result = models.CharField(
        _("what you receive"),
        max_length=200,
        blank=True,
        help_text=_(
            "What citizens hold in their hands at the end, for example: Birth certificate (original)."
        ),
    )
    online_url = models.URLField(
        _("address where to apply online"),
        max_length=500,
        blank=True,
        help_text=_(
            "The page of this procedure on the public service portal; the button “Apply online” leads there."
        ),
    )
    at_counter = RichTextField(
        _("at the counter"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_(
            "Where and when, for example: one-stop unit of the ward, Monday to Friday; "
            "empty: the unit in charge."
        ),
    )
    public_post = models.CharField(
        _("public post"),
        max_length=10,
        choices=PublicPost,
        default=PublicPost.NONE,
        help_text=_("Citizens filter the services by it."),
    )
    by_post = RichTextField(
        _("by public post"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_(
            "How to send and receive, and what the post costs; it stands below the line on public post."
        ),
    )
    reviewed_on = models.DateField(
        _("last reviewed on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody compared the text with the law; citizens read it."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("to be reviewed every … months"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MONTHS_AT_MOST)],
        help_text=_("Counted from the last review, for example: 12; then the unit in charge is reminded."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)
    title_order = models.CharField(max_length=TITLE_ORDER_LENGTH, default="", blank=True, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("service_field", "level__scheme", "former_level__scheme", "unit")
    template = "home/service_page.html"
    # The search box suggests it before pages that are not for getting something done (search/views.py).
    is_suggested_first = True
    parent_page_types: ClassVar[list[str]] = ["home.ServiceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("procedure_code"),
                FieldPanel("service_field"),
                FieldPanel("life_events"),
                FieldPanel("government_level"),
                FieldPanel("unit"),
                FieldPanel("pictogram"),
            ],
            heading=_("Where it belongs"),
        ),
        MultiFieldPanel(
            [FieldPanel("level"), FieldPanel("former_level"), FieldPanel("level_reason")],
            heading=_("Level of online service"),
        ),
        FieldPanel("who_for"),
        InlinePanel("papers", heading=_("What to prepare"), label=_("paper")),
        MultiFieldPanel(
            [
                FieldPanel("fee"),
                FieldPanel("fee_online"),
                FieldPanel("time_limit"),
                FieldPanel("time_limit_days"),
                FieldPanel("result"),
            ],
            heading=_("Fee, time and result"),
        ),
        InlinePanel("steps", heading=_("Steps"), label=_("step")),
        MultiFieldPanel(
            [
                FieldPanel("online_url"),
                FieldPanel("at_counter"),
                FieldPanel("public_post"),
                FieldPanel("by_post"),
            ],
            heading=_("Where to apply"),
        ),
        InlinePanel("service_forms", heading=_("Forms to download"), label=_("form")),
        InlinePanel("legal_bases", heading=_("Legal basis"), label=_("document")),
        InlinePanel("questions", heading=_("Questions and answers"), label=_("question")),
        InlinePanel("figures", heading=_("Dossiers by period"), label=_("period")),
        MultiFieldPanel([FieldPanel("reviewed_on"), FieldPanel("review_months")], heading=_("Review")),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("procedure_code"),
        index.SearchField("who_for"),
        index.RelatedFields("papers", [index.SearchField("name")]),
        index.RelatedFields("steps", [index.SearchField("title"), index.SearchField("text")]),
        index.RelatedFields("questions", [index.SearchField("question"), index.SearchField("answer")]),
    ]

    objects = ServiceManager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        indexes = [
            models.Index(fields=["government_level", "public_post"], name="home_service_filters"),
            models.Index(fields=["title_order"], name="home_service_title_order"),
        ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Work out the next review, and the place in the alphabet, before the fields are checked."""
        self.title_order = alphabetical_key(self.title)[:TITLE_ORDER_LENGTH]
        if self.reviewed_on and self.review_months in range(1, MONTHS_AT_MOST + 1):
            self.review_by = add_months(self.reviewed_on, self.review_months)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a level without its reason, and a service online without an address to apply at."""
        super().clean()
        errors: dict[str, Any] = {}
        kind = self.level.online_kind if self.level_id else None
        if kind == OnlineKind.PARTIAL and not self.level_reason.strip():
            errors["level_reason"] = _("Say why not everything can be done online: the law asks for it.")
        if kind in (OnlineKind.FULL, OnlineKind.PARTIAL) and not self.online_url:
            errors["online_url"] = _("Give the address where citizens apply online.")
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add everything that the page shows of other records."""
        from home.service_view import view_of

        return super().get_context(request, *args, **kwargs) | {"view": view_of(self, request)}

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the service as schema.org/GovernmentService."""
        return {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "name": self.title,
            "description": self.description,
            "serviceOperator": {"@type": "GovernmentOrganization", "name": portal_of(request).name},
            **(
                {"availableChannel": {"@type": "ServiceChannel", "serviceUrl": self.online_url}}
                if self.online_url
                else {}
            ),
        }

    @property
    def takes_post(self) -> bool:
        """Whether the public post carries anything of it."""
        return self.public_post in POST_IS_AVAILABLE

    @property
    def description(self) -> str:
        """What search engines and shared links say about the page."""
        return super().description or f"{self.title}. {self.time_limit}. {self.fee}."
