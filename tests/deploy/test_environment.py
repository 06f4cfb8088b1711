import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import environment
from deploy.environment import SetupError, prepare_environment, require_writable


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.txt"
    file.write_text("# nothing to install\n")
    return file


def make_environment(folder: Path) -> Path:
    """A folder that looks like a virtual environment: its Python is the one that runs the tests."""
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return python


def test_packages_are_installed_once_for_the_same_pins(tmp_path: Path, requirements: Path) -> None:
    folder = tmp_path / "venv"
    python = make_environment(folder)

    assert prepare_environment(requirements, environment_dir=folder) == python
    stamp = folder / "installed-requirements.sha256"
    first = stamp.stat().st_mtime_ns
    prepare_environment(requirements, environment_dir=folder)

    assert stamp.read_text().strip() == hashlib.sha256(requirements.read_bytes()).hexdigest()
    assert stamp.stat().st_mtime_ns == first


def test_changed_pins_are_installed_again(tmp_path: Path, requirements: Path) -> None:
    folder = tmp_path / "venv"
    make_environment(folder)
    prepare_environment(requirements, environment_dir=folder)
    requirements.write_text("# other pins\n")

    prepare_environment(requirements, environment_dir=folder)

    stamp = folder / "installed-requirements.sha256"
    assert stamp.read_text().strip() == hashlib.sha256(requirements.read_bytes()).hexdigest()


def test_packages_that_cannot_be_installed_leave_no_stamp(tmp_path: Path, requirements: Path) -> None:
    folder = tmp_path / "venv"
    make_environment(folder)
    requirements.write_text("./no-such-folder-to-install\n")

    with pytest.raises(SetupError, match=r"requirements\.txt"):
        prepare_environment(requirements, environment_dir=folder)

    assert not (folder / "installed-requirements.sha256").exists()


def test_a_python_without_venv_is_told_the_package_to_install(
    tmp_path: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SetupError, match="sudo apt install python3-venv") as refused:
        prepare_environment(requirements, environment_dir=tmp_path / "venv")

    assert "\n" not in str(refused.value)


def test_a_folder_that_is_a_file_cannot_be_written_to(tmp_path: Path) -> None:
    file = tmp_path / "var"
    file.write_text("")

    with pytest.raises(SetupError, match="Cannot write to") as refused:
        require_writable(file)

    assert "\n" not in str(refused.value)


def test_proving_that_a_folder_is_writable_leaves_nothing_in_it(tmp_path: Path) -> None:
    require_writable(tmp_path / "deep" / "var")

    assert list((tmp_path / "deep" / "var").iterdir()) == []


def test_the_launcher_says_one_line_and_no_traceback(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "deploy.run"],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(environment.ROOT_DIR / "site"), "PORT": "none"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert "PORT=none is no port number" in ran.stderr
