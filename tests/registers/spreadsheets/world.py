"""The one small authority that sample files and random cells are taken into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.files.storage import storages

from reform.directives.enums import AssignmentState
from reform.directives.resources import ProgressResource, TaskResource
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.registers.organisation.resources import UnitResource
from reform.registers.spreadsheets import RegisterResource
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role
from tests.registers.helpers import administrator_of, home_affairs_of

RESOURCES: dict[str, type[RegisterResource]] = {
    "units": UnitResource,
    "tasks": TaskResource,
    "progress": ProgressResource,
}
# What an import may write before it is confirmed.
_OF_IMPORTS = {"importbatch", "importrow"}


@dataclass(frozen=True)
class World:
    """Who takes files in.

    Attributes:
        administrator: keeps every unit.
        home_affairs: gives tasks to every unit.
        officer: reports for the ward Đằng Hải.
    """

    administrator: User
    home_affairs: User
    officer: User


def small_world() -> World:
    """Write an authority with four units, a dispatch with five tasks, and two wards at work on them."""
    authority = AuthorityFactory(code="HA", name="Ủy ban nhân dân quận Hải An", short_name="Quận Hải An")
    root = root_of(authority)

    def unit(code: str, name: str, short_name: str, **fields: Any) -> Any:
        return UnitFactory(
            authority=authority, parent=root, code=code, name=name, short_name=short_name, **fields
        )

    ward = unit(
        "P-DANGHAI", "UBND phường Đằng Hải", "Phường Đằng Hải", kind="ward",
        phone="0225 3 742 101", address="Số 5 Lê Hồng Phong", position=10,
    )  # fmt: skip
    other = unit(
        "P-CATBI", "UBND phường Cát Bi", "Phường Cát Bi", aliases=["Đội quản lý"], kind="ward",
        position=20,
    )  # fmt: skip
    unit(
        "P-TRANGCAT", "UBND phường Tràng Cát", "Phường Tràng Cát", aliases=["Đội quản lý"], kind="ward",
        position=25,
    )  # fmt: skip
    unit("PNV", "Phòng Nội vụ", "Phòng Nội vụ", position=30)
    directive = DirectiveFactory(unit=root, number="655", symbol="UBND-NV", issued_on=date(2022, 6, 20))
    for place in range(1, 6):
        task = TaskFactory(
            directive=directive, position=place, anchor=f"1, {place}", text=f"Rà soát thủ tục nhóm {place}"
        )
        AssignmentFactory(task=task, unit=ward, state=AssignmentState.ACCEPTED)
        if place == 1:
            AssignmentFactory(task=task, unit=other, state=AssignmentState.ACCEPTED)
    return World(
        administrator_of(authority), home_affairs_of(authority), user_with_role(Role.UNIT_OFFICER, ward)
    )


def everything_written() -> dict[str, list[Any]]:
    """Return every row of every table of the house but those of imports."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model.__module__.startswith("reform.") and model._meta.model_name not in _OF_IMPORTS
    }


def imports_kept() -> list[str]:
    """Return the names of the uploaded files in the private storage."""
    storage = storages["private"]
    return storage.listdir("imports")[1] if storage.exists("imports") else []
