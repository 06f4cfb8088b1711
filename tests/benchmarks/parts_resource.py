"""A spreadsheet for measuring: plain records with one unit and one parent, both looked up by code."""

from collections.abc import Sequence
from typing import Any

from reform.directives.enums import AssignmentRole
from reform.directives.models import Assignment, Task
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.spreadsheets import (
    ChoiceWidget,
    Column,
    DateWidget,
    IntegerWidget,
    Lookup,
    RecordWidget,
    RegisterResource,
    register_resource,
)


@register_resource
class PartsResource(RegisterResource):
    """Eight columns, written as they stand: what most registers of figures will be like."""

    code = "benchmark-parts"
    title = "Phần việc"
    key = ("task", "unit")
    select_related = ("unit", "task")

    task = Column(
        "mã nhiệm vụ",
        widget=RecordWidget(
            Lookup(Task, names=lambda task: (task.anchor,), records=Task.objects.viewable_by)
        ),
        required=True,
    )
    unit = Column(
        "mã đơn vị",
        widget=RecordWidget(
            Lookup(Unit, names=lambda unit: (unit.code, unit.name), records=lambda user: Unit.objects.all())
        ),
        required=True,
    )
    role = Column("vai trò", widget=ChoiceWidget(AssignmentRole.choices))
    due = Column("hạn", widget=DateWidget())
    progress = Column("tiến độ", widget=IntegerWidget())
    progress_note = Column("đã làm")
    result = Column("kết quả")
    result_document = Column("số văn bản")

    class Meta:
        model = Assignment

    def may_write(self, records: Sequence[Any]) -> list[bool]:
        """Tell of each part whether the user assigns work to its unit."""
        allowed = access_of(self.user).units(Capability.ASSIGN)
        return [record.unit_id in allowed for record in records]
