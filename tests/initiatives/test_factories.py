"""Every state can be reached by the workflow's own steps, each by the right person."""

import pytest

from reform.initiatives.enums import InitiativeState

from .factories import make_council, make_house, make_initiative
from .ways import PATHS, lead_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", InitiativeState.values)
def test_an_initiative_reaches_every_state_by_its_own_steps(state: str) -> None:
    house = make_house()
    initiative = make_initiative(house)
    lead_to(initiative, state, house=house)
    assert initiative.state == state


def test_every_state_has_a_way() -> None:
    assert set(PATHS) == set(InitiativeState.values)


def test_several_initiatives_meet_in_one_council_and_stand_in_one_decision() -> None:
    house = make_house()
    rows = [make_initiative(house, "A"), make_initiative(house, "B")]
    lead_to(rows, InitiativeState.RECOGNISED, house=house, council=make_council(house))
    assert {row.state for row in rows} == {InitiativeState.RECOGNISED}
    assert len({row.decision_id for row in rows}) == 1
