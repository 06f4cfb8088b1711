"""The spreadsheet of tasks: what a dispatch asks for and which units do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.directives.enums import AssignmentState, Frequency, ResultKind
from reform.directives.models import Assignment, Directive, Task
from reform.organisation.enums import ReformField
from reform.organisation.models import Unit
from reform.registers.spreadsheets import (
    BooleanWidget,
    CellRefused,
    ChoiceWidget,
    Column,
    DateWidget,
    Judged,
    Lookup,
    RecordsWidget,
    RecordWidget,
    RegisterResource,
    Writes,
)

from .handing_out import UNIT_COLUMNS, hand_out, move_clocks, number_tasks
from .names import (
    directives_to_assign,
    names_of_directive,
    names_of_unit,
    namesakes_of_units,
    takes_work,
    units_to_assign,
)

_UNITS = Lookup(
    Unit,
    names=names_of_unit,
    records=units_to_assign,
    spellings=Unit.other_spellings,
    namesakes=namesakes_of_units,
    offered=takes_work,
)


def _units_column(label: Any, name: str, **more: Any) -> Column:
    return Column(
        label,
        widget=RecordsWidget(_UNITS),
        value=lambda task: task.units_by_role.get(UNIT_COLUMNS[name], ()),
        **more,
    )


class TaskResource(RegisterResource):
    """Tasks with their units. A row gives a new task to its units; units are added, never taken away."""

    code = "tasks"
    title = pgettext_lazy("of a dispatch", "tasks")
    key = ("directive", "anchor")
    tie_breaker = "text"
    select_related: ClassVar[tuple[str, ...]] = ("directive",)

    directive = Column(
        gettext_lazy("directive"),
        widget=RecordWidget(Lookup(Directive, names=names_of_directive, records=directives_to_assign)),
        also=(gettext_lazy("number and symbol"), gettext_lazy("document")),
        required=True,
        help=gettext_lazy("Number and symbol of the document, or its subject while it has no number."),
    )
    anchor = Column(
        gettext_lazy("place in the text"),
        also=(gettext_lazy("place"),),
        help=gettext_lazy(
            "Section and bullet, for example 3, 2. With the document it says which task is meant."
        ),
        example="3, 2",
        width=14,
    )
    text = Column(
        gettext_lazy("what is to be done"),
        also=(gettext_lazy("task text"), pgettext_lazy("of a dispatch", "task")),
        required=True,
        help=gettext_lazy("The task in the document's words."),
        example=gettext_lazy("Review and publish the administrative procedures of the unit."),
        width=48,
    )
    section_number = Column(gettext_lazy("section"), example="3", width=10, can_be_emptied=True)
    section_heading = Column(gettext_lazy("heading of the section"), width=32, can_be_emptied=True)
    due_on = Column(
        gettext_lazy("due date"),
        widget=DateWidget(),
        also=(gettext_lazy("deadline"),),
        help=gettext_lazy("Day, month and year. A changed date needs a reason and moves the units' clocks."),
        width=14,
        can_be_emptied=True,
    )
    reason = Column(
        gettext_lazy("why the due date changes"),
        value=lambda task: "",
        help=gettext_lazy("Only when the due date of a task changes that units have already."),
        width=24,
        is_remark=True,
    )
    frequency = Column(gettext_lazy("frequency"), widget=ChoiceWidget(Frequency.choices), width=16)
    result_kind = Column(gettext_lazy("kind of result"), widget=ChoiceWidget(ResultKind.choices), width=16)
    reform_field = Column(
        gettext_lazy("field of reform"),
        widget=ChoiceWidget(ReformField.choices),
        width=28,
        can_be_emptied=True,
    )
    due_by_rule = Column(gettext_lazy("due by a rule outside the text"), widget=BooleanWidget(), width=14)
    urgent = Column(gettext_lazy("urgent"), widget=BooleanWidget(), width=10)
    lead_units = _units_column(
        gettext_lazy("leading units"),
        "lead_units",
        also=(gettext_lazy("leading unit"), gettext_lazy("responsible units")),
        help=gettext_lazy("Short names, names or codes, with semicolons between them."),
        width=32,
    )
    coordinating_units = _units_column(
        gettext_lazy("coordinating units"),
        "coordinating_units",
        also=(gettext_lazy("coordinating unit"),),
        width=32,
    )
    monitoring_units = _units_column(gettext_lazy("monitoring units"), "monitoring_units", width=24)

    class Meta:
        model = Task

    def records(self) -> QuerySet[Any]:
        """Return tasks without the long text of their dispatches."""
        return super().records().defer("directive__text", "directive__search_text")

    def load_beside(self, records: Sequence[Any]) -> None:
        """Put beside every task its units by role, as far as the user may see them; one query."""
        parts = Assignment.objects.viewable_by(self.user).exclude(state=AssignmentState.REASSIGNED)
        by_task: dict[int, dict[str, list[Unit]]] = defaultdict(lambda: defaultdict(list))
        cancelled: dict[int, set[int]] = defaultdict(set)
        for part in parts.filter(task__in=records).select_related("unit").order_by("unit__position", "pk"):
            if part.state == AssignmentState.CANCELLED:
                cancelled[part.task_id].add(part.unit_id)
            else:
                by_task[part.task_id][part.role].append(part.unit)
        for record in records:
            record.units_by_role, record.units_cancelled = by_task[record.pk], cancelled[record.pk]

    def put(self, record: Any, name: str, value: Any) -> None:
        """Put a value into the task; units and the reason are written apart."""
        if name not in UNIT_COLUMNS and name != "reason":
            super().put(record, name, value)

    def prepare(self, record: Any) -> None:
        """Keep the text that the list searches."""
        record.keep_search_text()

    def reason_of(self, values: dict[str, Any]) -> str:
        """Return why the due date changes."""
        return str(values.get("reason", ""))

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Check the units, and that another due date has its reason."""
        if before is not None and "due_on" in before and not values.get("reason"):
            raise CellRefused(
                "missing",
                _("The due date changes without a reason."),
                _("Write why in the column “%(heading)s”.") % {"heading": self.columns["reason"].heading},
                column="reason",
            )
        named = [unit for name in UNIT_COLUMNS for unit in values.get(name, ())]
        if before is None and not named:
            raise CellRefused(
                "missing",
                _("The task has no responsible unit."),
                _("Name at least one unit."),
                column="lead_units",
            )
        self._refuse_units(record, values, named)
        record.clean()

    def _refuse_units(self, record: Any, values: dict[str, Any], named: list[Unit]) -> None:
        """Refuse units named twice, of another authority, in another role, or taken out of a cell."""
        authority = record.directive.unit.authority_id
        for unit in named:
            if unit.authority_id != authority or named.count(unit) > 1:
                raise CellRefused(
                    "unit",
                    _("“%(unit)s” is named twice or belongs to another authority.") % {"unit": unit},
                    _("Name each unit of the document's authority once."),
                    column="lead_units",
                )
        has = getattr(record, "units_by_role", {})
        had = {unit for units in has.values() for unit in units}
        for unit in named:
            self._refuse_new_unit(record, unit, had)
        for name, role in UNIT_COLUMNS.items():
            if name not in values:
                continue
            others = [unit for other, units in has.items() if other != role for unit in units]
            lost = [unit for unit in has.get(role, ()) if unit not in values[name]]
            moved = [unit for unit in values[name] if unit in others]
            if lost or moved:
                raise CellRefused(
                    "unit",
                    _(
                        "The task is given to %(units)s already;"
                        " a file takes nothing away and changes no role."
                    )
                    % {"units": ", ".join(str(unit) for unit in (*lost, *moved))},
                    _("Leave the unit in the cell. Cancel its part on the task's page, with the decision."),
                    column=name,
                )

    def _refuse_new_unit(self, record: Any, unit: Unit, had: set[Unit]) -> None:
        """Refuse to give the task to a unit that is closed, or whose part in it was cancelled."""
        if unit in had:
            return
        if not takes_work(unit):
            raise CellRefused(
                "closed_unit",
                _("%(unit)s is given no tasks: it is closed, or leads the authority.") % {"unit": unit},
                _("Name a unit that exists today."),
                column="lead_units",
            )
        if unit.pk in getattr(record, "units_cancelled", ()):
            raise CellRefused(
                "unit",
                _("The part of %(unit)s in this task was cancelled.") % {"unit": unit},
                _("Leave the unit out of the cell."),
                column="lead_units",
            )

    def write(self, judged: Sequence[Judged], writes: Writes) -> None:
        """Write the tasks, give them to their units, and let clocks follow moved due dates."""
        number_tasks([row for row in judged if row.is_new])
        super().write(judged, writes)
        hand_out(judged, writes)
        move_clocks([row for row in judged if "due_on" in row.before], writes)
