"""Who may see and do what with initiatives, councils, score sheets, decisions and applications elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.permissions import NOTHING, RecordPolicy, UnitOwnedPolicy, register_policy

from .enums import EDITABLE_STATES, UNSENT_STATES, CouncilState, DecisionState, SheetState
from .models import (
    Adoption,
    Council,
    CouncilMember,
    Initiative,
    InitiativeAuthor,
    RecognitionDecision,
    Review,
    ScoreSheet,
)

if TYPE_CHECKING:
    from reform.registers.permissions import Asker

_APPRAISE = Capability.APPRAISE_INITIATIVES
# Who follows the register of the whole authority, by a role at its leadership.
OVERSEEING = (_APPRAISE, Capability.VIEW, Capability.FOLLOW_UP, Capability.DECIDE)


def _seats(user: Asker) -> Any:
    return CouncilMember.objects.filter(user_id=user.pk or 0)


def councils_of(user: Asker) -> frozenset[int]:
    """Return the keys of the councils that the user sits in; read once a request, as the access is."""
    access = access_of(user)
    known = getattr(access, "_councils", None)
    if known is None:
        known = frozenset(_seats(user).values_list("council_id", flat=True)) if user.pk else frozenset()
        access._councils = known  # type: ignore[attr-defined]
    return known


def sits(user: Asker) -> bool:
    """Tell whether the user sits in any council."""
    return bool(councils_of(user))


class InitiativePolicy(UnitOwnedPolicy):
    """Seen by its own unit, by its authors' units and the appraiser once it was sent, by its council."""

    model = Initiative

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: own unit; when sent, also the appraiser, the authors' units, the council."""
        access = access_of(user)
        own = access.units(Capability.VIEW)
        of_an_author = Exists(
            InitiativeAuthor.objects.filter(initiative=OuterRef("pk"), unit_id__in=own).values("pk")
        )
        on_its_council = Exists(_seats(user).filter(council=OuterRef("council_id")).values("pk"))
        sent = Q(unit_id__in=access.units(_APPRAISE)) | Q(of_an_author)
        if user.pk is not None:
            sent |= Q(on_its_council)
        return Q(unit_id__in=own) | (sent & ~Q(state__in=UNSENT_STATES))

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one initiative."""
        access = access_of(user)
        own = access.units(Capability.VIEW)
        if record.unit_id in own:
            return True
        if record.state in UNSENT_STATES:
            return False
        return (
            access.allows(_APPRAISE, record.unit_id)
            or record.council_id in councils_of(user)
            or any(author.unit_id in own for author in record.authors.all())
        )

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user has a unit, appraises, or sits in a council."""
        return access_of(user).anywhere(Capability.VIEW, _APPRAISE) or sits(user)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user enters records for a unit."""
        return access_of(user).anywhere(Capability.ENTER)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether the unit is still writing, and the user writes for it."""
        return record.state in EDITABLE_STATES and access_of(user).allows(Capability.ENTER, record.unit_id)

    def may_delete(self, user: Asker, record: Any) -> bool:
        """Refuse: an application is withdrawn, never deleted."""
        return False

    def may_attach(self, user: Asker, record: Any) -> bool:
        """Tell whether the unit may add files: while it writes; the appraiser adds the City's papers."""
        access = access_of(user)
        if record.state in EDITABLE_STATES:
            return access.allows(Capability.ENTER, record.unit_id)
        return record.recognised_on is not None and access.allows(_APPRAISE, record.unit_id)


class CouncilPolicy(RecordPolicy):
    """Seen by who appraises or oversees for the authority, and by its members."""

    model = Council

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: leadership unit in scope, or a seat."""
        return Q(unit_id__in=access_of(user).units(*OVERSEEING)) | Q(
            Exists(_seats(user).filter(council=OuterRef("pk")).values("pk"))
        )

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one council."""
        return record.unit_id in access_of(user).units(*OVERSEEING) or record.pk in councils_of(user)

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user appraises, oversees an authority, or sits in a council."""
        return oversees(user) or sits(user)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user appraises for a whole authority."""
        return appraises(user)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether it is still being set up, and the user appraises."""
        return record.state == CouncilState.PREPARING and access_of(user).allows(_APPRAISE, record.unit_id)

    def may_attach(self, user: Asker, record: Any) -> bool:
        """Tell whether the user appraises: the signed minutes are added when the result is locked already."""
        return access_of(user).allows(_APPRAISE, record.unit_id)


class ScoreSheetPolicy(RecordPolicy):
    """Seen by who appraises or oversees, and by members whose council scores by it."""

    model = ScoreSheet

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: leadership unit in scope, or a seat in a council that uses it."""
        return Q(unit_id__in=access_of(user).units(*OVERSEEING)) | Q(
            Exists(_seats(user).filter(council__sheet=OuterRef("pk")).values("pk"))
        )

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one sheet."""
        return (
            record.unit_id in access_of(user).units(*OVERSEEING)
            or _seats(user).filter(council__sheet=record.pk).exists()
        )

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user appraises or oversees an authority."""
        return oversees(user) or sits(user)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user appraises for a whole authority."""
        return appraises(user)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether it is a draft, and the user appraises."""
        return record.state == SheetState.DRAFT and access_of(user).allows(_APPRAISE, record.unit_id)

    def may_delete(self, user: Asker, record: Any) -> bool:
        """Tell whether it is a draft, and the user appraises."""
        return self.may_edit(user, record)


class ReviewPolicy(RecordPolicy):
    """A member's own sheet; everybody else's only once the council has met (issue of independence)."""

    model = Review

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: own; or of a council that has met and that the user appraises for or sits in."""
        if user.pk is None:
            return NOTHING
        met = Q(member__council__state__in=[CouncilState.MET, CouncilState.CLOSED])
        overseen = Q(member__council__unit_id__in=access_of(user).units(*OVERSEEING))
        seated = Q(Exists(_seats(user).filter(council=OuterRef("member__council_id")).values("pk")))
        return Q(member__user_id=user.pk) | (met & (overseen | seated))

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one sheet."""
        seat = record.member
        if user.pk is not None and seat.user_id == user.pk:
            return True
        if seat.council.state not in {CouncilState.MET, CouncilState.CLOSED}:
            return False
        return seat.council.unit_id in access_of(user).units(*OVERSEEING) or seat.council_id in councils_of(
            user
        )

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user appraises, oversees, or sits in a council."""
        return oversees(user) or sits(user)


class DecisionPolicy(RecordPolicy):
    """Seen by who appraises or oversees for the authority."""

    model = RecognitionDecision

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: leadership unit in scope."""
        return Q(unit_id__in=access_of(user).units(*OVERSEEING))

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one decision."""
        return record.unit_id in access_of(user).units(*OVERSEEING)

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user appraises or oversees an authority."""
        return oversees(user)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether it is a draft, and the user appraises."""
        return record.state == DecisionState.DRAFT and access_of(user).allows(_APPRAISE, record.unit_id)

    def may_attach(self, user: Asker, record: Any) -> bool:
        """Tell whether the user appraises: the scan of the signed decision is added at the end."""
        return record.state != DecisionState.DISCARDED and access_of(user).allows(_APPRAISE, record.unit_id)


class AdoptionPolicy(UnitOwnedPolicy):
    """Seen by the unit that applies it, by the unit that made it, and by the appraiser."""

    model = Adoption

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: either unit in scope."""
        units = access_of(user).units(Capability.VIEW, _APPRAISE)
        return Q(unit_id__in=units) | Q(initiative__unit_id__in=units)

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one record."""
        units = access_of(user).units(Capability.VIEW, _APPRAISE)
        return record.unit_id in units or record.initiative.unit_id in units

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user sees records of any unit."""
        return access_of(user).anywhere(Capability.VIEW, _APPRAISE)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user enters records for a unit."""
        return access_of(user).anywhere(Capability.ENTER)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether the user enters records for the unit that applies it."""
        return access_of(user).allows(Capability.ENTER, record.unit_id)

    def may_delete(self, user: Asker, record: Any) -> bool:
        """Tell whether the head of the unit that applies it takes the mark back."""
        return access_of(user).allows(Capability.SUBMIT, record.unit_id)


def oversees(user: Asker) -> bool:
    """Tell whether the user appraises, follows up or decides for a whole authority."""
    access = access_of(user)
    return bool(access.units(*OVERSEEING) & access.leadership_units)


def appraises(user: Asker) -> bool:
    """Tell whether the user appraises initiatives for a whole authority."""
    access = access_of(user)
    return bool(access.units(_APPRAISE) & access.leadership_units)


for _policy in (
    InitiativePolicy(),
    CouncilPolicy(),
    ScoreSheetPolicy(),
    ReviewPolicy(),
    DecisionPolicy(),
    AdoptionPolicy(),
):
    register_policy(_policy)
