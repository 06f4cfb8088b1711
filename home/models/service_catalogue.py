"""The data by which online services are ordered: fields, life events, levels of the schemes in force."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.enums import OnlineKind
from home.pictograms import Pictogram


class ServiceField(models.Model):
    """A field of administrative procedures, such as civil status or land."""

    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("As in the list of procedures, for example: Hộ tịch."),
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=60,
        unique=True,
        help_text=_(
            "In the addresses of filtered lists, for example: ho-tich; saved links break when it changes."
        ),
    )
    pictogram = models.CharField(
        _("pictogram"),
        max_length=40,
        choices=Pictogram,
        blank=True,
        help_text=_("For the field as a whole; each service has a picture of its own."),
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )

    class Meta:
        verbose_name = _("field of services")
        verbose_name_plural = _("fields of services")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """What happens in a citizen's life that brings them here: a birth, a house, a business."""

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_("In the citizen's words, for example: Having a child."),
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=60,
        unique=True,
        help_text=_(
            "In the addresses of filtered lists, for example: sinh-con; saved links break when it changes."
        ),
    )
    summary = models.CharField(
        _("one line of explanation"),
        max_length=160,
        blank=True,
        help_text=_("What people come for, for example: Birth certificate, health insurance card."),
    )
    pictogram = models.CharField(
        _("pictogram"),
        max_length=40,
        choices=Pictogram,
        blank=True,
        help_text=_("Stands beside the name on cards; empty: no picture."),
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )

    class Meta:
        verbose_name = _("life event")
        verbose_name_plural = _("life events")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ServiceLevelSchemeQuerySet(models.QuerySet["ServiceLevelScheme"]):
    """Questions asked of schemes."""

    def in_force_on(self, day: date) -> ServiceLevelSchemeQuerySet:
        """Return the schemes that hold on `day`; one, unless the law left a gap."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class ServiceLevelScheme(models.Model):
    """How the law names the levels of online services during a time.

    Four levels by Nghị định 43/2011/NĐ-CP until 14/8/2022; full and partial by Nghị định 42/2022/NĐ-CP
    after that. The next law will name them anew: a scheme is data.
    """

    name = models.CharField(
        _("name"), max_length=150, unique=True, help_text=_("For example: Toàn trình và một phần.")
    )
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=200,
        help_text=_("Number and symbol, for example: Nghị định 42/2022/NĐ-CP; stands behind former levels."),
    )
    valid_from = models.DateField(
        _("in force from"), help_text=_("The day on which the decree enters into force.")
    )
    valid_to = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("The last day; empty while nothing has replaced it."),
    )

    objects = ServiceLevelSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheme of service levels")
        verbose_name_plural = _("schemes of service levels")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a scheme that ends before it begins or overlaps another one."""
        super().clean()
        if self.valid_from is None:
            return
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The scheme cannot end before it begins.")})
        others = ServiceLevelScheme.objects.exclude(pk=self.pk).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)
        )
        if self.valid_to:
            others = others.filter(valid_from__lte=self.valid_to)
        other = others.first()
        if other:
            raise ValidationError(_("The time overlaps that of “%(scheme)s”.") % {"scheme": other.name})


class ServiceLevel(models.Model):
    """One level of a scheme, and the level of the next scheme that it usually becomes.

    The mapping is only a default: each procedure is reviewed on its own.
    """

    scheme = models.ForeignKey(
        ServiceLevelScheme,
        verbose_name=_("scheme"),
        on_delete=models.PROTECT,
        related_name="levels",
        help_text=_("The rules that name this level."),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("As the decree says, for example: Toàn trình.")
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=60,
        unique=True,
        help_text=_(
            "In the addresses of filtered lists, for example: toan-trinh; saved links break when it changes."
        ),
    )
    online_kind = models.CharField(
        _("how much is online"),
        max_length=15,
        choices=OnlineKind,
        help_text=_("Decides what a service must say: where to apply, and why it is not wholly online."),
    )
    explanation = models.CharField(
        _("explanation for citizens"),
        max_length=300,
        blank=True,
        help_text=_("One sentence under “Online” on every service of this level."),
    )
    becomes = models.ForeignKey(
        "self",
        verbose_name=_("becomes in the next scheme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="came_from",
        help_text=_("A proposal only: each service is moved on its own."),
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )

    class Meta:
        verbose_name = _("service level")
        verbose_name_plural = _("service levels")
        ordering = ["-scheme__valid_from", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="home_level_once_in_scheme"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_full(self) -> bool:
        """Whether everything can be done online."""
        return self.online_kind == OnlineKind.FULL
