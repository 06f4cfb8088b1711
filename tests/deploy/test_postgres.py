import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from deploy import postgres
from deploy.environment import SetupError
from deploy.postgres import throwaway_server
from deploy.system_packages import find_postgresql


@pytest.fixture
def programs() -> Path:
    """The server's programs; `make test` leaves this file out where PostgreSQL cannot be had."""
    found = find_postgresql()
    assert found, "PostgreSQL's server programs are missing: sudo apt install postgresql"
    return found


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_server_answers_inside_the_block_and_is_gone_after_it(programs: Path) -> None:
    with pytest.raises(ZeroDivisionError), throwaway_server(programs) as (address, process):
        port = urlsplit(address).port or 0
        with psycopg.connect(address) as connection:
            found = connection.execute(
                "SELECT current_setting('fsync'), current_setting('server_encoding'),"
                " current_setting('data_directory')"
            ).fetchone()
        assert found is not None
        assert found[:2] == ("off", "UTF8")
        folder = Path(found[2])
        assert folder.exists()
        assert Path(f"/proc/{process}").stat().st_uid != 0
        raise ZeroDivisionError

    assert not is_listening(port)
    assert not Path(f"/proc/{process}").exists()
    assert not folder.parent.exists()


def test_the_server_refuses_whoever_does_not_know_the_password(programs: Path) -> None:
    with throwaway_server(programs) as (address, _):
        parts = urlsplit(address)
        stranger = f"postgres://{parts.username}:guess@{parts.hostname}:{parts.port}/postgres"

        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(stranger)


def test_a_cluster_that_cannot_be_made_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "initdb"
    broken.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    broken.chmod(0o755)
    folder = tmp_path / "cluster"
    monkeypatch.setattr(postgres, "find_unprivileged_user", lambda: (None, None))
    monkeypatch.setattr(postgres.tempfile, "mkdtemp", lambda **options: os.fspath(folder))
    folder.mkdir()

    with pytest.raises(SetupError, match="no room"), throwaway_server(tmp_path):
        pass

    assert not folder.exists()
