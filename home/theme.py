"""An authority's own colours as a small stylesheet, so that no page needs inline style."""

from hashlib import sha256

from django.urls import reverse

from reform.organisation.colours import (
    DARK_PAPER,
    DEFAULT_ACCENT,
    DEFAULT_PRIMARY,
    PAPER,
    contrast_ratio,
    mix,
    readable_on,
)
from reform.organisation.models import Authority

BLACK = "#000000"
DARK_BADGE_INK = "#0a1a2e"


def theme_css(*, primary_colour: str, accent_colour: str) -> str:
    """Return the custom properties of an authority's colours, for the light and the dark set.

    Shades are derived, so that an authority chooses two colours and contrast holds everywhere.

    Args:
        primary_colour: ``#rrggbb``, checked by ``check_contrast``.
        accent_colour: ``#rrggbb``, likewise.
    """
    dark = mix(primary_colour, BLACK, 0.3)
    light_link = readable_on(primary_colour, DARK_PAPER, ratio=7)
    on_light_link = DARK_BADGE_INK if contrast_ratio(light_link, DARK_BADGE_INK) >= 4.5 else BLACK
    return (
        f":root{{--blue:{primary_colour};--blue-dark:{dark};--strip:{dark};"
        f"--badge:{primary_colour};--accent:{accent_colour}}}"
        "@media (prefers-color-scheme:dark){"
        f":root{{--blue:{light_link};--blue-dark:{mix(light_link, PAPER, 0.4)};--on-blue:{on_light_link};"
        f"--strip:{mix(primary_colour, BLACK, 0.7)}}}}}"
    )


def theme_hash(authority: Authority) -> str:
    """Return a short mark of an authority's stylesheet; it changes exactly when the colours do."""
    css = theme_css(primary_colour=authority.primary_colour, accent_colour=authority.accent_colour)
    return sha256(css.encode()).hexdigest()[:10]


def theme_url(authority: Authority) -> str:
    """Return the address of an authority's stylesheet, empty when its colours are the portal's own."""
    own = (authority.primary_colour.lower(), authority.accent_colour.lower())
    if own == (DEFAULT_PRIMARY, DEFAULT_ACCENT):
        return ""
    return reverse("home:theme", args=[authority.pk, theme_hash(authority)])
