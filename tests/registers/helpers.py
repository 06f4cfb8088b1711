"""What tests of registers share."""

import io
import zipfile
from typing import Any

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reform.directives.models import Assignment
from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, Unit, User
from tests.directives.factories import AssignmentFactory, move_to
from tests.organisation.factories import root_of, user_with_role

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def signed_in(user: User) -> Client:
    """Return a browser in which `user` has signed in."""
    client = Client()
    client.force_login(user)
    return client


def administrator_of(authority: Authority) -> User:
    """Return who keeps every unit of an authority."""
    return user_with_role(Role.SYSTEM_ADMINISTRATOR, root_of(authority), include_sub_units=True)


def home_affairs_of(authority: Authority) -> User:
    """Return who follows up every unit of an authority."""
    return user_with_role(Role.HOME_AFFAIRS, root_of(authority), include_sub_units=True)


def assignment_in(state: str, unit: Unit, **fields: Any) -> Assignment:
    """Return an assignment of `unit` that has come to `state` through the workflow."""
    return move_to(AssignmentFactory(unit=unit, **fields), state)


def pdf(name: str = "Báo cáo tháng 9.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return an upload."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def zip_with(*names: str) -> bytes:
    """Return a zip archive with empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


def files_kept() -> list[str]:
    """Return the names under which evidence lies in the private storage."""
    storage = storages["private"]
    return storage.listdir("evidence")[1] if storage.exists("evidence") else []
