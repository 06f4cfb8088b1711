"""Factories of the ground floor: authorities, units, people and the roles they hold."""

from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from reform.organisation.capabilities import Role
from reform.organisation.enums import AuthorityLevel, DayKind, UnitKind
from reform.organisation.models import Authority, CalendarDay, RoleAssignment, Unit, User

PASSWORD = "a-password-for-tests"


class AuthorityFactory(DjangoModelFactory[Authority]):
    """An authority with its root unit, unless `root_unit=False`."""

    class Meta:
        model = Authority
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"authority-{n}")
    name = factory.Sequence(lambda n: f"Ủy ban nhân dân quận số {n}")
    short_name = factory.Sequence(lambda n: f"Quận số {n}")
    level = AuthorityLevel.DISTRICT

    @factory.post_generation
    def root_unit(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """Create the leadership that the tree of units hangs on."""
        if create and extracted is not False:
            Unit.objects.create(
                authority=self,
                code="UBND",
                name="Lãnh đạo Ủy ban nhân dân",
                short_name="Lãnh đạo UBND",
                kind=UnitKind.LEADERSHIP,
            )


def root_of(authority: Authority) -> Unit:
    """Return the root unit of an authority that `AuthorityFactory` made."""
    return Unit.objects.get(authority=authority, parent=None)


class UnitFactory(DjangoModelFactory[Unit]):
    """A department under the root unit of its authority.

    `UnitFactory(parent=unit)` takes the parent's authority; `UnitFactory(authority=authority)` goes
    under that authority's root; with neither, a new authority is made.
    """

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"DV{n}")
    name = factory.Sequence(lambda n: f"Phòng số {n}")
    short_name = factory.SelfAttribute("name")
    kind = UnitKind.DEPARTMENT

    class Params:
        ward = factory.Trait(
            kind=UnitKind.WARD,
            code=factory.Sequence(lambda n: f"P-{n}"),
            name=factory.Sequence(lambda n: f"Phường số {n}"),
        )

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        parent = kwargs.get("parent")
        if kwargs.get("authority") is None:
            kwargs["authority"] = parent.authority if parent is not None else AuthorityFactory()
        if "parent" not in kwargs:
            kwargs["parent"] = root_of(kwargs["authority"])
        return kwargs


class UserFactory(DjangoModelFactory[User]):
    """An officer of a unit, with the password `PASSWORD` and no role."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"can.bo.{n}")
    last_name = "Nguyễn Văn"
    first_name = factory.Sequence(lambda n: f"An {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")
    unit = factory.SubFactory(UnitFactory)
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class RoleAssignmentFactory(DjangoModelFactory[RoleAssignment]):
    """A role held for a unit by one of its officers, from always and for ever."""

    class Meta:
        model = RoleAssignment

    unit = factory.SubFactory(UnitFactory)
    user = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))
    role = Role.UNIT_OFFICER


class CalendarDayFactory(DjangoModelFactory[CalendarDay]):
    """A day off of the whole country."""

    class Meta:
        model = CalendarDay

    day = factory.Faker("date_object")
    kind = DayKind.HOLIDAY
    name = "Ngày nghỉ"


def user_with_role(role: Role, unit: Unit, **assignment: Any) -> User:
    """Return a new officer of `unit` who holds `role` for it; `assignment` sets more of its fields."""
    user: User = RoleAssignmentFactory(role=role, unit=unit, **assignment).user
    return user
