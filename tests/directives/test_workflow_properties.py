"""What holds whatever order of allowed events a task goes through."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Task
from reform.directives.services import pass_on
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.models import Unit
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import UnitFactory

from .factories import INPUTS, AssignmentFactory, TaskFactory
from .roles import House, build_house

# Which event, of which row, and for passing on: to which unit.
STEPS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=14)


def take_step(house: House, task: Task, units: list[Unit], step: tuple[int, int, int]) -> None:
    """Do one event that the table allows; what a guard or a constraint refuses is left undone."""
    rows = list(Assignment.objects.filter(task=task).order_by("pk"))
    row = rows[step[1] % len(rows)]
    possible = [item.event for item in ASSIGNMENTS.transitions if row.state in item.sources]
    if not possible:
        return
    event = possible[step[0] % len(possible)]
    try:
        if event == "pass_on":
            pass_on(row, to_unit=units[step[2]], reason="Đúng chức năng", actor=house.home_affairs)
        else:
            ASSIGNMENTS.perform(row, event, actor=None, inputs=INPUTS)
    except (TransitionRefused, ValidationError):
        return


@pytest.mark.django_db
@settings(max_examples=40)
@given(steps=STEPS)
def test_no_unit_has_two_active_rows_and_the_first_report_never_changes(
    steps: list[tuple[int, int, int]],
) -> None:
    house = build_house()
    units: list[Unit] = [house.unit, house.other, UnitFactory(authority=house.authority)]
    task = TaskFactory(directive__authority=house.authority, frequency="monthly")
    for unit in units[:2]:
        AssignmentFactory(task=task, unit=unit)
    first_reports: dict[int, object] = {}
    for step in steps:
        take_step(house, task, units, step)
        rows = list(Assignment.objects.filter(task=task))
        active = Counter(row.unit_id for row in rows if row.state != AssignmentState.REASSIGNED)
        assert max(active.values(), default=0) <= 1
        for row in rows:
            if row.pk in first_reports:
                assert row.first_reported_on == first_reports[row.pk]
            elif row.first_reported_on is not None:
                first_reports[row.pk] = row.first_reported_on
