"""The People's Committees that this installation serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from reform.organisation.colours import DEFAULT_ACCENT, DEFAULT_PRIMARY, check_contrast
from reform.organisation.enums import AuthorityLevel

from .folded import FoldedSearch

if TYPE_CHECKING:
    from .unit import Unit

hex_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits, for example #0f4c81.")
)


class Authority(FoldedSearch):
    """A People's Committee: the root of a tree of units, with a public site of its own.

    One installation may hold several: a province and its communes, say.
    """

    code = models.SlugField(
        _("code"),
        max_length=30,
        unique=True,
        help_text=_(
            "Small letters without marks, for example: hai-an; spreadsheets know the authority by it."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("In full, as at the head of every page, for example: Ủy ban nhân dân quận Hải An."),
    )
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        help_text=_("For lists and the line on top of every page, for example: UBND quận Hải An."),
    )
    level = models.CharField(_("level"), max_length=20, choices=AuthorityLevel)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("Its name stands above that of the authority on every page."),
    )
    parent_name = models.CharField(
        _("name of the parent authority"),
        max_length=200,
        blank=True,
        help_text=_("Shown above the authority's own name; needed only when the parent is not kept here."),
    )
    site = models.OneToOneField(
        "wagtailcore.Site",
        verbose_name=_("public site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="authority",
        help_text=_("The site that shows the data of this authority; one site belongs to one authority."),
    )
    place_name = models.CharField(
        _("place name in documents"), max_length=100, blank=True, help_text=_("For example: Hải An.")
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        help_text=_("Stands at the foot of every page, for example: house number, street, ward."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=50,
        blank=True,
        help_text=_("With the area code, for example: 0225 3 123 456; phones call it with a tap."),
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Stands at the foot of every page; an address that somebody reads daily."),
    )
    responsible_person = models.CharField(
        _("person responsible for the content"),
        max_length=150,
        blank=True,
        help_text=_("Name and position; stands at the foot of every page."),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo or emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown small at the head of every page; empty: a neutral sign."),
    )
    primary_colour = models.CharField(
        _("main colour"),
        max_length=7,
        default=DEFAULT_PRIMARY,
        validators=[hex_colour],
        help_text=_(
            "Buttons and links, as # and six digits, for example: #0f4c81; colours too pale are refused."
        ),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=[hex_colour],
        help_text=_("Marks such as the line under the current menu entry, written like the main colour."),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("images and documents"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="authority",
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    searched_fields = ("name", "short_name", "code", "place_name")

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse colours that citizens could not read, and an authority above itself."""
        super().clean()
        check_contrast(primary_colour=self.primary_colour, accent_colour=self.accent_colour)
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("An authority cannot stand above itself.")})
            seen.add(above.pk)
            above = above.parent

    @property
    def parent_label(self) -> str:
        """The name shown above the authority's own, empty when it has none."""
        return self.parent.name if self.parent is not None else self.parent_name

    @property
    def root_unit(self) -> Unit:
        """The leadership, on which the tree of units hangs.

        Raises:
            Unit.DoesNotExist: the authority has no units yet.
        """
        return self.units.get(parent=None)
