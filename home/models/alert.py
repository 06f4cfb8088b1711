"""Alert banners above every page of a site."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.enums import AlertLevel


class AlertQuerySet(models.QuerySet["AlertBanner"]):
    """Questions asked of alert banners."""

    def shown_at(self, moment: datetime) -> AlertQuerySet:
        """Return those that are shown at `moment`, the most urgent first."""
        begun = Q(starts_at__lte=moment)
        return self.filter(begun, ends_at__gt=moment).order_by("level_order", "-starts_at")


class AlertBanner(models.Model):
    """What everybody who opens the site must know now; it takes itself down."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        verbose_name=_("site"),
        on_delete=models.CASCADE,
        related_name="alert_banners",
        help_text=_("The banner stands above every page of this site."),
    )
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=AlertLevel,
        default=AlertLevel.INFO,
        help_text=_("Danger is for what threatens life or property, such as a storm: it stands first."),
    )
    level_order = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.CharField(_("text"), max_length=250)
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with more about it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A link with the title of this page stands behind the text; empty: no link."),
    )
    starts_at = models.DateTimeField(
        _("from"),
        default=timezone.now,
        help_text=_("Shown from this minute on; give a later time to prepare a banner today."),
    )
    ends_at = models.DateTimeField(_("until"), help_text=_("Every banner ends: afterwards it is gone."))

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert banner")
        verbose_name_plural = _("alert banners")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["site", "ends_at"], name="home_alert_shown")]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse a banner that ends before it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The banner cannot end before it begins.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the order of urgency beside the level, so that the database can sort by it."""
        self.level_order = [AlertLevel.DANGER, AlertLevel.WARNING, AlertLevel.INFO].index(
            AlertLevel(self.level)
        )
        super().save(*args, **kwargs)
