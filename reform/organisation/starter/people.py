"""Who acts in the sample story: demonstration accounts, and officers who cannot sign in elsewhere."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from reform.organisation.capabilities import Role
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority, Unit, User
from reform.organisation.services import give_role

# The standing body's officer in the sample content.
HOME_AFFAIRS_USERNAME = "noivu"

_OFFICERS = ("Phạm Thị Thu", "Nguyễn Thị Hoa", "Trần Văn Long", "Lê Thị Hương", "Vũ Văn Nam", "Đỗ Thị Vân")
_HEADS = ("Nguyễn Văn Dũng", "Bùi Đức Thắng", "Phạm Quang Vinh", "Lê Thị Thanh", "Hoàng Văn Phúc")


class People:
    """The officer and the head of every unit of the sample authority.

    A unit without a demonstration account gets an officer, or a head, who has no password and so can
    sign in nowhere: the history of the sample data needs a name for every step.

    Arguments:
        authority: the sample authority.
        home_affairs: who reads in, assigns, checks and completes.
    """

    def __init__(self, authority: Authority, home_affairs: User) -> None:
        self.home_affairs = home_affairs
        self._officers: dict[str, User] = {}
        self._heads: dict[str, User] = {}
        for number, unit in enumerate(authority.units.taking_work()):
            members = list(unit.members.filter(is_active=True).exclude(pk=home_affairs.pk).order_by("pk"))
            self._officers[unit.code] = _holder(members, unit, Role.UNIT_OFFICER) or _create(
                unit, Role.UNIT_OFFICER, _OFFICERS[number % len(_OFFICERS)]
            )
            self._heads[unit.code] = _holder(members, unit, Role.UNIT_HEAD) or _create(
                unit, Role.UNIT_HEAD, _HEADS[number % len(_HEADS)]
            )

    def officer(self, unit: Unit) -> User:
        """Return who enters for a unit."""
        return self._officers[unit.code]

    def head(self, unit: Unit) -> User:
        """Return who confirms and sends for a unit."""
        return self._heads[unit.code]


def _holder(members: list[User], unit: Unit, role: Role) -> User | None:
    """Return the first member who holds the role for the unit."""
    for member in members:
        if member.role_assignments.in_force().filter(unit=unit, role=role).exists():
            return member
    return None


def _create(unit: Unit, role: Role, name: str) -> User:
    is_head, is_ward = role == Role.UNIT_HEAD, unit.kind == UnitKind.WARD
    family, _space, given = name.rpartition(" ")
    heads = "Chủ tịch UBND phường" if is_ward else "Trưởng phòng"
    officers = "Công chức Văn phòng - Thống kê" if is_ward else "Chuyên viên"
    prefix = "mau.lanhdao" if is_head else "mau.canbo"
    user, made = User.objects.get_or_create(
        username=f"{prefix}.{unit.code.lower()}",
        defaults={
            "last_name": family,
            "first_name": given,
            "unit": unit,
            "position": f"{heads if is_head else officers} (dữ liệu mẫu)",
            "password": make_password(None),
        },
    )
    if made:
        give_role(by=None, user=user, role=role, unit=unit)
    return user
