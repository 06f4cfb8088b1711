"""The spreadsheets of units and accounts, for administrators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.organisation.access import access_of, reach_by_holder
from reform.organisation.capabilities import Capability
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority, RoleAssignment, Unit, User
from reform.organisation.services import withdraw_units
from reform.registers.history import differences, snapshot
from reform.registers.permissions import viewable_records
from reform.registers.spreadsheets import (
    BooleanWidget,
    CellRefused,
    ChoiceWidget,
    Column,
    DateWidget,
    IntegerWidget,
    Judged,
    LinesWidget,
    Lookup,
    RecordWidget,
    RegisterResource,
    Writes,
)


def names_of_unit(unit: Unit) -> Iterable[str]:
    """Yield what a unit is called, the code first: it stands in no other unit of the authority."""
    return unit.code, unit.short_name, unit.name, *unit.aliases


def administered_units(user: User) -> QuerySet[Unit]:
    """Return the units that the user keeps, closed ones included."""
    return viewable_records(Unit, user).select_related("authority", "parent")


def administered_authorities(user: User) -> QuerySet[Authority]:
    """Return the authorities of which the user keeps at least one unit."""
    if user.is_superuser:
        return Authority.objects.all()
    units = access_of(user).units(Capability.ADMINISTER)
    return Authority.objects.filter(pk__in=Unit.objects.filter(pk__in=units).values("authority_id"))


class UnitResource(RegisterResource):
    """Units. A unit under another new one stands below it in the file."""

    code = "units"
    title = gettext_lazy("units")
    key = ("authority", "unit_code")
    select_related: ClassVar[tuple[str, ...]] = ("authority", "parent", "head", "successor")

    authority = Column(
        gettext_lazy("authority"),
        widget=RecordWidget(
            Lookup(
                Authority,
                names=lambda authority: (authority.code, authority.short_name, authority.name),
                records=administered_authorities,
            )
        ),
        help=gettext_lazy("Code or name; may be left out when you keep one authority only."),
        width=18,
    )
    unit_code = Column(
        gettext_lazy("code"),
        attribute="code",
        also=(gettext_lazy("unit code"),),
        required=True,
        help=gettext_lazy("Short and lasting, for example P-DANGHAI. It says which unit a row is about."),
        example="P-DANGHAI",
        width=16,
    )
    name = Column(
        gettext_lazy("name"),
        also=(gettext_lazy("unit name"),),
        required=True,
        example=gettext_lazy("People's Committee of Dang Hai ward"),
        width=40,
    )
    short_name = Column(
        gettext_lazy("short name"), required=True, example=gettext_lazy("Dang Hai ward"), width=24
    )
    kind = Column(
        gettext_lazy("kind"),
        widget=ChoiceWidget(UnitKind.choices),
        required=True,
        example=UnitKind.WARD,
        width=28,
    )
    parent = Column(
        gettext_lazy("parent unit"),
        widget=RecordWidget(
            Lookup(Unit, names=names_of_unit, records=administered_units, spellings=Unit.other_spellings)
        ),
        help=gettext_lazy("Code or name of the unit above. A new one must stand further up in the file."),
        width=20,
    )
    aliases = Column(
        gettext_lazy("other spellings"),
        widget=LinesWidget(),
        help=gettext_lazy("Names under which spreadsheets and documents mention the unit, with semicolons."),
        width=32,
        can_be_emptied=True,
    )
    cluster = Column(gettext_lazy("emulation cluster"), width=20, can_be_emptied=True)
    position = Column(gettext_lazy("order in lists"), widget=IntegerWidget(), width=12, example=10)
    head = Column(
        gettext_lazy("head"),
        widget=RecordWidget(
            Lookup(
                User,
                names=lambda user: (user.username, user.get_full_name()),
                records=lambda user: viewable_records(User, user),
            )
        ),
        help=gettext_lazy("User name of the head's account."),
        width=20,
        can_be_emptied=True,
    )
    phone = Column(gettext_lazy("phone"), width=18, can_be_emptied=True)
    email = Column(gettext_lazy("e-mail"), also=("email",), width=26, can_be_emptied=True)
    address = Column(gettext_lazy("address"), width=36, can_be_emptied=True)
    valid_from = Column(gettext_lazy("exists from"), widget=DateWidget(), width=14, can_be_emptied=True)
    valid_to = Column(gettext_lazy("exists until"), widget=DateWidget(), read_only=True, width=14)

    class Meta:
        model = Unit

    def default_values(self, values: dict[str, Any]) -> None:
        """Take a row that names no authority for the only one that the user keeps."""
        if "authority" not in values:
            lookup = self.lookup("authority")
            if len(lookup.by_pk) == 1:
                values["authority"] = next(iter(lookup.by_pk.values()))

    def check_reach(self, values: dict[str, Any]) -> None:
        """Ask which authority is meant when there are several."""
        if "authority" not in values:
            raise CellRefused(
                "missing",
                _("The row does not say which authority the unit belongs to."),
                _("Fill the cell in."),
                column="authority",
            )

    def may_write(self, records: Sequence[Any]) -> list[bool]:
        """Tell of each unit whether the user keeps it; of a new one, whether the unit above is kept."""
        access, is_installer = access_of(self.user), self.user.is_superuser
        return [
            is_installer
            or (
                access.allows(Capability.ADMINISTER, record.pk)
                if record.pk
                else record.parent is not None
                and (record.parent.pk is None or access.allows(Capability.ADMINISTER, record.parent_id))
            )
            for record in records
        ]

    def refusal(self, record: Any) -> str:
        """Return why a unit may not be written."""
        if record.pk is None:
            return _("A new unit stands under a unit that you keep; name it as the parent unit.")
        return _("You do not keep this unit.")

    def announce(self, record: Any) -> None:
        """Let units further down in the file stand under a new one."""
        self.lookup("parent").announce(record)

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Check the place in the tree, which `clean` asks the database about for every unit."""
        record.check_place()
        self._refuse_second_root(record)

    def _refuse_second_root(self, record: Any) -> None:
        if record.parent is not None:
            return
        roots = [unit for unit in self.lookup("parent").by_pk.values() if unit.parent_id is None]
        if any(root.authority_id == record.authority_id and root.pk != record.pk for root in roots):
            raise CellRefused(
                "root",
                _("The authority has a root unit already."),
                _("Name the parent unit."),
                column="parent",
            )

    def delete_new(self, records: Sequence[Any]) -> None:
        """Take back units that were entered and never used."""
        withdraw_units(records)


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
            Lookup(Unit, names=names_of_unit, records=administered_units, spellings=Unit.other_spellings)
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
        if (before is None or "unit" in before) and not record.unit.is_open():
            raise CellRefused(
                "closed_unit",
                _("%(unit)s is closed.") % {"unit": record.unit},
                _("Name a unit that exists today."),
                column="unit",
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
