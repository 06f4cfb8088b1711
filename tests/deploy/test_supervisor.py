import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.environment import ROOT_DIR
from deploy.supervisor import Supervisor

SLEEP = ["sleep", "60"]
IGNORES_SIGTERM = ["sh", "-c", "trap '' TERM; sleep 60 & wait; sleep 60"]


def is_alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def wait_until_gone(process: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_alive(process):
            return True
        time.sleep(0.05)
    return False


def start(supervisor: Supervisor, name: str, command: list[str]) -> int:
    supervisor.start(name, command, environment=dict(os.environ), folder=ROOT_DIR)
    return supervisor.children[name].pid


def test_a_signal_stops_every_child(supervisor: Supervisor) -> None:
    children = [start(supervisor, name, SLEEP) for name in ("web server", "task worker")]
    os.kill(os.getpid(), signal.SIGTERM)

    assert supervisor.wait() is None
    supervisor.stop()

    assert not any(is_alive(child) for child in children)


def test_the_child_that_ends_first_is_named_and_the_others_are_stopped(supervisor: Supervisor) -> None:
    start(supervisor, "web server", ["false"])
    worker = start(supervisor, "task worker", SLEEP)

    assert supervisor.wait() == "web server"
    supervisor.stop()

    assert not is_alive(worker)


def test_a_child_that_will_not_stop_is_ended_with_all_it_started(supervisor: Supervisor) -> None:
    child = start(supervisor, "stubborn", IGNORES_SIGTERM)
    grandchildren = Path(f"/proc/{child}/task/{child}/children")
    while not (numbers := grandchildren.read_text().split()):
        time.sleep(0.05)

    supervisor.stop()

    assert not is_alive(child)
    assert wait_until_gone(int(numbers[0]))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_child_outlives_its_launcher(number: int) -> None:
    script = (
        "import os\n"
        "from pathlib import Path\n"
        "from deploy.supervisor import Supervisor\n"
        "supervisor = Supervisor(patience_seconds=1)\n"
        "supervisor.start('sleeper', ['sleep', '60'], environment=dict(os.environ), folder=Path('.'))\n"
        "print(supervisor.children['sleeper'].pid, flush=True)\n"
        "supervisor.wait()\n"
        "supervisor.stop()\n"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT_DIR / "site")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    child = int(launcher.stdout.readline())

    launcher.send_signal(number)
    launcher.wait(timeout=10)
    launcher.stdout.close()

    assert wait_until_gone(child)
