"""Charts: what is drawn is what the values say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.charts import Row, bar_chart, line_chart, progress, sparkline
from home.charts.shapes import LINE_HEIGHT, round_top

WARDS: list[Row] = [("Cát Bi", [80.0]), ("Nam Hải", [40.0]), ("Tràng Cát", [None])]
VALUES = st.one_of(st.none(), st.floats(min_value=0, max_value=1e9, allow_nan=False))


def test_bar_is_as_long_as_its_value_and_missing_ones_are_not_drawn() -> None:
    first, second, missing = bar_chart("Tỷ lệ", WARDS, unit="%").bars
    assert first.length == 2 * second.length > 0
    assert (missing.length, missing.text) == (0, "–")
    assert first.text == "80\N{NO-BREAK SPACE}%"


def test_percentages_end_at_100_and_the_target_keeps_its_place() -> None:
    chart = bar_chart("Tỷ lệ", WARDS, unit="%", target=50)
    assert chart.target_x == chart.track / 2
    assert chart.bars[0].length == round(chart.track * 0.8, 1)
    assert chart.target_text == "50\N{NO-BREAK SPACE}%"


def test_description_tells_highest_and_lowest_to_who_cannot_see_the_drawing() -> None:
    described = bar_chart("Tỷ lệ", WARDS, unit="%").description
    assert "Cát Bi, 80" in described
    assert "Nam Hải, 40" in described
    assert bar_chart("Tỷ lệ", []).description == bar_chart("Tỷ lệ", [("Cát Bi", [None])]).description


def test_long_names_are_shortened_in_the_drawing() -> None:
    name = "Phòng Lao động - Thương binh và Xã hội của quận Thử nghiệm"
    label = bar_chart("Tỷ lệ", [(name, [1.0])]).labels[0].text
    assert label.endswith("…")
    assert name.startswith(label[:-1])


def test_line_breaks_where_a_value_is_missing() -> None:
    line = line_chart("Diễn biến", ["T1", "T2", "T3", "T4"], [("Một", [1, 2, None, 4])]).lines[0]
    assert (line.path.count("M"), line.path.count("L")) == (2, 1)
    assert len(line.points) == 3


def test_many_periods_are_named_sparingly() -> None:
    months = [f"T{month}" for month in range(1, 13)]
    chart = line_chart("Diễn biến", months, [("Một", [1.0] * 12)], target=2)
    assert [period.text for period in chart.periods] == ["T1", "T3", "T5", "T7", "T9", "T11"]
    assert chart.target_y is not None
    assert chart.target_y < LINE_HEIGHT


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_what_cannot_be_drawn_from_zero_up_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="from zero up"):
        bar_chart("Tỷ lệ", [("Cát Bi", [value])])
    with pytest.raises(ValueError, match="from zero up"):
        line_chart("Tỷ lệ", ["T1"], [("Cát Bi", [value])])


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        bar_chart("Tỷ lệ", [("Cát Bi", [1.0] * 4)], series=list("abcd"))


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_everything_stays_inside_the_drawing(values: list[float | None]) -> None:
    bars = bar_chart("Tỷ lệ", [(f"Phường {n}", [value]) for n, value in enumerate(values)])
    assert all(0 <= bar.length <= bars.track and bar.y + bar.height <= bars.height for bar in bars.bars)
    lines = line_chart("Tỷ lệ", [f"T{n}" for n in range(len(values))], [("Một", values)])
    assert all(0 <= mark.y <= LINE_HEIGHT for mark in lines.scale)
    spark = sparkline("Diễn biến", values)
    assert 0 <= spark.last_x <= spark.width
    assert 0 <= spark.last_y <= spark.height


@pytest.mark.parametrize(("largest", "top"), [(0, 1), (1, 1), (7, 10), (12, 20), (21, 25), (430, 500)])
def test_scale_ends_at_a_round_number(largest: float, top: float) -> None:
    assert round_top(largest) == top


def test_progress_beyond_the_whole_fills_the_bar() -> None:
    shown = progress("Hồ sơ", 12, of=10, target=9)
    assert (shown.percent, shown.target_percent, shown.text) == (100, 90, "12/10")
    assert progress("Hồ sơ", 1, of=0).percent == 0


def test_single_value_makes_no_sparkline() -> None:
    assert sparkline("Diễn biến", [None, 3.0]).path == ""
