"""The style guide: whole where the site is developed, absent in a real installation."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings

from home.enums import AlertLevel, Validity
from home.style_guide.parts import COLOURS, STALE_SINCE
from home.style_guide.sections import SECTIONS
from tests.home.factories import build_site, make_image
from tests.home.markup import html_faults, inline_code

# What stands on a page or a paper does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "/huong-dan-giao-dien/"


def test_real_installation_has_no_style_guide(client: Client) -> None:
    build_site()
    with override_settings(ALLOW_DEMO_ACCOUNTS=False, DEBUG=False):
        assert client.get(ADDRESS).status_code == 404


def test_guide_is_valid_html_without_inline_code_and_shows_every_section(client: Client) -> None:
    build_site()
    make_image("Hình vẽ ngôi nhà")
    page = client.get(ADDRESS).content.decode()
    assert html_faults(page) == []
    assert inline_code(page) == []
    for section in SECTIONS:
        assert page.count(f'id="{section.anchor}"') == 1
    assert 'alt="Hình vẽ ngôi nhà"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_guide_draws_every_component_and_says_when_to_take_it(client: Client) -> None:
    build_site()
    make_image()
    answer = client.get(ADDRESS)
    drawn = {template.name for template in answer.templates}
    explained = re.findall(r'class="guide__caption"><code>(\w+)</code> \w', answer.content.decode())
    components = {path.stem for path in (settings.ROOT_DIR / "templates" / "components").glob("*.html")}
    assert {f"components/{name}.html" for name in components} - drawn == set()
    assert sorted(explained) == sorted(components)


def test_guide_shows_the_variants_of_components(client: Client) -> None:
    build_site()
    make_image()
    page = client.get(ADDRESS).content.decode()
    for variant in [
        *(f"alert--{level}" for level in AlertLevel.values),
        *(f"alert-banner--{level}" for level in AlertLevel.values),
        *(f"teaser--{kind}" for kind in ("lead", "row", "plain")),
        *(f"kpi--{state}" for state in ("good", "watch", "late", "plain")),
        *(f"deadline--{state}" for state in ("open", "last", "coming", "over")),
        *(f"validity--{state}" for state in ("good", "watch", "over")),
        *(f"tag--{kind}" for kind in ("full", "partial", "post", "sample", "old")),
        "field--wrong", "error-summary", "comment__answer", "menu__here", "teaser__picture", "step__picture",
        "document__download", "document__none", "filters__chosen", "prev-next__link--next",
    ]:  # fmt: skip
        assert re.search(rf'class="[^"]*\b{variant}\b', page), variant
    for validity in Validity:
        assert str(validity.label) in page
    # The first page of a list, one in the middle, the last.
    assert (page.count('rel="next" href="?'), page.count('rel="prev" href="?')) == (2, 2)


def test_guide_shows_colours_that_the_stylesheet_has() -> None:
    css = (settings.SITE_DIR / "static" / "css" / "portal.css").read_text()
    own = (settings.SITE_DIR / "static" / "css" / "style_guide.css").read_text()
    for name in COLOURS:
        assert f"  --{name}:" in css
        assert f"fill: var(--{name})" in own


def test_alert_says_its_title_text_and_where_to_go() -> None:
    alert = {"level": "danger", "title": "Khẩn.", "text": "Bão <số 5>", "url": "/bao/", "link_text": "Xem"}
    drawn = render_to_string("components/alert.html", alert)
    assert "Bão &lt;số 5&gt;" in drawn
    assert '<a class="alert__link" href="/bao/">Xem</a>' in drawn
    assert "<a" not in render_to_string("components/alert.html", {"level": "info", "text": "Tin"})


def test_old_text_says_since_when_it_does_not_hold() -> None:
    drawn = render_to_string("components/stale_notice.html", {"since": STALE_SINCE})
    assert "01/07/2022" in drawn


def test_feedback_bar_sends_the_answer_where_it_is_told() -> None:
    bar = render_to_string(
        "components/feedback_bar.html", {"action": "/danh-gia/7/", "page_title": "Khai sinh"}
    )
    assert 'method="post" action="/danh-gia/7/"' in bar
    assert re.findall(r'name="huu-ich" value="(\w+)"', bar) == ["co", "khong"]


def test_drawing_writes_coordinates_with_points_and_numbers_the_vietnamese_way(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    drawings = re.findall(r"<svg class=\"chart__drawing.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 3
    for drawing in drawings:
        places = re.findall(r'\s(?:x|y|width|height|d|viewBox)="([^"]*)"', drawing)
        assert not any("," in place for place in places)
    assert "87,2\N{NO-BREAK SPACE}%" in drawings[0]
    assert "1.254" in drawings[1]
