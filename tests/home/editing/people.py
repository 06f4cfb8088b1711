"""Editors and publishers of a public site."""

from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, User
from tests.organisation.factories import RoleAssignmentFactory, UserFactory, root_of


def person_with(authority: Authority, *roles: Role) -> User:
    """Create somebody who holds roles in the whole authority."""
    user: User = UserFactory(unit=root_of(authority))
    for role in roles:
        RoleAssignmentFactory(user=user, role=role, unit=root_of(authority))
    return user
