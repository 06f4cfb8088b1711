"""The spreadsheet of progress: how far a unit is with each of its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.directives.enums import WORKABLE_STATES, AssignmentRole, AssignmentState
from reform.directives.models import Assignment, Directive
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.spreadsheets import (
    CellRefused,
    ChoiceWidget,
    Column,
    DateWidget,
    Judged,
    Lookup,
    PercentWidget,
    RecordWidget,
    RegisterResource,
    Writes,
)

from .names import directives_in_view, names_of_directive, names_of_unit, units_of_own_authorities

EVENT = "update_progress"


class ProgressResource(RegisterResource):
    """Progress of tasks that a unit has: each changed row is the transition "Update progress"."""

    code = "progress"
    title = gettext_lazy("progress")
    key = ("directive", "anchor", "unit")
    tie_breaker = "text"
    creates = False
    has_periods = True
    action = EVENT
    also_changes: ClassVar[tuple[str, ...]] = ("state",)
    select_related: ClassVar[tuple[str, ...]] = ("unit", "task__directive")

    directive = Column(
        gettext_lazy("directive"),
        attribute="task__directive",
        widget=RecordWidget(Lookup(Directive, names=names_of_directive, records=directives_in_view)),
        value=lambda part: part.task.directive,
        also=(gettext_lazy("number and symbol"), gettext_lazy("document")),
        required=True,
        help=gettext_lazy(
            "As it stands in the template; with the place in the text it says which task is meant."
        ),
    )
    anchor = Column(
        gettext_lazy("place in the text"),
        attribute="task__anchor",
        value=lambda part: part.task.anchor,
        also=(gettext_lazy("place"),),
        help=gettext_lazy("Section and bullet, as they stand in the template."),
        example="3, 2",
        width=14,
    )
    text = Column(
        pgettext_lazy("of a dispatch", "task"),
        attribute="task__text",
        value=lambda part: part.task.text,
        also=(gettext_lazy("what is to be done"), gettext_lazy("task text")),
        read_only=True,
        help=gettext_lazy("For reading; what stands here changes nothing."),
        example=gettext_lazy("Review and publish the administrative procedures of the unit."),
        width=48,
    )
    unit = Column(
        gettext_lazy("unit"),
        widget=RecordWidget(
            Lookup(
                Unit, names=names_of_unit, records=units_of_own_authorities, spellings=Unit.other_spellings
            )
        ),
        help=gettext_lazy("Your own unit: its name, short name or code."),
        width=20,
    )
    role = Column(gettext_lazy("role"), widget=ChoiceWidget(AssignmentRole.choices), read_only=True, width=12)
    due = Column(gettext_lazy("due date"), widget=DateWidget(), read_only=True, width=14)
    state = Column(
        gettext_lazy("state"), widget=ChoiceWidget(AssignmentState.choices), read_only=True, width=18
    )
    progress = Column(
        gettext_lazy("progress (%)"),
        widget=PercentWidget(),
        also=(gettext_lazy("progress"), gettext_lazy("share done")),
        help=gettext_lazy("A whole number from 0 to 100."),
        example=60,
        width=12,
    )
    progress_note = Column(
        gettext_lazy("what has been done"),
        also=(gettext_lazy("latest progress"), gettext_lazy("note on progress")),
        help=gettext_lazy("One or two sentences; needed when the progress changes for the first time."),
        example=gettext_lazy("12 of 20 procedures reviewed; the rest by the end of the month."),
        width=48,
    )

    class Meta:
        model = Assignment

    def records(self) -> QuerySet[Any]:
        """Return the parts that units still have, without the long text of their dispatches."""
        rows = super().records().exclude(state=AssignmentState.REASSIGNED)
        return rows.defer("task__directive__text", "task__directive__search_text")

    def default_values(self, values: dict[str, Any]) -> None:
        """Take a row that names no unit for the only unit that the user reports for."""
        if "unit" not in values:
            own = access_of(self.user).units(Capability.ENTER)
            units = self.lookup("unit").by_pk
            if len(own) == 1 and (unit := units.get(next(iter(own)))) is not None:
                values["unit"] = unit

    def check_reach(self, values: dict[str, Any]) -> None:
        """Refuse another unit's name before its records are looked for."""
        unit = values.get("unit")
        if unit is None:
            raise CellRefused(
                "missing",
                _("The row does not say which unit reports."),
                _("Fill the cell in."),
                column="unit",
            )
        if not access_of(self.user).allows(Capability.ENTER, unit.pk):
            raise CellRefused(
                "forbidden",
                _("You may not report for %(unit)s.") % {"unit": unit},
                _("Leave the row out; that unit reports itself."),
                column="unit",
            )

    def not_found(self, values: dict[str, Any]) -> CellRefused:
        """Return why a task is not the unit's."""
        return CellRefused(
            "not_found",
            _("%(unit)s has no such task.") % {"unit": values.get("unit") or _("The unit")},
            _("Check the document and the place in the text, or download the template anew."),
            column="anchor",
        )

    def may_write(self, records: Sequence[Any]) -> list[bool]:
        """Tell of each part whether the user may report its progress now."""
        allowed = access_of(self.user).units(Capability.ENTER)
        return [record.unit_id in allowed and record.state in WORKABLE_STATES for record in records]

    def refusal(self, record: Any) -> str:
        """Return why progress cannot be reported."""
        if not access_of(self.user).allows(Capability.ENTER, record.unit_id):
            return super().refusal(record)
        return _("The task is “%(state)s”: its progress cannot be changed now.") % {
            "state": record.get_state_display()
        }

    def put(self, record: Any, name: str, value: Any) -> None:
        """Put progress and note in; nothing else is ever read from a row."""
        if name in ("progress", "progress_note"):
            setattr(record, name, value)

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Ask for words beside a figure, as the transition does."""
        if not record.progress_note:
            raise CellRefused(
                "missing",
                _("The progress has no word on what has been done."),
                _("Write one or two sentences."),
                column="progress_note",
            )

    def write(self, judged: Sequence[Judged], writes: Writes) -> None:
        """Do the transition for every changed row."""
        target = ASSIGNMENTS.by_event[EVENT].target or AssignmentState.IN_PROGRESS
        states = {}
        for row in judged:
            states[row.number] = (row.kept["state"], str(target))
            row.record.state = target
        writes.update(judged, states=states)

    def template_rows(self) -> QuerySet[Any]:
        """Return the parts that the user's units are at work on."""
        own = access_of(self.user).units(Capability.ENTER)
        rows = self.records().filter(unit__in=own, state__in=WORKABLE_STATES)
        return rows.order_by("unit__position", "task__directive", "task__position", "pk")
