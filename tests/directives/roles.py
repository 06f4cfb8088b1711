"""One officer per role, at home in one unit of one authority."""

from collections.abc import Iterator
from dataclasses import dataclass

from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, Unit, User
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

# Roles that people hold for their own unit; the others count for the whole authority.
UNIT_ROLES = {Role.UNIT_OFFICER, Role.UNIT_HEAD}


@dataclass
class House:
    """An authority with two units and somebody for every role.

    Attributes:
        unit: the unit whose officer and head `people` holds.
        other: another unit of the same authority.
    """

    authority: Authority
    unit: Unit
    other: Unit
    people: dict[Role, User]

    @property
    def home_affairs(self) -> User:
        """Who assigns, checks and completes."""
        return self.people[Role.HOME_AFFAIRS]

    @property
    def officer(self) -> User:
        """Who enters for the unit."""
        return self.people[Role.UNIT_OFFICER]

    @property
    def head(self) -> User:
        """Who confirms and sends for the unit."""
        return self.people[Role.UNIT_HEAD]

    @property
    def chair(self) -> User:
        """Who decides exceptions."""
        return self.people[Role.LEADERSHIP]

    def __iter__(self) -> Iterator[tuple[Role, User]]:
        return iter(self.people.items())


def build_house() -> House:
    """Return a new authority with people of every role."""
    authority = AuthorityFactory()
    unit, other = UnitFactory(authority=authority), UnitFactory(authority=authority)
    people = {
        role: (
            user_with_role(role, unit)
            if role in UNIT_ROLES
            else user_with_role(role, root_of(authority), include_sub_units=True)
        )
        for role in Role
    }
    return House(authority, unit, other, people)
