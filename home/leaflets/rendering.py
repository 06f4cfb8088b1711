"""From words to PDF. Words go to the typesetter as data, so nothing in them is ever run."""

import json
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from home.leaflets.content import PAPER_SIZES, LeafletContent, LeafletFormat
from reform.organisation.colours import WASH, contrast_ratio, mix

FOLDER = Path(__file__).resolve().parent
# Dark enough to be read from three metres in poor light (WCAG 2.2, 1.4.6).
PRINT_CONTRAST = 7


def render_pdf(content: LeafletContent, leaflet_format: LeafletFormat) -> bytes:
    """Return a leaflet or poster as a tagged PDF of one page, the same for the same words.

    Args:
        content: the words.
        leaflet_format: the paper.
    """
    return typst.compile(
        str(FOLDER / "poster.typ"),
        root=str(FOLDER),
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_values(content, leaflet_format), ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
    )


def print_colour(colour: str) -> str:
    """Return an authority's colour, darkened until it can be read from afar on every ground of the print.

    Args:
        colour: ``#rrggbb``.
    """
    shades = (mix(colour, "#000000", step / 20) for step in range(21))
    return next(shade for shade in shades if contrast_ratio(shade, WASH) >= PRINT_CONTRAST)


def _values(content: LeafletContent, leaflet_format: LeafletFormat) -> dict[str, Any]:
    width, height = PAPER_SIZES[leaflet_format]
    return {
        "width": width,
        "height": height,
        "colour": print_colour(content.primary_colour),
        "authority": content.authority_name,
        "parent": content.parent_name,
        "title": content.title,
        "lead": content.lead,
        "points_title": content.points_title,
        "points": list(content.points),
        "facts": [list(fact) for fact in content.facts],
        "qr": _svg(content.short_url),
        "address": content.short_url.removeprefix("https://").removeprefix("http://"),
        "contact": content.contact_line,
        "sample": _("Sample data") if content.is_sample else "",
        "scan": _("Point your phone's camera here, or open the address"),
        "more": _("… and more under the code below"),
        "qr_alt": _("QR code of the address %(address)s") % {"address": content.short_url},
    }


def _svg(url: str) -> str:
    """Return a QR code that survives a fold or a stain (error correction Q), without a white edge."""
    return str(segno.make(url, error="q", micro=False).svg_inline(border=0, scale=10, dark="#000000"))


def qr_svg(url: str) -> SafeString:
    """Return the QR code of an address for a web page, with the white edge that cameras need."""
    code = segno.make(url, error="m", micro=False)
    # Safe: segno draws it; nothing of the address stands in it as text.
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))  # noqa: S308
