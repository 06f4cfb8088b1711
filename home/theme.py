"""An authority's own colours as a small stylesheet, so that no page needs inline style."""

from hashlib import sha256

from django.urls import reverse

from reform.organisation.colours import (
    DARK_PAPER,
    DEFAULT_ACCENT,
    DEFAULT_PRIMARY,
    PAPER,
    TEXT_CONTRAST,
    WASH,
    contrast_ratio,
    mix,
    readable_on,
)
from reform.organisation.models import Authority

BLACK = "#000000"
DARK_BADGE_INK = "#0a1a2e"
# What the high-contrast sets aim at: WCAG 2.2, success criterion 1.4.6.
STRONG_CONTRAST = 7


def theme_css(*, primary_colour: str, accent_colour: str) -> str:
    """Return an authority's colours as custom properties, for every set of the portal's stylesheets.

    Shades are derived, so that an authority chooses two colours and contrast holds everywhere. Nothing here
    says when a set holds: the sets (``portal.css`` and ``colours/``) take what they need, so that the wish of
    a device and the reader's own choice bind an authority's colours too.

    Args:
        primary_colour: ``#rrggbb``, checked by ``check_contrast``.
        accent_colour: ``#rrggbb``, likewise.
    """
    night = readable_on(primary_colour, DARK_PAPER, ratio=STRONG_CONTRAST)
    strong = readable_on(primary_colour, WASH, towards=BLACK, ratio=STRONG_CONTRAST)
    strong_night = mix(night, PAPER, 0.4)
    colours = {
        "blue": primary_colour,
        "blue-dark": mix(primary_colour, BLACK, 0.3),
        "accent": accent_colour,
        "night-blue": night,
        "night-blue-dark": strong_night,
        "night-on-blue": DARK_BADGE_INK if contrast_ratio(night, DARK_BADGE_INK) >= TEXT_CONTRAST else BLACK,
        "night-strip": mix(primary_colour, BLACK, 0.7),
        "strong-blue": strong,
        "strong-blue-dark": mix(strong, BLACK, 0.3),
        "strong-night-blue": strong_night,
        "strong-night-blue-dark": mix(strong_night, PAPER, 0.5),
    }
    return ":root{" + ";".join(f"--own-{name}:{colour}" for name, colour in colours.items()) + "}"


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
