"""Contrast of colours, as WCAG 2.2 defines it (success criteria 1.4.3 and 1.4.11).

An authority may choose its own primary and accent colour. These pure functions decide whether text
and signs stay readable with that choice, so a pair that fails is refused before anybody sees it.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TEXT_CONTRAST = 4.5
SIGN_CONTRAST = 3.0

PAPER = "#ffffff"
WASH = "#f5f3ee"
DARK_PAPER = "#10192b"

DEFAULT_PRIMARY = "#0f4c81"
DEFAULT_ACCENT = "#e2a93b"

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def parse_hex(colour: str) -> tuple[int, int, int]:
    """Read a colour written as ``#rrggbb``.

    Args:
        colour: six hexadecimal digits after a number sign.

    Returns:
        Red, green and blue, each from 0 to 255.

    Raises:
        ValueError: the text is not such a colour.
    """
    if not HEX_COLOUR.fullmatch(colour):
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def relative_luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white).

    Source: WCAG 2.2, definition of relative luminance.
    """
    red, green, blue = (_linear(channel / 255) for channel in parse_hex(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 (equal) to 21 (black on white).

    Source: WCAG 2.2, definition of contrast ratio. The order of the two does not matter.

    Raises:
        ValueError: one of them is not of the form ``#rrggbb``.
    """
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with ``share`` (0 to 1) of ``other`` mixed in."""
    pairs = zip(parse_hex(colour), parse_hex(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable_on(colour: str, background: str, *, towards: str = PAPER, ratio: float = TEXT_CONTRAST) -> str:
    """Return the colour, mixed as little as needed with ``towards`` until it reads on ``background``.

    Used to derive the dark set's link colour from an authority's own primary colour.
    """
    for step in range(21):
        candidate = mix(colour, towards, step / 20)
        if contrast_ratio(candidate, background) >= ratio:
            return candidate
    return towards


def check_contrast(*, primary_colour: str, accent_colour: str) -> None:
    """Refuse a pair of colours that citizens could not read.

    Primary carries links and button texts, so it needs 4.5:1 on white and on the wash; accent draws the
    sign on a primary ground, so it needs 3:1 there. An empty colour means the portal's own.

    Args:
        primary_colour: ``#rrggbb`` or empty.
        accent_colour: ``#rrggbb`` or empty.

    Raises:
        ValidationError: keyed by field, saying which contrast fails and what it is.
    """
    errors: dict[str, list[ValidationError]] = {}
    given = {
        "primary_colour": primary_colour or DEFAULT_PRIMARY,
        "accent_colour": accent_colour or DEFAULT_ACCENT,
    }
    for field, colour in given.items():
        if not HEX_COLOUR.fullmatch(colour):
            errors[field] = [
                ValidationError(_("Write the colour as # and six hexadecimal digits, for example #0f4c81."))
            ]
    if not errors:
        errors = _contrast_errors(given["primary_colour"], given["accent_colour"])
    if errors:
        raise ValidationError(errors)


def _contrast_errors(primary: str, accent: str) -> dict[str, list[ValidationError]]:
    errors: dict[str, list[ValidationError]] = {}
    text_contrast = min(contrast_ratio(primary, PAPER), contrast_ratio(primary, WASH))
    if text_contrast < TEXT_CONTRAST:
        errors["primary_colour"] = [
            ValidationError(
                _("Too pale: text in this colour has a contrast of %(ratio)s to 1; at least 4.5 is needed."),
                params={"ratio": f"{text_contrast:.1f}"},
            )
        ]
    sign_contrast = contrast_ratio(accent, primary)
    if sign_contrast < SIGN_CONTRAST:
        errors["accent_colour"] = [
            ValidationError(
                _("Too close to the main colour: the contrast is %(ratio)s to 1; at least 3 is needed."),
                params={"ratio": f"{sign_contrast:.1f}"},
            )
        ]
    return errors
