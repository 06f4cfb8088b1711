"""Bars: one or more for each name, and how far something is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from home.charts.shapes import (
    VALUE_WIDTH,
    WIDTH,
    Bar,
    BarChart,
    Progress,
    Row,
    Text,
    check_series,
    described,
    top_of,
)
from home.numbers import write_value

LABEL_HEIGHT, ROW_GAP, BAR_GAP = 22, 14, 4
LONGEST_LABEL = 38


def bar_chart(
    title: str,
    rows: Sequence[Row],
    *,
    series: Sequence[str] = ("",),
    unit: str = "",
    target: float | None = None,
) -> BarChart:
    """Draw bars under their names; with several series they stand in groups.

    Args:
        title: what is shown.
        rows: a name with a value for every series; ``None`` where a value is missing.
        series: names of the series, three at most so that they can be told apart.
        unit: what stands behind a value; with ``%`` the scale ends at 100.
        target: what should be reached, in the same unit.

    Raises:
        ValueError: a value is below zero or no number, or there are more than three series.
    """
    check_series(len(series))
    top, track = top_of(rows, target, unit), WIDTH - VALUE_WIDTH
    bar_height = 14 if len(series) == 1 else 13
    labels, bars, y = [], [], 0
    for name, values in rows:
        labels.append(Text(0, y + 14, _shortened(name)))
        y += LABEL_HEIGHT
        for number, value in enumerate(values, start=1):
            length = round(track * (value or 0) / top, 1)
            bars.append(Bar(number, y, bar_height, length, write_value(value, unit)))
            y += bar_height + BAR_GAP
        y += ROW_GAP - BAR_GAP
    return BarChart(
        title=title,
        description=described(rows, unit),
        height=max(y - ROW_GAP + 4, 1),
        labels=labels,
        bars=bars,
        series=series,
        target_x=None if target is None else round(min(track * target / top, track - 2), 1),
        target_text="" if target is None else write_value(target, unit),
    )


def progress(label: str, value: float, *, of: float, target: float | None = None, unit: str = "") -> Progress:
    """Show how much of a whole is reached; more than the whole fills the bar."""
    share = [min(100, round(100 * part / of, 1)) if of > 0 else 0 for part in (value, target or 0)]
    text = write_value(value, unit) if unit == "%" else f"{write_value(value)}/{write_value(of, unit)}"
    words = "" if target is None else _("Target: %(target)s") % {"target": write_value(target, unit)}
    return Progress(label, text, share[0], None if target is None else share[1], words)


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
