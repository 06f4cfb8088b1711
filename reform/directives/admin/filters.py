"""Filters of directives' lists, which take the same parameters as the landing page and the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Max, Min, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reform.directives.models import Assignment
from reform.directives.rules import SOON_DAYS
from reform.directives.selectors import BOARD_STATES, BUCKETS, in_bucket
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.enums import PeriodKind, UnitKind
from reform.organisation.models import Unit, User
from reform.organisation.periods import Period, how_many
from reform.registers.admin import Condition, ConditionFilter, Filter, UnitFilter
from reform.registers.admin.filters import Rows

# A board or list that reaches further back than this offers the latest years only.
MOST_YEARS = 6
SEEING = (Capability.VIEW, Capability.FOLLOW_UP, Capability.ASSIGN)
Choices = list[tuple[str, Any]]


class _Bucket(str):
    """The code of a bucket that knows whose work it holds."""

    user: User


class _BucketField(forms.ChoiceField):
    """A drop-down list of buckets; its value carries the user, because a bucket is always somebody's."""

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user

    def clean(self, value: Any) -> _Bucket:
        """Return the code together with the user."""
        bucket = _Bucket(super().clean(value))
        bucket.user = self.user
        return bucket


@dataclass(frozen=True)
class BucketFilter(Filter):
    """One of the buckets of the landing page, as they are for the user."""

    name: str = "bucket"

    def fields(self, model: type[Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of the buckets that are the user's business."""
        access = access_of(user)
        choices: Choices = [
            (kind.code, kind.title)
            for kind in BUCKETS.values()
            if kind.code in {"overdue", "soon"} or access.anywhere(*kind.needs)
        ]
        field = _BucketField(
            user=user, label=self.heading(model), choices=[("", _("All")), *choices], required=False
        )
        return {self.name: field}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows of the bucket."""
        bucket = values[self.name]
        return rows.filter(pk__in=in_bucket(bucket.user, str(bucket)).order_by().values("pk"))


@dataclass(frozen=True)
class DuePeriodFilter(Filter):
    """The reporting period in whose calendar bounds the due date lies."""

    name: str = "period"
    lookup: str = "due"

    def fields(self, model: type[Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of years with their quarters and months; one query."""
        choices = [("", _("All")), *period_choices(*due_years(user))]
        return {self.name: forms.ChoiceField(label=self.heading(model), choices=choices, required=False)}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows that are due in the period."""
        period = Period.parse(values[self.name])
        return rows.filter(**{f"{self.path}__range": (period.first_day, period.last_day)})


@dataclass(frozen=True)
class ClusterFilter(Filter):
    """The emulation cluster of the unit."""

    name: str = "cluster"
    lookup: str = "unit__cluster"

    def fields(self, model: type[Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of the clusters in view; one query."""
        choices = [("", _("All")), *((name, name) for name in clusters(user))]
        return {self.name: forms.ChoiceField(label=self.heading(model), choices=choices, required=False)}


@dataclass(frozen=True)
class TaskUnitFilter(UnitFilter):
    """A task that a unit has a part of."""

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the tasks of the unit; each once."""
        parts = Assignment.objects.counted().filter(unit_id=int(values[self.name]))
        return rows.filter(pk__in=parts.order_by().values("task_id"))


def due_years(user: Any) -> tuple[int, int]:
    """Return the first and the last year in which something that the user may see is due; one query."""
    bounds = Assignment.objects.viewable_by(user).order_by().aggregate(first=Min("due"), last=Max("due"))
    this = timezone.localdate().year
    first, last = (bounds["first"] or date(this, 1, 1)).year, (bounds["last"] or date(this, 1, 1)).year
    return min(first, this), max(last, this)


def period_choices(first_year: int, last_year: int) -> Choices:
    """Return every year, half-year, quarter and month, the latest year first."""
    years = range(last_year, max(first_year, last_year - MOST_YEARS + 1) - 1, -1)
    return [_choice(period) for year in years for period in _periods_of(year)]


def _periods_of(year: int) -> list[Period]:
    kinds = (PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)
    return [Period(kind, year, number) for kind in kinds for number in range(1, how_many(kind) + 1)]


def _choice(period: Period) -> tuple[str, str]:
    return str(period), capfirst(period.label)


def clusters(user: Any) -> list[str]:
    """Return the emulation clusters of the units that the user may see; one query."""
    units = Unit.objects.filter(pk__in=access_of(user).units(*SEEING)).exclude(cluster="")
    return sorted(set(units.order_by().values_list("cluster", flat=True)))


KINDS = tuple((kind.value, kind.label) for kind in UnitKind if kind != UnitKind.LEADERSHIP)


def _due_soon(rows: Any) -> Rows:
    today = timezone.localdate()
    return rows.due_between(today, today + timedelta(days=SOON_DAYS))


LATE = ConditionFilter(
    "late",
    label=_("Clock"),
    conditions=(
        Condition("overdue", _("Overdue"), lambda rows: rows.overdue(timezone.localdate())),
        Condition("soon", _("Due within 7 days"), _due_soon),
        Condition("none", _("Without a due date"), lambda rows: rows.open().filter(due=None)),
        Condition("on_time", _("Completed on time"), lambda rows: rows.completed_on_time()),
    ),
)
COUNTED = ConditionFilter(
    "counted",
    label=_("Obligations"),
    conditions=(
        Condition("yes", _("In force or completed"), lambda rows: rows.filter(state__in=BOARD_STATES)),
    ),
)
BUCKET = BucketFilter(label=_("My unit's work"))
DUE_PERIOD = DuePeriodFilter(label=_("Due in"))
TASK_UNIT = TaskUnitFilter("unit", label=_("Responsible unit"))
