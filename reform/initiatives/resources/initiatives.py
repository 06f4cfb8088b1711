"""The spreadsheet of applications, with their authors and figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.discretion import reads_confidential
from reform.initiatives.enums import Holder, InitiativeState
from reform.initiatives.models import Initiative
from reform.initiatives.models.initiative import first_application_problem
from reform.initiatives.rules import FULL_SHARE
from reform.initiatives.services import give_codes
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.enums import ReformField
from reform.organisation.models import Unit
from reform.registers.spreadsheets import (
    BooleanWidget,
    CellRefused,
    ChoiceWidget,
    CodeWidget,
    Column,
    DateWidget,
    DecimalWidget,
    IntegerWidget,
    Judged,
    PartsColumn,
    RegisterResource,
    Remark,
    Writes,
)
from reform.workbooks.cells.numbers import write_number

from .lines import AuthorsWidget, EffectsWidget, without_needless_zeros
from .names import fill_in_own_unit, refuse_closed_unit, refuse_foreign_unit, unit_widget


def _words_of_form(name: str, width: int = 48, **more: Any) -> Column:
    """Return a column of the form's words, with the form's own label and help."""
    field = Initiative._meta.get_field(name)
    return Column(
        field.verbose_name,  # type: ignore[union-attr]
        help=field.help_text,  # type: ignore[union-attr]
        width=width,
        can_be_emptied=True,
        **more,
    )


def _confidential(initiative: Any) -> str:
    """Return what is to be kept confidential, for whoever may read it of this very initiative."""
    return initiative.confidential if getattr(initiative, "confidential_is_read", False) else ""


def _decision(initiative: Any) -> str:
    """Return the number of the decision once it has recognised the initiative."""
    return initiative.decision.full_number if initiative.recognised_on and initiative.decision else ""


def _for_reading(label: str | Promise, **more: Any) -> Column:
    return Column(
        label,
        read_only=True,
        help=gettext_lazy("For reading; what stands here changes nothing."),
        width=18,
        **more,
    )


def _refuse_foreign_authors(initiative: Initiative, lines: Sequence[dict[str, Any]]) -> None:
    """Refuse authors from units of another authority; who is outside has a workplace instead."""
    authority = initiative.unit.authority_id
    units = [said["unit"] for said in lines if isinstance(said["unit"], Unit)]
    foreign = [str(unit) for unit in units if unit.authority_id != authority]
    if foreign:
        raise CellRefused(
            "part",
            _("%(units)s: this unit is of another authority.") % {"units": ", ".join(foreign)},
            _("Choose somebody and a unit of the authority that applies."),
            column="authors",
        )


class InitiativeResource(RegisterResource):
    """Applications. A row without a code is a new draft, one with a code changes what its unit writes."""

    code = "initiatives"
    title = gettext_lazy("initiatives")
    key = ("unit", "initiative_code")
    given_key = "initiative_code"
    key_until_given = ("unit", "year", "initiative_title")
    given: ClassVar[tuple[str, ...]] = ("code", "held_since")
    select_related: ClassVar[tuple[str, ...]] = ("unit", "decision")

    unit = Column(
        gettext_lazy("unit"),
        widget=unit_widget(),
        also=(gettext_lazy("unit code"),),
        help=gettext_lazy("Code or name of your unit; may be left out when you enter for one unit only."),
        width=18,
    )
    # `code` and `title` are the spreadsheet's own.
    initiative_code = Column(
        gettext_lazy("code"),
        attribute="code",
        widget=CodeWidget(),
        also=(gettext_lazy("code of the initiative"),),
        help=gettext_lazy(
            "Blank for a new application: the portal gives the next code. As it stands in the portal to"
            " change one."
        ),
        width=24,
    )
    year = Column(
        gettext_lazy("year"),
        widget=IntegerWidget(),
        required=True,
        help=gettext_lazy("The year for which the unit registers it; it stays once the code is given."),
        example=2022,
        width=10,
    )
    initiative_title = _words_of_form(
        "title",
        attribute="title",
        also=(gettext_lazy("title"), gettext_lazy("initiative")),
        required=True,
        example=gettext_lazy("Returning results by post with one code"),
    )
    reform_field = Column(
        gettext_lazy("field of reform"), widget=ChoiceWidget(ReformField.choices), required=True, width=28
    )
    investor = _words_of_form("investor", width=24)
    applied_from = _words_of_form("applied_from", widget=DateWidget(), width=16)
    is_trial = Column(
        Initiative._meta.get_field("is_trial").verbose_name,
        widget=BooleanWidget(),
        help=gettext_lazy("Yes or no: a trial counts as an application."),
        width=12,
    )
    applied_at = _words_of_form("applied_at", width=32)
    problem = _words_of_form("problem")
    solution = _words_of_form("solution")
    novelty = _words_of_form("novelty")
    confidential = _words_of_form("confidential", value=_confidential)
    conditions = _words_of_form("conditions")
    benefit_by_author = _words_of_form("benefit_by_author")
    benefit_by_adopters = _words_of_form("benefit_by_adopters")
    first_participants = _words_of_form("first_participants")
    scope = _words_of_form("scope")
    money_saved = _words_of_form("money_saved", widget=DecimalWidget(0), width=20)
    hours_saved = _words_of_form("hours_saved", widget=DecimalWidget(1), width=16)
    truth_stated = Column(
        Initiative._meta.get_field("truth_stated").verbose_name,
        widget=BooleanWidget(),
        help=gettext_lazy("Yes, once the authors have stated that everything is true; otherwise no."),
        width=12,
    )
    authors = PartsColumn(
        gettext_lazy("authors"),
        widget=AuthorsWidget(),
        also=(gettext_lazy("authors and their shares"),),
        help=gettext_lazy(
            "One a line, or with semicolons between: full name | date of birth | unit (code) | position |"
            " qualification | share. For somebody from outside write “outside: workplace” instead of the"
            " unit. What stands here replaces all authors; “full name | share” keeps what else is known of"
            " one."
        ),
        example=gettext_lazy("Tran Thi Binh | 02/09/1985 | P-DANGHAI | Officer | Bachelor of Laws | 100%"),
        width=64,
        can_be_emptied=True,
    )
    effects = PartsColumn(
        gettext_lazy("figures before and after"),
        widget=EffectsWidget(),
        also=(gettext_lazy("measured effects"),),
        help=gettext_lazy(
            "One a line, or with semicolons between: what is measured | before | after | measured in. What"
            " stands here replaces all figures."
        ),
        example=gettext_lazy("Days until the result | 5 | 2 | days"),
        width=48,
        can_be_emptied=True,
    )
    state = _for_reading(gettext_lazy("state"), widget=ChoiceWidget(InitiativeState.choices))
    # The list shows both in one column, so that they go out together.
    holder = _for_reading(
        gettext_lazy("who has the file"),
        attribute="held_since",
        widget=ChoiceWidget(Holder.choices),
        value=lambda initiative: initiative.holder,
    )
    held_since = _for_reading(gettext_lazy("held since"), widget=DateWidget())
    answer_due = _for_reading(gettext_lazy("answer due"), widget=DateWidget())
    endorsed_on = _for_reading(gettext_lazy("endorsed on"), widget=DateWidget())
    submitted_on = _for_reading(gettext_lazy("submitted on"), widget=DateWidget())
    received_on = _for_reading(gettext_lazy("received on"), widget=DateWidget())
    decision = _for_reading(gettext_lazy("decision of recognition"), value=_decision)
    recognised_on = _for_reading(gettext_lazy("recognised on"), widget=DateWidget())
    nominated_on = _for_reading(gettext_lazy("nominated on"), widget=DateWidget())
    city_decision = _for_reading(gettext_lazy("the City's decision"))
    city_recognised_on = _for_reading(gettext_lazy("recognised by the City on"), widget=DateWidget())

    class Meta:
        model = Initiative

    def records_until_given(self) -> QuerySet[Any]:
        """Return all but what was withdrawn, archived or not: the same title is a new application then."""
        archived = Q(state=InitiativeState.ARCHIVED, recognised_on=None)
        return self.records().exclude(Q(state=InitiativeState.WITHDRAWN) | archived)

    def default_values(self, values: dict[str, Any]) -> None:
        """Take a row that names no unit for the only unit that the user enters for."""
        fill_in_own_unit(self.user, values, self.lookup("unit").by_pk.get)

    def check_reach(self, values: dict[str, Any]) -> None:
        """Refuse another unit's name before its applications are looked for."""
        refuse_foreign_unit(self.user, values)

    def not_found(self, values: dict[str, Any]) -> CellRefused:
        """Return why a code leads to no application."""
        return CellRefused(
            "not_found",
            _("%(unit)s has no initiative “%(code)s”.")
            % {"unit": values["unit"], "code": values["initiative_code"]},
            _("Leave the code blank for a new application, or write it as it stands in the portal."),
            column="initiative_code",
        )

    def refusal(self, record: Any) -> str:
        """Return why the application cannot be changed: it has left the unit, or is another one's."""
        if not access_of(self.user).allows(Capability.ENTER, record.unit_id):
            return super().refusal(record)
        return _(
            "%(code)s is “%(state)s”: its unit changes it only while it is being drafted, or when a"
            " supplement is asked for."
        ) % {"code": record.code, "state": record.get_state_display()}

    def load_beside(self, records: Sequence[Any]) -> None:
        """Note which of them the user may read whole; their authors are at hand."""
        for record in records:
            record.confidential_is_read = reads_confidential(self.user, record)

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Refuse another year for a code, a first application that cannot be, authors from elsewhere."""
        if before is None:
            refuse_closed_unit(record.unit)
        elif "year" in before:
            raise CellRefused(
                "rule",
                _("The code %(code)s was given for the year %(year)s, which stays.")
                % {"code": record.code, "year": before["year"]},
                _("Leave the year as it is, or enter the application anew without a code."),
                column="year",
            )
        if problem := first_application_problem(values.get("applied_from")):
            raise CellRefused("rule", problem, _("Correct the date."), column="applied_from")
        _refuse_foreign_authors(record, values.get("authors", ()))
        super().check(record, values, before)

    def hints(self, record: Any, values: dict[str, Any]) -> Iterable[Remark]:
        """Tell of shares that are not the whole yet: a draft may have less, the endorsement asks for all."""
        lines = values.get("authors", ())
        together = sum((said["share"] for said in lines), Decimal(0))
        if lines and together < FULL_SHARE:
            yield Remark(
                "incomplete",
                "authors",
                _("The shares add up to %(sum)s percent; all authors together have 100 percent.")
                % {"sum": write_number(without_needless_zeros(together))},
                _("It is taken as a draft; the unit's head endorses it only once the shares add up to 100."),
            )

    def prepare(self, record: Any) -> None:
        """Keep the text that the list searches."""
        record.keep_search_text()

    def write(self, judged: Sequence[Judged], writes: Writes) -> None:
        """Write applications, new ones with the next codes of their units."""
        give_codes([row.record for row in judged if row.is_new], at=writes.at)
        super().write(judged, writes)
