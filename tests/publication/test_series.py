"""The general door to the public: only what is approved, of the own authority, and not too old."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reform.directives.enums import AssignmentState
from reform.directives.models import Directive
from reform.organisation.enums import PeriodKind
from reform.organisation.models import Unit
from reform.organisation.periods import Period
from reform.publication.published import (
    FigureRow,
    PublishedFigure,
    is_stale,
    percentage,
    withhold_if_stale,
)
from reform.publication.series import published_figure, published_figures
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory

TODAY = date(2022, 10, 5)
SEPTEMBER = Period(PeriodKind.MONTH, 2022, 9)


def give(unit: Unit, directive: Directive, **how: object) -> None:
    """Give a unit a task of its own of a dispatch."""
    AssignmentFactory(unit=unit, task=TaskFactory(directive=directive), **how)


@pytest.fixture
def unit(db: None) -> Unit:
    """Return a department whose authority has a public dispatch."""
    return UnitFactory(name="Phòng Thử")


@pytest.fixture
def public_dispatch(unit: Unit) -> Directive:
    """Return a dispatch whose figures are public."""
    return DirectiveFactory(authority=unit.authority, figures_public=True)


def figure(**values: object) -> PublishedFigure:
    """Return a monthly figure with one value in September 2022."""
    row = FigureRow(None, "", "Quận Thử", SEPTEMBER, value=Decimal(95))
    made = PublishedFigure(
        key="thu",
        title="Chỉ số thử",
        definition="Cách tính",
        source="Sổ thử",
        unit_of_measure="%",
        period_kind=PeriodKind.MONTH,
        as_of=TODAY,
        is_sample=False,
        rows=[row],
    )
    return replace(made, **values)  # type: ignore[arg-type]


def test_tasks_completed_on_time_are_counted_by_unit_and_month(
    unit: Unit, public_dispatch: Directive
) -> None:
    for how in ({"completed_on_time": True}, {"completed_late": True}, {"completed_late": True}):
        give(unit, public_dispatch, **how)
    other = UnitFactory(authority=unit.authority, position=9)
    give(other, public_dispatch, completed_on_time=True)
    done = published_figures(unit.authority, today=TODAY)[0]
    assert done.key == "nhiem-vu-dung-han"
    assert [(row.unit_id, row.numerator, row.denominator, row.value) for row in done.rows] == [
        (None, 2, 4, Decimal("50.0")),
        (unit.pk, 1, 3, Decimal("33.3")),
        (other.pk, 1, 1, Decimal("100.0")),
    ]
    assert {row.period for row in done.rows} == {SEPTEMBER}
    assert done.target == 100


def test_running_tasks_stand_as_of_today_with_what_is_overdue(unit: Unit, public_dispatch: Directive) -> None:
    due_dates = (date(2022, 9, 30), date(2022, 10, 5), None)
    for due in due_dates:
        give(unit, public_dispatch, state=AssignmentState.IN_PROGRESS, due=due)
    figures = {one.key: one for one in published_figures(unit.authority, today=TODAY)}
    assert set(figures) == {"nhiem-vu-dang-thuc-hien", "nhiem-vu-qua-han"}
    in_force, overdue = figures["nhiem-vu-dang-thuc-hien"].rows[1], figures["nhiem-vu-qua-han"].rows[1]
    assert (in_force.value, in_force.numerator) == (3, None)
    assert (overdue.value, overdue.numerator, overdue.denominator) == (1, 1, 3)


@pytest.mark.parametrize("state", ["draft", "cancelled", "reassigned"])
def test_drafts_and_what_was_given_up_never_count(unit: Unit, public_dispatch: Directive, state: str) -> None:
    give(unit, public_dispatch, state=state)
    assert published_figures(unit.authority) == []


def test_internal_dispatch_counts_in_no_figure(unit: Unit) -> None:
    internal = DirectiveFactory(authority=unit.authority, figures_public=False)
    give(unit, internal, completed_on_time=True)
    give(unit, internal, overdue=True)
    assert published_figures(unit.authority, today=TODAY) == []


def test_another_authority_s_tasks_count_in_no_figure(unit: Unit, public_dispatch: Directive) -> None:
    give(unit, public_dispatch, overdue=True)
    assert published_figures(AuthorityFactory()) == []


def test_one_sample_marks_its_figure(unit: Unit, public_dispatch: Directive) -> None:
    give(unit, public_dispatch, soon=True)
    give(unit, public_dispatch, completed_on_time=True, is_sample=True)
    marks = {one.key: one.is_sample for one in published_figures(unit.authority, today=TODAY)}
    assert marks == {
        "nhiem-vu-dung-han": True,
        "nhiem-vu-dang-thuc-hien": False,
        "nhiem-vu-qua-han": False,
    }


def test_any_number_of_units_and_months_costs_two_queries(unit: Unit, public_dispatch: Directive) -> None:
    for _number in range(4):
        give(UnitFactory(authority=unit.authority), public_dispatch, completed_on_time=True)
        give(UnitFactory(authority=unit.authority), public_dispatch, overdue=True)
    with CaptureQueriesContext(connection) as queries:
        published_figures(unit.authority, today=TODAY)
    assert len(queries) == 2


def test_figure_without_anything_newer_than_two_months_is_withheld(
    unit: Unit, public_dispatch: Directive
) -> None:
    give(unit, public_dispatch, completed_on_time=True)
    fresh, stale = (
        published_figures(unit.authority, today=day)[0] for day in (date(2022, 11, 30), date(2022, 12, 1))
    )
    assert fresh.rows
    assert fresh.withheld_since is None
    assert not stale.rows
    assert stale.withheld_since == date(2022, 9, 30)
    assert published_figure(unit.authority, "nhiem-vu-dung-han") is None


@pytest.mark.parametrize(
    ("period", "last_fresh_day"),
    [
        ("2022-09", date(2022, 11, 30)),
        ("2022-Q4", date(2023, 6, 30)),
        ("2022-H2", date(2023, 12, 31)),
        ("2022", date(2024, 12, 31)),
    ],
)
def test_two_further_periods_of_every_kind_are_waited_for(period: str, last_fresh_day: date) -> None:
    asked = Period.parse(period)
    assert not is_stale(asked, last_fresh_day)
    assert is_stale(asked, date.fromordinal(last_fresh_day.toordinal() + 1))


def test_figure_of_the_whole_authority_alone_passes_as_well() -> None:
    assert withhold_if_stale(figure(), TODAY).rows
    assert withhold_if_stale(figure(rows=[]), TODAY).withheld_since is None


def test_percentage_is_rounded_half_up_and_nothing_of_nothing() -> None:
    assert percentage(1, 8) == Decimal("12.5")
    assert percentage(2, 3) == Decimal("66.7")
    assert percentage(0, 0) is None
