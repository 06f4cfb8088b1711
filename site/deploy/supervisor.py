"""Children that live and die together: whatever ends first, nothing is left running."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1


def follow_parent() -> None:
    """Ask the kernel to end this process when the one that started it is gone (Linux only)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start_child(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    folder: Path,
    user: int | None = None,
    group: int | None = None,
    quiet: bool = False,
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, bound to this process's life.

    The own group keeps the terminal's Ctrl-C from reaching the child twice: once from the
    terminal and once from here.

    Args:
        command: the program and its arguments.
        environment: the child's whole environment.
        folder: the child's working folder.
        user: numeric user to run as, or None for our own.
        group: numeric group to run as, or None for our own.
        quiet: whether what it says is for nobody.
    """
    output = subprocess.DEVNULL if quiet else None
    return subprocess.Popen(
        command,
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        user=user,
        group=group,
        extra_groups=None if user is None else [],
        start_new_session=True,
        preexec_fn=follow_parent,
    )


def signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to everything in the child's process group; a group that is gone is fine."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def stop_child(child: subprocess.Popen[bytes], *, seconds: float, number: int = signal.SIGTERM) -> None:
    """Ask a child to stop, and end its whole process group when it has not after `seconds`."""
    if child.poll() is None:
        child.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=seconds)
    signal_group(child, signal.SIGKILL)
    child.wait()


class Supervisor:
    """Runs named children until a signal arrives or one of them ends, then stops them all."""

    def __init__(self, *, patience_seconds: float = 15) -> None:
        """Take over Ctrl-C and SIGTERM; `patience_seconds` is how long a child may take to stop."""
        self.patience_seconds = patience_seconds
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.signals = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def start(
        self, name: str, command: Sequence[str | Path], *, environment: Mapping[str, str], folder: Path
    ) -> None:
        """Start one child under a name used in messages."""
        self.children[name] = start_child(command, environment=environment, folder=folder)

    def find_ended(self) -> str | None:
        """Return the name of a child that is no longer running, or None."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    @property
    def should_stop(self) -> bool:
        """Whether a signal has arrived or a child has ended."""
        return self.signals > 0 or self.find_ended() is not None

    def wait(self) -> str | None:
        """Wait for a signal (returns None) or for a child to end (returns its name)."""
        while not self.should_stop:
            time.sleep(POLL_SECONDS)
        return None if self.signals else self.find_ended()

    def stop(self) -> None:
        """Stop every child; a second signal, or running out of patience, ends them the hard way."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + self.patience_seconds
        signals_before = self.signals
        while time.monotonic() < deadline and self.signals == signals_before:
            if all(child.poll() is not None for child in self.children.values()):
                break
            time.sleep(POLL_SECONDS)
        for child in self.children.values():
            signal_group(child, signal.SIGKILL)
            child.wait()
