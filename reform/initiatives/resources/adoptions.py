"""The spreadsheet of applications elsewhere: which unit applies which recognised initiative."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.models import Adoption, Initiative
from reform.initiatives.services import check_adoption
from reform.registers.spreadsheets import Column, DateWidget, Lookup, RecordWidget, RegisterResource
from reform.registers.spreadsheets.lookups import UnknownName

from .names import (
    fill_in_own_unit,
    initiatives_to_adopt,
    names_of_initiative,
    refuse_closed_unit,
    refuse_foreign_unit,
    unit_widget,
)


class AdoptionResource(RegisterResource):
    """What other units say they apply. Initiative and unit are what is said, so they never change."""

    code = "initiative_adoptions"
    title = gettext_lazy("applications elsewhere")
    key = ("initiative", "unit")
    select_related: ClassVar[tuple[str, ...]] = ("unit", "initiative__unit")

    initiative = Column(
        gettext_lazy("initiative"),
        widget=RecordWidget(Lookup(Initiative, names=names_of_initiative, records=initiatives_to_adopt)),
        also=(gettext_lazy("code"), gettext_lazy("code of the initiative")),
        required=True,
        help=gettext_lazy("The code of another unit's recognised initiative that is public."),
        width=24,
    )
    unit = Column(
        gettext_lazy("applied by"),
        widget=unit_widget(),
        also=(gettext_lazy("unit"),),
        help=gettext_lazy("Code or name of your unit; may be left out when you enter for one unit only."),
        width=18,
    )
    applied_from = Column(
        gettext_lazy("applied since"),
        widget=DateWidget(),
        required=True,
        help=gettext_lazy("The first day of its use in your unit."),
        width=16,
    )
    result = Column(
        gettext_lazy("result"),
        required=True,
        help=gettext_lazy("What it has brought in your unit; files prove it on the record's page."),
        example=gettext_lazy("Waiting times are half of what they were."),
        width=48,
    )
    made_by = Column(
        gettext_lazy("made by"),
        widget=unit_widget(),
        read_only=True,
        value=lambda adoption: adoption.initiative.unit,
        help=gettext_lazy("For reading; what stands here changes nothing."),
        width=18,
    )

    class Meta:
        model = Adoption

    def default_values(self, values: dict[str, Any]) -> None:
        """Take a row that names no unit for the only unit that the user enters for."""
        fill_in_own_unit(self.user, values, self.lookup("unit").by_pk.get)

    def check_reach(self, values: dict[str, Any]) -> None:
        """Refuse another unit's name before its records are looked for."""
        refuse_foreign_unit(self.user, values)

    def refusal(self, record: Any) -> str:
        """Return why what is said of another unit cannot be written."""
        return _("You do not enter initiatives for %(unit)s.") % {"unit": record.unit}

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Refuse what the register's own screen refuses."""
        if before is None:
            self._refuse_hidden(record.initiative)
            refuse_closed_unit(record.unit)
        check_adoption(record)

    def _refuse_hidden(self, initiative: Initiative) -> None:
        """Refuse, as a code that nobody has, what the form does not offer: see `choice_limits` there."""
        if not initiative.is_public:
            unknown = UnknownName(initiative.code, self.lookup("initiative"))
            unknown.column = "initiative"
            raise unknown
