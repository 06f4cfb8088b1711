"""Who keeps templates of papers: whoever administers the authority's leadership unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.models import PaperTemplate, TemplateState
from reform.registers.permissions import RecordPolicy, register_policy


class PaperTemplatePolicy(RecordPolicy):
    """An authority's templates are its administrators' alone."""

    model = PaperTemplate

    def viewable_q(self, user: Any) -> Q:
        """Return the filter for the leadership units that the user administers."""
        return Q(unit_id__in=access_of(user).units(Capability.ADMINISTER))

    def may_view(self, user: Any, record: Any) -> bool:
        """Tell whether the user administers the authority."""
        return access_of(user).allows(Capability.ADMINISTER, record.unit_id)

    def may_list(self, user: Any) -> bool:
        """Tell whether the user administers a whole authority."""
        units = access_of(user).units(Capability.ADMINISTER)
        return bool(units) and Unit.objects.filter(pk__in=units, parent=None).exists()

    def may_create(self, user: Any) -> bool:
        """Tell the same."""
        return self.may_list(user)

    def may_delete(self, user: Any, record: Any) -> bool:
        """Tell whether it was never in use, or is retired, and the user administers the authority."""
        return record.state != TemplateState.ACTIVE and self.may_view(user, record)


register_policy(PaperTemplatePolicy())
