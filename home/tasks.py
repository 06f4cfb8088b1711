"""Work that no reader should wait for."""

from django_tasks import task
from wagtail.models import Page

from home.blocks import gallery_pictures_in, pictures_in
from home.link_check import check_links
from home.models import ArticlePage, StandardPage
from home.pictures import draw_sizes


@task()
def draw_pictures_of_page(page_id: int) -> None:
    """Make the sizes of all pictures of a page, so that its first reader finds them ready.

    Args:
        page_id: the page; one that is gone by now is passed over.
    """
    page = Page.objects.filter(pk=page_id).specific().first()
    if isinstance(page, ArticlePage):
        draw_sizes(page.lead_image, in_lists=True)
    if isinstance(page, ArticlePage | StandardPage):
        in_galleries = gallery_pictures_in(page.body)
        for image in pictures_in(page.body):
            draw_sizes(image, in_lists=False, in_gallery=image in in_galleries)


@task()
def check_links_of_page(page_id: int) -> None:
    """Find the broken links of a page that has just been published, so that what was mended is gone.

    Args:
        page_id: the page.
    """
    check_links(page_id)
