"""What follows a recommendation: who has the file until the Chair gets it, and what leads to the decision."""

import pytest

from reform.initiatives.enums import Holder, InitiativeState
from reform.initiatives.models import Council, Initiative, RecognitionDecision
from reform.initiatives.workflow import DECISIONS

from .factories import House, issue_decision, make_council, make_decision, make_house, make_initiative
from .rows import told_in
from .screens import signed_in, url
from .ways import lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Return an authority with two wards."""
    return make_house()


def recommended(house: House) -> tuple[Council, Initiative]:
    """Return a council that recommends one initiative."""
    council, row = make_council(house), make_initiative(house)
    lead_to(row, InitiativeState.RECOMMENDED, house=house, council=council)
    return council, row


def held_by(house: House, holder: Holder) -> list[Initiative]:
    """Return what the list shows as being with somebody."""
    page = signed_in(house.economics).get(url(Initiative, "index"), {"holder": holder.value})
    return [row["record"] for row in page.context["rows"]]


def test_the_appraising_office_has_the_file_until_the_chair_gets_the_decision(house: House) -> None:
    council, row = recommended(house)
    bystander = make_initiative(house, "B")
    lead_to(bystander, InitiativeState.NOT_RECOMMENDED, house=house)

    def stands_with(holder: Holder) -> None:
        other = Holder.CHAIR if holder == Holder.APPRAISER else Holder.APPRAISER
        row.refresh_from_db()
        assert row.holder == holder
        assert row in held_by(house, holder)
        assert row not in held_by(house, other)
        assert bystander in held_by(house, Holder.CHAIR)

    stands_with(Holder.APPRAISER)
    decision = make_decision(house, [row], council=council)
    stands_with(Holder.APPRAISER)
    DECISIONS.perform(decision, "submit", actor=house.economics)
    stands_with(Holder.CHAIR)
    DECISIONS.perform(decision, "sign", actor=house.leadership)
    # It has to be registered now.
    stands_with(Holder.APPRAISER)


def test_a_recommendation_leads_to_its_decision_until_one_names_it(house: House) -> None:
    council, row = recommended(house)
    address = f"{url(RecognitionDecision, 'prepare')}?council={council.pk}"
    pages = (url(Council, "inspect", council.pk), url(Initiative, "inspect", row.pk))
    for page in pages:
        assert address in told_in(signed_in(house.economics).get(page))
        assert address not in told_in(signed_in(house.leadership).get(page))
    decision = make_decision(house, [row], council=council)
    for page in pages:
        assert address not in told_in(signed_in(house.economics).get(page))
    issue_decision(house, decision)
    assert held_by(house, Holder.CHAIR) == []
