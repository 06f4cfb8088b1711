from pathlib import Path

import pytest

from deploy import system_packages
from deploy.system_packages import Program, find_chromium, find_postgresql, install_missing

PRESENT = Program("a-program", lambda: Path("/bin/sh"), ("a-package",))
ABSENT = Program("another-program", lambda: None, ("one-package", "two-packages"))


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would be run, instead of running them."""
    ran: list[list[str]] = []
    monkeypatch.setattr(system_packages, "_run_quietly", ran.append)
    return ran


def test_only_what_is_missing_is_installed(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "find_rights", lambda: ["sudo", "-n"])

    install_missing([PRESENT, ABSENT])

    [installed] = [command for command in commands if "install" in command]
    assert installed[:2] == ["sudo", "-n"]
    assert installed[-2:] == ["one-package", "two-packages"]


def test_nothing_is_touched_where_it_is_not_permitted(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "find_rights", lambda: None)

    install_missing([ABSENT])

    assert commands == []


def test_postgresql_is_installed_without_a_server_of_its_own(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "find_rights", list)
    monkeypatch.setattr(system_packages, "find_postgresql", lambda: None)

    install_missing([ABSENT])

    settings = str(system_packages.CLUSTER_SETTINGS)
    verbs = ["write" if command[-1] == settings and "sh" in command else command[-1] for command in commands]
    assert verbs == ["update", "write", "two-packages", settings]
    assert commands[-1][:2] == ["rm", "-f"]


def test_the_newest_postgresql_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    (tmp_path / "18" / "bin").mkdir(parents=True)
    monkeypatch.setattr(system_packages, "POSTGRESQL_DIR", tmp_path)

    assert find_postgresql() == tmp_path / "17" / "bin"


def test_the_browser_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "my-browser"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))

    assert find_chromium() == browser


def test_a_missing_program_names_its_packages() -> None:
    assert ABSENT.advice == "another-program is not installed: sudo apt install one-package two-packages"
    assert ABSENT.is_missing
    assert not PRESENT.is_missing
