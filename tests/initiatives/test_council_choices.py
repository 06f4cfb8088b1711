"""What the screens of a council offer to choose from: people in their order, initiatives of its years."""

import pytest
from django.utils import timezone

from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Council, Initiative
from tests.organisation.factories import UserFactory

from .factories import House, make_council, make_house, make_initiative, make_sheet
from .screens import signed_in, url
from .ways import lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Return an authority with a sheet in use."""
    house = make_house()
    house.sheet = make_sheet(house)
    return house


def test_people_to_choose_from_stand_in_the_vietnamese_order_of_their_given_names(house: House) -> None:
    for given, family in (("Yến", "Lê"), ("Đăng", "Vũ"), ("Dung", "Trần"), ("Ánh", "Ngô"), ("Bình", "Đỗ")):
        UserFactory(unit=house.unit("A"), first_name=given, last_name=family)
    form = signed_in(house.economics).get(url(Council, "create")).context["form"]
    named = [user.first_name for user in form.people.values() if user.first_name in "Yến Đăng Dung Ánh Bình"]
    assert named == ["Ánh", "Bình", "Dung", "Đăng", "Yến"]


def test_neither_screen_offers_what_belongs_to_a_council_of_another_year(house: House) -> None:
    year = timezone.localdate().year
    past, present = make_council(house, year=year - 4), make_council(house, year=year)
    initiative = make_initiative(house)
    lead_to(initiative, InitiativeState.ELIGIBLE, house=house)
    browser = signed_in(house.economics)
    assert not browser.get(url(Council, "put_before", past.pk)).context["rows"]
    assert len(browser.get(url(Council, "put_before", present.pk)).context["rows"]) == 1
    form = browser.get(url(Initiative, "transition", initiative.pk, "put_before_council")).context["form"]
    assert list(form.fields["council"].queryset) == [present]
