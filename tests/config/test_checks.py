"""What `manage.py check --deploy` says of the settings of an installation."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from config.checks import check_shared_cache

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("processes", "redis", "warned"),
    [(2, "", True), (2, "redis://cache:6379/0", False), (1, "", False)],
)
def test_several_web_processes_without_a_shared_cache_are_warned_of(
    settings: Any, processes: int, redis: str, warned: bool
) -> None:
    settings.WEB_PROCESSES, settings.REDIS_URL = processes, redis
    assert [warning.id for warning in check_shared_cache()] == (["config.W001"] if warned else [])


def test_development_knows_no_number_of_processes_and_is_not_warned(settings: Any) -> None:
    assert not hasattr(settings, "WEB_PROCESSES")
    assert check_shared_cache() == []


def test_the_warning_is_part_of_the_check_before_deployment_alone(settings: Any) -> None:
    settings.WEB_PROCESSES, settings.REDIS_URL = 4, ""
    assert "config.W001" in {message.id for message in run_checks(include_deployment_checks=True)}
    assert "config.W001" not in {message.id for message in run_checks()}


@pytest.mark.once
@pytest.mark.parametrize(("given", "processes"), [("3", 3), ("", 1)])
def test_the_settings_of_a_real_installation_read_the_number_of_processes(given: str, processes: int) -> None:
    environment = os.environ | {
        "WEB_CONCURRENCY": given,
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "example.vn",
        "PORTAL_BASE_URL": "https://example.vn",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }
    script = "from config.settings import production; print(production.WEB_PROCESSES)"
    answer = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == [str(processes)]
