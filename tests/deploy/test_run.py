import http.server
import socket
import threading

import pytest

from deploy.environment import SetupError
from deploy.run import announce, read_port, require_free_port, wait_until_ready
from deploy.supervisor import Supervisor


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "80.5", "٨٠٠٠"])
def test_what_is_no_port_number_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="is no port number"):
        read_port({"PORT": text})


@pytest.mark.parametrize(("given", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8123"}, 8123)])
def test_the_port_is_8000_unless_told_otherwise(given: dict[str, str], port: int) -> None:
    assert read_port(given) == port


def test_a_taken_port_is_named_with_another_to_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SetupError, match=f"Port {port} is taken") as refused:
            require_free_port(port)

    assert "make run PORT=" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_port_just_given_back_is_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    require_free_port(port)


def test_the_announcement_names_addresses_and_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    announce(8123, "officer  secret  unit officer\n")

    printed = capsys.readouterr().out
    assert "http://127.0.0.1:8123/\n" in printed
    assert "http://127.0.0.1:8123/admin/" in printed
    assert "officer  secret  unit officer" in printed


def test_the_site_is_ready_when_it_answers_whatever_it_answers(supervisor: Supervisor) -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=server.handle_request, daemon=True).start()

    assert wait_until_ready(supervisor, server.server_port)

    server.server_close()


def test_waiting_for_the_site_ends_when_a_signal_arrives(supervisor: Supervisor) -> None:
    supervisor.signals = 1

    assert not wait_until_ready(supervisor, 9)
