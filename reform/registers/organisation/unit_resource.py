"""The spreadsheet of units, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority, Unit, User
from reform.organisation.models.unit import in_circle
from reform.organisation.services import withdraw_units
from reform.registers.permissions import viewable_records
from reform.registers.spreadsheets import (
    CellRefused,
    ChoiceWidget,
    Column,
    DateWidget,
    IntegerWidget,
    LinesWidget,
    Lookup,
    RecordWidget,
    RegisterResource,
)

from .names import administered_units, names_of_unit, namesakes_of_units


def administered_authorities(user: User) -> QuerySet[Authority]:
    """Return the authorities of which the user keeps at least one unit."""
    if user.is_superuser:
        return Authority.objects.all()
    units = access_of(user).units(Capability.ADMINISTER)
    return Authority.objects.filter(pk__in=Unit.objects.filter(pk__in=units).values("authority_id"))


def _place_of(unit: Unit | None) -> int | None:
    """Return by what a unit is known in a tree that new units stand in too; None for no unit."""
    return None if unit is None else unit.pk or -id(unit)


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
            Lookup(
                Unit,
                names=names_of_unit,
                records=administered_units,
                spellings=Unit.other_spellings,
                namesakes=namesakes_of_units,
            )
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

    def __init__(self, *, user: User) -> None:
        super().__init__(user=user)
        self._parents: dict[int | None, int | None] | None = None

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
        record.check_fields()
        if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
            raise CellRefused(
                "ends_first",
                _("The unit ends on %(day)s, before it would begin.")
                % {"day": f"{record.valid_to:%d/%m/%Y}"},
                _("Write an earlier day."),
                column="valid_from",
            )
        if before is None or "parent" in before:
            self._refuse_circle(record)
        self._refuse_second_root(record)

    def _refuse_circle(self, record: Any) -> None:
        """Refuse a parent below the unit, where the rows further up would put it too."""
        tree = self._tree()
        tree[_place_of(record)] = _place_of(record.parent)
        if in_circle(tree, _place_of(record)):
            raise CellRefused(
                "circle",
                _("The parent unit stands under this unit itself, maybe by another row of the file."),
                _("Name a parent unit that does not stand under it."),
                column="parent",
            )

    def _tree(self) -> dict[int | None, int | None]:
        """Return the parent of every unit, as the rows judged so far would leave it; one query a file."""
        if self._parents is None:
            self._parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
        return self._parents

    def refuse_undone(self, records: Sequence[Any]) -> dict[int, str]:
        """Tell which units would stand under themselves once all are back where they were."""
        tree: dict[int | None, int | None] = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
        tree |= {record.pk: record.parent_id for record in records}
        told = _("It would stand under itself: units have been moved since.")
        return {record.pk: told for record in records if in_circle(tree, record.pk)}

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
