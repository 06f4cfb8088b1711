"""Applications elsewhere by spreadsheet: a unit says what its form lets it say, and no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Adoption, Initiative
from reform.initiatives.resources import AdoptionResource
from reform.registers.spreadsheets.applying import ImportRefused
from tests.registers.spreadsheets.helpers import confirm, counts, preview, remarks, take_in, undo, xlsx

from .factories import AdoptionFactory, AuthorFactory, House, InitiativeFactory, make_house
from .screens import signed_in, url
from .sheet_files import exported, problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house(letters="AB")


def recognised(house: House, letter: str = "A", **fields: Any) -> Initiative:
    given = {"state": State.RECOGNISED, "recognised_on": date(2022, 5, 1), "is_public": True}
    return InitiativeFactory(unit=house.unit(letter), applied_from=date(2022, 1, 1), **(given | fields))


def test_a_unit_says_by_spreadsheet_what_it_applies(house: House) -> None:
    initiative = recognised(house)
    content = xlsx(
        ("initiative", "applied_from", "result"), (initiative.code, "01/06/2022", "Giảm nửa thời gian.")
    )
    batch = take_in(AdoptionResource, house.officer("B"), content)
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
    adoption = Adoption.objects.get()
    assert (adoption.initiative, adoption.unit) == (initiative, house.unit("B"))
    assert counts(preview(AdoptionResource, house.officer("B"), content)) == (0, 0, 1, 0)
    undo(batch, AdoptionResource)
    assert not Adoption.objects.exists()


def test_the_own_initiative_an_early_day_and_another_unit_are_refused(house: House) -> None:
    ours, theirs = recognised(house, "B"), recognised(house, "A")
    hidden = InitiativeFactory(unit=house.unit("A"), state=State.SUBMITTED)
    batch = preview(
        AdoptionResource,
        house.officer("B"),
        xlsx(
            ("initiative", "unit", "applied_from", "result"),
            (ours.code, "P-B", "01/06/2022", "x"),
            (theirs.code, "P-B", "01/06/2021", "x"),
            (theirs.code, "P-A", "01/06/2022", "x"),
            (hidden.code, "P-B", "01/06/2022", "x"),
        ),
    )
    assert remarks(batch) == [
        (2, "rule", "initiative"),
        (3, "rule", "applied_from"),
        (4, "forbidden", "unit"),
        (5, "unknown_name", "initiative"),
    ]


def test_applications_elsewhere_come_back_unchanged(house: House) -> None:
    AdoptionFactory(initiative=recognised(house), unit=house.unit("B"), result="=1+1")
    batch = preview(AdoptionResource, house.officer("B"), exported(house.officer("B"), AdoptionResource))
    assert counts(batch) == (0, 0, 1, 0), remarks(batch)


# --- no more than the form offers ---


def said(name: str, unit: str = "P-B", day: str = "01/06/2022") -> bytes:
    """Return a file that says of one initiative that a unit applies it."""
    return xlsx(("initiative", "unit", "applied_from", "result"), (name, unit, day, "Giảm nửa thời gian."))


@pytest.mark.parametrize("by_title", [False, True])
def test_what_is_not_public_is_as_unknown_as_what_is_not_there(house: House, by_title: bool) -> None:
    hidden = recognised(house, is_public=False)
    # The unit of a further author sees the record, but its form does not offer it.
    AuthorFactory(initiative=hidden, unit=house.unit("B"), share=1)
    name = hidden.title if by_title else hidden.code
    offered = signed_in(house.officer("B")).get(url(Adoption, "create")).context["form"]
    assert hidden not in offered.fields["initiative"].queryset

    batch = preview(AdoptionResource, house.officer("B"), said(name))
    nothing = preview(AdoptionResource, house.officer("B"), said("SK-2022-P-A-99"))

    assert remarks(batch) == remarks(nothing) == [(2, "unknown_name", "initiative")]
    assert problem_of(batch) == problem_of(nothing).replace("SK-2022-P-A-99", name)
    assert not any(asked["suggestions"] for asked in batch.unmatched)


def test_what_a_unit_applies_already_stays_when_it_is_not_public_any_more(house: House) -> None:
    adoption = AdoptionFactory(initiative=recognised(house, is_public=False), unit=house.unit("B"))
    content = exported(house.officer("B"), AdoptionResource)
    assert counts(preview(AdoptionResource, house.officer("B"), content)) == (0, 0, 1, 0)
    batch = take_in(AdoptionResource, house.officer("B"), said(adoption.initiative.code))
    assert counts(batch) == (0, 1, 0, 0), remarks(batch)


def test_one_of_two_units_does_not_open_what_is_hidden_to_the_other(house: House) -> None:
    hidden = recognised(house, is_public=False)
    AdoptionFactory(initiative=hidden, unit=house.unit("B"))
    user = house.officer("B")
    user.role_assignments.create(role=user.role_assignments.get().role, unit=house.unit("C"))
    batch = preview(AdoptionResource, user, said(hidden.code, "P-C"))
    nothing = preview(AdoptionResource, user, said("SK-2022-P-A-99", "P-C"))
    assert remarks(batch) == [(2, "unknown_name", "initiative")]
    assert problem_of(batch) == problem_of(nothing).replace("SK-2022-P-A-99", hidden.code)


def test_nothing_is_written_of_what_has_been_hidden_since_the_preview(house: House) -> None:
    initiative = recognised(house)
    batch = preview(AdoptionResource, house.officer("B"), said(initiative.code))
    Initiative.objects.update(is_public=False)
    with pytest.raises(ImportRefused):
        confirm(batch, AdoptionResource)
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("spelling", [str.lower, " {} ".format])
def test_a_code_may_be_typed_in_small_letters_and_with_spaces(house: House, spelling: Any) -> None:
    batch = preview(AdoptionResource, house.officer("B"), said(spelling(recognised(house).code)))
    assert counts(batch) == (1, 0, 0, 0), remarks(batch)
