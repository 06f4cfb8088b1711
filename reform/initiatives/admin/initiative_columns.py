"""Columns and filters of the list of initiatives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.initiatives.enums import Holder
from reform.initiatives.models import Initiative
from reform.initiatives.selectors.deadlines import Deadlines
from reform.initiatives.selectors.progress import scoring_progress
from reform.organisation.capabilities import Capability
from reform.registers.admin import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    Condition,
    ConditionFilter,
    StateColumn,
    UnitFilter,
)

from .tones import INITIATIVE_TONES
from .years import YearFilter

SOON_DAYS = 7


def prepare(records: list[Any]) -> None:
    """Put beside every row of a page its clock, and its progress while it is being scored."""
    progress, deadlines = scoring_progress(records), Deadlines()
    for row in records:
        row.clock = deadlines.of(row.answer_due, authority=row.unit.authority)
        row.sheets = progress.get(row.pk)


COLUMNS = (
    Column("title", label=_("initiative"), sort="code", template="initiatives/components/title_cell.html"),
    Column("unit", sort="unit__name"),
    "year",
    "reform_field",
    StateColumn("state", tones=INITIATIVE_TONES),
    Column("held_since", label=_("who has the file"), template="initiatives/components/holder_cell.html"),
)


def _of(holder: Holder) -> Condition:
    return Condition(holder.value, holder.label, lambda rows: rows.held_by(holder))


def _due_soon(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    today = timezone.localdate()
    return rows.filter(answer_due__gte=today, answer_due__lte=today + timedelta(days=SOON_DAYS))


FILTERS = (
    YearFilter(),
    UnitFilter("unit", capabilities=(Capability.VIEW, Capability.APPRAISE_INITIATIVES)),
    ChoiceFilter("state"),
    ChoiceFilter("reform_field"),
    ConditionFilter(
        "holder", label=_("who has the file"), conditions=tuple(_of(holder) for holder in Holder)
    ),
    ConditionFilter(
        "time",
        label=_("time"),
        conditions=(
            Condition("overdue", _("Overdue"), lambda rows: rows.overdue()),
            Condition("soon", _("Due within 7 days"), _due_soon),
        ),
    ),
    ConditionFilter(
        "level",
        label=_("recognition"),
        conditions=(
            Condition("any", _("Recognised"), lambda rows: rows.recognised()),
            Condition(
                "city",
                pgettext_lazy("recognition of initiatives", "By the City"),
                lambda rows: rows.filter(city_recognised_on__isnull=False),
            ),
            Condition(
                "authority",
                pgettext_lazy("recognition of initiatives", "By the authority only"),
                lambda rows: rows.recognised().filter(city_recognised_on__isnull=True),
            ),
        ),
    ),
    BooleanFilter("is_public"),
)
