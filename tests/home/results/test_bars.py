"""Bars share one scale."""

from decimal import Decimal

from home.results.bars import draw_bars


def bars(*values: int, target: int | None = None, whole: int | None = None) -> list[float]:
    """Return the lengths of bars with these values."""
    chart = draw_bars(
        "So sánh",
        [("Đơn vị", Decimal(value), str(value)) for value in values],
        target=None if target is None else Decimal(target),
        whole=None if whole is None else Decimal(whole),
    )
    return [float(bar.length) for bar in chart.bars] + ([] if chart.tick is None else [float(chart.tick)])


def test_longest_bar_fills_the_width() -> None:
    assert bars(4, 1, 0) == [100, 25, 0]


def test_target_beyond_every_value_sets_the_scale() -> None:
    assert bars(5, target=20) == [25, 100]


def test_percentages_keep_their_hundred_but_may_pass_it() -> None:
    assert bars(50, whole=100) == [50]
    assert bars(50, 200, target=100, whole=100) == [25, 100, 50]


def test_nothing_measured_and_values_below_zero_draw_no_bar() -> None:
    assert bars(0, target=0) == [0, 0]
    assert bars(-3, 6) == [0, 100]
