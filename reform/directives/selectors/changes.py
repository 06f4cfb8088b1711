"""What has changed since a day, for the meeting: due dates moved, states changed, newly overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from reform.directives.models import Assignment
from reform.directives.models.assignment import AssignmentQuerySet
from reform.registers.models import HistoryEntry

from .board import BoardFilters
from .lateness import ROW_RELATIONS, Lateness, WorkRow

if TYPE_CHECKING:
    from reform.organisation.models import User

# Events that move a due date and leave the state as it is.
DUE_EVENTS = ("report_period", "extension_grant", "extension_grant_as_exception", "change_due")


@dataclass(frozen=True)
class Changes:
    """What has changed; the two parts are querysets, so that a screen takes them page by page.

    Attributes:
        entries: history of changed states and moved due dates, newest first; see `change_lines`.
        newly_overdue: what was not overdue on the day and is now; see `Lateness.rows`.
    """

    day: date
    today: date
    entries: QuerySet[HistoryEntry]
    newly_overdue: AssignmentQuerySet


@dataclass(frozen=True)
class ChangeLine:
    """One entry with the assignment that it is about.

    Attributes:
        moved_due: the old and the new due date as people read them, when the entry moved it.
    """

    entry: HistoryEntry
    row: WorkRow | None
    moved_due: tuple[str, str] | None


def changes_since(
    user: User, day: date, *, filters: BoardFilters | None = None, today: date | None = None
) -> Changes:
    """Return what has changed since the morning of `day` among the assignments that the user may see."""
    today = today or timezone.localdate()
    visible = (filters or BoardFilters()).narrow(Assignment.objects.viewable_by(user))
    entries = (
        HistoryEntry.objects.filter(
            ~Q(from_state=F("to_state")) | Q(action__in=DUE_EVENTS),
            content_type=ContentType.objects.get_for_model(Assignment),
            at__gte=timezone.make_aware(datetime.combine(day, time())),
            object_id__in=visible.order_by().values("pk"),
        )
        .for_telling()
        .order_by("-at", "-pk")
    )
    newly = visible.overdue(today).filter(due__gte=day).select_related(*ROW_RELATIONS)
    return Changes(day=day, today=today, entries=entries, newly_overdue=newly)


def change_lines(entries: Iterable[HistoryEntry], *, today: date | None = None) -> list[ChangeLine]:
    """Return one page of entries with their assignments, in one query more."""
    page = list(entries)
    assignments = Assignment.objects.select_related(*ROW_RELATIONS).in_bulk(
        [entry.object_id for entry in page]
    )
    lateness = Lateness(today or timezone.localdate())
    rows = {key: lateness.row(assignment) for key, assignment in assignments.items()}
    return [ChangeLine(entry, rows.get(entry.object_id), _moved_due(entry)) for entry in page]


def _moved_due(entry: HistoryEntry) -> tuple[str, str] | None:
    """Return the old and new due date that an entry tells of; the first date set is no move."""
    for change in entry.changes:
        if change["field"] == "due" and change["old"]:
            return change["old"], change["new"]
    return None
