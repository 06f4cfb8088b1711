import signal
from collections.abc import Iterator

import pytest

from deploy.supervisor import Supervisor


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """A supervisor whose children and signal handlers are gone after the test."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    supervisor = Supervisor(patience_seconds=0.5)
    yield supervisor
    supervisor.stop()
    for number, handler in before.items():
        signal.signal(number, handler)
