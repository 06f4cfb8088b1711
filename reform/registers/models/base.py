"""The base of every record that a register keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from reform.organisation.models import User
    from reform.registers.permissions import RecordPolicy


class RecordQuerySet(models.QuerySet[Any]):
    """Questions that every register answers."""

    def viewable_by(self, user: User | AnonymousUser) -> Self:
        """Return the records that `user` may see, by the register's policy."""
        from reform.registers.permissions import policy_for

        return self.filter(policy_for(self.model).viewable_q(user))


class Record(models.Model):
    """A record with a version, so that a save over somebody else's newer save is noticed.

    A subclass has a policy in its register's `permissions.py`; a system check asks for it.
    """

    version = models.PositiveIntegerField(default=0, editable=False)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed at"), auto_now=True)

    objects = RecordQuerySet.as_manager()

    # Fields that history does not list, because every change touches them.
    history_ignores: frozenset[str] = frozenset({"id", "version", "created_at", "updated_at", "search_text"})

    class Meta:
        abstract = True

    def history_extras(self) -> dict[str, str]:
        """Return what history tells beside the record's own fields: rows that belong to it, for example.

        By the name of the relation, whose words history takes; read from the database, not from a cache.
        """
        return {}

    @classmethod
    def policy(cls) -> RecordPolicy:
        """Return the one place that says who may do what with these records."""
        from reform.registers.permissions import policy_for

        return policy_for(cls)
