"""Programs of the operating system that the checks need, and how Debian and Ubuntu provide them."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

POSTGRESQL_DIR = Path("/usr/lib/postgresql")
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.d/reform-portal.conf")
APT_SECONDS = 900


def find_chromium() -> Path | None:
    """Return the browser for browser tests and screenshots: `CHROMIUM`, or the first on the path."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    return None


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's server programs (Debian keeps it off the path), newest first."""
    versions = [folder for folder in POSTGRESQL_DIR.glob("*/bin") if (folder / "initdb").exists()]
    if versions:
        return max(versions, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def find_gettext() -> Path | None:
    """Return gettext's extractor, which comes in one package with its compiler."""
    found = shutil.which("xgettext")
    return Path(found) if found else None


def find_venv() -> Path | None:
    """Return what a virtual environment gets its pip from; Debian packs it apart from Python."""
    importlib.invalidate_caches()
    found = importlib.util.find_spec("ensurepip")
    return Path(found.origin) if found and found.origin else None


@dataclass(frozen=True)
class Program:
    """A program that some checks need: how it is called, found and installed."""

    name: str
    find: Callable[[], Path | None]
    packages: tuple[str, ...]

    @property
    def is_missing(self) -> bool:
        """Whether this machine does not have it."""
        return self.find() is None

    @property
    def advice(self) -> str:
        """One line on how to get it."""
        return f"{self.name} is not installed: sudo apt install {' '.join(self.packages)}"


CHROMIUM = Program("chromium", find_chromium, ("chromium", "fonts-dejavu-core"))
POSTGRESQL = Program("postgresql", find_postgresql, ("postgresql",))
VENV = Program("python3-venv", find_venv, ("python3-venv",))
GETTEXT = Program("gettext", find_gettext, ("gettext",))


def install_missing(programs: Iterable[Program]) -> None:
    """Install by apt what is missing and permitted; what stays missing is for the caller to report."""
    packages = [program.packages for program in programs if program.is_missing]
    rights = find_rights()
    if packages and rights is not None:
        _install([*rights], packages)


def find_rights() -> list[str] | None:
    """Return what goes before a command to run it as root without a question; None if that is not allowed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _install(rights: list[str], wanted: list[tuple[str, ...]]) -> None:
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    sys.stderr.write(f"Installing {', '.join(' '.join(names) for names in wanted)} by apt …\n")
    _run_quietly([*apt, "update"])
    with _without_default_cluster(rights):
        # One by one: a package that this distribution lacks must not keep the others away.
        for names in wanted:
            _run_quietly([*apt, "install", "--yes", "--no-install-recommends", *names])


@contextmanager
def _without_default_cluster(rights: list[str]) -> "Iterator[None]":
    """Keep the postgresql package from making and starting a server of its own while it is installed."""
    if find_postgresql():
        yield
        return
    write = 'mkdir -p "$(dirname "$0")" && echo "create_main_cluster = false" > "$0"'
    _run_quietly([*rights, "sh", "-c", write, str(CLUSTER_SETTINGS)])
    try:
        yield
    finally:
        _run_quietly([*rights, "rm", "-f", str(CLUSTER_SETTINGS)])


def _run_quietly(command: list[str]) -> None:
    """Run a command whose output matters only when it fails."""
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=APT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"{' '.join(command)}: no answer within {APT_SECONDS} seconds\n")
        return
    if ran.returncode:
        sys.stderr.write("\n".join((ran.stdout + ran.stderr).strip().splitlines()[-5:]) + "\n")
