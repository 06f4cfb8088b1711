"""The uploaded workbook between preview and confirmation: one for each officer and catalogue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

from home.models import ServiceIndexPage

FOLDER = "service-catalogue"


def keep(user: Any, index: ServiceIndexPage, content: bytes) -> None:
    """Keep a file in place of the one before it."""
    forget(user, index)
    _storage().save(_name(user, index), ContentFile(content))


def kept(user: Any, index: ServiceIndexPage) -> bytes | None:
    """Return the uploaded file, unless it was forgotten or has grown old."""
    storage, name = _storage(), _name(user, index)
    if not storage.exists(name) or _is_old(name):
        return None
    with storage.open(name) as file:
        return bytes(file.read())


def forget(user: Any, index: ServiceIndexPage) -> None:
    """Delete the file."""
    if _storage().exists(_name(user, index)):
        _storage().delete(_name(user, index))


def forget_old() -> int:
    """Delete the files that nobody confirmed in time, and say how many."""
    storage = _storage()
    if not storage.exists(FOLDER):
        return 0
    _folders, files = storage.listdir(FOLDER)
    old = [name for file in files if _is_old(name := f"{FOLDER}/{file}")]
    for name in old:
        storage.delete(name)
    return len(old)


def _is_old(name: str) -> bool:
    oldest = timezone.now() - timedelta(hours=settings.IMPORT_HOURS_KEPT)
    return bool(_storage().get_modified_time(name) < oldest)


def _storage() -> Storage:
    return storages["private"]


def _name(user: Any, index: ServiceIndexPage) -> str:
    return f"{FOLDER}/{user.pk}-{index.pk}.xlsx"
