"""The benchmark's screens take a bounded number of queries; its seconds are measured by `make bench` only."""

from collections.abc import Callable

import pytest

from tests.benchmarks.lists import MOST_QUERIES, Measurement, measure_all, measure_initiatives


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("measure", "fewest_screens"),
    [(measure_all, 38), (measure_initiatives, 40)],
    ids=["tasks", "initiatives"],
)
def test_no_screen_asks_more_with_more_rows(
    measure: Callable[[int], list[Measurement]], fewest_screens: int
) -> None:
    few = {(item.person, item.screen): item.queries for item in measure(60)}
    many = {(item.person, item.screen): item.queries for item in measure(600)}

    assert len(many) >= fewest_screens
    assert set(few) <= set(many)
    assert {screen: queries for screen, queries in many.items() if queries > MOST_QUERIES} == {}
    # A list that had none asks once for the calendar of its first clock, the seats of the first that is
    # being scored, and the roles of who sits there; more rows ask nothing more.
    grown = {screen: (few[screen], many[screen]) for screen in few if many[screen] > few[screen] + 3}
    assert grown == {}
