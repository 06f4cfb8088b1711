"""What charts consist of: coordinates and words, and what all of them reckon alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor, isfinite, log10

from django.utils.translation import gettext as _

from home.numbers import write_value
from home.portal import Link

WIDTH = 300
# Room at the right of a bar for its value.
VALUE_WIDTH = 66
# Room for the scale of a line chart, and its height.
SCALE_WIDTH, LINE_HEIGHT, TOP, BOTTOM = 40, 190, 10, 24
MOST_SERIES = 3
STEPS = (1, 2, 2.5, 5, 10)

Row = tuple[str, Sequence[float | None]]


@dataclass(frozen=True)
class Text:
    """Words at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Bar:
    """One bar; ``length`` 0 when there is no value. ``series`` counts from 1 and chooses the drawing."""

    series: int
    y: float
    height: float
    length: float
    text: str

    @property
    def text_y(self) -> float:
        """Where the value's line of text stands."""
        return self.y + self.height / 2 + 4.5

    @property
    def tick_y(self) -> float:
        """Where the tick at the target begins."""
        return self.y - 3

    @property
    def tick_height(self) -> float:
        """How long the tick is: it looks out of the bar on both sides."""
        return self.height + 6


@dataclass(frozen=True)
class BarChart:
    """Bars under their names, one or more for each name."""

    title: str
    description: str
    height: float
    labels: list[Text]
    bars: list[Bar]
    series: Sequence[str]
    target_x: float | None
    target_text: str
    width: int = WIDTH
    track: int = WIDTH - VALUE_WIDTH
    template: str = "components/bar_chart.html"


@dataclass(frozen=True)
class ScaleMark:
    """A value of the scale: its line and where its number stands."""

    x: float
    y: float
    text_y: float
    text: str


@dataclass(frozen=True)
class Point:
    """The mark of one value."""

    path: str


@dataclass(frozen=True)
class Line:
    """One series as a path, broken where a value is missing."""

    series: int
    path: str
    points: list[Point]


@dataclass(frozen=True)
class Sign:
    """The mark of a series, for the legend."""

    series: int
    name: str
    path: str


@dataclass(frozen=True)
class LineChart:
    """Values over time."""

    title: str
    description: str
    scale: list[ScaleMark]
    periods: list[Text]
    lines: list[Line]
    series: Sequence[str]
    signs: list[Sign]
    target_y: float | None
    target_text: str
    width: int = WIDTH
    height: int = LINE_HEIGHT
    left: int = SCALE_WIDTH
    template: str = "components/line_chart.html"


@dataclass(frozen=True)
class Progress:
    """How far something is: a bar of 0 to 100 with a tick at the target, and words for both."""

    label: str
    text: str
    percent: float
    target_percent: float | None
    words: str

    @property
    def tick_x(self) -> float | None:
        """Where the tick stands so that it stays inside the drawing."""
        return None if self.target_percent is None else min(self.target_percent, 99.2)


@dataclass(frozen=True)
class Sparkline:
    """The course of a figure without a scale; ``path`` is empty with fewer than two values."""

    title: str
    path: str
    last_x: float
    last_y: float
    width: int = 96
    height: int = 28


@dataclass(frozen=True)
class DataFigure:
    """A published figure with all that makes it checkable.

    Attributes:
        id: unique on the page.
        definition: what is counted, of what.
        source: who gave the figures.
        as_of: the day they describe.
        chart: the drawing, ``None`` without values.
        columns: heads of the table, the first one of the names.
        rows: names with their values.
        downloads: the same values as files.
    """

    id: str
    heading: str
    definition: str
    source: str
    as_of: date
    chart: BarChart | LineChart | None
    columns: Sequence[str]
    rows: Sequence[Row]
    downloads: Sequence[Link] = field(default_factory=list)
    is_sample: bool = False

    @property
    def chart_id(self) -> str:
        """What the parts of the drawing are called by."""
        return f"{self.id}-chart"


def round_top(largest: float) -> float:
    """Return the end of a scale: the next round number that is not below the largest value."""
    if largest <= 0:
        return 1
    magnitude = 10.0 ** floor(log10(largest))
    return next(step * magnitude for step in STEPS if step * magnitude >= largest * (1 - 1e-9))


def top_of(rows: Sequence[Row], target: float | None, unit: str) -> float:
    """Return the end of a chart's scale.

    Raises:
        ValueError: a value is below zero or no number.
    """
    values = [value for _name, row in rows for value in row if value is not None]
    values += [target] if target is not None else []
    if any(not isfinite(value) or value < 0 for value in values):
        raise ValueError("charts draw numbers from zero up")
    largest = max(values, default=0)
    return 100 if unit == "%" and largest <= 100 else round_top(largest)


def described(rows: Sequence[Row], unit: str) -> str:
    """Say in a sentence what the drawing shows, for who cannot see it."""
    found = [(value, name) for name, row in rows for value in row if value is not None]
    if not found:
        return _("There are no values yet.")
    (highest, high_name), (lowest, low_name) = max(found), min(found)
    return _("Highest: %(high_name)s, %(highest)s. Lowest: %(low_name)s, %(lowest)s.") % {
        "high_name": high_name,
        "highest": write_value(highest, unit),
        "low_name": low_name,
        "lowest": write_value(lowest, unit),
    }


def check_series(number: int) -> None:
    """Refuse more series than readers can tell apart.

    Raises:
        ValueError: there are more than three.
    """
    if number > MOST_SERIES:
        raise ValueError("more than three series cannot be told apart")
