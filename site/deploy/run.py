"""`make run`: from a bare checkout to a working site, and everything stopped again on Ctrl-C."""

import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from deploy.environment import ROOT_DIR, SetupError, prepare_environment, read_var_dir, require_writable
from deploy.supervisor import Supervisor, follow_parent

HOST = "127.0.0.1"
DEFAULT_PORT = "8000"
READY_SECONDS = 60
HIGHEST_PORT = 65_535


def read_port(environment: Mapping[str, str]) -> int:
    """Return the port to serve on, from `PORT`.

    Raises:
        SetupError: `PORT` is not a port number.
    """
    text = environment.get("PORT") or DEFAULT_PORT
    if text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT:
        return int(text)
    raise SetupError(
        f"PORT={text} không phải là số cổng: hãy dùng số từ 1 đến 65535, ví dụ `make run PORT=8001`."
        f" | PORT={text} is no port number: use 1 to 65535, for example `make run PORT=8001`."
    )


def require_free_port(port: int) -> None:
    """Prove that nothing else serves on `port`.

    Raises:
        SetupError: the port is taken, or needs rights that this user does not have.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise SetupError(
                f"Không được phép dùng cổng {port}: hãy chạy `make run PORT=8001`."
                f" | Port {port} is not allowed for this user: run `make run PORT=8001`."
            ) from error
        except OSError as error:
            other = port + 1 if port < HIGHEST_PORT else DEFAULT_PORT
            raise SetupError(
                f"Cổng {port} đang có chương trình khác dùng: hãy chạy `make run PORT={other}`."
                f" | Port {port} is taken by another program: run `make run PORT={other}`."
            ) from error


def build_environment(port: int) -> dict[str, str]:
    """Return the environment of every child: development settings, the port, `site/` on the path."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE") or "config.settings.dev",
        # A line for every task would bury the addresses; LOG_LEVEL=INFO shows them.
        "LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING",
        "PORTAL_BASE_URL": os.environ.get("PORTAL_BASE_URL") or f"http://{HOST}:{port}",
        "PORT": str(port),
        "PYTHONPATH": f"{ROOT_DIR / 'site'}{os.pathsep}{ROOT_DIR}",
        "PYTHONUNBUFFERED": "1",
    }


def prepare_site(python: Path, environment: Mapping[str, str]) -> str:
    """Bring database, starter content and static files up to date.

    Returns:
        The demonstration accounts, one a line, as `manage.py demo_accounts` prints them.

    Raises:
        SetupError: a step failed; its own line is already on the screen.
    """
    prepared = subprocess.run(
        [python, "-m", "deploy.prepare_site"],
        env=dict(environment),
        cwd=ROOT_DIR,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if prepared.returncode:
        raise SystemExit(prepared.returncode)
    return prepared.stdout


def start_children(supervisor: Supervisor, python: Path, environment: Mapping[str, str]) -> None:
    """Start the web server, the task worker and the schedule."""
    program = str(python)
    server = [
        program,
        "-m",
        "gunicorn",
        "--config",
        "site/deploy/gunicorn.conf.py",
        "config.wsgi:application",
    ]
    worker = [program, "manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--queue-name", "*"]
    schedule = [program, "manage.py", "keep_schedule"]
    supervisor.start("web server", server, environment=environment, folder=ROOT_DIR)
    supervisor.start("task worker", worker, environment=environment, folder=ROOT_DIR)
    supervisor.start("schedule", schedule, environment=environment, folder=ROOT_DIR)


def wait_until_ready(supervisor: Supervisor, port: int) -> bool:
    """Wait until the site answers; False when it was told to stop, ended, or took too long."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and not supervisor.should_stop:
        connection = http.client.HTTPConnection(HOST, port, timeout=READY_SECONDS)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return True
        finally:
            connection.close()
    return False


def announce(port: int, accounts: str) -> None:
    """Print where the site is and who can sign in."""
    address = f"http://{HOST}:{port}"
    lines = [
        "",
        f"  Trang công khai | Public site    {address}/",
        f"  Trang quản trị  | Administration {address}/admin/",
    ]
    if accounts.strip():
        lines += ["", "  Tài khoản dùng thử | Demonstration accounts"]
        lines += [f"    {line}" for line in accounts.rstrip().splitlines()]
    lines += ["", "  Nhấn Ctrl-C để dừng | Ctrl-C stops it", ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def serve(port: int) -> int:
    """Prepare and run the site until it is told to stop.

    Returns:
        The exit status: 0 after Ctrl-C, 1 when a child ended by itself.
    """
    require_free_port(port)
    require_writable(read_var_dir())
    python = prepare_environment(ROOT_DIR / "requirements.txt")
    environment = build_environment(port)
    accounts = prepare_site(python, environment)
    supervisor = Supervisor()
    try:
        start_children(supervisor, python, environment)
        if wait_until_ready(supervisor, port):
            announce(port, accounts)
            ended = supervisor.wait()
        else:
            ended = None if supervisor.signals else supervisor.find_ended() or "web server"
    finally:
        supervisor.stop()
    if ended:
        raise SetupError(
            f"Tiến trình `{ended}` đã dừng nên trang được tắt: xem lỗi ở trên, sửa rồi chạy lại."
            f" | The {ended} ended, so everything was stopped: mend the error above and run again."
        )
    return 0


def main() -> int:
    """Run the site; every trouble of the machine becomes one line and a status that is not 0."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # Shells start background jobs with Ctrl-C switched off; it must stop the site all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if "MAKELEVEL" in os.environ:
        follow_parent()
    try:
        return serve(read_port(os.environ))
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
