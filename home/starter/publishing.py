"""Putting starter pages into the tree as published, and keeping what they say."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, Revision
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


def keep_published_texts(home: Page) -> None:
    """Keep the text of every published page of a site as the revision that is live.

    Wagtail takes a published page without one off the site as soon as its next text is scheduled, and
    compares that text with nothing. Pages that have one are left alone.

    Args:
        home: the site's front page.
    """
    missing = Page.objects.descendant_of(home, inclusive=True).live().filter(live_revision=None)
    pages = list(missing.specific())
    of_pages = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            base_content_type=of_pages,
            content_type=page.content_type,
            object_id=str(page.pk),
            object_str=str(page),
            created_at=page.last_published_at or timezone.now(),
            content=page.serializable_data(),
        )
        for page in pages
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.live_revision = revision
        page.latest_revision_id = page.latest_revision_id or revision.pk
        page.latest_revision_created_at = page.latest_revision_created_at or revision.created_at
    fields = ["live_revision", "latest_revision", "latest_revision_created_at"]
    Page.objects.bulk_update([page.page_ptr for page in pages], fields)
