"""What waits for whom: the buckets of the landing page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Q, Subquery, Window
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reform.directives.enums import AssignmentState, ExtensionState
from reform.directives.models import Assignment, ExtensionRequest
from reform.directives.models.assignment import AssignmentQuerySet
from reform.directives.rules import SOON_DAYS
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.models import HistoryEntry

from .lateness import ROW_RELATIONS, Lateness, WorkRow

if TYPE_CHECKING:
    from reform.organisation.models import User

# Rows that a bucket shows before "all of them".
ROWS_SHOWN = 10


@dataclass(frozen=True)
class BucketKind:
    """One kind of waiting work.

    Attributes:
        code: its name in addresses: the list takes it as `?bucket=code`.
        title: the heading.
        empty: the sentence shown when nothing waits.
        needs: capabilities, any of which makes the bucket the user's business.
        select: narrows the assignments of the units concerned.
    """

    code: str
    title: str | Promise
    empty: str | Promise
    needs: tuple[Capability, ...]
    select: Callable[[AssignmentQuerySet, User, date], AssignmentQuerySet]


@dataclass(frozen=True)
class Bucket:
    """A bucket as the landing page shows it.

    Attributes:
        count: how many wait; `rows` holds the first of them.
        params: the query parameters under which the list shows all of them.
    """

    kind: BucketKind
    count: int
    rows: list[WorkRow]

    @property
    def params(self) -> dict[str, str]:
        """The query parameters under which the list shows all of them."""
        return {"bucket": self.kind.code}


@dataclass(frozen=True)
class UnitWork:
    """Everything that waits for a user.

    Attributes:
        own: buckets of the user's own units, empty ones included.
        following: buckets of who assigns, checks or decides.
        extensions: the first requests for more time that wait for a decision.
        extension_count: how many wait; None when they are not the user's business.
    """

    today: date
    own: list[Bucket] = field(default_factory=list)
    following: list[Bucket] = field(default_factory=list)
    extensions: list[ExtensionRequest] = field(default_factory=list)
    extension_count: int | None = None


def _in_state(state: AssignmentState) -> Callable[[AssignmentQuerySet, User, date], AssignmentQuerySet]:
    return lambda rows, user, today: rows.filter(state=state)


def _prepared_by_another(rows: AssignmentQuerySet, user: User, today: date) -> AssignmentQuerySet:
    """Return what waits for the head, without what the user prepared: another person must confirm it."""
    prepared = HistoryEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Assignment),
        object_id=OuterRef("pk"),
        action="prepare",
    ).order_by("-at", "-pk")
    by_another = Q(prepared_by__isnull=True) | ~Q(prepared_by=user.pk)
    waiting = rows.filter(state=AssignmentState.PREPARED)
    return waiting.annotate(prepared_by=Subquery(prepared.values("actor_id")[:1])).filter(by_another)


_WORKS = (Capability.ENTER, Capability.SUBMIT)

OWN_BUCKETS = (
    BucketKind(
        "overdue",
        _("Overdue"),
        _("Nothing is overdue. Well done."),
        _WORKS,
        lambda rows, user, today: rows.overdue(today),
    ),
    BucketKind(
        "soon",
        _("Due within 7 days"),
        _("Nothing is due in the next 7 days."),
        _WORKS,
        lambda rows, user, today: rows.due_between(today, today + timedelta(days=SOON_DAYS)),
    ),
    BucketKind(
        "acceptance",
        _("Waiting for acceptance"),
        _("No new task waits for your unit's answer."),
        (Capability.ENTER,),
        _in_state(AssignmentState.ASSIGNED),
    ),
    BucketKind(
        "returned",
        _("Returned to your unit"),
        _("Nothing has been returned."),
        _WORKS,
        _in_state(AssignmentState.RETURNED),
    ),
    BucketKind(
        "approval",
        _("Waiting for my approval"),
        _("Nothing waits for your confirmation."),
        (Capability.SUBMIT,),
        _prepared_by_another,
    ),
)
FOLLOWING_BUCKETS = (
    BucketKind(
        "to_check",
        _("Reported, waiting for the check"),
        _("Every report has been checked."),
        (Capability.FOLLOW_UP,),
        _in_state(AssignmentState.REPORTED),
    ),
    BucketKind(
        "rejected",
        _("Rejected, to be reassigned"),
        _("No unit has rejected a task."),
        (Capability.ASSIGN,),
        _in_state(AssignmentState.REJECTED),
    ),
)
BUCKETS = {kind.code: kind for kind in (*OWN_BUCKETS, *FOLLOWING_BUCKETS)}


def in_bucket(user: User, code: str, *, today: date | None = None) -> AssignmentQuerySet:
    """Return all assignments of one bucket, for the list behind the landing page.

    An unknown code, and a bucket that is not the user's business, hold nothing.
    """
    kind = BUCKETS.get(code)
    rows: AssignmentQuerySet = Assignment.objects.viewable_by(user)
    if kind is None:
        return rows.none()
    units = access_of(user).units(*_needs(kind, user))
    return kind.select(rows.filter(unit_id__in=units), user, today or timezone.localdate())


def unit_work(user: User, *, today: date | None = None) -> UnitWork:
    """Return what waits for a user, the first rows of each bucket with its count; one query a bucket.

    Who enters for no unit (the leadership, an auditor) is shown what is overdue or due soon among all
    the records in view.
    """
    today = today or timezone.localdate()
    lateness, access = Lateness(today), access_of(user)
    extensions = waiting_extensions(user) if access.anywhere(*_DECIDES) else None
    count, first = _first_rows(extensions) if extensions is not None else (None, [])
    return UnitWork(
        today=today,
        own=[_bucket(kind, user, lateness) for kind in OWN_BUCKETS if access.anywhere(*_needs(kind, user))],
        following=[
            _bucket(kind, user, lateness) for kind in FOLLOWING_BUCKETS if access.anywhere(*kind.needs)
        ],
        extensions=first,
        extension_count=count,
    )


_DECIDES = (Capability.FOLLOW_UP, Capability.DECIDE)


def waiting_extensions(user: User) -> Any:
    """Return the requests for more time that wait for a decision which the user may take, oldest first."""
    units = access_of(user).units(*_DECIDES)
    return (
        ExtensionRequest.objects.viewable_by(user)
        .filter(state=ExtensionState.REQUESTED, assignment__unit_id__in=units)
        .select_related("assignment__unit__authority", "assignment__task__directive")
        .order_by("requested_on", "pk")
    )


def _needs(kind: BucketKind, user: User) -> tuple[Capability, ...]:
    """Return what makes a bucket the user's business; lookers-on see the running clocks of all."""
    looks_on = kind.code in {"overdue", "soon"} and not access_of(user).anywhere(*_WORKS)
    return (Capability.VIEW,) if looks_on else kind.needs


def _bucket(kind: BucketKind, user: User, lateness: Lateness) -> Bucket:
    rows = in_bucket(user, kind.code, today=lateness.today).select_related(*ROW_RELATIONS)
    count, first = _first_rows(
        rows.defer("task__directive__text").order_by(F("due").asc(nulls_last=True), "pk")
    )
    return Bucket(kind=kind, count=count, rows=lateness.rows(first))


def _first_rows(queryset: Any) -> tuple[int, list[Any]]:
    """Return how many rows there are and the first of them, in one query."""
    rows = list(queryset.annotate(whole=Window(Count("pk")))[:ROWS_SHOWN])
    return (rows[0].whole if rows else 0), rows
