"""The one answer to "may this user?", asked as a filter for lists and as a predicate for one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from reform.organisation.models import User

    Asker = User | AnonymousUser

# A filter that nothing passes.
NOTHING = Q(pk__in=[])


class RecordPolicy:
    """Who may do what with the records of one model. What a subclass does not allow is refused.

    `viewable_q` and `may_view` must agree; `tests/registers` checks that they do.
    """

    model: type[Model]

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter that leaves the records which `user` may see."""
        return NOTHING

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell whether `user` may see `record`."""
        return False

    def may_list(self, user: Asker) -> bool:
        """Tell whether `user` has any business on the list, even an empty one."""
        return False

    def may_create(self, user: Asker) -> bool:
        """Tell whether `user` may enter a new record somewhere."""
        return False

    def may_edit(self, user: Asker, record: Any) -> bool:
        """Tell whether `user` may change fields of `record`."""
        return False

    def may_delete(self, user: Asker, record: Any) -> bool:
        """Tell whether `user` may delete `record`."""
        return False

    def may_attach(self, user: Asker, record: Any) -> bool:
        """Tell whether `user` may add or remove evidence of `record`."""
        return self.may_edit(user, record)

    def may_import(self, user: Asker) -> bool:
        """Tell whether `user` may take spreadsheets in; every row is asked for again."""
        return self.may_create(user)

    def may_export(self, user: Asker) -> bool:
        """Tell whether `user` may take the list out as a file."""
        return self.may_list(user) and access_of(user).anywhere(Capability.EXPORT)


class UnitOwnedPolicy(RecordPolicy):
    """Records with a unit of their own: seen by who may see that unit.

    Attributes:
        unit_field: the lookup from the record to its unit, for example "unit" or "task__unit".
        viewing: the capabilities, any of which lets a user see the unit's records.
    """

    unit_field = "unit"
    viewing: tuple[Capability, ...] = (Capability.VIEW,)

    def viewable_q(self, user: Asker) -> Q:
        """Return the filter for the units in the user's scope."""
        return Q(**{f"{self.unit_field}_id__in": access_of(user).units(*self.viewing)})

    def may_view(self, user: Asker, record: Any) -> bool:
        """Tell whether the record's unit is in the user's scope."""
        return self.unit_id(record) in access_of(user).units(*self.viewing)

    def may_list(self, user: Asker) -> bool:
        """Tell whether the user may see the records of any unit."""
        return access_of(user).anywhere(*self.viewing)

    def unit_id(self, record: Any) -> int:
        """Return the primary key of the record's unit."""
        *path, last = self.unit_field.split("__")
        for name in path:
            record = getattr(record, name)
        return getattr(record, f"{last}_id")


_policies: dict[type[Model], RecordPolicy] = {}


def register_policy(policy: RecordPolicy) -> RecordPolicy:
    """Make `policy` the one that answers for its model; each model has exactly one.

    Raises:
        ImproperlyConfigured: when the model has a policy already.
    """
    if type(_policies.get(policy.model, policy)) is not type(policy):
        raise ImproperlyConfigured(f"{policy.model.__name__} has a policy already.")
    _policies[policy.model] = policy
    return policy


def policy_for(model: type[Model]) -> RecordPolicy:
    """Return the policy of `model`.

    Raises:
        ImproperlyConfigured: when it has none. A record without a policy is shown to nobody.
    """
    try:
        return _policies[model]
    except KeyError:
        raise ImproperlyConfigured(f"{model.__name__} has no policy; write one in permissions.py.") from None


def viewable_records(model: type[Model], user: Asker) -> QuerySet[Any]:
    """Return the records of `model` that `user` may see, by its policy."""
    return model._default_manager.filter(policy_for(model).viewable_q(user))


def has_policy(model: type[Model]) -> bool:
    """Tell whether `model` has a policy."""
    return model in _policies
