"""`make test`: every check one after the other, then what passed, failed or could not run, by name.

A check that fails does not keep the next from running. What cannot run on this machine is named at
the end; with `CI=true` that counts as a failure.
"""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from deploy.environment import ENVIRONMENT_DIR, ROOT_DIR, SetupError, prepare_environment
from deploy.postgres import throwaway_server
from deploy.supervisor import start_child, stop_child
from deploy.system_packages import (
    CHROMIUM,
    GETTEXT,
    POSTGRESQL,
    VENV,
    Program,
    find_postgresql,
    install_missing,
)

PR_SET_CHILD_SUBREAPER = 36
CHECK_SECONDS = 1500
# Tests that cannot run without a program, left out (and named) where it is missing.
TESTS_THAT_NEED = {CHROMIUM: "tests/browser", POSTGRESQL: "tests/deploy/test_postgres.py"}
# What the caller's shell may hold must not decide what is tested.
FOREIGN_VARIABLES = ("DATABASE_URL", "REDIS_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE", "PYTHONHOME", "DEBUG")


@dataclass(frozen=True)
class Check:
    """One named step: a module or script run by the environment's Python."""

    name: str
    arguments: tuple[str, ...]
    needs: Program | None = None
    runs_tests: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a check: `passed`, `FAILED` or `not run`."""

    name: str
    verdict: str
    seconds: float = 0
    remark: str = ""


TESTS = ("-m", "pytest", "--numprocesses", str(max(2, min(os.cpu_count() or 2, 8))), "--durations", "5")
CHECKS = (
    Check("lint", ("-m", "ruff", "check", ".")),
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("templates", ("-m", "djhtml", "--check", "--tabwidth", "2", "templates")),
    Check("types", ("-m", "mypy")),
    Check("imports", (".venv/bin/lint-imports", "--no-cache")),
    Check("system", ("manage.py", "check", "--fail-level", "WARNING")),
    Check("migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("translations", ("-m", "deploy.check_translations"), needs=GETTEXT),
    Check("tests on SQLite", TESTS, runs_tests=True),
    Check("tests on PostgreSQL", (*TESTS, "--only-with-database"), needs=POSTGRESQL, runs_tests=True),
)


def build_environment() -> dict[str, str]:
    """Return the environment of the checks: the test settings, and nothing that steers the site."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN_VARIABLES and not name.startswith(("AWS_", "PG"))
    }
    return kept | {
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PATH": f"{ROOT_DIR / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": f"{ROOT_DIR / 'site'}{os.pathsep}{ROOT_DIR}",
        "VIRTUAL_ENV": str(ROOT_DIR / ".venv"),
    }


@contextmanager
def database_for(check: Check) -> Iterator[tuple[dict[str, str], set[int]]]:
    """Yield the variables that choose the check's database, and the processes that serve it."""
    programs = find_postgresql() if check.needs is POSTGRESQL else None
    if programs is None:
        yield {}, set()
        return
    with throwaway_server(programs) as (address, process):
        yield {"DATABASE_URL": address}, {process}


def run_check(check: Check, python: Path, environment: dict[str, str]) -> Outcome:
    """Run one check to its end, output going straight to the screen."""
    if check.needs and check.needs.is_missing:
        return Outcome(check.name, "not run", remark=check.needs.advice)
    print(f"\n=== {check.name}", flush=True)
    arguments = list(check.arguments)
    if check.runs_tests:
        arguments += [f"--ignore={tests}" for program, tests in TESTS_THAT_NEED.items() if program.is_missing]
    started = time.monotonic()
    try:
        with database_for(check) as (variables, servers):
            passed = run_command([python, *arguments], environment | variables, spare=servers)
    except SetupError as error:
        return Outcome(check.name, "not run", time.monotonic() - started, str(error))
    return Outcome(check.name, "passed" if passed else "FAILED", time.monotonic() - started)


def run_command(command: Sequence[str | Path], environment: dict[str, str], *, spare: set[int]) -> bool:
    """Run one command; whatever it leaves behind is ended, except the processes in `spare`.

    Returns:
        Whether it succeeded within the time limit.
    """
    child = start_child(command, environment=environment, folder=ROOT_DIR)
    try:
        return child.wait(timeout=CHECK_SECONDS) == 0
    except subprocess.TimeoutExpired:
        print(f"No end after {CHECK_SECONDS} seconds: stopped.", flush=True)
        return False
    finally:
        stop_child(child, seconds=10)
        end_orphans(spare)


def adopt_orphans() -> None:
    """Become the parent of every grandchild whose own parent dies (a browser, say), to end it here."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_orphans(spare: set[int]) -> None:
    """End the adopted processes, and those they leave behind in turn."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while children.exists():
        orphans = {int(number) for number in children.read_text().split()} - spare
        if not orphans:
            return
        for orphan in orphans:
            # Another thread may be waiting for the same child, and be the first to hear of its end.
            with suppress(ChildProcessError, ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
                os.waitpid(orphan, 0)


def run_all(checks: Sequence[Check]) -> list[Outcome]:
    """Prepare the machine and run the checks.

    Raises:
        SetupError: there is no environment to run any check in.
    """
    needed = {check.needs for check in checks if check.needs}
    if any(check.runs_tests for check in checks):
        needed.add(CHROMIUM)
    if not ENVIRONMENT_DIR.exists():
        needed.add(VENV)
    install_missing(sorted(needed, key=lambda program: program.name))
    python = prepare_environment(ROOT_DIR / "requirements-dev.txt")
    environment = build_environment()
    outcomes = [run_check(check, python, environment) for check in checks]
    if CHROMIUM in needed and CHROMIUM.is_missing:
        outcomes.append(Outcome("browser tests", "not run", remark=CHROMIUM.advice))
    return outcomes


def summarise(outcomes: Sequence[Outcome], *, strict: bool) -> int:
    """Print the list of outcomes.

    Args:
        outcomes: what became of each check.
        strict: whether a check that could not run counts as failed.

    Returns:
        The exit status: 0 when everything that counts has passed.
    """
    if not outcomes:
        return 0
    print("\n=== summary")
    for outcome in outcomes:
        print(f"{outcome.verdict:8} {outcome.name:20} {outcome.seconds:7.1f} s  {outcome.remark}".rstrip())
    bad = {"FAILED", "not run"} if strict else {"FAILED"}
    failed = [outcome.name for outcome in outcomes if outcome.verdict in bad]
    print(f"Failed: {', '.join(failed)}" if failed else "Everything that could run has passed.", flush=True)
    return 1 if failed else 0


def choose_checks(only: str) -> list[Check]:
    """Return the checks named in a comma-separated list; all of them for an empty one."""
    names = {name.strip() for name in only.split(",")} if only else {check.name for check in CHECKS}
    return [check for check in CHECKS if check.name in names]


def main() -> int:
    """Run the checks that the command line asks for."""
    parser = argparse.ArgumentParser(description="Run the project's checks.")
    parser.add_argument("--only", default="", help=f"comma-separated: {', '.join(c.name for c in CHECKS)}")
    only = parser.parse_args().only
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    adopt_orphans()
    try:
        outcomes = run_all(choose_checks(only))
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130
    return summarise(outcomes, strict=os.environ.get("CI", "").lower() in {"1", "true", "yes"})


if __name__ == "__main__":
    sys.exit(main())
