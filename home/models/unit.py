"""Units as citizens meet them: duties, leaders, opening hours, where they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index

from home.enums import GovernmentLevel
from home.forms import UnitPageForm
from home.models.article import ArticlePage
from home.models.base import PublicPage, PublicPageQuerySet
from home.models.service import SHORT_TEXT, ServicePage
from home.pictures import prefetch_pictures
from home.portal import portal_of
from home.structure import UnitGroup, group_units
from reform.organisation.enums import UnitKind
from reform.organisation.models import Unit

LATEST_ARTICLES = 3


def check_map(image_id: int | None, words: str) -> dict[str, Any]:
    """Return what is wrong with a map and its words: not everybody sees the map."""
    if image_id and not words.strip():
        return {"map_alt": _("Describe the way in words: not everybody sees the map.")}
    return {}


def _plain(degrees: Decimal) -> str:
    """Return degrees with a point, whatever the language, and without zeros that say nothing."""
    return f"{Decimal(degrees).normalize():f}"


class UnitIndexPage(PublicPage):
    """The structure of the authority: leadership, departments, wards."""

    introduction = RichTextField(
        _("introduction"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("One or two sentences above the list; empty: the list alone."),
    )
    map_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("map"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A drawn map of the wards, 1,200 pixels or wider; describe it in words below."),
    )
    map_alt = models.CharField(
        _("the map in words"),
        max_length=500,
        blank=True,
        help_text=_("Where the wards lie, for people who cannot see the map."),
    )

    drawn_with: ClassVar[tuple[str, ...]] = ("map_image",)
    template = "home/unit_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.UnitPage"]
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("map_image"), FieldPanel("map_alt")], heading=_("Map")),
    ]

    class Meta:
        verbose_name = _("list of units")
        verbose_name_plural = _("lists of units")

    def clean(self) -> None:
        """Refuse a map without words."""
        super().clean()
        if errors := check_map(self.map_image_id, self.map_alt):
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the units of the authority in their groups, each with its page where it has one."""
        context = super().get_context(request, *args, **kwargs)
        portal = portal_of(request)
        prefetch_pictures([portal.logo, self.map_image])
        groups = self.groups(portal.authority.pk) if portal.authority else []
        context["groups"] = [group for group in groups if group.is_below]
        context["leadership"] = [entry for group in groups if not group.is_below for entry in group.entries]
        return context

    def groups(self, authority_id: int) -> list[UnitGroup]:
        """Return the open units of an authority in their groups."""
        units = Unit.objects.filter(authority=authority_id).open().order_by("position", "name", "pk")
        pages = UnitPage.objects.child_of(self).published().order_by("pk")
        return group_units(units, {page.unit_id: page for page in pages})


class UnitQuerySet(PublicPageQuerySet):
    """Questions asked of unit pages."""

    def for_lists(self) -> UnitQuerySet:
        """Return them in the order of the authority's units."""
        return self.select_related("unit").order_by("unit__position", "title", "pk")


UnitManager = PageManager.from_queryset(UnitQuerySet)


class UnitPage(PublicPage):
    """One department or ward."""

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Phone, e-mail and address come from the unit's record."),
    )
    duties = RichTextField(
        _("duties"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("What citizens come for, one point a duty, for example: registers births and marriages."),
    )
    opening_hours = RichTextField(
        _("opening hours"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Days and hours, for example: Monday to Friday, 7:30 – 11:30 and 13:30 – 17:00."),
    )
    map_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("map"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A drawn map of the surroundings; describe the way in words below."),
    )
    map_alt = models.CharField(
        _("the way in words"),
        max_length=300,
        blank=True,
        help_text=_("What the map shows and how to get there, for people who cannot see it."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_(
            "In degrees with a point, for example: 20.834512; with the longitude it makes a link to a map."
        ),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees with a point, for example: 106.704321."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("unit", "map_image")
    template = "home/unit_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.UnitIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = UnitPageForm
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        FieldPanel("unit"),
        FieldPanel("duties"),
        InlinePanel("leaders", heading=_("Leaders"), label=_("leader")),
        InlinePanel("contacts", heading=_("Phones and e-mails"), label=_("contact")),
        FieldPanel("opening_hours"),
        MultiFieldPanel(
            [
                FieldPanel("map_image"),
                FieldPanel("map_alt"),
                FieldPanel("latitude"),
                FieldPanel("longitude"),
            ],
            heading=_("How to get there"),
        ),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("duties"),
        index.SearchField("opening_hours"),
        index.RelatedFields("leaders", [index.SearchField("name"), index.SearchField("duties")]),
    ]

    objects = UnitManager()

    class Meta:
        verbose_name = _("page of a unit")
        verbose_name_plural = _("pages of units")

    def clean(self) -> None:
        """Refuse a map without words, and half a pair of coordinates."""
        super().clean()
        errors = check_map(self.map_image_id, self.map_alt)
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Give both coordinates or neither.")
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who leads the unit, whom to call, its services and its latest news."""
        context = super().get_context(request, *args, **kwargs)
        portal = portal_of(request)
        prefetch_pictures([portal.logo, self.map_image])
        home = portal.surroundings.home if portal.surroundings else self.get_parent().get_parent()
        done_here = Q(unit=self.unit_id)
        is_ward = self.unit.kind == UnitKind.WARD
        if is_ward:
            # A department keeps the text true; the procedure is done at every ward.
            done_here |= Q(government_level=GovernmentLevel.WARD)
        services = ServicePage.objects.descendant_of(home).published().filter(done_here)
        articles = ArticlePage.objects.descendant_of(home).published().filter(author_unit=self.unit_id)
        context |= {
            "leaders": list(self.leaders.all()),
            "contacts": list(self.contacts.all()),
            "is_ward": is_ward,
            "services": list(services.alphabetical()),
            "articles": list(articles.for_lists()[:LATEST_ARTICLES]),
        }
        return context

    @property
    def coordinates(self) -> str:
        """Latitude and longitude as addresses have them, parted by a comma; empty when not given."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{_plain(self.latitude)},{_plain(self.longitude)}"

    @property
    def map_url(self) -> str:
        """Where OpenStreetMap shows the place; a plain link, nothing is loaded from there."""
        if not self.coordinates:
            return ""
        latitude, longitude = self.coordinates.split(",")
        place = f"{latitude}/{longitude}"
        return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{place}"

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the unit as schema.org/GovernmentOffice, with what its record says."""
        authority = portal_of(request).authority
        given = {
            "telephone": self.unit.phone,
            "email": self.unit.email,
            "address": self.unit.address,
            "description": self.description,
        }
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "GovernmentOffice",
            "name": self.unit.name,
            "url": portal_of(request).absolute_url(self),
        } | {key: value for key, value in given.items() if value}
        if authority:
            data["parentOrganization"] = {"@type": "GovernmentOrganization", "name": authority.name}
        if self.latitude is not None and self.longitude is not None:
            place = {"latitude": float(self.latitude), "longitude": float(self.longitude)}
            data["geo"] = {"@type": "GeoCoordinates"} | place
        return data
