import os
import sys
import time
from pathlib import Path

import pytest

from deploy import run_checks
from deploy.run_checks import (
    Check,
    Outcome,
    build_environment,
    choose_checks,
    run_check,
    run_command,
    summarise,
)
from deploy.system_packages import Program

PYTHON = Path(sys.executable)
ABSENT = Program("a-program", lambda: None, ("a-package",))


@pytest.fixture(autouse=True)
def _children_of_the_tests_live_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare what other tests keep running in this process: the browser, the checker of HTML."""
    own = {int(number) for number in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}
    end = run_checks.end_orphans
    monkeypatch.setattr(run_checks, "end_orphans", lambda spare: end(spare | own))


def test_a_check_that_cannot_run_is_named_with_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run_check(Check("pictures", ("-c", "")), PYTHON, dict(os.environ))
    missing = run_check(Check("films", ("-c", ""), needs=ABSENT), PYTHON, dict(os.environ))

    assert summarise([outcome, missing], strict=False) == 0
    printed = capsys.readouterr().out
    assert "passed   pictures" in printed
    assert "not run  films" in printed
    assert "sudo apt install a-package" in printed


def test_a_check_that_could_not_run_fails_a_strict_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert summarise([Outcome("films", "not run")], strict=True) == 1
    assert "Failed: films" in capsys.readouterr().out


def test_one_failed_check_fails_the_run_but_not_the_next_check(capsys: pytest.CaptureFixture[str]) -> None:
    checks = [Check("first", ("-c", "raise SystemExit(3)")), Check("second", ("-c", ""))]

    outcomes = [run_check(check, PYTHON, dict(os.environ)) for check in checks]

    assert [outcome.verdict for outcome in outcomes] == ["FAILED", "passed"]
    assert summarise(outcomes, strict=False) == 1
    assert "Failed: first" in capsys.readouterr().out


def test_a_check_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_checks, "CHECK_SECONDS", 0.2)
    started = time.monotonic()

    assert not run_command(["sleep", "60"], dict(os.environ), spare=set())

    assert time.monotonic() - started < 10


def test_without_a_choice_every_check_runs() -> None:
    assert choose_checks("") == list(run_checks.CHECKS)
    assert [check.name for check in choose_checks("types, lint")] == ["lint", "types"]
    assert choose_checks("none") == []


def test_the_callers_database_and_cache_do_not_reach_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "AWS_STORAGE_BUCKET_NAME", "PGHOST", "VAR_DIR"):
        monkeypatch.setenv(name, "elsewhere")

    environment = build_environment()

    assert "elsewhere" not in environment.values()
    assert environment["DJANGO_SETTINGS_MODULE"] == "config.settings.test"
