"""How gunicorn serves the portal: one process with threads by default, more by the environment.

BIND or PORT, WEB_CONCURRENCY (processes) and GUNICORN_THREADS (threads a process) change it.
"""

import os
from pathlib import Path

_site_dir = Path(__file__).resolve().parents[1]

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
chdir = str(_site_dir.parent)
# `site/` is a folder on the path, never a package: the standard library owns that name.
pythonpath = f"{_site_dir},{_site_dir.parent}"

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
threads = int(os.environ.get("GUNICORN_THREADS") or 8)
# Heartbeats in memory: a busy disk must not look like a hung worker.
if Path("/dev/shm").is_dir():  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108

timeout = 60
graceful_timeout = 10
keepalive = 5
# Nothing may steer the server from outside but signals.
control_socket_disable = True
loglevel = os.environ.get("GUNICORN_LOG_LEVEL") or "warning"
