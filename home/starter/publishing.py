"""Putting starter pages into the tree: published, without a revision that nobody would ever go back to."""

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published


def publish(parent: Page, page: Page) -> None:
    """Add a page below another one as published, and tell those who follow publications.

    Args:
        parent: where it belongs.
        page: a new page, checked here as the editor's form would.
    """
    now = timezone.now()
    page.live = True
    page.first_published_at = page.first_published_at or now
    page.last_published_at = now
    parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page, revision=None)
