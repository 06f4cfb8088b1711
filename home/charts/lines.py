"""Lines: values over time."""

from collections.abc import Sequence

from home.charts.shapes import (
    BOTTOM,
    LINE_HEIGHT,
    SCALE_WIDTH,
    TOP,
    WIDTH,
    Line,
    LineChart,
    Point,
    Row,
    ScaleMark,
    Sign,
    Sparkline,
    Text,
    check_series,
    described,
    top_of,
)
from home.numbers import write_value

# More names of periods than this would run into each other.
MOST_PERIODS_NAMED = 6
Place = tuple[float, float] | None


def line_chart(
    title: str,
    periods: Sequence[str],
    series: Sequence[Row],
    *,
    unit: str = "",
    target: float | None = None,
) -> LineChart:
    """Draw values over time.

    Args:
        title: what is shown.
        periods: short names of the periods, in order.
        series: a name with a value for every period, three at most; ``None`` breaks the line.
        unit: what stands behind a value; with ``%`` the scale ends at 100.
        target: what should be reached, in the same unit.

    Raises:
        ValueError: a value is below zero or no number, or there are more than three series.
    """
    check_series(len(series))
    top = top_of(series, target, unit)
    step = (WIDTH - SCALE_WIDTH - 24) / max(len(periods) - 1, 1)
    columns = [round(SCALE_WIDTH + 12 + step * number, 1) for number in range(len(periods))]
    by_period = [(period, [values[at] for _name, values in series]) for at, period in enumerate(periods)]
    return LineChart(
        title=title,
        description=described(by_period, unit),
        scale=_scale(top),
        periods=_period_names(columns, periods),
        lines=[_line(number, columns, values, top) for number, (_name, values) in enumerate(series, start=1)],
        series=[name for name, _values in series],
        signs=[Sign(number, name, _mark(number, 8, 8)) for number, (name, _v) in enumerate(series, start=1)],
        target_y=None if target is None else _height_of(target, top),
        target_text="" if target is None else write_value(target, unit),
    )


def _height_of(value: float, top: float) -> float:
    return round(TOP + (LINE_HEIGHT - TOP - BOTTOM) * (1 - value / top), 1)


def _scale(top: float) -> list[ScaleMark]:
    """Return five lines from zero to the top."""
    marks = [(top * part / 4, _height_of(top * part / 4, top)) for part in range(5)]
    return [ScaleMark(SCALE_WIDTH - 6, y, y + 4, write_value(value)) for value, y in marks]


def _period_names(columns: Sequence[float], periods: Sequence[str]) -> list[Text]:
    """Return the names below the scale, every second or third one where they are many."""
    every = -(-len(periods) // MOST_PERIODS_NAMED) or 1
    places = list(zip(columns, periods, strict=True))
    return [Text(x, LINE_HEIGHT - 6, period) for x, period in places[::every]]


def _line(series: int, columns: Sequence[float], values: Sequence[float | None], top: float) -> Line:
    places: list[Place] = [
        None if value is None else (x, _height_of(value, top))
        for x, value in zip(columns, values, strict=True)
    ]
    return Line(series, _path(places), [Point(_mark(series, *place)) for place in places if place])


def _path(places: Sequence[Place]) -> str:
    """Return a line through the places; a missing one lifts the pen."""
    parts, is_down = [], False
    for place in places:
        if place is not None:
            parts.append(f"{'L' if is_down else 'M'}{place[0]:g} {place[1]:g}")
        is_down = place is not None
    return "".join(parts)


def _mark(series: int, x: float, y: float) -> str:
    """Return the mark of a series as a path: a dot, a square, a diamond; colour is never the only sign."""
    return {
        1: f"M{x - 4:g} {y:g}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        2: f"M{x - 4:g} {y - 4:g}h8v8h-8z",
        3: f"M{x:g} {y - 5.5:g}l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
    }[series]


def sparkline(title: str, values: Sequence[float | None]) -> Sparkline:
    """Draw the course of a figure between its lowest and highest value: up or down, not how much."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Sparkline(title, "", 0, 0)
    low, spread = min(known), (max(known) - min(known)) or 1
    step = 88 / (len(values) - 1)
    # So small a drawing goes on over a gap; the values themselves stand elsewhere.
    places: list[Place] = [
        (round(4 + step * number, 1), round(24 - 20 * (value - low) / spread, 1))
        for number, value in enumerate(values)
        if value is not None
    ]
    last_x, last_y = places[-1] or (0, 0)
    return Sparkline(title, _path(places), last_x, last_y)
