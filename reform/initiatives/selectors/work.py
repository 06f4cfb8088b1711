"""What waits for whom among initiatives: the numbers of the landing page and the lists behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reform.initiatives.completeness import complete_q
from reform.initiatives.enums import (
    APPRAISAL_STATES,
    CouncilState,
    DecisionState,
    InitiativeState,
    ReviewState,
)
from reform.initiatives.models import (
    Certificate,
    Initiative,
    InitiativeSubmission,
    RecognitionDecision,
    Review,
)
from reform.initiatives.permissions import sits
from reform.initiatives.ties import tied_q
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.models import HistoryEntry

from .board import credited_to, recognised_in

if TYPE_CHECKING:
    from reform.organisation.models import User

_APPRAISE = Capability.APPRAISE_INITIATIVES
_S = InitiativeState
Units = frozenset[int]


@dataclass(frozen=True)
class WorkKind:
    """One kind of waiting work.

    Attributes:
        code: its name in addresses: the list takes it as `?work=code`.
        title: the words beside the number.
        needs: capabilities, any of which for a unit makes its initiatives the user's work.
        select: the condition, in the units concerned.
        without: capabilities that make it somebody else's work after all.
        is_alarm: something should have been done already; it is shown only when there is any.
    """

    code: str
    title: str | Promise
    needs: tuple[Capability, ...]
    select: Callable[[User, date], Q]
    without: tuple[Capability, ...] = ()
    is_alarm: bool = False

    def units(self, user: User) -> Units:
        """Return the units whose initiatives are this work of a user."""
        access = access_of(user)
        return access.units(*self.needs) - access.units(*self.without)

    def condition(self, user: User, today: date) -> Q:
        """Return what of all initiatives is this work of a user."""
        return Q(unit_id__in=self.units(user)) & self.select(user, today)


def _in_state(*states: InitiativeState) -> Callable[[User, date], Q]:
    return lambda user, today: Q(state__in=states)


def _overdue_in(states: frozenset[InitiativeState]) -> Callable[[User, date], Q]:
    return lambda user, today: Q(state__in=states, answer_due__lt=today)


def _drafted_by_another(user: User, today: date) -> Q:
    """Return the complete drafts without those that the user entered: another person must endorse them."""
    entered = HistoryEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Initiative),
        object_id=OuterRef("pk"),
        action="create",
        actor=user.pk,
    )
    return Q(state=_S.DRAFT) & complete_q() & ~Q(Exists(entered.values("pk")))


KINDS: dict[str, WorkKind] = {
    kind.code: kind
    for kind in (
        WorkKind(
            "supplement_overdue",
            _("Supplements overdue"),
            (Capability.ENTER, Capability.SUBMIT),
            _overdue_in(frozenset({_S.SUPPLEMENT_REQUESTED})),
            is_alarm=True,
        ),
        WorkKind(
            "answer_overdue",
            _("Initiatives whose answer is overdue"),
            (_APPRAISE,),
            _overdue_in(APPRAISAL_STATES),
            is_alarm=True,
        ),
        WorkKind(
            "to_endorse",
            _("Initiatives to endorse"),
            (Capability.SUBMIT,),
            _drafted_by_another,
        ),
        WorkKind(
            "drafts",
            _("Initiatives being drafted"),
            (Capability.ENTER,),
            _in_state(_S.DRAFT),
            without=(Capability.SUBMIT,),
        ),
        WorkKind("to_send", _("Endorsed, to be submitted"), (Capability.ENTER,), _in_state(_S.ENDORSED)),
        WorkKind(
            "supplement",
            _("Initiatives to supplement"),
            (Capability.ENTER, Capability.SUBMIT),
            _in_state(_S.SUPPLEMENT_REQUESTED),
        ),
        WorkKind("to_receive", _("Initiatives to receive"), (_APPRAISE,), _in_state(_S.SUBMITTED)),
        WorkKind("received", _("Initiatives to judge eligible or not"), (_APPRAISE,), _in_state(_S.RECEIVED)),
        WorkKind("eligible", _("Initiatives to put before a council"), (_APPRAISE,), _in_state(_S.ELIGIBLE)),
        WorkKind(
            "to_decide",
            _("Not recommended by the council, to decide"),
            (Capability.DECIDE,),
            _in_state(_S.NOT_RECOMMENDED),
        ),
    )
}


@dataclass(frozen=True)
class Work:
    """What waits for a user; None where something is not the user's business.

    Attributes:
        counts: how many initiatives wait, by the code of `KINDS`; only what is the user's business.
        recognised: how many initiatives of the user's units have been recognised this year.
        sheets: score sheets that the user has not handed in.
        sheets_late: whether one of them should have been by now.
        to_sign: decisions before the Chair.
        to_register: signed decisions without a number.
        certificates: certificates that nobody has fetched.
    """

    year: int
    counts: dict[str, int] = field(default_factory=dict)
    recognised: int | None = None
    sheets: int | None = None
    sheets_late: bool = False
    to_sign: int | None = None
    to_register: int | None = None
    certificates: int | None = None


def work_of(user: User, *, today: date | None = None) -> Work | None:
    """Return what waits for a user, in five queries at most; None for who has no part in initiatives."""
    today = today or timezone.localdate()
    kinds = [kind for kind in KINDS.values() if kind.units(user)]
    has_seat = sits(user)
    if not kinds and not has_seat:
        return None
    counts, recognised = _count_initiatives(user, kinds, today)
    counted: dict[str, Any] = _count_decisions(user)
    return Work(
        year=today.year,
        counts=counts,
        recognised=recognised,
        **(_count_sheets(user, today) if has_seat else {}),
        **counted,
    )


def _count_initiatives(user: User, kinds: list[WorkKind], today: date) -> tuple[dict[str, int], int | None]:
    """Return how many initiatives wait by kind, and how many of the own units are recognised; one query."""
    own = access_of(user).units(Capability.ENTER, Capability.SUBMIT)
    counters = {kind.code: Count("pk", filter=kind.condition(user, today)) for kind in kinds}
    if own:
        counters["recognised"] = Count("pk", filter=recognised_in(today.year) & credited_to(own))
    found = Initiative.objects.aggregate(**counters) if counters else {}
    recognised = found.pop("recognised", None)
    return found, recognised


def _count_sheets(user: User, today: date) -> dict[str, Any]:
    late = Q(council__score_by__lt=today)
    found = sheets_to_hand_in(user).aggregate(count=Count("pk"), late=Count("pk", filter=late))
    return {"sheets": found["count"], "sheets_late": bool(found["late"])}


def _count_decisions(user: User) -> dict[str, int]:
    """Return how many decisions and certificates wait, as far as they are the user's business."""
    access = access_of(user)
    deciding, appraising = access.units(Capability.DECIDE), access.units(_APPRAISE)
    counters = {}
    if deciding:
        counters["to_sign"] = Q(unit_id__in=deciding, state=DecisionState.SUBMITTED)
    if appraising:
        counters["to_register"] = Q(unit_id__in=appraising, state=DecisionState.SIGNED)
    if not counters:
        return {}
    found: dict[str, int] = RecognitionDecision.objects.aggregate(
        **{name: Count("pk", filter=asked) for name, asked in counters.items()}
    )
    if appraising:
        waiting = Certificate.objects.filter(unit_id__in=appraising, handed_out_on=None)
        found["certificates"] = waiting.count()
    return found


def sheets_to_hand_in(user: User) -> QuerySet[Initiative]:
    """Return the initiatives that the user scores and has not handed a sheet in for.

    Whoever is tied to an initiative never scores it (`ties.py`), so it does not wait for that person.
    """
    latest = InitiativeSubmission.objects.filter(initiative=OuterRef(OuterRef("pk"))).order_by()
    newest = latest.values("initiative").annotate(newest=Max("number")).values("newest")
    handed_in = Review.objects.filter(
        initiative=OuterRef("pk"),
        member__user=user,
        member__council=OuterRef("council_id"),
        state=ReviewState.FINAL,
        submission__number=Subquery(newest),
    )
    rows: Any = Initiative.objects.filter(
        state=_S.SCORING, council__state=CouncilState.SCORING, council__members__user=user
    )
    found: QuerySet[Initiative] = rows.exclude(tied_q(user)).exclude(Exists(handed_in.values("pk")))
    return found.order_by(F("council__score_by").asc(nulls_last=True), "code")
