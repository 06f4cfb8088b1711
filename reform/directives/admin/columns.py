"""Columns and lines that several screens of directives share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reform.directives.enums import OPEN_STATES
from reform.directives.models import Assignment
from reform.directives.selectors import Lateness
from reform.registers.admin import Column, StateColumn

from .words import STATE_TONES


@dataclass(frozen=True)
class DueColumn(Column):
    """An assignment's due date with how far away it is, and the original date when it was moved."""

    name: str = "due"
    sort: str = "due"
    template: str = "directives/components/due_cell.html"

    def raw(self, record: Any) -> Any:
        """Return the row with its lateness, as the due chip takes it; `with_lateness` has put it there."""
        return record.work_row


def with_lateness(records: Iterable[Assignment]) -> None:
    """Put the lateness beside every record of a page, with one calendar an authority."""
    lateness = Lateness(timezone.localdate())
    for record in records:
        record.work_row = lateness.row(record)  # type: ignore[attr-defined]


def progress_of(assignment: Assignment) -> str:
    """Return the progress in per cent."""
    return f"{assignment.progress} %"


STATE = StateColumn("state", tones=STATE_TONES)
UNIT = Column("unit", sort="unit__name")
PROGRESS = Column("progress", label=_("Progress"), value=progress_of)
# What is still to be done first, by its due date; what is finished or given up below.
WHAT_IS_DUE_FIRST = (
    Case(When(state__in=OPEN_STATES, then=0), default=1),
    F("due").asc(nulls_last=True),
    "pk",
)
