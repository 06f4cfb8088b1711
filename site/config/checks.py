"""System checks of an installation's settings, run by `manage.py check --deploy`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning


def check_shared_cache(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of several web processes that share no cache.

    Limits by address are counted in the cache: without a shared one every process counts by itself, and an
    address may send as many times more as there are processes.
    """
    # Settings of development and tests do not say how many there are.
    processes = getattr(settings, "WEB_PROCESSES", 1)
    if processes < 2 or settings.REDIS_URL:
        return []
    return [
        Warning(
            f"WEB_CONCURRENCY asks for {processes} web processes without a cache for all: set REDIS_URL.",
            hint="Or run one process with more threads (GUNICORN_THREADS).",
            id="config.W001",
        )
    ]
