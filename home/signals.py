"""What follows when a page goes public."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page


def follow_publication(instance: Page, **kwargs: Any) -> None:
    """After a page is published: draw its pictures and check its links, once it is really saved."""
    from home.tasks import check_links_of_page, draw_pictures_of_page

    transaction.on_commit(partial(draw_pictures_of_page.enqueue, instance.pk))
    transaction.on_commit(partial(check_links_of_page.enqueue, instance.pk))


def give_short_addresses_after_publication(instance: Page, **kwargs: Any) -> None:
    """After a page is published: the short addresses that its prints carry."""
    from home.promotion.links import ensure_links_of

    ensure_links_of(instance)


def read_text_after_publication(instance: Page, **kwargs: Any) -> None:
    """After a document is published: have the text of its file read in the background."""
    from home.tasks import read_document_text

    transaction.on_commit(partial(read_document_text.enqueue, instance.pk))


def read_text_of_a_changed_file(instance: AbstractDocument, created: bool, **kwargs: Any) -> None:
    """After a file is replaced by another one: have it read for the documents that show it."""
    from home.models import LegalDocumentPage
    from home.tasks import read_document_text

    if created:
        return
    for page_id in LegalDocumentPage.objects.filter(file=instance.pk).values_list("pk", flat=True):
        transaction.on_commit(partial(read_document_text.enqueue, page_id))
