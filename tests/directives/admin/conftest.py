"""The house that the screens' tests share."""

import pytest

from reform.organisation.capabilities import Role
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

from .house import House


@pytest.fixture
def house(db: None) -> House:
    """Return an authority with two wards, and who works where."""
    authority = AuthorityFactory()
    root = root_of(authority)
    ward = UnitFactory(authority=authority, ward=True, cluster="Khối phường")
    other = UnitFactory(authority=authority, ward=True, cluster="Khối phường")
    return House(
        authority=authority,
        root=root,
        ward=ward,
        other_ward=other,
        officer=user_with_role(Role.UNIT_OFFICER, ward),
        head=user_with_role(Role.UNIT_HEAD, ward),
        stranger=user_with_role(Role.UNIT_OFFICER, other),
        home_affairs=user_with_role(Role.HOME_AFFAIRS, root, include_sub_units=True),
        leadership=user_with_role(Role.LEADERSHIP, root, include_sub_units=True),
    )
