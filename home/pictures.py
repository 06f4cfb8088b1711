"""Sizes of pictures: made before anybody asks, and fetched for a whole page at once."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage, Filter

# The templates name the same sizes in their picture tags.
PICTURE_SIZES = "format-{webp,jpeg} width-{400,800,1200}"
# Cut around the focal point that the editor marked.
THUMBNAIL_SIZES = "format-{webp,jpeg} fill-{240x160,480x320}"
GALLERY_SIZES = "format-{webp,jpeg} fill-{400x300,800x600}"


def prefetch_pictures(images: Iterable[AbstractImage | None]) -> None:
    """Fetch the stored sizes of all these images in one query, instead of one query a picture.

    Args:
        images: those that a page is about to draw; empty places are passed over.
    """
    drawn = [image for image in images if image is not None]
    if drawn:
        prefetch_related_objects(drawn, "renditions")


def draw_sizes(image: AbstractImage | None, *, in_lists: bool, in_gallery: bool = False) -> None:
    """Make and store every size of an image that the templates use.

    Args:
        image: nothing happens without one.
        in_lists: whether thumbnails are needed too.
        in_gallery: whether it is drawn in a gallery, where nothing but that size is needed.
    """
    if image is None:
        return
    wanted = [GALLERY_SIZES if in_gallery else PICTURE_SIZES, *([THUMBNAIL_SIZES] if in_lists else [])]
    image.get_renditions(*(spec for sizes in wanted for spec in Filter.expand_spec(sizes.split())))
