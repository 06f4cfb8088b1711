"""Days that differ from the ordinary working week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform.organisation.enums import DayKind

from .folded import FoldedSearch


class CalendarDay(FoldedSearch):
    """A day off, or a weekend day worked in exchange for another (hoán đổi ngày làm việc).

    A day without an authority counts for the whole country.
    """

    day = models.DateField(_("day"), db_index=True, help_text=_("Deadlines are counted without days off."))
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=DayKind,
        help_text=_("Swapped day: a Saturday or Sunday on which people work for a day off elsewhere."),
    )
    name = models.CharField(_("occasion"), max_length=150, help_text=_("For example: National Day."))
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=200,
        blank=True,
        help_text=_("The notice that sets the day, with its number."),
    )
    authority = models.ForeignKey(
        "organisation.Authority",
        verbose_name=_("authority"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="calendar_days",
        help_text=_("Empty: the whole country."),
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    searched_fields = ("name", "legal_basis")

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "authority"],
                name="calendar_day_once_an_authority",
                violation_error_message=_("This day is in the calendar already."),
            ),
            models.UniqueConstraint(
                fields=["day"],
                condition=models.Q(authority__isnull=True),
                name="calendar_day_once_in_the_country",
                violation_error_message=_("This day is in the calendar already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} – {self.name}"
