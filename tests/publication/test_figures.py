"""What the public is told of tasks: approved, of the own authority, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.directives.enums import AssignmentState
from reform.publication.figures import TaskFigures, task_figures
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_nothing_approved_is_no_figures() -> None:
    unit = UnitFactory()
    AssignmentFactory(unit=unit, overdue=True)
    assert task_figures(unit.authority) is None
    assert task_figures(AuthorityFactory()) is None


def test_figures_count_what_units_owe_of_public_dispatches() -> None:
    unit = UnitFactory()
    directive = DirectiveFactory(authority=unit.authority, figures_public=True)
    for how in (
        {"overdue": True},
        {"soon": True},
        {"completed_on_time": True},
        {"completed_late": True},
        {"state": AssignmentState.DRAFT},
        {"state": AssignmentState.CANCELLED},
        {"state": AssignmentState.REASSIGNED},
    ):
        AssignmentFactory(unit=unit, task=TaskFactory(directive=directive), **how)
    AssignmentFactory(unit=unit, overdue=True)
    assert task_figures(unit.authority) == TaskFigures(
        in_force=2, done_on_time=1, overdue=1, total=4, as_of=timezone.localdate(), is_sample=False
    )


def test_figures_of_another_authority_are_never_counted() -> None:
    unit = UnitFactory()
    directive = DirectiveFactory(authority=unit.authority, figures_public=True)
    AssignmentFactory(unit=unit, task=TaskFactory(directive=directive), overdue=True)
    assert task_figures(AuthorityFactory()) is None


def test_sample_data_say_that_they_are() -> None:
    unit = UnitFactory()
    directive = DirectiveFactory(authority=unit.authority, figures_public=True)
    for is_sample in (False, True):
        task = TaskFactory(directive=directive)
        AssignmentFactory(unit=unit, task=task, soon=True, is_sample=is_sample)
    figures = task_figures(unit.authority)
    assert figures is not None
    assert figures.is_sample


def test_figures_cost_one_query() -> None:
    unit = UnitFactory()
    directive = DirectiveFactory(authority=unit.authority, figures_public=True)
    for _number in range(5):
        AssignmentFactory(unit=unit, task=TaskFactory(directive=directive), soon=True)
    with CaptureQueriesContext(connection) as queries:
        task_figures(unit.authority)
    assert len(queries) == 1
