"""Registering, putting before a council, and marking where else an initiative is applied."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from reform.initiatives.models import Adoption, Initiative
from reform.initiatives.services import adopt, put_before_council, register_initiative
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit
from reform.registers.models import HistoryEntry
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import AuthorityFactory, UnitFactory, user_with_role

from .bench import build_bench, tomorrow
from .factories import AuthorFactory, InitiativeFactory

pytestmark = pytest.mark.django_db


def register(unit: Unit, *, actor: Any = None, year: int = 2022, **options: Any) -> Initiative:
    """Register a whole application of a unit."""
    return register_initiative(InitiativeFactory.build(unit=unit, code="", year=year), actor=actor, **options)


# --- Registering ---


def test_codes_count_on_within_a_unit_and_a_year() -> None:
    ward = UnitFactory(code="P-DANGHAI")
    other = UnitFactory(authority=ward.authority, code="P-CATBI")
    codes = [register(unit, year=year).code for unit, year in ((ward, 2022), (ward, 2022), (ward, 2023))]
    assert codes == ["SK-2022-P-DANGHAI-01", "SK-2022-P-DANGHAI-02", "SK-2023-P-DANGHAI-01"]
    assert register(other).code == "SK-2022-P-CATBI-01"


def test_units_of_one_code_in_two_authorities_count_by_themselves() -> None:
    here = register(UnitFactory(authority=AuthorityFactory(), code="P-1"))
    there = register(UnitFactory(authority=AuthorityFactory(), code="P-1"))
    assert here.code == there.code


def test_a_code_is_not_given_again_after_a_gap_and_goes_past_ninety_nine() -> None:
    ward = UnitFactory(code="P-1")
    for number in ("01", "99", "xx"):
        InitiativeFactory(unit=ward, year=2022, code=f"SK-2022-P-1-{number}")
    assert register(ward).code == "SK-2022-P-1-100"
    assert register(ward).code == "SK-2022-P-1-101"


def test_the_database_refuses_the_same_code_twice_in_a_unit() -> None:
    initiative = register(UnitFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeFactory(unit=initiative.unit, code=initiative.code)


def test_only_who_enters_for_the_unit_registers_for_it() -> None:
    bench = build_bench()
    other_officer = user_with_role(Role.UNIT_OFFICER, bench.house.other)
    for actor in (other_officer, bench.economics, bench.house.chair, bench.house.home_affairs):
        with pytest.raises(PermissionDenied):
            register(bench.house.unit, actor=actor)
    assert not Initiative.objects.exists()
    initiative = register(bench.house.unit, actor=bench.house.officer)
    assert (initiative.state, HistoryEntry.objects.of(initiative).get().action) == ("draft", "create")


def test_authors_that_cannot_be_written_take_the_application_with_them() -> None:
    initiative = InitiativeFactory.build(unit=UnitFactory(), code="")

    def save_related() -> None:
        AuthorFactory(initiative=initiative, share=101)

    with pytest.raises(IntegrityError), transaction.atomic():
        register_initiative(initiative, actor=None, save_related=save_related)
    assert not Initiative.objects.exists()
    assert not HistoryEntry.objects.exists()


# --- Before a council ---


def test_several_eligible_initiatives_go_before_a_council_together() -> None:
    bench = build_bench()
    rows = [bench.initiative("eligible") for _number in range(3)]
    put_before_council(rows, council=bench.council, actor=bench.economics)
    assert set(bench.council.initiatives.values_list("state", flat=True)) == {"scoring"}


def test_one_that_is_not_eligible_any_more_leaves_all_of_them_where_they_are() -> None:
    bench = build_bench()
    rows = [bench.initiative("eligible"), bench.initiative("withdrawn")]
    with pytest.raises(TransitionRefused):
        put_before_council(rows, council=bench.council, actor=bench.economics)
    assert not bench.council.initiatives.exists()


# --- Applied elsewhere ---


def applied(initiative: Initiative, unit: Unit, day: date = date(2022, 12, 20)) -> Adoption:
    """Return the mark that a unit applies an initiative, not written yet."""
    return Adoption(initiative=initiative, unit=unit, applied_from=day, result="Giảm nửa thời gian")


def test_another_unit_marks_a_recognised_initiative_as_applied_once() -> None:
    bench = build_bench()
    officer = user_with_role(Role.UNIT_OFFICER, bench.house.other)
    initiative = bench.initiative("recognised")
    adopt(applied(initiative, bench.house.other), actor=officer)
    with pytest.raises(ValidationError):
        adopt(applied(initiative, bench.house.other), actor=officer)
    assert initiative.adoptions.count() == 1


def test_what_cannot_have_been_applied_there_is_refused() -> None:
    bench, abroad = build_bench(), build_bench()
    other = bench.house.other
    first_use = date(2022, 3, 1)
    recognised = bench.initiative("recognised", applied_from=first_use)
    cases = (
        (applied(bench.initiative("recommended"), other), "initiative"),
        (applied(abroad.initiative("recognised"), other), "initiative"),
        (applied(bench.initiative("recognised", unit=other), other), "initiative"),
        (applied(recognised, other, tomorrow()), "applied_from"),
        (applied(recognised, other, first_use - timedelta(days=1)), "applied_from"),
    )
    officer = user_with_role(Role.UNIT_OFFICER, other)
    for adoption, field in cases:
        with pytest.raises(ValidationError) as told:
            adopt(adoption, actor=officer)
        assert field in told.value.message_dict
    assert not Adoption.objects.exists()


def test_nobody_marks_it_for_another_unit() -> None:
    bench = build_bench()
    initiative = bench.initiative("recognised")
    for actor in (bench.house.officer, bench.economics, bench.house.chair):
        with pytest.raises(PermissionDenied):
            adopt(applied(initiative, bench.house.other), actor=actor)
