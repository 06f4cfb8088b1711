"""The design system keeps its promises: contrast, weight, no inline code."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from reform.organisation.colours import contrast_ratio
from tests.home.markup import inline_code, roles_in_tables

STATIC = Path(settings.SITE_DIR) / "static"
CSS = (STATIC / "css" / "portal.css").read_text(encoding="utf-8")
TEMPLATES = Path(settings.ROOT_DIR) / "templates"

TEXT_PAIRS = [
    ("ink", "paper"), ("ink", "wash"), ("ink-2", "paper"), ("ink-2", "wash"),
    ("blue", "paper"), ("blue", "wash"), ("blue-dark", "paper"), ("blue-dark", "wash"),
    ("blue-dark", "blue-wash"),
    ("on-blue", "blue"), ("on-blue", "blue-dark"), ("on-strip", "strip"), ("on-foot", "foot"),
    ("red", "paper"), ("green", "paper"), ("amber", "paper"), ("amber", "amber-wash"),
    ("ink", "blue-wash"), ("ink", "amber-wash"), ("ink", "red-wash"),
]  # fmt: skip
SIGN_PAIRS = [("line-strong", "paper"), ("line-strong", "wash"), ("red", "wash"), ("gold", "badge")]


def tokens_of(name: str) -> dict[str, str]:
    """Return the portal's own colours that one stylesheet states."""
    layer = (STATIC / "css" / name).read_text(encoding="utf-8").split("@layer tokens {")[1]
    block = layer.split(":root {")[1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (?:var\(--own-[\w-]+, )?(#[0-9a-f]{6})\)?;", block))


def token_sets() -> dict[str, dict[str, str]]:
    """Return the colours of the light, dark and high-contrast sets, the later on top of the earlier."""
    light, dark = tokens_of("portal.css"), tokens_of("colours/dark.css")
    more, more_dark = tokens_of("colours/contrast.css"), tokens_of("colours/contrast-dark.css")
    light["strip"], light["badge"] = light["blue-dark"], light["blue"]
    return {
        "light": light,
        "dark": light | dark,
        "more": light | more | {"strip": more["blue-dark"], "badge": more["blue"]},
        "more dark": light | dark | more | more_dark,
    }


@pytest.mark.parametrize("name", ["light", "dark", "more", "more dark"])
def test_every_pair_of_text_colours_can_be_read(name: str) -> None:
    colours = token_sets()[name]
    failing = {
        pair: round(contrast_ratio(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT_PAIRS
        if contrast_ratio(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert not failing


@pytest.mark.parametrize("name", ["light", "dark", "more", "more dark"])
def test_signs_stand_out(name: str) -> None:
    colours = token_sets()[name]
    failing = [pair for pair in SIGN_PAIRS if contrast_ratio(colours[pair[0]], colours[pair[1]]) < 3]
    assert not failing


def test_fonts_weigh_60_kilobytes_at_most_and_bring_their_licence() -> None:
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 60_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text()


def test_stylesheet_weighs_20_kilobytes_at_most_on_the_wire() -> None:
    assert len(gzip.compress(CSS.encode())) <= 20_000


def test_no_public_template_holds_inline_style_or_script() -> None:
    for path in [
        TEMPLATES / "base.html",
        *TEMPLATES.glob("components/**/*.html"),
        *TEMPLATES.glob("home/**/*.html"),
    ]:
        # As a page shows it: the tag of a static file turned into its address.
        text = re.sub(r'{% static "([^"]+)" %}', r"/static/\1", path.read_text())
        assert inline_code(text) == [], path


def test_no_template_gives_a_role_to_a_part_of_a_table() -> None:
    assert roles_in_tables('<td class="number" role="cell">1</td>')
    for path in TEMPLATES.glob("**/*.html"):
        assert roles_in_tables(path.read_text(encoding="utf-8")) == [], path


def test_every_component_says_what_it_takes() -> None:
    for path in TEMPLATES.glob("components/*.html"):
        assert path.read_text().startswith("{#"), path
