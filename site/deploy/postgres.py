"""A PostgreSQL server for one test run: own folder, own port, no trace afterwards."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.environment import SetupError
from deploy.supervisor import start_child, stop_child

HOST = "127.0.0.1"
DATABASE_USER = "portal"
START_SECONDS = 60
STOP_SECONDS = 20
# Nothing of a test run needs to survive a power cut.
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
}


@contextmanager
def throwaway_server(programs: Path) -> Iterator[tuple[str, int]]:
    """Run a PostgreSQL server as an unprivileged user for as long as the block lasts.

    Args:
        programs: the folder that holds `initdb` and `postgres`.

    Yields:
        The value for `DATABASE_URL`, and the server's process id.

    Raises:
        SetupError: the cluster cannot be made, or the server does not start.
    """
    user, group = find_unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    try:
        password = secrets.token_hex(16)
        _make_cluster(programs, folder, password, user, group)
        port = find_free_port()
        options = FAST_AND_FORGETFUL | {
            "listen_addresses": HOST,
            "port": str(port),
            "unix_socket_directories": str(folder),
            "log_min_messages": "panic",
            "log_min_error_statement": "panic",
        }
        command = [str(programs / "postgres"), "-D", str(folder / "data")]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        server = start_child(command, environment=_clean_environment(), folder=folder, user=user, group=group)
        try:
            _wait_for(server, port)
            yield f"postgres://{DATABASE_USER}:{password}@{HOST}:{port}/postgres", server.pid
        finally:
            # SIGINT is PostgreSQL's fast shutdown: it sends its clients away and stops.
            stop_child(server, seconds=STOP_SECONDS, number=signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_unprivileged_user() -> tuple[int | None, int | None]:
    """Return the user and group to run the server as: (None, None), ourselves, unless we are root.

    Raises:
        SetupError: we are root and there is neither a `postgres` nor a `nobody` user.
    """
    if os.geteuid() != 0:
        return None, None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise SetupError("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`.")


def find_free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _clean_environment() -> dict[str, str]:
    """PG* variables of the caller would steer the server; nothing else of the environment is needed."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _make_cluster(programs: Path, folder: Path, password: str, user: int | None, group: int | None) -> None:
    password_file = folder / "password"
    password_file.write_text(password)
    if user is not None and group is not None:
        for path in (folder, password_file):
            os.chown(path, user, group)
    made = subprocess.run(
        [
            programs / "initdb",
            *("--pgdata", folder / "data"),
            *("--username", DATABASE_USER),
            *("--auth", "scram-sha-256", "--pwfile", password_file),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        env=_clean_environment(),
        cwd=folder,
        user=user,
        group=group,
        extra_groups=None if user is None else [],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SetupError(f"initdb failed: {(made.stderr or made.stdout).strip()}")


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SetupError("The throwaway PostgreSQL server did not start.")
