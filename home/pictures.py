"""Fetching the ready-made sizes of a page's pictures at once."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage


def prefetch_pictures(images: Iterable[AbstractImage | None]) -> None:
    """Fetch the stored sizes of all these images in one query, instead of one query a picture.

    Args:
        images: those that a page is about to draw; empty places are passed over.
    """
    drawn = [image for image in images if image is not None]
    if drawn:
        prefetch_related_objects(drawn, "renditions")
