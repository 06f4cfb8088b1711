"""Demonstration accounts: one per role and type of unit, for development settings only."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, Unit, User
from reform.organisation.services import give_role

# Published on purpose, in the documentation and at every start; production settings refuse the accounts.
DEMO_PASSWORD = "demo-HaiAn-2022"  # noqa: S105


class DemoAccountsRefused(Exception):
    """Demonstration accounts were asked for under settings that do not allow them."""

    def __init__(self) -> None:
        super().__init__(
            "Demonstration accounts are refused: their password is public."
            " Only settings with ALLOW_DEMO_ACCOUNTS = True create them."
        )


@dataclass(frozen=True)
class DemoAccount:
    """One account and its roles.

    Attributes:
        username: what is typed at sign-in.
        last_name: family and middle name.
        first_name: given name.
        unit: code of the unit that the officer works in.
        position: the officer's post, in Vietnamese.
        unit_roles: roles for the own unit alone.
        authority_roles: roles at the root with all sub-units.
    """

    username: str
    last_name: str
    first_name: str
    unit: str
    position: str
    unit_roles: tuple[Role, ...] = ()
    authority_roles: tuple[Role, ...] = ()


def _officer(username: str, last_name: str, first_name: str, unit: str, position: str) -> DemoAccount:
    return DemoAccount(username, last_name, first_name, unit, position, (Role.UNIT_OFFICER,))


def _head(username: str, last_name: str, first_name: str, unit: str, position: str) -> DemoAccount:
    return DemoAccount(username, last_name, first_name, unit, position, (Role.UNIT_HEAD,))


_OFFICER, _HEAD = (Role.UNIT_OFFICER,), (Role.UNIT_HEAD,)
WARD_OFFICER = "Công chức Văn phòng - Thống kê"

DEMO_ACCOUNTS = (
    DemoAccount(
        "quantri", "Đỗ Minh", "Quân", "VP", "Quản trị viên hệ thống", (), (Role.SYSTEM_ADMINISTRATOR,)
    ),
    DemoAccount("noivu", "Phạm Thu", "Hà", "NV", "Chuyên viên", _OFFICER, (Role.HOME_AFFAIRS,)),
    DemoAccount(
        "noivu.truongphong", "Nguyễn Hữu", "Thành", "NV", "Trưởng phòng", _HEAD, (Role.HOME_AFFAIRS,)
    ),
    _officer("canbo.vp", "Lê Thị", "Mai", "VP", "Chuyên viên"),
    _head("lanhdao.vp", "Vũ Đức", "Hùng", "VP", "Chánh Văn phòng"),
    _officer("canbo.tckh", "Trần Quốc", "Bảo", "TCKH", "Chuyên viên"),
    _head("lanhdao.tckh", "Bùi Thị", "Lan", "TCKH", "Trưởng phòng"),
    _officer("canbo.ttr", "Ngô Thị", "Yến", "TTR", "Thanh tra viên"),
    _head("lanhdao.ttr", "Đinh Công", "Sơn", "TTR", "Chánh Thanh tra"),
    _officer("canbo.danghai", "Hoàng Thị", "Ngọc", "P-DANGHAI", WARD_OFFICER),
    _head("lanhdao.danghai", "Đặng Văn", "Khánh", "P-DANGHAI", "Chủ tịch UBND phường"),
    _officer("canbo.namhai", "Phạm Văn", "Tuấn", "P-NAMHAI", WARD_OFFICER),
    _head("lanhdao.namhai", "Lương Thị", "Hạnh", "P-NAMHAI", "Chủ tịch UBND phường"),
    DemoAccount("kinhte", "Nguyễn Hải", "Đăng", "KT", "Chuyên viên", _OFFICER, (Role.ECONOMICS,)),
    DemoAccount("bientap", "Trịnh Thùy", "Linh", "VHTT", "Chuyên viên", _OFFICER, (Role.CULTURE_EDITOR,)),
    DemoAccount("xuatban", "Cao Xuân", "Trường", "VHTT", "Phó Trưởng phòng", (), (Role.CULTURE_PUBLISHER,)),
    DemoAccount("chutich", "Trần Đình", "Phong", "UBND", "Chủ tịch UBND quận", (), (Role.LEADERSHIP,)),
    DemoAccount("phochutich", "Đoàn Thị", "Nhung", "UBND", "Phó Chủ tịch UBND quận", (), (Role.LEADERSHIP,)),
    # Appraises what the Economics office itself applies for: nobody judges the own unit's work.
    DemoAccount("thamdinh", "Vương Quốc", "Cường", "VP", "Chuyên viên", (), (Role.ECONOMICS,)),
    DemoAccount("giamsat", "Mai Thị", "Hương", "UBND", "Ủy viên tổ giám sát", (), (Role.AUDITOR,)),
)


def require_demo_accounts_allowed() -> None:
    """Stop unless the settings allow demonstration accounts.

    Raises:
        DemoAccountsRefused: they do not.
    """
    if not settings.ALLOW_DEMO_ACCOUNTS:
        raise DemoAccountsRefused


@transaction.atomic
def create_demo_accounts(authority: Authority) -> None:
    """Create the demonstration accounts of an authority, unless it was done before.

    Accounts whose unit or user name is not free any more are left out; nothing existing is changed.

    Raises:
        DemoAccountsRefused: the settings do not allow it.
    """
    require_demo_accounts_allowed()
    if User.objects.filter(is_demo=True).exists():
        return
    units = {unit.code: unit for unit in authority.units.open()}
    taken = set(User.objects.values_list("username", flat=True))
    for account in DEMO_ACCOUNTS:
        if account.unit in units and account.username not in taken:
            _create_account(account, unit=units[account.unit], root=authority.root_unit)


def _create_account(account: DemoAccount, *, unit: Unit, root: Unit) -> None:
    user = User(
        username=account.username,
        last_name=account.last_name,
        first_name=account.first_name,
        position=account.position,
        unit=unit,
        is_demo=True,
        password=make_password(DEMO_PASSWORD),
    )
    user.full_clean()
    user.save()
    for role in account.unit_roles:
        give_role(by=None, user=user, role=role, unit=unit)
    for role in account.authority_roles:
        give_role(by=None, user=user, role=role, unit=root, include_sub_units=True)
    if Role.UNIT_HEAD in account.unit_roles and unit.head_id is None:
        unit.head = user
        unit.save(update_fields=["head"])
