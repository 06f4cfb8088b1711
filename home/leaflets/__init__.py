"""Leaflets, posters and banners as PDF, with the QR code of a short address."""

from home.leaflets.content import LeafletContent, LeafletFormat
from home.leaflets.rendering import qr_svg, render_pdf

__all__ = ["LeafletContent", "LeafletFormat", "qr_svg", "render_pdf"]
