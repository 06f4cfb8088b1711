"""Contrast of an authority's colours."""

import pytest
from django.core.exceptions import ValidationError

from reform.organisation.colours import check_contrast, contrast_ratio, mix, parse_hex, readable_on


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#000000") == pytest.approx(21)
    assert contrast_ratio("#123456", "#123456") == 1


def test_grey_of_the_guidelines_example_is_on_the_edge() -> None:
    assert contrast_ratio("#767676", "#ffffff") >= 4.5
    assert contrast_ratio("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("text", ["", "blue", "#fff", "#12345g", "123456", "#1234567"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        parse_hex(text)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"


def test_readable_shade_is_the_nearest_that_reads() -> None:
    assert readable_on("#ffffff", "#000000") == "#ffffff"
    shade = readable_on("#0f4c81", "#10192b")
    assert contrast_ratio(shade, "#10192b") >= 4.5


def test_portals_own_pair_passes() -> None:
    check_contrast(primary_colour="#0f4c81", accent_colour="#e2a93b")
    check_contrast(primary_colour="", accent_colour="")


@pytest.mark.parametrize(
    ("primary", "accent", "field"),
    [
        ("#7fb2e5", "#e2a93b", "primary_colour"),
        ("#0f4c81", "#0f4c90", "accent_colour"),
        ("red", "#e2a93b", "primary_colour"),
        ("#0f4c81", "yellow", "accent_colour"),
    ],
)
def test_unreadable_pair_is_refused_at_the_field_that_fails(primary: str, accent: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_contrast(primary_colour=primary, accent_colour=accent)
    assert field in refused.value.message_dict
