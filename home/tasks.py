"""Work that no reader should wait for."""

from django_tasks import task
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.search import index

from home.blocks import gallery_pictures_in, pictures_in
from home.document_text import text_of_file
from home.link_check import check_links
from home.models import ArticlePage, LegalDocumentPage, StandardPage
from home.pictures import draw_sizes


@task()
def draw_pictures_of_page(page_id: int) -> None:
    """Make the sizes of all pictures of a page, so that its first reader finds them ready.

    Args:
        page_id: the page; one that is gone by now is passed over.
    """
    page = Page.objects.filter(pk=page_id).specific().first()
    if isinstance(page, ArticlePage):
        draw_sizes(page.lead_image, "whole", "thumbnail")
    if isinstance(page, ArticlePage | StandardPage):
        in_galleries = gallery_pictures_in(page.body)
        for image in pictures_in(page.body):
            draw_sizes(image, "gallery" if image in in_galleries else "whole")


@task()
def check_links_of_page(page_id: int) -> None:
    """Find the broken links of a page that has just been published, so that what was mended is gone.

    Args:
        page_id: the page.
    """
    check_links(page_id)


@task()
def read_document_text(page_id: int) -> None:
    """Read the text of a document's file, so that searches find it, unless that file was read before.

    Args:
        page_id: the document's page; one that is gone by now is passed over.
    """
    page = LegalDocumentPage.objects.select_related("file").filter(pk=page_id).first()
    if page is None:
        return
    file_hash = page.file.get_file_hash() if page.file else ""
    if file_hash == page.file_text_hash:
        return
    page.file_text = _text_of(page.file) if page.file else ""
    page.file_text_hash = file_hash
    # Without a save: a page's own signals would answer it, and nothing but these columns has changed.
    LegalDocumentPage.objects.filter(pk=page_id).update(file_text=page.file_text, file_text_hash=file_hash)
    index.insert_or_update_object(page)


def _text_of(document: AbstractDocument) -> str:
    try:
        with document.open_file() as file:
            return text_of_file(document.filename, file, document.get_file_size() or 0)
    except OSError:
        # The file is gone from the storage: its page can be read, but not searched by its text.
        return ""
