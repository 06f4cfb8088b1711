"""Evidence of every test lies in a folder of its own."""

import pytest
from django.core.files.storage import storages

from reform.registers.models import Evidence


@pytest.fixture(autouse=True)
def _own_evidence(_own_media: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file field use the test's storage; a field asks for its storage once, when it is made."""
    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", storages["private"])
