"""The drawn signs: every one that may be asked for is drawn, and hidden from who cannot see it."""

import pytest
from django.template.loader import render_to_string

from home.pictograms import SIGNS, Pictogram


@pytest.mark.parametrize("name", Pictogram.values)
def test_every_pictogram_an_editor_may_choose_is_drawn(name: str) -> None:
    drawn = render_to_string("components/pictogram.html", {"name": name})
    assert 'class="pictogram"' in drawn
    assert 'aria-hidden="true"' in drawn


@pytest.mark.parametrize("name", SIGNS)
def test_every_sign_of_a_component_is_drawn(name: str) -> None:
    drawn = render_to_string("components/icon.html", {"name": name})
    assert 'class="icon"' in drawn
    assert 'aria-hidden="true"' in drawn


def test_unknown_pictogram_does_not_break_the_page() -> None:
    assert "<svg" in render_to_string("components/pictogram.html", {"name": "gone-since"})
    assert "<svg" not in render_to_string("components/pictogram.html", {"name": ""})


def test_editors_read_a_different_label_for_every_pictogram() -> None:
    labels = [str(label) for label in Pictogram.labels]
    assert len(set(labels)) == len(labels) >= 30
