"""Who may see and do what with dispatches, tasks, assignments and requests for more time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.permissions import RecordPolicy, UnitOwnedPolicy, register_policy

from .enums import WORKABLE_STATES, AssignmentState, ReadingState
from .models import Assignment, Directive, ExtensionRequest, Reading, Task

if TYPE_CHECKING:
    from reform.registers.permissions import Asker

_WHOLE = (Capability.VIEW, Capability.ASSIGN, Capability.FOLLOW_UP)


def _seen_assignments(user: Asker) -> Q:
    """Return the filter for assignments that a unit has been given and `user` may see."""
    return Q(unit_id__in=access_of(user).units(Capability.VIEW)) & ~Q(state=AssignmentState.DRAFT)


class DirectivePolicy(RecordPolicy):
    """Seen whole by who may see the authority's leadership unit, and by units that have a task in it."""

    model = Directive

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: of an authority in scope, or with an assignment of a unit in scope."""
        mine = Assignment.objects.filter(_seen_assignments(user), task__directive=OuterRef("pk"))
        return Q(unit_id__in=access_of(user).units(*_WHOLE)) | Q(Exists(mine))

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one dispatch."""
        if record.unit_id in access_of(user).units(*_WHOLE):
            return True
        return Assignment.objects.filter(_seen_assignments(user), task__directive=record).exists()

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user sees records of any unit."""
        return access_of(user).anywhere(*_WHOLE)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user may assign work somewhere."""
        return access_of(user).anywhere(Capability.ASSIGN)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether the user may assign work in the dispatch's authority."""
        return access_of(user).allows(Capability.ASSIGN, record.unit_id)


class TaskPolicy(RecordPolicy):
    """A task is seen with its dispatch by the assigner, and by the units that it is given to."""

    model = Task

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter: dispatch in scope, or an assignment of a unit in scope."""
        mine = Assignment.objects.filter(_seen_assignments(user), task=OuterRef("pk"))
        return Q(directive__unit_id__in=access_of(user).units(*_WHOLE)) | Q(Exists(mine))

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one task."""
        if record.directive.unit_id in access_of(user).units(*_WHOLE):
            return True
        return Assignment.objects.filter(_seen_assignments(user), task=record).exists()

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user sees records of any unit."""
        return access_of(user).anywhere(*_WHOLE)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user may assign work somewhere."""
        return access_of(user).anywhere(Capability.ASSIGN)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether the user may assign work in the dispatch's authority."""
        return access_of(user).allows(Capability.ASSIGN, record.directive.unit_id)


class AssignmentPolicy(UnitOwnedPolicy):
    """A unit's own part of a task: fields change through transitions only; drafts are the assigner's."""

    model = Assignment
    viewing = (Capability.VIEW,)

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter for the units in scope; drafts only where the user assigns."""
        assigner = Q(unit_id__in=access_of(user).units(Capability.ASSIGN, Capability.FOLLOW_UP))
        return _seen_assignments(user) | assigner

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell the same of one assignment."""
        access = access_of(user)
        if record.unit_id in access.units(Capability.ASSIGN, Capability.FOLLOW_UP):
            return True
        return access.allows(Capability.VIEW, record.unit_id) and record.state != AssignmentState.DRAFT

    def may_import(self, user: Asker) -> bool:
        """Tell whether the user reports progress for any unit."""
        return access_of(user).anywhere(Capability.ENTER)

    def may_attach(self, user: Asker, record: Any) -> bool:
        """Tell whether the user works on it for the unit, while it is with the unit."""
        return record.state in WORKABLE_STATES and access_of(user).allows(Capability.ENTER, record.unit_id)


class ExtensionRequestPolicy(UnitOwnedPolicy):
    """Seen with its assignment."""

    model = ExtensionRequest
    unit_field = "assignment__unit"
    viewing = (Capability.VIEW, Capability.FOLLOW_UP)


class ReadingPolicy(UnitOwnedPolicy):
    """A dispatch being read in is the assigner's alone."""

    model = Reading
    viewing = (Capability.ASSIGN,)

    def may_create(self, user: Asker) -> bool:
        """Tell whether the user may assign work somewhere."""
        return access_of(user).anywhere(Capability.ASSIGN)

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether the reading is open and in the user's scope."""
        return record.state == ReadingState.OPEN and self.may_view(user, record)


for _policy in (
    DirectivePolicy(),
    TaskPolicy(),
    AssignmentPolicy(),
    ExtensionRequestPolicy(),
    ReadingPolicy(),
):
    register_policy(_policy)
