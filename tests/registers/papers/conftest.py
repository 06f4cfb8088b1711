"""A kind of paper for tests; templates of every test lie in a folder of its own."""

import pytest
from django.core.files.storage import storages

from reform.registers.models import PaperTemplate
from reform.registers.papers import kinds

from .samples import KIND


@pytest.fixture(autouse=True)
def _own_templates(_own_media: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PaperTemplate._meta.get_field("file"), "storage", storages["private"])


@pytest.fixture(autouse=True)
def _known_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, KIND.code, KIND)
