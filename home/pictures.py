"""Sizes of pictures: made before anybody asks, and fetched for a whole page at once."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage, Filter

# The templates name the same sizes in their picture tags.
PICTURE_SIZES = "format-{webp,jpeg} width-{400,800,1200}"
THUMBNAIL_SIZES = "format-{webp,jpeg} width-{240,480}"


def prefetch_pictures(images: Iterable[AbstractImage | None]) -> None:
    """Fetch the stored sizes of all these images in one query, instead of one query a picture.

    Args:
        images: those that a page is about to draw; empty places are passed over.
    """
    drawn = [image for image in images if image is not None]
    if drawn:
        prefetch_related_objects(drawn, "renditions")


def draw_sizes(image: AbstractImage | None, *, in_lists: bool) -> None:
    """Make and store every size of an image that the templates use.

    Args:
        image: nothing happens without one.
        in_lists: whether thumbnails are needed too.
    """
    if image is None:
        return
    wanted = [PICTURE_SIZES, THUMBNAIL_SIZES] if in_lists else [PICTURE_SIZES]
    image.get_renditions(*(spec for sizes in wanted for spec in Filter.expand_spec(sizes.split())))
