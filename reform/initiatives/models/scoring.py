"""Score sheets: criteria as data, with a version; and what each member gave."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.initiatives.enums import ReviewState, SheetState
from reform.registers.models import Record


def plain(points: Decimal) -> str:
    """Return points as people write them here: a comma, and no decimal places that say nothing."""
    return f"{points.normalize():f}".replace(".", ",")


class ScoreSheet(Record):
    """One version of an authority's criteria. In use, its criteria do not change: a new version is made."""

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("authority's leadership"),
        on_delete=models.PROTECT,
        related_name="score_sheets",
        help_text=_("The authority whose councils score by this sheet."),
    )
    name = models.CharField(
        _("name"), max_length=150, help_text=_("For example: Score sheet for initiatives, sample A.")
    )
    edition = models.PositiveSmallIntegerField(
        pgettext_lazy("of a score sheet", "version"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("1 for the first; a changed sheet is a new version."),
    )
    pass_mark = models.DecimalField(
        _("pass mark"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("The mean that an initiative must reach; empty: the vote of the council alone decides."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SheetState, default=SheetState.DRAFT, editable=False
    )

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["name", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "edition"],
                name="score_sheet_version_once",
                violation_error_message=_("This version of the sheet exists already."),
            )
        ]

    def __str__(self) -> str:
        return _("%(name)s, version %(edition)s") % {"name": self.name, "edition": self.edition}

    @property
    def maximum(self) -> Decimal:
        """The most points that can be given; reads the criteria, prefetched or not."""
        return sum((criterion.maximum for criterion in self.criteria.all()), Decimal(0))

    def history_extras(self) -> dict[str, str]:
        """Let history tell the criteria."""
        rows = ScoreCriterion.objects.filter(sheet=self)
        return {"criteria": "\n".join(f"{row.name}: {plain(row.maximum)}" for row in rows)}


class ScoreCriterion(models.Model):
    """One criterion of a sheet and the most points that it gives."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Smaller numbers stand first.")
    )
    name = models.CharField(_("criterion"), max_length=200, help_text=_("For example: Novelty."))
    maximum = models.DecimalField(
        _("maximum"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.25"))],
        help_text=_("The most points that it gives."),
    )
    guidance = models.TextField(
        _("guidance"), blank=True, help_text=_("What earns how many points; members read it while scoring.")
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "name"],
                name="criterion_named_once",
                violation_error_message=_("This criterion stands twice on the sheet."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Review(Record):
    """One member's sheet for one submission of an initiative: scored alone, fixed once handed in."""

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("initiative"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    submission = models.ForeignKey(
        "initiatives.InitiativeSubmission", on_delete=models.PROTECT, related_name="reviews"
    )
    member = models.ForeignKey(
        "initiatives.CouncilMember",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    state = models.CharField(_("state"), max_length=20, choices=ReviewState, default=ReviewState.DRAFT)
    no_interest = models.BooleanField(
        _("no conflict of interest"),
        default=False,
        help_text=_("I am not an author, do not work in an author's unit and gain nothing from the result."),
    )
    remark = models.TextField(_("remark"), blank=True)
    total = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    class Meta:
        verbose_name = _("member's score sheet")
        verbose_name_plural = _("members' score sheets")
        ordering = ["initiative", "member"]
        indexes = [models.Index(fields=["initiative", "state"], name="review_of_an_initiative")]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "member"],
                name="member_scores_a_submission_once",
                violation_error_message=_("This member has a sheet for this submission already."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.DRAFT)
                | Q(total__isnull=False, handed_in_at__isnull=False, no_interest=True),
                name="handed_in_review_is_whole",
                violation_error_message=_("A sheet is handed in with all points and the declaration."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.initiative.code}"


class ReviewScore(models.Model):
    """The points of one criterion on a member's sheet."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(ScoreCriterion, on_delete=models.PROTECT, related_name="scores")
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("points of a criterion")
        verbose_name_plural = _("points of criteria")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="criterion_scored_once_a_review"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0), name="points_are_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"

    def clean(self) -> None:
        """Refuse more points than the criterion gives."""
        super().clean()
        if self.points is not None and self.points > self.criterion.maximum:
            raise ValidationError(
                {
                    "points": _("“%(criterion)s” gives at most %(maximum)s points.")
                    % {"criterion": self.criterion, "maximum": plain(self.criterion.maximum)}
                }
            )
