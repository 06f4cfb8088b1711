"""What follows when a page goes public."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.models import Page


def draw_pictures_after_publication(instance: Page, **kwargs: Any) -> None:
    """After a page is published: have its pictures drawn in the background, once it is really saved."""
    from home.tasks import draw_pictures_of_page

    transaction.on_commit(partial(draw_pictures_of_page.enqueue, instance.pk))


def give_short_addresses_after_publication(instance: Page, **kwargs: Any) -> None:
    """After a page is published: the short addresses that its prints carry."""
    from home.promotion.links import ensure_links_of

    ensure_links_of(instance)
