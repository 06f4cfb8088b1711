from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import BaseCommand
from pytest_django import Settings

from deploy import prepare_site
from deploy.prepare_site import fingerprint_static_files, load_starter_content_if_new
from tests.organisation.factories import UserFactory


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that the launcher's step calls, instead of calling them."""
    called: list[str] = []
    monkeypatch.setattr(prepare_site, "get_commands", lambda: {"load_starter_content": "somewhere"})
    monkeypatch.setattr(prepare_site, "call_command", lambda name, **options: called.append(name))
    return called


@pytest.mark.django_db
def test_a_new_database_gets_the_starter_content(loads: list[str]) -> None:
    load_starter_content_if_new()

    assert loads == ["load_starter_content"]


@pytest.mark.django_db
def test_a_database_with_people_in_it_is_left_alone(loads: list[str]) -> None:
    UserFactory()

    load_starter_content_if_new()

    assert loads == []


@pytest.mark.django_db(transaction=True)
def test_loading_that_breaks_off_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    class BreaksOff(BaseCommand):
        def handle(self, *args: Any, **options: Any) -> None:
            UserFactory()
            raise KeyboardInterrupt

    monkeypatch.setattr(prepare_site, "get_commands", lambda: {"load_starter_content": "somewhere"})
    monkeypatch.setattr(prepare_site, "call_command", lambda name: BreaksOff(stdout=StringIO()).handle())

    with pytest.raises(KeyboardInterrupt):
        load_starter_content_if_new()

    monkeypatch.undo()
    users = prepare_site.apps.get_model(prepare_site.settings.AUTH_USER_MODEL)
    assert not users._default_manager.exists()


def test_static_files_are_collected_again_when_one_changes(tmp_path: Path, settings: Settings) -> None:
    sheet = tmp_path / "portal.css"
    sheet.write_text("body {}")
    settings.STATICFILES_DIRS = [tmp_path]
    before = fingerprint_static_files()

    assert fingerprint_static_files() == before
    sheet.write_text("body { color: black }")

    assert fingerprint_static_files() != before


def test_a_database_file_that_may_only_be_read_is_refused(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "portal.sqlite3"
    file.touch()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(file))
    monkeypatch.setattr(prepare_site.connection, "vendor", "sqlite", raising=False)
    prepare_site.require_writable_database_file()
    monkeypatch.setattr(prepare_site.os, "access", lambda path, mode: False)

    with pytest.raises(PermissionError, match=r"portal\.sqlite3"):
        prepare_site.require_writable_database_file()
