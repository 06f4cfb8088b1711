"""The task board and what has changed since a day."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reform.directives.admin.board_views import told_rate
from reform.directives.models import Assignment
from reform.directives.rules import OnTimeRate
from tests.directives.factories import AssignmentFactory, DirectiveFactory, State, move_to
from tests.organisation.factories import UnitFactory

from .house import House, signed_in, url


def board_of(house: House, **query: str) -> Any:
    """Return the context of the board as Home Affairs sees it."""
    response = signed_in(house.home_affairs).get(url(Assignment, "board"), query)
    assert response.status_code == 200
    return response.context


def line_of(board: Any, unit: object) -> Any:
    """Return the board's row of a unit."""
    return next(line for line in board["lines"] if line.row.unit == unit)


@pytest.mark.parametrize(
    ("on_time", "completed", "percent", "tone"),
    [
        (0, 0, "–", None),
        (12, 15, "80 %", "bad"),
        (17, 20, "85 %", "warning"),
        (899, 1000, "89 %", "warning"),
        (9, 10, "90 %", "good"),
    ],
)
def test_a_rate_is_judged_by_the_cut_offs(
    on_time: int, completed: int, percent: str, tone: str | None
) -> None:
    rate = told_rate(OnTimeRate(on_time, completed))
    assert (rate.arithmetic, rate.percent, rate.tone) == (f"{on_time}/{completed}", percent, tone)
    assert bool(rate.word) == (tone is not None)


def test_the_board_counts_states_lateness_and_rate(house: House) -> None:
    AssignmentFactory.create_batch(2, unit=house.ward, overdue=True)
    AssignmentFactory.create_batch(3, unit=house.ward, completed_on_time=True)
    AssignmentFactory(unit=house.ward, completed_late=True)
    board = board_of(house)
    mine, others = line_of(board, house.ward), line_of(board, house.other_ward)
    counts = {cell.label: cell.count for cell in mine.cells}
    assert counts[str(State.IN_PROGRESS.label)] == 2
    assert (mine.overdue.count, mine.total.count) == (2, 6)
    assert mine.rate.arithmetic == "3/4"
    assert others.rate.percent == "–"
    assert board["totals"].rate.percent == "75 %"


def test_every_figure_leads_to_as_many_rows(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority)
    for state in (State.ASSIGNED, State.REPORTED, State.CANCELLED):
        AssignmentFactory(unit=house.ward, task__directive=directive, state=state)
        AssignmentFactory(unit=house.ward, state=state)
    AssignmentFactory(unit=house.ward, task__directive=directive, overdue=True, role="coordinate")
    AssignmentFactory(unit=house.ward, task__directive=directive, completed_on_time=True)
    client = signed_in(house.home_affairs)
    for query in (
        {},
        {"directive": str(directive.pk), "lead_only": "1", "kind": "ward", "cluster": "Khối phường"},
    ):
        board = board_of(house, **query)
        lines = [line_of(board, house.ward), board["totals"]]
        for line in lines:
            for cell in [*line.cells, line.overdue, line.total]:
                if cell.url:
                    found = client.get(cell.url).context["page_obj"].paginator.count
                    assert found == cell.count, cell.url
            if line.rate_url:
                rows = client.get(line.rate_url).context["page_obj"].paginator.count
                assert rows == line.row.rate.on_time


def test_the_period_narrows_the_board_and_its_lists(house: House) -> None:
    AssignmentFactory(unit=house.ward, completed_on_time=True)
    AssignmentFactory(unit=house.ward, overdue=True)
    line = line_of(board_of(house, period="2022-Q3"), house.ward)
    assert line.total.count == 1
    listed = signed_in(house.home_affairs).get(line.total.url)
    assert listed.context["page_obj"].paginator.count == 1


def test_an_officer_of_one_unit_has_no_board(house: House) -> None:
    for action in ("board", "changes"):
        assert signed_in(house.officer).get(url(Assignment, action)).status_code == 302


@pytest.mark.parametrize(
    "query",
    ["?period=x&directive=abc&kind=nonsense&p=x&since=2022-99-99", "?directive=9999999999999999999999"],
)
def test_a_mistyped_address_shows_the_board(house: House, query: str) -> None:
    client = signed_in(house.home_affairs)
    for action in ("board", "changes"):
        assert client.get(url(Assignment, action) + query).status_code == 200


def test_the_printed_board_names_its_day_and_its_address(house: House) -> None:
    page = signed_in(house.home_affairs).get(url(Assignment, "board"), {"kind": "ward"}).content.decode()
    foot = re.search(r'<p class="print-foot">(.*?)</p>', page, re.S)
    assert foot is not None
    assert f"{timezone.localdate():%d/%m/%Y}" in foot[1]
    assert "/admin/directives/assignments/board/?kind=ward" in foot[1]


def test_the_sheet_for_print_is_a4_landscape_with_repeated_heads() -> None:
    with open("site/static/css/directives.css", encoding="utf-8") as sheet:
        rules = sheet.read()
    assert "@page board { size: A4 landscape" in rules
    assert "display: table-header-group" in rules


def test_what_has_changed_since_a_day(house: House) -> None:
    today = timezone.localdate()
    move_to(AssignmentFactory(unit=house.ward), State.ACCEPTED)
    AssignmentFactory(unit=house.ward, state=State.IN_PROGRESS, due=today - timedelta(days=2))
    AssignmentFactory(unit=house.ward, state=State.IN_PROGRESS, due=today - timedelta(days=20))
    response = signed_in(house.home_affairs).get(
        url(Assignment, "changes"), {"since": (today - timedelta(days=5)).isoformat()}
    )
    assert len(response.context["newly_overdue"]) == 1
    assert len(response.context["changes"]) == 2


@pytest.mark.parametrize("rows", [5, 60])
def test_queries_do_not_grow_with_rows(
    house: House, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows // 5):
        unit = UnitFactory(authority=house.authority)
        move_to(AssignmentFactory(unit=unit), State.ACCEPTED)
        AssignmentFactory.create_batch(4, unit=unit, overdue=True)
    client = signed_in(house.home_affairs)
    for action in ("board", "changes"):
        client.get(url(Assignment, action))
        with django_assert_max_num_queries(20):
            client.get(url(Assignment, action))


def test_a_board_with_sample_data_says_so(house: House) -> None:
    client, mark = signed_in(house.home_affairs), 'class="sample-mark"'
    AssignmentFactory(unit=house.ward, overdue=True)
    assert mark not in client.get(url(Assignment, "board")).content.decode()
    AssignmentFactory(unit=house.ward, overdue=True, is_sample=True)
    assert mark in client.get(url(Assignment, "board")).content.decode()
