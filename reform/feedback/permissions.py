"""Who may see and do what with citizens' messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.permissions import RecordPolicy, UnitOwnedPolicy, register_policy

from .models import Category, CitizenMessage

if TYPE_CHECKING:
    from reform.registers.permissions import Asker

# Whoever handles messages needs the sender's words; whoever only reads along does not.
HANDLING = (Capability.ENTER, Capability.SUBMIT, Capability.FOLLOW_UP)


class CitizenMessagePolicy(UnitOwnedPolicy):
    """Seen by the unit that it lies with and by who sees the whole authority.

    Fields change through transitions only. The sender's words and contact are for those who handle it.
    """

    model = CitizenMessage
    viewing = (Capability.VIEW, Capability.FOLLOW_UP)

    def may_see_personal_data(self, user: Asker, message: CitizenMessage) -> bool:
        """Tell whether `user` handles the message, and so may read who sent what."""
        return message.unit_id in access_of(user).units(*HANDLING)

    def may_export(self, user: Any) -> bool:
        """Refuse: a file of messages would be personal data in many hands."""
        return False


class CategoryPolicy(RecordPolicy):
    """Kept by the desk that sorts the authority's messages."""

    model = Category

    def authorities(self, user: Asker) -> QuerySet[Unit, int]:
        """Return the keys of the authorities whose messages `user` sorts."""
        units = access_of(user).units(Capability.FOLLOW_UP)
        return Unit.objects.filter(pk__in=units, parent=None).values_list("authority_id", flat=True)

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter for those authorities."""
        return Q(authority__in=self.authorities(user))

    def may_view(self, user: Asker, record: Category) -> bool:
        """Tell the same of one category."""
        return self.authorities(user).filter(authority_id=record.authority_id).exists()

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user sorts messages anywhere; every screen's menu asks, so no query."""
        return access_of(user).anywhere(Capability.FOLLOW_UP)

    def may_create(self, user: Asker) -> bool:
        """Tell the same."""
        return self.may_list(user)

    def may_edit(self, user: Asker, record: Category) -> bool:
        """Tell whether the user sorts the messages of the category's authority."""
        return self.may_view(user, record)

    def may_export(self, user: Asker) -> bool:
        """Refuse: the register has no spreadsheet."""
        return False


MESSAGES = CitizenMessagePolicy()
CATEGORIES = CategoryPolicy()
for _policy in (MESSAGES, CATEGORIES):
    register_policy(_policy)
