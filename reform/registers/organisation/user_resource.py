"""The spreadsheet of accounts, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.organisation.access import access_of, reach_by_holder
from reform.organisation.capabilities import Capability
from reform.organisation.models import RoleAssignment, Unit, User
from reform.registers.history import differences, snapshot
from reform.registers.spreadsheets import (
    BooleanWidget,
    CellRefused,
    Column,
    Judged,
    Lookup,
    RecordWidget,
    RegisterResource,
    Writes,
)

from .names import administered_units, names_of_unit, namesakes_of_units


class UserResource(RegisterResource):
    """Accounts. A new one has no password and no role; both are given on its own screen."""

    code = "users"
    title = gettext_lazy("accounts")
    key = ("username",)
    select_related: ClassVar[tuple[str, ...]] = ("unit",)

    username = Column(
        gettext_lazy("username"),
        also=(gettext_lazy("account"), gettext_lazy("user name")),
        required=True,
        help=gettext_lazy(
            "Letters, digits and . _ - without diacritics. It says which account a row is about."
        ),
        example="nva.danghai",
        width=22,
    )
    last_name = Column(
        gettext_lazy("last name"),
        also=(gettext_lazy("family and middle name"),),
        required=True,
        example=gettext_lazy("Nguyen Van"),
        width=20,
    )
    first_name = Column(gettext_lazy("first name"), required=True, example="An", width=14)
    unit = Column(
        gettext_lazy("unit"),
        widget=RecordWidget(
            Lookup(
                Unit,
                names=names_of_unit,
                records=administered_units,
                spellings=Unit.other_spellings,
                namesakes=namesakes_of_units,
            )
        ),
        required=True,
        help=gettext_lazy(
            "Code, short name or name. Roles for a unit that an officer leaves end the same day."
        ),
        width=20,
    )
    position = Column(
        gettext_lazy("position"), example=gettext_lazy("Justice officer"), width=24, can_be_emptied=True
    )
    email = Column(gettext_lazy("e-mail"), also=("email",), example="nva@example.vn", width=28)
    phone = Column(gettext_lazy("phone"), width=18, can_be_emptied=True)
    is_active = Column(gettext_lazy("may sign in"), widget=BooleanWidget(), read_only=True, width=14)

    class Meta:
        model = User

    def __init__(self, *, user: User) -> None:
        super().__init__(user=user)
        self._names: dict[str, str] | None = None

    def blank_record(self) -> User:
        """Return an account that nobody can sign in with until a password is set."""
        user = User()
        user.set_unusable_password()
        return user

    def may_write(self, records: Sequence[Any]) -> list[bool]:
        """Tell of each account whether everything that it may do lies within the administered units."""
        if self.user.is_superuser:
            return [True] * len(records)
        kept = access_of(self.user).units(Capability.ADMINISTER)
        beyond = self._beyond([record.pk for record in records if record.pk], kept)
        return [
            not record.is_superuser and record.unit_id in kept and record.pk not in beyond
            for record in records
        ]

    def _beyond(self, keys: Sequence[int], kept: frozenset[int]) -> set[int]:
        """Return the accounts whose roles reach beyond the units that the user keeps."""
        roles = RoleAssignment.objects.not_ended().filter(user__in=keys)
        return {key for key, reach in reach_by_holder(roles).items() if not reach <= kept}

    def refusal(self, record: Any) -> str:
        """Return why an account may not be written."""
        return _("You do not keep this account, or it holds roles beyond the units that you keep.")

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Refuse a move to a closed unit, and a name that differs from another one by case alone."""
        record.clean()
        if before is None:
            self._refuse_same_name(record)
        if (before is None or "unit" in before) and not record.unit.is_open():
            raise CellRefused(
                "closed_unit",
                _("%(unit)s is closed.") % {"unit": record.unit},
                _("Name a unit that exists today."),
                column="unit",
            )

    def _refuse_same_name(self, record: Any) -> None:
        """Refuse a new account whose name another one has, in the database or further up, but for case."""
        if self._names is None:
            names = User.objects.order_by().values_list("username", flat=True)
            self._names = {name.casefold(): name for name in names}
        known = self._names.setdefault(record.username.casefold(), record.username)
        if known != record.username:
            raise CellRefused(
                "same_name",
                _("The account “%(name)s” differs from this one in capital letters alone.") % {"name": known},
                _("Write it exactly like that if it is meant; otherwise choose another name."),
                column="username",
            )

    def write(self, judged: Sequence[Judged], writes: Writes) -> None:
        """Write the accounts; roles of a unit that an officer leaves end today."""
        super().write(judged, writes)
        moved = {row.record.pk: row for row in judged if "unit" in row.before}
        if not moved:
            return
        ended = []
        today = timezone.localdate()
        roles = (
            RoleAssignment.objects.in_force().select_for_update(of=("self",)).select_related("unit", "user")
        )
        for role in roles.filter(user__in=moved):
            row = moved[role.user_id]
            left = row.before["unit"]
            if left is not None and role.unit_id == left.pk:
                old, before = snapshot(role), {"valid_to": role.valid_to}
                role.valid_to = today
                role.version += 1
                ended.append((row.number, role, before))
                writes.tell(row.number, role, "end_role", differences(old, snapshot(role)))
        writes.update_beside(ended)
