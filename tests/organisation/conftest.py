"""The tests of the ground floor name messages by their source words, whatever language users read."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    """Let messages appear in English, the language of the source strings."""
    with translation.override("en"):
        yield
