"""Bars: lengths and tick of a chart worked out from its values; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FULL = Decimal(100)


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, its value as people read it, its length from 0 to 100."""

    label: str
    text: str
    length: Decimal


@dataclass(frozen=True)
class BarChart:
    """Bars on one scale.

    Attributes:
        title: what is compared, and when.
        bars: from top to bottom.
        tick: where the target stands from 0 to 100, or ``None`` when there is none.
    """

    title: str
    bars: list[Bar]
    tick: Decimal | None


def draw_bars(
    title: str,
    values: Iterable[tuple[str, Decimal, str]],
    *,
    target: Decimal | None,
    whole: Decimal | None = None,
) -> BarChart:
    """Return a chart whose longest bar or target fills the width.

    Args:
        title: what is compared.
        values: of each bar its label, its value and the value as people read it; below zero counts as zero.
        target: what the values should reach.
        whole: what fills the width at least, such as 100 of percentages.
    """
    given = list(values)
    widest = max([target or Decimal(0), whole or Decimal(0), *(value for _label, value, _text in given)])
    bars = [Bar(label=label, text=text, length=_share(value, widest)) for label, value, text in given]
    return BarChart(title=title, bars=bars, tick=None if target is None else _share(target, widest))


def _share(value: Decimal, widest: Decimal) -> Decimal:
    """Return the length of a value, to one decimal place."""
    if widest <= 0 or value <= 0:
        return Decimal(0)
    return (FULL * value / widest).quantize(Decimal("0.1"))
