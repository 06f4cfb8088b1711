"""What the rules compute, on plain values: clocks, shares, means, spread, ranks, quorum, the quota."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.initiatives import rules
from reform.initiatives.enums import (
    APPRAISAL_STATES,
    EDITABLE_STATES,
    FINAL_STATES,
    HOLDERS,
    RECOGNISED_STATES,
    UNIT_STATES,
    UNSENT_STATES,
    WITHDRAWABLE_STATES,
    InitiativeState,
    QuotaStatus,
)

State = InitiativeState
POINTS = st.decimals(min_value=0, max_value=100, places=2)


def due(state: str) -> date | None:
    """Return when the holder must answer a file submitted on 31 August and received on 10 September."""
    return rules.answer_due(
        state=state,
        held_since=date(2022, 10, 1),
        submitted_on=date(2022, 8, 31),
        received_on=date(2022, 9, 10),
    )


def test_the_form_is_answered_within_a_month_of_the_submission() -> None:
    # September has no 31st.
    assert due(State.SUBMITTED) == date(2022, 9, 30)


DECIDED_LATER = ["received", "eligible", "scoring", "council", "recommended", "not_recommended"]


@pytest.mark.parametrize("state", DECIDED_LATER)
def test_the_decision_falls_within_three_months_of_the_receipt_whoever_has_the_file(state: str) -> None:
    assert due(state) == date(2022, 12, 10)


def test_a_supplement_is_sent_within_fifteen_days() -> None:
    assert due(State.SUPPLEMENT_REQUESTED) == date(2022, 10, 16)


@pytest.mark.parametrize(
    "state",
    [State.DRAFT, State.ENDORSED, State.WITHDRAWN, State.ARCHIVED, State.NOMINATED, *sorted(FINAL_STATES)],
)
def test_nobodys_clock_runs_before_the_submission_or_after_the_decision(state: str) -> None:
    assert due(state) is None


def test_a_file_without_its_dates_counts_from_the_day_it_came() -> None:
    for state, expected in ((State.SUBMITTED, date(2022, 11, 1)), (State.RECEIVED, date(2023, 1, 1))):
        answer = rules.answer_due(
            state=state, held_since=date(2022, 10, 1), submitted_on=None, received_on=None
        )
        assert answer == expected


@pytest.mark.parametrize(
    ("shares", "whole"),
    [
        (["100"], True),
        (["33.33", "33.33", "33.34"], True),
        (["33.33", "33.33", "33.33"], False),
        (["60", "41"], False),
        (["60", None], False),
        ([], False),
    ],
)
def test_shares_add_up_to_exactly_a_hundred(shares: list[str | None], whole: bool) -> None:
    assert rules.shares_are_whole(None if share is None else Decimal(share) for share in shares) is whole


def test_a_mean_has_two_places_and_rounds_half_up() -> None:
    assert rules.mean([Decimal("70.005"), Decimal("70.005")]) == Decimal("70.01")
    assert rules.mean([Decimal(1), Decimal(1), Decimal(2)]) == Decimal("1.33")
    assert rules.mean([]) is None


@given(st.lists(POINTS, min_size=1, max_size=9))
def test_a_mean_lies_between_the_lowest_and_the_highest(totals: list[Decimal]) -> None:
    found = rules.mean(totals)
    assert found is not None
    assert min(totals) <= found <= max(totals)


@pytest.mark.parametrize(
    ("totals", "wide"),
    [([50, 80], False), ([50, Decimal("80.01")], True), ([50], False), ([], False), ([0, 100, 50], True)],
)
def test_more_than_thirty_hundredths_of_the_maximum_apart_are_flagged(totals: list[int], wide: bool) -> None:
    assert rules.is_wide([Decimal(total) for total in totals], Decimal(100)) is wide


def test_the_spread_is_measured_by_the_sheets_own_maximum() -> None:
    assert rules.is_wide([Decimal(10), Decimal(17)], Decimal(20))
    assert not rules.is_wide([Decimal(10), Decimal(17)], Decimal(0))


def test_equal_scores_share_a_place_and_the_next_is_left_out() -> None:
    scores = {1: Decimal(80), 2: Decimal(90), 3: Decimal(80), 4: Decimal(70), 5: None}
    assert rules.ranks(scores) == {2: 1, 1: 2, 3: 2, 4: 4}


@given(st.dictionaries(st.integers(), POINTS, max_size=9))
def test_whoever_has_more_points_stands_before(scores: dict[int, Decimal]) -> None:
    places = rules.ranks(dict(scores))
    for one, points in scores.items():
        for other, fewer in scores.items():
            assert (places[one] < places[other]) is (points > fewer)


@pytest.mark.parametrize(("members", "quorum"), [(5, 4), (6, 4), (7, 5), (9, 6)])
def test_the_usual_quorum_is_two_thirds_rounded_up(members: int, quorum: int) -> None:
    assert rules.default_quorum(members) == quorum


def test_an_equal_number_of_votes_is_no_majority() -> None:
    assert rules.is_majority(3, 2)
    assert not rules.is_majority(2, 2)
    assert not rules.is_majority(0, 0)


def test_a_unit_stands_where_its_furthest_initiative_stands() -> None:
    assert rules.best_status([]) == QuotaStatus.NONE
    assert (
        rules.best_status([QuotaStatus.REGISTERED, QuotaStatus.RECOGNISED, QuotaStatus.UNDER_APPRAISAL])
        == QuotaStatus.RECOGNISED
    )


def test_the_sets_of_states_are_the_ones_of_the_rules() -> None:
    assert {"draft", "supplement_requested"} == EDITABLE_STATES
    assert {"draft", "endorsed"} == UNSENT_STATES
    assert {"draft", "endorsed", "supplement_requested"} == UNIT_STATES
    assert not WITHDRAWABLE_STATES & {"council", "recommended", "not_recommended", *FINAL_STATES}
    assert {"recognised", "nominated", "city_recognised", "city_not_recognised"} == RECOGNISED_STATES
    assert not APPRAISAL_STATES & (UNIT_STATES | FINAL_STATES)


def test_whoever_has_the_file_is_known_in_every_state_in_which_somebody_must_act() -> None:
    assert set(HOLDERS) == set(State) - FINAL_STATES - {State.ARCHIVED}
