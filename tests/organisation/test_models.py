from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reform.organisation.enums import UnitKind
from reform.organisation.models import CalendarDay, RoleAssignment, Unit, User
from reform.organisation.models.unit import UnitsAreNeverDeleted
from tests.organisation.factories import (
    AuthorityFactory,
    CalendarDayFactory,
    RoleAssignmentFactory,
    UnitFactory,
    UserFactory,
    root_of,
)

pytestmark = pytest.mark.django_db


def test_a_unit_is_never_deleted() -> None:
    unit = UnitFactory()
    with pytest.raises(UnitsAreNeverDeleted):
        unit.delete()
    with pytest.raises(UnitsAreNeverDeleted):
        Unit.objects.filter(pk=unit.pk).delete()
    with pytest.raises(UnitsAreNeverDeleted):
        unit.authority.units.filter(pk=unit.pk).delete()
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_an_authority_has_one_root_unit() -> None:
    authority = AuthorityFactory()
    second = Unit(authority=authority, code="X", name="X", short_name="X", kind=UnitKind.LEADERSHIP)
    with pytest.raises(ValidationError, match="root unit"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    assert authority.root_unit == root_of(authority)


def test_two_authorities_have_a_root_unit_each_and_may_use_the_same_codes() -> None:
    first, second = AuthorityFactory(), AuthorityFactory()
    UnitFactory(authority=first, code="NV").full_clean()
    UnitFactory(authority=second, code="NV").full_clean()
    assert first.root_unit != second.root_unit


def test_a_unit_code_is_used_once_in_an_authority() -> None:
    unit = UnitFactory(code="NV")
    twin = UnitFactory.build(code="NV", authority=unit.authority, parent=unit.parent)
    with pytest.raises(ValidationError):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_unit_cannot_close_before_it_opens() -> None:
    unit = UnitFactory(valid_from=date(2022, 6, 1))
    unit.valid_to = date(2022, 5, 31)
    with pytest.raises(ValidationError, match="close before"):
        unit.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()
    unit.valid_to = unit.valid_from
    unit.full_clean()


def test_a_unit_stands_in_the_tree_of_its_own_authority() -> None:
    unit = UnitFactory()
    unit.parent = UnitFactory()
    with pytest.raises(ValidationError, match="same authority"):
        unit.full_clean()


def test_a_unit_may_go_over_to_another_authority() -> None:
    unit = UnitFactory()
    unit.successor = UnitFactory()
    unit.full_clean()


def test_a_unit_stays_with_its_authority() -> None:
    unit = UnitFactory()
    unit.authority = AuthorityFactory()
    unit.parent = root_of(unit.authority)
    with pytest.raises(ValidationError, match="stays with its authority"):
        unit.full_clean()


def test_a_unit_cannot_stand_under_itself_or_what_is_under_it() -> None:
    unit = UnitFactory()
    grandchild = UnitFactory(parent=UnitFactory(parent=unit))
    for parent in (unit, grandchild):
        unit.parent = parent
        with pytest.raises(ValidationError, match="under itself"):
            unit.full_clean()


def test_a_unit_cannot_succeed_itself() -> None:
    unit = UnitFactory()
    unit.successor = unit
    with pytest.raises(ValidationError, match="succeed itself"):
        unit.full_clean()


def test_other_spellings_are_a_list_of_names() -> None:
    unit = UnitFactory()
    for aliases in ("Nội vụ", [1], {"a": "b"}):
        unit.aliases = aliases
        with pytest.raises(ValidationError, match="list of names"):
            unit.full_clean()


def test_open_units_are_those_that_exist_on_the_day() -> None:
    authority = AuthorityFactory(root_unit=False)
    root = UnitFactory(authority=authority, parent=None, kind=UnitKind.LEADERSHIP)
    unit = UnitFactory(parent=root, valid_from=date(2022, 1, 1), valid_to=date(2022, 12, 31))
    for day, is_open in [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ]:
        assert unit.is_open(day) is is_open
        assert (unit in Unit.objects.open_on(day)) is is_open


def test_work_goes_to_open_units_but_not_to_the_leadership() -> None:
    unit = UnitFactory()
    closed = UnitFactory(authority=unit.authority, valid_to=date(2020, 1, 1))
    assert list(unit.authority.units.taking_work()) == [unit]
    assert closed not in Unit.objects.taking_work()


def test_departments_are_offices_departments_and_inspectorates() -> None:
    kinds = {kind for kind in UnitKind if Unit(kind=kind).is_department}
    assert kinds == {UnitKind.OFFICE, UnitKind.DEPARTMENT, UnitKind.INSPECTORATE}


def test_a_role_is_given_once_from_a_day() -> None:
    given = RoleAssignmentFactory(valid_from=date(2022, 6, 1))
    again = RoleAssignment(user=given.user, role=given.role, unit=given.unit, valid_from=given.valid_from)
    with pytest.raises(ValidationError, match="already"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_role_without_a_first_day_is_given_once() -> None:
    given = RoleAssignmentFactory()
    again = RoleAssignment(user=given.user, role=given.role, unit=given.unit)
    with pytest.raises(ValidationError, match="already"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_role_cannot_end_before_it_begins() -> None:
    given = RoleAssignmentFactory(valid_from=date(2022, 6, 1))
    given.valid_to = date(2022, 5, 31)
    with pytest.raises(ValidationError, match="before the first"):
        given.full_clean()


def test_a_day_stands_once_in_the_countrys_calendar_and_once_in_each_authoritys() -> None:
    day = date(2022, 9, 2)
    first, second = AuthorityFactory(), AuthorityFactory()
    for authority in (None, first, second):
        CalendarDayFactory(day=day, authority=authority).full_clean()
    for authority in (None, first):
        twin = CalendarDay(day=day, authority=authority, kind="holiday", name="Nghỉ")
        with pytest.raises(ValidationError, match="already"):
            twin.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


@pytest.mark.parametrize(
    ("field", "colour"),
    [
        ("primary_colour", "#ffd700"),
        ("primary_colour", "#8a8a8a"),
        ("primary_colour", "blue"),
        ("primary_colour", "#12345"),
        ("accent_colour", "#0f4c81"),
    ],
)
def test_colours_that_cannot_be_read_are_refused(field: str, colour: str) -> None:
    authority = AuthorityFactory()
    setattr(authority, field, colour)
    with pytest.raises(ValidationError) as refusal:
        authority.full_clean()
    assert field in refusal.value.message_dict


def test_colours_that_read_well_are_kept() -> None:
    authority = AuthorityFactory(primary_colour="#7a1f1f", accent_colour="#f2c14e")
    authority.full_clean()


def test_an_authority_cannot_stand_above_itself() -> None:
    city = AuthorityFactory()
    district = AuthorityFactory(parent=city)
    for parent in (city, district):
        city.parent = parent
        with pytest.raises(ValidationError, match="above itself"):
            city.full_clean()


def test_the_name_above_an_authority_comes_from_its_parent_or_is_written() -> None:
    city = AuthorityFactory(name="UBND thành phố Hải Phòng")
    assert AuthorityFactory(parent=city, parent_name="Tên cũ").parent_label == city.name
    assert AuthorityFactory(parent_name="UBND tỉnh").parent_label == "UBND tỉnh"
    assert city.parent_label == ""


def test_a_person_is_named_family_name_first() -> None:
    assert str(UserFactory(last_name="Phạm Thu", first_name="Hà")) == "Phạm Thu Hà"
    assert str(User(username="ai.do")) == "ai.do"
