"""Sizes of pictures: made before anybody asks, fetched for a whole page at once, offered to the browser."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

# By the kind that a template names. Cut ones keep the focal point that the editor marked.
SIZES = {
    "whole": "format-{webp,jpeg} width-{400,800,1200}",
    "thumbnail": "format-{webp,jpeg} fill-{240x160,480x320}",
    "gallery": "format-{webp,jpeg} fill-{400x300,800x600}",
}


class OfferedPicture(Picture):
    """The picture element of an image, which offers each width once.

    An image is never enlarged, so all sizes of a small one are alike; offered several times, they are no
    valid HTML.
    """

    @classmethod
    def get_width_srcset(cls, renditions_list: list[AbstractRendition]) -> str:
        """Return what the browser may choose from: one address for each width."""
        widths = groupby(renditions_list, key=lambda rendition: rendition.width)
        return ", ".join(f"{next(same).url} {width}w" for width, same in widths)


def draw_picture(
    image: AbstractImage | None, kind: str, *, sizes: str, alt: str, eager: bool = False
) -> SafeString:
    """Return the HTML of an image in the sizes of a kind; of one that is lost, what it shows in words.

    Args:
        image: an uploaded image, or ``None`` where it was deleted.
        kind: a key of SIZES.
        sizes: how wide it stands on the page, as HTML's attribute of that name.
        alt: what it shows, in words; empty for one that only adorns.
        eager: whether it is fetched before the reader comes near it.
    """
    if image is None:
        return conditional_escape(alt)
    renditions = get_renditions_or_not_found(image, list(map(Filter, specs_of(kind))))
    if not all(rendition.width for rendition in renditions.values()):
        return conditional_escape(alt)
    attributes = {"sizes": sizes, "alt": alt} | ({} if eager else {"loading": "lazy"})
    return OfferedPicture(renditions, attributes).__html__()


def specs_of(kind: str) -> list[str]:
    """Return Wagtail's names of the sizes and formats of a kind of picture."""
    return list(Filter.expand_spec(SIZES[kind].split()))


def prefetch_pictures(images: Iterable[AbstractImage | None]) -> None:
    """Fetch the stored sizes of all these images in one query, instead of one query a picture.

    Args:
        images: those that a page is about to draw; empty places are passed over.
    """
    drawn = [image for image in images if image is not None]
    if drawn:
        prefetch_related_objects(drawn, "renditions")


def draw_sizes(image: AbstractImage | None, *kinds: str) -> None:
    """Make and store every size of an image that the templates use.

    Args:
        image: nothing happens without one.
        kinds: keys of SIZES: how the templates show it.
    """
    if image is not None:
        image.get_renditions(*(spec for kind in kinds for spec in specs_of(kind)))
