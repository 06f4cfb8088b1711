"""Pages, sites and documents to search for."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Page, Site
from wagtail.search import index


def make_site(*, hostname: str = "localhost", default: bool = True) -> Site:
    """Return a site with a home page of its own and nothing else to find."""
    if default:
        Site.objects.filter(is_default_site=True).delete()
    home = Page.get_first_root_node().add_child(
        instance=Page(title="Trang chủ", slug=f"home-{Page.objects.count()}")
    )
    return Site.objects.create(hostname=hostname, port=80, root_page=home, is_default_site=default)


def make_page(site: Site, title: str, **values: Any) -> Page:
    """Return a page below the home page of `site`, indexed as a worker would."""
    number = Page.objects.count()
    page = site.root_page.specific.add_child(instance=Page(title=title, slug=f"page-{number}", **values))
    index.insert_or_update_object(page)
    return page


def make_document(title: str, *, tags: tuple[str, ...] = ()) -> Document:
    """Return a document whose tags are its text beside the title."""
    document = Document.objects.create(title=title, file=ContentFile(b"text", name="paper.txt"))
    document.tags.add(*tags)
    document.save()
    index.insert_or_update_object(document)
    return document


def titles(found: Any) -> list[str]:
    """Return the titles of what was found, in order."""
    return [item.title for item in found]
