"""The general door between the registers and the public: figures by unit and period.

A register's figures come in through a provider of its own, a function that returns only what is approved and
public. The providers stand in one list below, so that whoever looks for what may leave reads one file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from reform.organisation.models import Authority
from reform.publication.published import FigureRow, PublishedFigure, withhold_if_stale
from reform.publication.task_series import task_series

__all__ = ["FigureRow", "PublishedFigure", "published_figure", "published_figures"]

Provider = Callable[[Authority, date], list[PublishedFigure]]

# One line a register. Each asks a constant number of queries, whatever it holds.
PROVIDERS: tuple[Provider, ...] = (task_series,)


def published_figures(authority: Authority, *, today: date | None = None) -> list[PublishedFigure]:
    """Return every figure of an authority that the public may see.

    Args:
        authority: whose figures; those of other authorities are never among them.
        today: the day of the question, today when not given.

    Returns:
        The figures in the order of their registers. One whose newest period is more than two periods old
        comes without rows and says since when (``withheld_since``).
    """
    day = today or timezone.localdate()
    found = [figure for provider in PROVIDERS for figure in provider(authority, day)]
    return [withhold_if_stale(figure, day) for figure in found]


def published_figure(authority: Authority, key: str) -> PublishedFigure | None:
    """Return one figure by its key, or ``None`` when there is nothing of it that may be shown."""
    return next(
        (figure for figure in published_figures(authority) if figure.key == key and figure.rows), None
    )
