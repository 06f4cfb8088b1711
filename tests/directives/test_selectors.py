"""What screens ask: the right rows for the right person, at a price that does not grow."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.directives.enums import AssignmentRole, AssignmentState
from reform.directives.models import Assignment
from reform.directives.rules import OnTimeRate
from reform.directives.selectors import (
    BUCKETS,
    BoardFilters,
    UnitWork,
    board,
    change_lines,
    changes_since,
    directive_page,
    in_bucket,
    task_story,
    unit_work,
)
from reform.directives.services import decide_extension
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.organisation.periods import Period
from tests.organisation.factories import UnitFactory

from .factories import (
    INPUTS,
    AssignmentFactory,
    DirectiveFactory,
    ExtensionRequestFactory,
    TaskFactory,
    move_to,
)
from .roles import House, build_house

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def counts(work: UnitWork) -> dict[str, int]:
    """Return the count of every bucket that the user has, by its code."""
    return {bucket.kind.code: bucket.count for bucket in (*work.own, *work.following)}


def queries_of(ask: Callable[..., Any], *of: Any) -> int:
    """Return how many queries an answer costs."""
    with CaptureQueriesContext(connection) as queries:
        ask(*of)
    return len(queries)


def latest_changes(user: User) -> object:
    """Return the first page of what has changed today."""
    return change_lines(changes_since(user, TODAY).entries[:20])


def as_new(user: User) -> User:
    """Return the user as the next request has it."""
    fresh: User = User.objects.get(pk=user.pk)
    return fresh


def fill(house: House, number: int) -> None:
    """Give both units so many assignments of every kind, in one dispatch."""
    directive = DirectiveFactory(authority=house.authority)
    for _round in range(number):
        for unit in (house.unit, house.other):
            task = TaskFactory(directive=directive)
            row = AssignmentFactory(task=task, unit=unit)
            ASSIGNMENTS.perform(row, "assign", actor=house.home_affairs)
            AssignmentFactory(task=TaskFactory(directive=directive), unit=unit, overdue=True)
            AssignmentFactory(task=TaskFactory(directive=directive), unit=unit, soon=True)
            for state in (AssignmentState.RETURNED, AssignmentState.PREPARED, AssignmentState.REPORTED):
                AssignmentFactory(task=TaskFactory(directive=directive), unit=unit, state=state)
            ExtensionRequestFactory(assignment__task=TaskFactory(directive=directive), assignment__unit=unit)


def test_an_officer_finds_the_own_units_work_in_its_buckets() -> None:
    house = build_house()
    fill(house, 1)
    work = unit_work(house.officer)
    # The request for more time stands on a task that is overdue as well.
    assert counts(work) == {"overdue": 2, "soon": 1, "acceptance": 1, "returned": 1}
    assert work.extension_count is None
    assert {row.assignment.unit for bucket in work.own for row in bucket.rows} == {house.unit}


def test_a_head_finds_what_waits_for_approval_without_the_own_preparations() -> None:
    house = build_house()
    fill(house, 1)
    mine = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED)
    ASSIGNMENTS.perform(mine, "prepare", actor=house.head, inputs=INPUTS)
    theirs = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED)
    ASSIGNMENTS.perform(theirs, "prepare", actor=house.officer, inputs=INPUTS)
    waiting = set(in_bucket(house.head, "approval"))
    assert theirs in waiting
    assert mine not in waiting
    assert counts(unit_work(house.head))["approval"] == 2


def test_what_was_sent_back_and_prepared_by_another_waits_for_the_head_again() -> None:
    house = build_house()
    row = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED)
    ASSIGNMENTS.perform(row, "prepare", actor=house.head, inputs=INPUTS)
    ASSIGNMENTS.perform(row, "send_back", actor=None, inputs=INPUTS)
    ASSIGNMENTS.perform(row, "prepare", actor=house.officer, inputs=INPUTS)
    assert row in set(in_bucket(house.head, "approval"))


def test_the_standing_body_finds_what_it_has_to_follow_up() -> None:
    house = build_house()
    fill(house, 1)
    move_to(AssignmentFactory(unit=house.unit), AssignmentState.REJECTED)
    work = unit_work(house.home_affairs)
    assert counts(work) == {"overdue": 4, "soon": 2, "to_check": 2, "rejected": 1}
    assert work.extension_count == 2
    assert len(work.extensions) == 2


def test_the_leadership_looks_on_at_running_clocks_and_decides_extensions() -> None:
    house = build_house()
    fill(house, 1)
    work = unit_work(house.chair)
    assert counts(work) == {"overdue": 4, "soon": 2}
    assert work.extension_count == 2


def test_who_has_no_business_with_tasks_has_no_buckets() -> None:
    house = build_house()
    fill(house, 1)
    work = unit_work(house.people[Role.SYSTEM_ADMINISTRATOR])
    assert (work.own, work.following, work.extension_count) == ([], [], None)


def test_a_bucket_shows_ten_rows_and_counts_all() -> None:
    house = build_house()
    for _number in range(12):
        AssignmentFactory(unit=house.unit, waiting=True)
    bucket = next(bucket for bucket in unit_work(house.officer).own if bucket.kind.code == "acceptance")
    assert (len(bucket.rows), bucket.count) == (10, 12)
    assert in_bucket(house.officer, bucket.params["bucket"]).count() == 12


def test_an_empty_bucket_is_there_with_its_kind_sentence() -> None:
    house = build_house()
    for bucket in unit_work(house.officer).own:
        assert (bucket.count, bucket.rows) == (0, [])
        assert str(bucket.kind.empty)


def test_an_unknown_bucket_and_one_of_others_hold_nothing() -> None:
    house = build_house()
    AssignmentFactory(unit=house.unit, state=AssignmentState.REPORTED)
    assert not in_bucket(house.officer, "nonsense").exists()
    assert not in_bucket(house.officer, "to_check").exists()
    assert set(BUCKETS) == {"overdue", "soon", "acceptance", "returned", "approval", "to_check", "rejected"}


def test_lateness_is_counted_in_working_days() -> None:
    house = build_house()
    AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED, due=date(2022, 8, 31))
    work = unit_work(house.officer, today=date(2022, 9, 6))
    (row,) = work.own[0].rows
    assert (row.days_late, row.days_left, row.is_overdue) == (4, -6, True)


def test_the_board_counts_every_unit_by_state_with_its_rate() -> None:
    house = build_house()
    AssignmentFactory(unit=house.unit, completed_on_time=True)
    AssignmentFactory(unit=house.unit, completed_late=True)
    AssignmentFactory(unit=house.unit, overdue=True)
    AssignmentFactory(unit=house.unit)
    AssignmentFactory(unit=house.unit, state=AssignmentState.CANCELLED)
    whole = board(house.home_affairs)
    rows = {row.unit: row for row in whole.rows}
    assert set(rows) == {house.unit, house.other}
    assert rows[house.unit].rate == OnTimeRate(1, 2)
    assert (rows[house.unit].total, rows[house.unit].overdue) == (3, 1)
    assert rows[house.unit].longest_late > 0
    assert (rows[house.other].total, rows[house.other].rate.percent) == (0, None)
    assert (whole.totals.total, whole.totals.rate.percent) == (3, 50)


def test_a_closed_unit_stands_on_the_board_as_long_as_it_has_work() -> None:
    house = build_house()
    gone = UnitFactory(authority=house.authority, valid_to=date(2020, 1, 1))
    idle = UnitFactory(authority=house.authority, valid_to=date(2020, 1, 1))
    AssignmentFactory(unit=gone, overdue=True)
    units = [row.unit for row in board(house.home_affairs).rows]
    assert gone in units
    assert idle not in units


def test_the_board_of_an_officer_holds_the_own_unit_alone() -> None:
    house = build_house()
    fill(house, 1)
    assert [row.unit for row in board(house.officer).rows] == [house.unit]


def test_the_board_is_narrowed_by_its_filters() -> None:
    house = build_house()
    house.unit.cluster = "Khối phường"
    house.unit.save()
    row = AssignmentFactory(
        unit=house.unit,
        state=AssignmentState.ACCEPTED,
        due=date(2022, 8, 31),
        task__reform_field="procedures",
    )
    AssignmentFactory(unit=house.other, state=AssignmentState.ACCEPTED, role=AssignmentRole.COORDINATE)
    for filters, total in (
        (BoardFilters(), 2),
        (BoardFilters(directive=row.task.directive_id), 1),
        (BoardFilters(reform_field="procedures"), 1),
        (BoardFilters(period=Period.parse("2022-Q3")), 1),
        (BoardFilters(period=Period.parse("2022-Q2")), 0),
        (BoardFilters(cluster="Khối phường"), 1),
        (BoardFilters(kind="ward"), 0),
        (BoardFilters(lead_only=True), 1),
    ):
        assert board(house.home_affairs, filters).totals.total == total, filters


def test_filters_survive_the_address_and_nonsense_does_not_narrow() -> None:
    filters = BoardFilters(directive=3, period=Period.parse("2022-08"), kind="ward", lead_only=True)
    assert BoardFilters.from_params(filters.as_params()) == filters
    nonsense = {"directive": "x", "period": "soon", "kind": "moon", "reform_field": "all", "lead_only": "0"}
    assert BoardFilters.from_params(nonsense) == BoardFilters()


def test_changes_tell_states_due_dates_and_what_has_become_overdue() -> None:
    house = build_house()
    week_ago = TODAY - timedelta(days=7)
    moved = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED, due=TODAY)
    request = ExtensionRequestFactory(assignment=moved, new_due=TODAY + timedelta(days=9))
    decide_extension(request, "grant", actor=house.home_affairs)
    accepted = move_to(AssignmentFactory(unit=house.unit), AssignmentState.ACCEPTED)
    newly = AssignmentFactory(unit=house.unit, state=AssignmentState.ACCEPTED, due=TODAY - timedelta(days=2))
    long_ago = AssignmentFactory(
        unit=house.unit, state=AssignmentState.ACCEPTED, due=TODAY - timedelta(days=90)
    )
    AssignmentFactory(unit=house.other, overdue=True)
    changes = changes_since(house.officer, week_ago)
    lines = change_lines(changes.entries)
    told = {(line.row.assignment.pk, line.entry.action) for line in lines if line.row}
    assert told == {(moved.pk, "extension_grant"), (accepted.pk, "assign"), (accepted.pk, "accept")}
    assert [line.moved_due is not None for line in lines if line.entry.action == "extension_grant"] == [True]
    assert set(changes.newly_overdue) == {newly}
    assert long_ago not in set(changes.newly_overdue)
    assert not changes_since(house.officer, TODAY + timedelta(days=1)).entries.exists()


def test_a_directives_page_shows_a_unit_its_own_parts_in_the_order_of_the_text() -> None:
    house = build_house()
    directive = DirectiveFactory(authority=house.authority)
    later = TaskFactory(directive=directive, position=2, section_number="2")
    first = TaskFactory(directive=directive, position=1)
    TaskFactory(directive=directive, position=3)
    added = TaskFactory(directive=directive, position=4)
    for task in (later, first, added):
        AssignmentFactory(task=task, unit=house.unit, state=AssignmentState.ACCEPTED)
        AssignmentFactory(task=task, unit=house.other, state=AssignmentState.ACCEPTED)
    page = directive_page(house.officer, directive)
    assert [[line.task for line in section.tasks] for section in page.sections] == [[first, added], [later]]
    assert all(len(line.rows) == 1 for section in page.sections for line in section.tasks)
    whole = directive_page(house.home_affairs, directive)
    assert sum(len(section.tasks) for section in whole.sections) == 4
    assert whole.sections[0].tasks[0].rows[1].assignment.unit in {house.unit, house.other}


def test_a_tasks_story_merges_the_history_that_the_user_may_see() -> None:
    house = build_house()
    task = TaskFactory(directive__authority=house.authority)
    mine = move_to(AssignmentFactory(task=task, unit=house.unit), AssignmentState.REPORTED)
    move_to(AssignmentFactory(task=task, unit=house.other), AssignmentState.REJECTED)
    story = task_story(house.officer, task)
    assert [part.row.assignment for part in story.assignments] == [mine]
    assert [entry.action for entry in story.entries] == ["submit", "prepare", "accept", "assign"]
    assert len(task_story(house.home_affairs, task).assignments) == 2


@pytest.mark.parametrize("who", ["officer", "head", "home_affairs", "chair"])
def test_answers_cost_the_same_for_few_and_for_many_rows(who: str) -> None:
    house = build_house()
    costs = []
    for number in (1, 7):
        fill(house, number)
        user = as_new(getattr(house, who))
        task = Assignment.objects.filter(unit=house.unit).earliest("pk").task
        costs.append(
            [
                queries_of(unit_work, user),
                queries_of(board, user),
                queries_of(latest_changes, user),
                queries_of(directive_page, user, task.directive),
                queries_of(task_story, user, task),
            ]
        )
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 12


def test_a_story_costs_the_same_for_two_and_for_twenty_units() -> None:
    house = build_house()
    costs = []
    for units in (2, 20):
        task = TaskFactory(directive__authority=house.authority)
        for _number in range(units):
            unit = UnitFactory(authority=house.authority)
            row = AssignmentFactory(task=task, unit=unit, state=AssignmentState.IN_PROGRESS, due=TODAY)
            ExtensionRequestFactory(assignment=row)
        user = as_new(house.home_affairs)
        costs.append(queries_of(task_story, user, task))
    assert costs[0] == costs[1]
