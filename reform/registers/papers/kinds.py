"""The kinds of paper that registers print; each with a sample, against which templates are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from .content import Certificate, Paper

Content = Paper | tuple[Certificate, ...]


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    Attributes:
        code: its name in the database; never changes.
        label: its name for people.
        sample: returns made-up content that shows every part, for previews and for checking templates.
        must_show: words of the sample that no template may leave out, with what they are for people.
    """

    code: str
    label: str | Promise
    sample: Callable[[], Content]
    must_show: tuple[tuple[str | Promise, str], ...] = ()


_kinds: dict[str, PaperKind] = {}


def register_paper_kind(kind: PaperKind) -> PaperKind:
    """Make a kind known; each code once.

    Raises:
        ImproperlyConfigured: when another kind has the code.
    """
    if _kinds.get(kind.code, kind) != kind:
        raise ImproperlyConfigured(f"There is a kind of paper “{kind.code}” already.")
    _kinds[kind.code] = kind
    return kind


def paper_kinds() -> dict[str, PaperKind]:
    """Return every kind by its code."""
    return dict(_kinds)
