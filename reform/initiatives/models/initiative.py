"""Initiatives: one application, with every field of the form in Thông tư 18/2013/TT-BKHCN, art. 5."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reform.initiatives.enums import (
    APPRAISAL_STATES,
    HOLDERS,
    UNSENT_STATES,
    DecisionState,
    Holder,
    InitiativeState,
)
from reform.initiatives.rules import EARLIEST_APPLICATION, answer_due
from reform.organisation.enums import ReformField
from reform.registers.models import Record, RecordQuerySet
from search.database import build_search_text


def first_application_problem(day: date | None) -> str:
    """Return what is wrong with the day of a first application: a slip in its year; empty for nothing."""
    if day is None or day >= EARLIEST_APPLICATION:
        return ""
    return gettext("The first application lies after %(year)s: check the year.") % {
        "year": EARLIEST_APPLICATION.year - 1
    }


class InitiativeQuerySet(RecordQuerySet):
    """Questions asked of initiatives."""

    def sent(self) -> InitiativeQuerySet:
        """Return what has left its unit at least once."""
        return self.exclude(state__in=UNSENT_STATES)

    def under_appraisal(self) -> InitiativeQuerySet:
        """Return what waits for an answer of the appraising office, the council or the Chair."""
        return self.filter(state__in=APPRAISAL_STATES)

    def recognised(self) -> InitiativeQuerySet:
        """Return what the authority has recognised, whatever came after."""
        return self.filter(recognised_on__isnull=False)

    def held_by(self, holder: Holder) -> InitiativeQuerySet:
        """Return what somebody has now; see `Initiative.holder`."""
        with_chair = Q(state=InitiativeState.RECOMMENDED, decision__state=DecisionState.SUBMITTED)
        of_state = Q(
            state__in=[state for state in InitiativeState if HOLDERS.get(state, Holder.NOBODY) == holder]
        )
        return self.filter(of_state | with_chair if holder == Holder.CHAIR else of_state & ~with_chair)

    def overdue(self, day: date | None = None) -> InitiativeQuerySet:
        """Return what should have been answered before `day` (today) and has not been."""
        return self.filter(answer_due__lt=day or timezone.localdate())

    def public(self) -> InitiativeQuerySet:
        """Return what citizens may read."""
        return self.recognised().filter(is_public=True)


class Initiative(Record):
    """One application of a unit. `held_since` is the day on which the file came to who has it now.

    `answer_due` is the day by which the holder must answer; it is set with every step and empty when
    nobody's clock runs.
    """

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="initiatives",
        help_text=_("The unit that applies; its head endorses the application."),
    )
    code = models.CharField(_("code"), max_length=60, editable=False)
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2099)],
        help_text=_("The year for which the unit registers it."),
    )
    title = models.CharField(
        _("name of the initiative"),
        max_length=300,
        help_text=_("What is new, in one line, for example: Returning results by post with one code."),
    )
    reform_field = models.CharField(
        _("field of reform"),
        max_length=30,
        choices=ReformField,
        help_text=_("The content of administrative reform that it serves most."),
    )
    state = models.CharField(
        _("state"), max_length=30, choices=InitiativeState, default=InitiativeState.DRAFT, editable=False
    )
    # --- the form ---
    investor = models.CharField(
        _("investor"),
        max_length=200,
        blank=True,
        help_text=_("Who paid for making it, when that is not the author; otherwise empty."),
    )
    applied_from = models.DateField(
        _("first applied on"),
        null=True,
        blank=True,
        help_text=_("The day of the first application or trial; it lies before the submission."),
    )
    is_trial = models.BooleanField(
        _("a trial"), default=False, help_text=_("A trial counts as an application; mark it as one.")
    )
    applied_at = models.CharField(
        _("applied at"), max_length=300, blank=True, help_text=_("Where it was applied or tried first.")
    )
    problem = models.TextField(
        _("state before and cause"), blank=True, help_text=_("What was wrong or slow, and why.")
    )
    solution = models.TextField(
        _("description of the solution"), blank=True, help_text=_("What is done now, step by step.")
    )
    novelty = models.TextField(
        _("novelty"), blank=True, help_text=_("What is new within the authority, compared with before.")
    )
    confidential = models.TextField(
        _("information to keep confidential"),
        blank=True,
        help_text=_("What must not become known; it is never published. Empty: nothing."),
    )
    conditions = models.TextField(
        _("conditions needed"),
        blank=True,
        help_text=_("Equipment, people or rules that others need to apply it."),
    )
    benefit_by_author = models.TextField(
        _("benefit in the author's opinion"),
        blank=True,
        help_text=_("What it brings, as the author sees it."),
    )
    benefit_by_adopters = models.TextField(
        _("benefit in the opinion of those who applied it"),
        blank=True,
        help_text=_("What those who took part in the first application say."),
    )
    first_participants = models.TextField(
        _("took part in the first application"),
        blank=True,
        help_text=_("One a line: name, year of birth, workplace, title, qualification, what was done."),
    )
    scope = models.TextField(
        _("scope for wider use"), blank=True, help_text=_("Which other units could apply it.")
    )
    money_saved = models.DecimalField(
        _("money saved a year (đồng)"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In đồng a year; empty when it was not measured."),
    )
    hours_saved = models.DecimalField(
        _("time saved a year (hours)"),
        max_digits=9,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Working hours of officers and citizens a year; empty when it was not measured."),
    )
    truth_stated = models.BooleanField(
        _("stated as true"),
        default=False,
        help_text=_("The authors state that everything is true and answer for it before the law."),
    )
    # --- the way through the appraisal ---
    held_since = models.DateField(_("held since"), null=True, blank=True, editable=False)
    answer_due = models.DateField(_("answer due"), null=True, blank=True, editable=False)
    endorsed_on = models.DateField(_("endorsed on"), null=True, blank=True, editable=False)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)
    received_on = models.DateField(_("received on"), null=True, blank=True, editable=False)
    appraisal = models.TextField(_("opinion of the appraising office"), blank=True, editable=False)
    council = models.ForeignKey(
        "initiatives.Council",
        verbose_name=_("council"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    final_score = models.DecimalField(
        _("mean score"), max_digits=6, decimal_places=2, null=True, blank=True, editable=False
    )
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True, editable=False)
    votes_against = models.PositiveSmallIntegerField(
        _("votes against"), null=True, blank=True, editable=False
    )
    council_opinion = models.TextField(_("opinion of the council"), blank=True, editable=False)
    refusal = models.TextField(_("reason of the refusal"), blank=True, editable=False)
    decision = models.ForeignKey(
        "initiatives.RecognitionDecision",
        verbose_name=_("decision of recognition"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    recognised_on = models.DateField(_("recognised on"), null=True, blank=True, editable=False)
    nomination_letter = models.CharField(_("letter of nomination"), max_length=80, blank=True, editable=False)
    nominated_on = models.DateField(_("nominated on"), null=True, blank=True, editable=False)
    city_decision = models.CharField(_("the City's decision"), max_length=80, blank=True, editable=False)
    city_recognised_on = models.DateField(
        _("recognised by the City on"), null=True, blank=True, editable=False
    )
    city_signer = models.CharField(
        _("signer of the City's decision"), max_length=150, blank=True, editable=False
    )
    # --- what citizens read ---
    is_public = models.BooleanField(_("public"), default=False, editable=False)
    public_summary = models.TextField(_("summary for citizens"), blank=True, editable=False)
    public_effect = models.TextField(_("effect for citizens"), blank=True, editable=False)
    search_text = models.TextField(editable=False, default="")
    # What citizens search: nothing but words that they may read.
    public_text = models.TextField(editable=False, default="")

    history_ignores = Record.history_ignores | {"public_text"}

    objects: ClassVar = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["-year", "code"]
        indexes = [
            models.Index(fields=["unit", "year", "state"], name="initiative_of_a_unit"),
            models.Index(fields=["state", "answer_due"], name="initiative_by_state"),
            models.Index(fields=["recognised_on"], name="initiative_by_recognition"),
            models.Index(fields=["is_public", "recognised_on"], name="initiative_for_citizens"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="initiative_code_unique_in_unit"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(recognised_on__isnull=False),
                name="only_recognised_initiatives_are_public",
                violation_error_message=_("Only a recognised initiative can be public."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"

    def clean(self) -> None:
        """Refuse a first application that cannot be."""
        super().clean()
        if problem := first_application_problem(self.applied_from):
            raise ValidationError({"applied_from": problem})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text that the list searches."""
        self.keep_search_text()
        super().save(*args, **kwargs)

    def keep_search_text(self) -> None:
        """Set the texts that are searched; a bulk write, which calls no `save`, calls this."""
        self.search_text = build_search_text(self.code, self.title, self.problem, self.solution)
        self.public_text = ""
        if self.is_public:
            names = self.authors.values_list("name", flat=True) if self.pk else ()
            words = (self.code, self.title, self.public_summary, self.public_effect, self.unit.name, *names)
            self.public_text = build_search_text(*words)

    def history_extras(self) -> dict[str, str]:
        """Let history tell the authors and the figures, a line each."""
        authors = self.authors.select_related("unit").order_by("pk")
        return {
            "authors": "\n".join(author.line for author in authors),
            "effects": "\n".join(str(effect) for effect in self.effects.order_by("pk")),
        }

    @property
    def holder(self) -> Holder:
        """Who has the file now."""
        if self.state == InitiativeState.RECOMMENDED and self.decision is not None:
            # Its decision is best fetched along.
            return Holder.CHAIR if self.decision.state == DecisionState.SUBMITTED else Holder.APPRAISER
        return HOLDERS.get(self.state, Holder.NOBODY)

    @property
    def is_overdue(self) -> bool:
        """Whether the holder's day for an answer has passed."""
        return self.answer_due is not None and self.answer_due < timezone.localdate()

    def set_clock(self, day: date) -> None:
        """Note that the file has come to its holder on `day`, and by when that one must answer."""
        self.held_since = day
        self.answer_due = answer_due(
            state=self.state, held_since=day, received_on=self.received_on, submitted_on=self.submitted_on
        )
