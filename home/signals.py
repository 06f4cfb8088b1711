"""What follows when a page goes public."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.models import Page


def follow_publication(instance: Page, **kwargs: Any) -> None:
    """After a page is published: draw its pictures and check its links, once it is really saved."""
    from home.tasks import check_links_of_page, draw_pictures_of_page

    transaction.on_commit(partial(draw_pictures_of_page.enqueue, instance.pk))
    transaction.on_commit(partial(check_links_of_page.enqueue, instance.pk))
