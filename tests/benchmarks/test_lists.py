"""The benchmark's screens take a bounded number of queries; its seconds are measured by `make bench` only."""

import pytest

from tests.benchmarks.lists import MOST_QUERIES, measure_all

SCREENS = 38


@pytest.mark.once
@pytest.mark.django_db
def test_no_screen_asks_more_with_more_rows() -> None:
    few = {(item.person, item.screen): item.queries for item in measure_all(60)}
    many = {(item.person, item.screen): item.queries for item in measure_all(600)}

    assert len(many) >= SCREENS
    assert set(few) <= set(many)
    assert {screen: queries for screen, queries in many.items() if queries > MOST_QUERIES} == {}
    # A list that was empty asks what it has to ask of its first rows; more rows ask nothing more.
    grown = {screen: (few[screen], many[screen]) for screen in few if many[screen] > few[screen] + 2}
    assert grown == {}
