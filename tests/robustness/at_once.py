"""Doing several things at the same moment, each over a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

# Longer than any wait for a lock on a busy machine.
PATIENCE_SECONDS = 60


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run every call in a thread of its own, all let go together.

    Returns:
        What each call returned, or the exception that it raised, in the order of the calls.
    """
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(PATIENCE_SECONDS)
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def meet_before(patch: pytest.MonkeyPatch, owner: Any, name: str, *, callers: int = 2) -> None:
    """Make the first `callers` of `owner.name` wait for each other before it runs.

    Whatever they read on the way is then equally old, as for two people who press at one moment.
    """
    original = getattr(owner, name)
    gate = threading.Barrier(callers)
    lock = threading.Lock()
    arrived = 0

    def waiting(*args: Any, **kwargs: Any) -> Any:
        nonlocal arrived
        with lock:
            arrived += 1
            is_early = arrived <= callers
        if is_early:
            gate.wait(PATIENCE_SECONDS)
        return original(*args, **kwargs)

    patch.setattr(owner, name, waiting)


def split_results(results: list[Any]) -> tuple[list[Any], list[Exception]]:
    """Return what was done, and the exceptions of what was not."""
    failed = [result for result in results if isinstance(result, Exception)]
    return [result for result in results if not isinstance(result, Exception)], failed
