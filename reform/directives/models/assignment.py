"""Assignments: one unit's part of a task, with its own state and clock."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.directives.enums import (
    COUNTED_STATES,
    OPEN_STATES,
    RUNNING_STATES,
    AssignmentRole,
    AssignmentState,
    LatenessReason,
)
from reform.registers.models import Record, RecordQuerySet


def overdue_q(day: date) -> Q:
    """Return the filter: had to be reported before `day` and has not been, the clock still runs."""
    return Q(state__in=RUNNING_STATES, due__lt=day)


def completed_on_time_q() -> Q:
    """Return the filter: completed, and the report came by the due date, extensions included (R1)."""
    in_time = Q(due__isnull=True) | Q(reported_on__lte=F("due"))
    return in_time & Q(state=AssignmentState.COMPLETED)


class AssignmentQuerySet(RecordQuerySet):
    """Questions asked of assignments. Lateness is always derived from dates."""

    def open(self) -> AssignmentQuerySet:
        """Return what is neither finished nor given up."""
        return self.filter(state__in=OPEN_STATES)

    def counted(self) -> AssignmentQuerySet:
        """Return obligations in the sense of figures: no drafts, nothing passed on or cancelled."""
        return self.filter(state__in=COUNTED_STATES)

    def overdue(self, day: date | None = None) -> AssignmentQuerySet:
        """Return what had to be reported before `day` (today) and has not been."""
        return self.filter(overdue_q(day or timezone.localdate()))

    def due_between(self, first: date, last: date) -> AssignmentQuerySet:
        """Return what is to be reported from `first` to `last`, both included."""
        return self.filter(state__in=RUNNING_STATES, due__range=(first, last))

    def completed_on_time(self) -> AssignmentQuerySet:
        """Return completed ones whose accepted report came in time (R1)."""
        return self.filter(completed_on_time_q())


class Assignment(Record):
    """What one unit has to do of one task.

    `original_due` never changes; `due` moves with granted extensions, suspensions and, for recurring
    tasks, to the next time. `reported_on` is the day of the report that stands; returning clears it,
    because a returned report does not stop the clock (R1).
    """

    task = models.ForeignKey(
        "directives.Task",
        verbose_name=pgettext_lazy("of a dispatch", "task"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    unit = models.ForeignKey(
        "organisation.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="assignments"
    )
    role = models.CharField(_("role"), max_length=20, choices=AssignmentRole, default=AssignmentRole.LEAD)
    state = models.CharField(
        _("state"), max_length=20, choices=AssignmentState, default=AssignmentState.DRAFT, db_index=True
    )
    assigned_on = models.DateField(_("assigned on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    original_due = models.DateField(_("original due date"), null=True, blank=True)
    due = models.DateField(_("due date"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(
        _("progress (%)"), default=0, validators=[MaxValueValidator(100)]
    )
    progress_note = models.TextField(_("latest progress"), blank=True)
    result = models.TextField(_("result"), blank=True)
    result_document = models.CharField(_("number of the result document"), max_length=80, blank=True)
    first_reported_on = models.DateField(_("first reported on"), null=True, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    times_returned = models.PositiveSmallIntegerField(_("times returned"), default=0)
    times_extended = models.PositiveSmallIntegerField(_("times extended"), default=0)
    days_extended = models.PositiveSmallIntegerField(_("working days extended"), default=0)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    lateness_reason = models.CharField(
        _("cause of lateness"), max_length=20, choices=LatenessReason, blank=True
    )
    quality = models.PositiveSmallIntegerField(
        _("quality (1 to 5)"), null=True, blank=True, validators=[MaxValueValidator(5)]
    )

    objects: ClassVar = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = [F("due").asc(nulls_last=True), "task__position", "pk"]
        indexes = [
            models.Index(fields=["unit", "state", "due"], name="assignment_of_a_unit"),
            models.Index(fields=["state", "due"], name="assignment_by_state_and_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"],
                condition=~Q(state=AssignmentState.REASSIGNED),
                name="unit_assigned_once_a_task",
                violation_error_message=_("The unit has this task already."),
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="assignment_progress_is_a_percentage",
                violation_error_message=_("Progress lies between 0 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.task}"

    @property
    def is_overdue(self) -> bool:
        """Whether its clock runs and the due date has passed."""
        return self.state in RUNNING_STATES and self.due is not None and self.due < timezone.localdate()

    @property
    def is_extended(self) -> bool:
        """Whether the due date differs from the original one."""
        return self.original_due is not None and self.due != self.original_due
