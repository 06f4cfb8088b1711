"""Rights of screens: asked of the model's policy, never of Django's permissions."""

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper

from reform.registers.permissions import RecordPolicy, policy_for


class PolicyPermissionHelper(PermissionHelper):
    """wagtail-modeladmin's questions, answered by the policy. What it does not allow is refused."""

    @property
    def policy(self) -> RecordPolicy:
        """The one place that says who may do what with these records."""
        return policy_for(self.model)

    def user_has_specific_permission(self, user: Any, perm_codename: str) -> bool:
        """Refuse: Django's permissions give nothing here."""
        return False

    def user_has_any_permissions(self, user: Any) -> bool:
        """Tell whether the user has any business with the register."""
        return self.user_can_list(user)

    def user_can_list(self, user: Any) -> bool:
        """Tell whether the user may open the list."""
        return self.policy.may_list(user)

    def user_can_create(self, user: Any) -> bool:
        """Tell whether the user may enter a new record somewhere."""
        return self.policy.may_create(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        """Tell whether the user may open the record."""
        return self.policy.may_view(user, obj)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Tell whether the user may change the record: never without seeing it."""
        return self.policy.may_edit(user, obj) and self.policy.may_view(user, obj)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """Tell whether the user may delete the record: never without seeing it."""
        return self.policy.may_delete(user, obj) and self.policy.may_view(user, obj)
