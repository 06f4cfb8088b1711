"""Sample content that several browser tests begin with: loaded once, then put back as it was.

Every test that asks for a world has it to itself: what it changes is gone with its database.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from home.starter import load_public_starter_content
from reform.directives.starter import load_directives_starter
from reform.feedback.starter.load import load_feedback_starter
from reform.initiatives.starter import load_initiatives_starter
from reform.organisation.models import Authority
from reform.organisation.starter import load_organisation

World = Callable[[], None]


def public_world() -> None:
    """Load the sample authority with its people, its site and its messages."""
    authority = load_organisation(with_demo_accounts=True)
    load_public_starter_content(authority=authority)
    load_feedback_starter(authority=authority)


def work_world() -> None:
    """Load the sample authority with its people and its dispatches."""
    load_directives_starter(authority=load_organisation(with_demo_accounts=True))


def initiatives_world() -> None:
    """Load what officers work on, and initiatives."""
    work_world()
    load_initiatives_starter(authority=Authority.objects.get())


@dataclass(frozen=True)
class Kept:
    """A world as it was right after loading: the whole database, and the folders of files."""

    database: sqlite3.Connection
    folder: Path


class Worlds:
    """The worlds that were loaded in this process.

    Arguments:
        folder: where copies of their files are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[World, Kept] = {}

    def open(self, load: World) -> Authority:
        """Fill the test's empty database and folders with a world; returns its authority."""
        if connection.vendor != "sqlite":
            load()
        elif load in self.kept:
            self._put_back(self.kept[load])
        else:
            load()
            self.kept[load] = self._keep(self.folder / load.__name__)
        return Authority.objects.get()

    def _keep(self, folder: Path) -> Kept:
        copy = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(copy)
        for name, place in _file_folders().items():
            if place.exists():
                shutil.copytree(place, folder / name)
        return Kept(copy, folder)

    def _put_back(self, kept: Kept) -> None:
        connection.ensure_connection()
        kept.database.backup(connection.connection)
        for name, place in _file_folders().items():
            if (kept.folder / name).exists():
                shutil.copytree(kept.folder / name, place, dirs_exist_ok=True)


def _file_folders() -> dict[str, Path]:
    """Return the folders in which the test that runs keeps files."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_MEDIA_ROOT)}
