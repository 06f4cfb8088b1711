"""Leaflets and posters as PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.db.models import TextChoices
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _


class LeafletFormat(TextChoices):
    """Formats."""

    LEAFLET_A5 = "to-roi-a5", _("Leaflet A5")
    POSTER_A4 = "ap-phich-a4", _("Poster A4")
    POSTER_A3 = "ap-phich-a3", _("Poster A3")
    BANNER = "bang-doc", _("Vertical banner")


@dataclass(frozen=True)
class LeafletContent:
    """Content."""

    authority_name: str
    parent_name: str
    title: str
    lead: str
    points: Sequence[str]
    facts: Sequence[tuple[str, str]]
    short_url: str
    contact_line: str
    primary_colour: str
    is_sample: bool


def render_pdf(content: LeafletContent, leaflet_format: LeafletFormat) -> bytes:
    """PDF."""
    raise NotImplementedError


def qr_svg(url: str) -> SafeString:
    """QR."""
    return mark_safe(segno.make(url, error="m").svg_inline(omitsize=True, border=2))  # noqa: S308
