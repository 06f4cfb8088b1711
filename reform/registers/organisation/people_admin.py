"""The screens of accounts and roles."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.organisation.access import units_in_reach
from reform.organisation.capabilities import Capability
from reform.organisation.models import RoleAssignment, Unit, User
from reform.organisation.services import end_role, require_administration
from reform.registers.admin import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    RegisterAdmin,
    RegisterForm,
    UnitFilter,
)
from reform.registers.admin.officer import officer
from reform.registers.history import write_history
from reform.registers.permissions import policy_for
from reform.registers.records import create_record, history_of_changes

from .forms import AccountForm, RoleForm
from .resources import UserResource
from .views import DeactivateUserView, ReactivateUserView

ADMINISTER = (Capability.ADMINISTER,)


class UserAdmin(RegisterAdmin):
    """Officers' accounts. Never deleted, only locked."""

    model = User
    base_url_path = "organisation/users"
    menu_icon = "user"
    form_class = AccountForm
    resource = UserResource
    list_columns = (
        Column("__str__", label=pgettext_lazy("of a person", "Name"), sort="last_name"),
        "username",
        Column("unit", sort="unit__name"),
        "position",
        Column("is_active", label=gettext_lazy("May sign in")),
    )
    list_select_related = ("unit",)
    filters = (
        UnitFilter("unit", capabilities=ADMINISTER),
        BooleanFilter("is_active", label=gettext_lazy("May sign in")),
    )
    empty_message = gettext_lazy("No account yet. Add one, then give it a role.")
    record_fields = (
        "username", "last_name", "first_name", "email", "phone", "unit", "position",
        Column("is_active", label=gettext_lazy("May sign in")), "last_login",
        Column("roles", label=gettext_lazy("Roles"), value=lambda user: list(roles_of(user))),
    )  # fmt: skip
    panels = (
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("last_name"), FieldPanel("first_name")]),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("position")]),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            ],
            heading=gettext_lazy("Person"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("username"),
                FieldRowPanel([FieldPanel("password_first"), FieldPanel("password_second")]),
            ],
            heading=gettext_lazy("Signing in"),
        ),
    )
    action_labels = {
        "set_password": gettext_lazy("Password set"),
        "deactivate_user": gettext_lazy("Account locked"),
        "reactivate_user": gettext_lazy("Account unlocked"),
    }

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the administered units that exist today: nobody moves to a closed one."""
        return {"unit": policy_for(Unit).viewable_q(request.user) & Q(pk__in=Unit.objects.open())}

    def save_changed(self, form: RegisterForm, request: HttpRequest, expected_version: int) -> Any:
        """Write the account; a new password is told without being shown, roles of a left unit end."""
        old_unit = User.objects.only("unit").get(pk=form.instance.pk).unit_id
        with transaction.atomic():
            account = super().save_changed(form, request, expected_version)
            if form.cleaned_data.get("password_first"):
                write_history(account, actor=officer(request), action="set_password")
            if old_unit is not None and account.unit_id != old_unit:
                self._end_roles(account, old_unit, request)
        return account

    def _end_roles(self, account: User, unit_id: int, request: HttpRequest) -> None:
        """Let the roles held for the unit that the officer left end today."""
        for assignment in account.role_assignments.in_force().filter(unit_id=unit_id):
            with history_of_changes(assignment, actor=officer(request), action="end_role"):
                end_role(by=None, assignment=assignment, last_day=timezone.localdate())

    def record_buttons(self, request: HttpRequest, record: Any) -> list[HeaderButton]:
        """Offer to lock or unlock the account."""
        if not policy_for(User).may_edit(request.user, record):
            return []
        if not record.is_active:
            return [
                HeaderButton(
                    _("Unlock the account"), url=self.url_for("reactivate", record.pk), icon_name="lock-open"
                )
            ]
        return [
            HeaderButton(_("Lock the account"), url=self.url_for("deactivate", record.pk), icon_name="lock")
        ]

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses where accounts are locked and unlocked."""
        return [
            self.record_path("deactivate", DeactivateUserView),
            self.record_path("reactivate", ReactivateUserView),
        ]


class RoleAssignmentAdmin(RegisterAdmin):
    """Who may do what for which unit, and until when. Ended by a last day, never deleted."""

    model = RoleAssignment
    base_url_path = "organisation/roles"
    menu_icon = "key"
    form_class = RoleForm
    search_column = "user__search_text"
    list_columns = (
        Column("user", sort="user__last_name"),
        "role",
        Column("unit", sort="unit__name"),
        "include_sub_units",
        "valid_from",
        "valid_to",
    )
    list_select_related = ("user", "unit")
    filters = (ChoiceFilter("role"), UnitFilter("unit", capabilities=ADMINISTER))
    empty_message = gettext_lazy("No role given yet. An account without a role sees nothing.")
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("user"),
                FieldPanel("role"),
                FieldPanel("unit"),
                FieldPanel("include_sub_units"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            ],
            heading=gettext_lazy("Role"),
        ),
    )
    action_labels = {"end_role": gettext_lazy("Role ended")}

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer people whose account is not locked; closed units stay, for who reads their records."""
        return {"user": policy_for(User).viewable_q(request.user) & Q(is_active=True)}

    def save_new(self, form: RegisterForm, request: HttpRequest) -> Any:
        """Give the role, for administered units only."""
        assignment = form.save(commit=False)
        self._require_scope(assignment, request)
        return create_record(assignment, actor=officer(request), unit=assignment.unit)

    def save_changed(self, form: RegisterForm, request: HttpRequest, expected_version: int) -> Any:
        """Change the assignment, for administered units only."""
        self._require_scope(form.instance, request)
        return super().save_changed(form, request, expected_version)

    def _require_scope(self, assignment: RoleAssignment, request: HttpRequest) -> None:
        """Refuse a role that reaches beyond the units which the giver administers."""
        try:
            require_administration(by=officer(request), unit_ids=units_in_reach([assignment]))
        except PermissionDenied as refusal:
            raise ValidationError({"unit": str(refusal)})


def roles_of(user: User) -> list[str]:
    """Return the roles that count today, each with its unit."""
    assignments = user.role_assignments.in_force().select_related("unit")
    return [f"{assignment.get_role_display()} ({assignment.unit})" for assignment in assignments]
