from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import Model
from pytest_django import Settings

from reform.organisation.access import Access
from reform.organisation.capabilities import Capability, Role
from reform.organisation.checks import check_no_demo_accounts
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority, CalendarDay, RoleAssignment, Unit, User
from reform.organisation.starter import DEMO_PASSWORD, DemoAccountsRefused, load_organisation
from reform.organisation.working_days import working_calendar
from tests.organisation.factories import UserFactory

pytestmark = pytest.mark.django_db

TABLES: tuple[type[Model], ...] = (Authority, Unit, User, RoleAssignment, CalendarDay)


def everything() -> list[list[object]]:
    return [sorted(table._default_manager.values_list(), key=str) for table in TABLES]


def test_the_sample_authority_has_twelve_departments_and_eight_wards() -> None:
    authority = load_organisation(with_demo_accounts=False)
    kinds = Counter(authority.units.exclude(parent=None).values_list("kind", flat=True))
    assert kinds == {UnitKind.DEPARTMENT: 10, UnitKind.OFFICE: 1, UnitKind.INSPECTORATE: 1, UnitKind.WARD: 8}
    assert authority.root_unit.code == "UBND"
    assert authority.root_unit.kind == UnitKind.LEADERSHIP
    assert set(authority.units.filter(kind=UnitKind.WARD).values_list("cluster", flat=True)) == {
        "Khối phường"
    }
    assert not User.objects.exists()


def test_every_sample_record_keeps_the_rules() -> None:
    load_organisation(with_demo_accounts=True)
    for table in TABLES:
        for record in table._default_manager.all():
            record.full_clean()


def test_loading_twice_changes_nothing() -> None:
    first = load_organisation(with_demo_accounts=True)
    before = everything()
    assert load_organisation(with_demo_accounts=True) == first
    assert everything() == before


def test_loading_again_never_touches_what_a_user_edited_or_removed() -> None:
    authority = load_organisation(with_demo_accounts=True)
    authority.code, authority.name = "phuong-hai-an", "Ủy ban nhân dân phường Hải An"
    authority.save()
    Unit.objects.filter(code="KT").update(name="Phòng Kinh tế, Hạ tầng và Đô thị", valid_to=date(2025, 6, 30))
    Unit.objects.filter(code="YT").update(code="YTE")
    CalendarDay.objects.filter(day=date(2022, 9, 2)).delete()
    CalendarDay.objects.filter(day=date(2022, 9, 1)).update(name="Đã sửa")
    User.objects.get(username="giamsat").delete()
    User.objects.filter(username="noivu").update(first_name="Hằng")
    before = everything()
    load_organisation(with_demo_accounts=True)
    assert everything() == before


def test_days_that_an_officer_entered_first_are_kept() -> None:
    CalendarDay.objects.create(day=date(2022, 12, 30), kind="holiday", name="Nghỉ riêng")
    load_organisation(with_demo_accounts=False)
    assert list(CalendarDay.objects.filter(day__year=2022).values_list("name", flat=True)) == ["Nghỉ riêng"]
    assert CalendarDay.objects.filter(day__year=2023).exists()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2022, 1, 3), False),
        (date(2022, 2, 4), False),
        (date(2022, 2, 7), True),
        (date(2022, 4, 11), False),
        (date(2022, 5, 3), False),
        (date(2022, 9, 1), False),
        (date(2022, 9, 5), True),
        (date(2023, 1, 26), False),
        (date(2023, 5, 3), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2026, 2, 16), False),
        (date(2026, 4, 27), False),
    ],
)
def test_the_calendar_knows_the_public_holidays_and_swapped_days(day: date, worked: bool) -> None:
    authority = load_organisation(with_demo_accounts=False)
    assert working_calendar(authority).is_working_day(day) is worked


def test_lunar_new_year_and_the_day_of_the_kings_are_off_in_every_year() -> None:
    load_organisation(with_demo_accounts=False)
    lunar = [
        "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
        "2021-04-21", "2022-04-10", "2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16",
    ]  # fmt: skip
    assert CalendarDay.objects.filter(day__in=lunar, kind="holiday").count() == len(lunar)


def test_there_is_a_demo_account_for_every_role_and_type_of_unit_and_none_is_an_installers() -> None:
    load_organisation(with_demo_accounts=True)
    demo = User.objects.filter(is_demo=True)
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == set(Role)
    officers = RoleAssignment.objects.filter(role=Role.UNIT_OFFICER)
    assert set(officers.values_list("unit__kind", flat=True)) == {
        UnitKind.OFFICE, UnitKind.DEPARTMENT, UnitKind.INSPECTORATE, UnitKind.WARD,
    }  # fmt: skip
    assert demo.count() == User.objects.count()
    assert not demo.filter(is_superuser=True).exists()
    assert not demo.filter(is_staff=True).exists()
    assert all(user.check_password(DEMO_PASSWORD) for user in demo)


def test_the_demo_ward_officer_sees_the_own_ward_and_home_affairs_sees_all() -> None:
    authority = load_organisation(with_demo_accounts=True)
    ward = Access(User.objects.get(username="canbo.danghai"))
    assert ward.units(*Capability) == {authority.units.get(code="P-DANGHAI").pk}
    everywhere = set(authority.units.values_list("pk", flat=True))
    for username in ("noivu", "noivu.truongphong", "chutich", "giamsat"):
        assert Access(User.objects.get(username=username)).units(Capability.VIEW) == everywhere


def test_settings_that_forbid_demo_accounts_refuse_them_and_nothing_is_written(
    settings: Settings,
) -> None:
    settings.ALLOW_DEMO_ACCOUNTS = False
    with pytest.raises(DemoAccountsRefused, match="ALLOW_DEMO_ACCOUNTS"):
        load_organisation(with_demo_accounts=True)
    assert not Authority.objects.exists()
    load_organisation(with_demo_accounts=False)
    assert not User.objects.exists()


def test_a_taken_user_name_keeps_its_owner() -> None:
    UserFactory(username="noivu", first_name="Người cũ")
    load_organisation(with_demo_accounts=True)
    assert User.objects.get(username="noivu").first_name == "Người cũ"
    assert not User.objects.get(username="noivu").is_demo


def test_the_command_prints_who_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    load_organisation(with_demo_accounts=True)
    call_command("demo_accounts")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == User.objects.count()
    line = next(line for line in lines if line.startswith("canbo.danghai "))
    assert DEMO_PASSWORD in line
    assert "Phường Đằng Hải" in line
    assert len({line.index(DEMO_PASSWORD) for line in lines}) == 1


@pytest.mark.parametrize("allowed", [True, False])
def test_the_command_says_when_there_is_nobody_to_print(
    settings: Settings, capsys: pytest.CaptureFixture[str], allowed: bool
) -> None:
    settings.ALLOW_DEMO_ACCOUNTS = allowed
    call_command("demo_accounts")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip()


def test_a_real_installation_with_demo_accounts_fails_its_check(settings: Settings) -> None:
    load_organisation(with_demo_accounts=True)
    assert check_no_demo_accounts() == []
    settings.ALLOW_DEMO_ACCOUNTS = False
    (error,) = check_no_demo_accounts()
    assert error.is_serious()
    assert "canbo.danghai" in error.msg
    User.objects.filter(is_demo=True).delete()
    assert check_no_demo_accounts() == []
