"""What is printed, and on which paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LeafletFormat(TextChoices):
    """The papers that are printed on; the value stands in the address of the PDF."""

    LEAFLET_A5 = "to-roi-a5", _("Leaflet A5")
    POSTER_A4 = "ap-phich-a4", _("Poster A4")
    POSTER_A3 = "ap-phich-a3", _("Poster A3")
    BANNER = "bang-doc", _("Vertical banner 60 × 160 cm")


# Width and height in millimetres.
PAPER_SIZES: dict[LeafletFormat, tuple[int, int]] = {
    LeafletFormat.LEAFLET_A5: (148, 210),
    LeafletFormat.POSTER_A4: (210, 297),
    LeafletFormat.POSTER_A3: (297, 420),
    LeafletFormat.BANNER: (600, 1600),
}


@dataclass(frozen=True)
class LeafletContent:
    """The words of a leaflet or poster.

    Attributes:
        authority_name: who speaks, at the head.
        parent_name: the authority above it, in smaller type; may be empty.
        title: the largest words.
        lead: one or two sentences under them; may be empty.
        points_title: the line over the points, for example "What to prepare".
        points: short lines; those that do not fit are left out, and the reader is led to the QR code.
        facts: pairs of label and value, such as the fee and the time limit.
        short_url: the full short address, printed and in the QR code.
        contact_line: address and phone at the foot.
        primary_colour: the authority's colour as ``#rrggbb``; darkened until it can be read from afar.
        is_sample: whether "Sample data" is printed on it.
    """

    authority_name: str
    parent_name: str
    title: str
    lead: str
    points_title: str
    points: Sequence[str]
    facts: Sequence[tuple[str, str]]
    short_url: str
    contact_line: str
    primary_colour: str
    is_sample: bool
