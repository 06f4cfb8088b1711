"""Who made an initiative, and what it measurably brought."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.initiatives.rules import OLDEST_AUTHOR, YOUNGEST_AUTHOR, age_on
from reform.registers.history import DAY


class AuthorManager(models.Manager["InitiativeAuthor"]):
    """Authors come with their accounts: who judges an initiative is asked of both, for many rows at once."""

    def get_queryset(self) -> models.QuerySet[InitiativeAuthor]:
        """Return the authors, each with the account."""
        return super().get_queryset().select_related("user")


class InitiativeAuthor(models.Model):
    """One author of an application and the share in it (Thông tư 18/2013, art. 5)."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("full name"), max_length=150, help_text=_("Family name first."))
    birth_date = models.DateField(
        _("date of birth"), null=True, blank=True, help_text=_("As in the personal file.")
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The unit counts for the quota; empty for somebody from outside."),
    )
    workplace = models.CharField(
        _("workplace"), max_length=200, blank=True, help_text=_("For somebody from outside the authority.")
    )
    position = models.CharField(_("position"), max_length=150, blank=True, help_text=_("Post or title."))
    qualification = models.CharField(
        _("qualification"), max_length=150, blank=True, help_text=_("For example: Bachelor of Laws.")
    )
    share = models.DecimalField(
        _("contribution (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0.01), MaxValueValidator(100)],
        help_text=_("The shares of all authors add up to 100."),
    )
    user = models.ForeignKey(
        "organisation.User",
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The author's account, when there is one: an author never scores the own work."),
    )

    objects = AuthorManager()

    class Meta:
        verbose_name = pgettext_lazy("of an initiative", "author")
        verbose_name_plural = pgettext_lazy("of an initiative", "authors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "name", "birth_date"],
                name="author_named_once",
                violation_error_message=_("This author is named twice."),
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=100),
                name="author_share_is_a_percentage",
                violation_error_message=_("A contribution lies above 0 and at most at 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.share.normalize():f} %)".replace(".", ",")

    def clean_fields(self, exclude: Any = None) -> None:
        """Refuse a date of birth that cannot be, in the form and in a spreadsheet's line alike."""
        super().clean_fields(exclude=exclude)
        if self.birth_date is None or "birth_date" in (exclude or ()):
            return
        age = age_on(timezone.localdate(), born=self.birth_date)
        if not YOUNGEST_AUTHOR <= age <= OLDEST_AUTHOR:
            problem = _("An author is between %(youngest)s and %(oldest)s years old: check the year.")
            words = {"youngest": YOUNGEST_AUTHOR, "oldest": OLDEST_AUTHOR}
            raise ValidationError({"birth_date": problem % words})

    @property
    def line(self) -> str:
        """Everything about the author in one line, as submissions and history tell it."""
        born = date_format(self.birth_date, DAY) if self.birth_date else ""
        details = (str(self.unit or self.workplace), self.position, self.qualification, born)
        return " – ".join([str(self), *filter(None, details)])


class InitiativeEffect(models.Model):
    """One figure before and after: the measured effect."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="effects")
    indicator = models.CharField(
        _("what is measured"), max_length=200, help_text=_("For example: days until the result.")
    )
    measure = models.CharField(_("measured in"), max_length=50, help_text=_("For example: %, days, files."))
    before = models.DecimalField(
        _("before"), max_digits=14, decimal_places=2, help_text=_("Before it was applied.")
    )
    after = models.DecimalField(
        _("after"), max_digits=14, decimal_places=2, help_text=_("Since it is applied.")
    )

    class Meta:
        verbose_name = _("measured effect")
        verbose_name_plural = _("measured effects")
        ordering = ["pk"]

    def __str__(self) -> str:
        words = (f"{number.normalize():f}".replace(".", ",") for number in (self.before, self.after))
        return f"{self.indicator}: {' → '.join(words)} {self.measure}"
