"""Lists that all authorities of an installation share: publishers add what is missing, the installer changes.

A name that one authority changed would change on the pages of all others.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import User

PUBLISHERS_MAY = frozenset({"view", "add"})


class SharedListPolicy(BasePermissionPolicy):
    """Publishers see and add; the installer does everything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether the user may do it."""
        publishes = action in PUBLISHERS_MAY and access_of(user).anywhere(Capability.PUBLISH_PAGES)
        return bool(user.is_superuser or publishes)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether the user may do it; no entry belongs to anybody."""
        return self.user_has_permission(user, action)

    def users_with_any_permission(self, actions: Any) -> models.QuerySet[User]:
        """Return the accounts that always may; who publishes depends on the day and is not listed."""
        return User.objects.filter(is_active=True, is_superuser=True)


class SharedListViewSet(SnippetViewSet):
    """The screens of one list."""

    @property
    def permission_policy(self) -> SharedListPolicy:
        """The policy of shared lists."""
        return SharedListPolicy(self.model)
