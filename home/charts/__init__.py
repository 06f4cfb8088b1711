"""Charts as coordinates: values in, dataclasses out, which templates draw as SVG without script or style.

Drawings are 300 units wide, what a phone of 360 px has room for, so that their letters stay readable there.
Bars and lines start at zero, and a value that is missing is left out, never drawn as zero.
"""

from home.charts.bars import bar_chart, progress
from home.charts.lines import line_chart, sparkline
from home.charts.shapes import BarChart, DataFigure, LineChart, Progress, Row, Sparkline

__all__ = [
    "BarChart",
    "DataFigure",
    "LineChart",
    "Progress",
    "Row",
    "Sparkline",
    "bar_chart",
    "line_chart",
    "progress",
    "sparkline",
]
