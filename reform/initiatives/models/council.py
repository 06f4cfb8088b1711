"""Councils: who scores in a year, by which sheet, and what the meeting said."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.initiatives.enums import CouncilRole, CouncilState
from reform.registers.models import Record
from search.database import build_search_text


class Council(Record):
    """An initiative council, set up by a decision of the head for one year and one meeting."""

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("authority's leadership"),
        on_delete=models.PROTECT,
        related_name="initiative_councils",
        help_text=_("The authority that set the council up."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2099)],
        help_text=_("The year of the initiatives that it scores."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("For example: Initiative council 2022, first round.")
    )
    decision_number = models.CharField(
        _("decision that set it up"),
        max_length=80,
        help_text=_("Number and symbol, for example: 112/QĐ-UBND."),
    )
    decision_date = models.DateField(_("date of that decision"), help_text=_("As printed on it."))
    sheet = models.ForeignKey(
        "initiatives.ScoreSheet",
        verbose_name=_("score sheet"),
        on_delete=models.PROTECT,
        related_name="councils",
        help_text=_("Every member scores by this version."),
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        default=4,
        validators=[MinValueValidator(1)],
        help_text=_("The fewest members present for a valid meeting; usually two thirds."),
    )
    score_by = models.DateField(
        _("score by"), null=True, blank=True, help_text=_("The day by which members hand their sheets in.")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=CouncilState, default=CouncilState.PREPARING, editable=False
    )
    met_on = models.DateField(_("met on"), null=True, blank=True, editable=False)
    met_at = models.CharField(_("place of the meeting"), max_length=200, blank=True, editable=False)
    minutes_number = models.CharField(_("number of the minutes"), max_length=80, blank=True, editable=False)
    minutes = models.TextField(_("what was said"), blank=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("initiative council")
        verbose_name_plural = _("initiative councils")
        ordering = ["-year", "-decision_date", "pk"]
        indexes = [models.Index(fields=["unit", "year"], name="council_of_a_year")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the text that the list searches."""
        self.search_text = build_search_text(self.name, self.decision_number, self.minutes_number)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def history_extras(self) -> dict[str, str]:
        """Let history tell who is a member."""
        seats = CouncilMember.objects.filter(council=self).select_related("user")
        return {"members": "\n".join(f"{seat.user} ({seat.get_role_display()})" for seat in seats)}


class CouncilMember(models.Model):
    """One person of a council. Present or not is noted when it meets."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        "organisation.User",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="council_seats",
        help_text=_("An account of the portal: members score there."),
    )
    role = models.CharField(
        _("role"), max_length=20, choices=CouncilRole, default=CouncilRole.MEMBER,
        help_text=_("One chair and one secretary a council."),
    )  # fmt: skip
    expertise = models.CharField(
        _("expertise"), max_length=150, blank=True, help_text=_("For example: information technology.")
    )
    was_present = models.BooleanField(
        pgettext_lazy("at a meeting", "present"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("council member")
        verbose_name_plural = _("council members")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"],
                name="member_once_a_council",
                violation_error_message=_("This person is a member already."),
            ),
            models.UniqueConstraint(
                fields=["council", "role"],
                condition=Q(role__in=[CouncilRole.CHAIR, CouncilRole.SECRETARY]),
                name="one_chair_and_one_secretary",
                violation_error_message=_("A council has one chair and one secretary."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
