"""The register of documents as citizens look things up in it: filters, search box, pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.document_register import SEARCH_PARAMETER, narrow, offered_filters, register_filters
from home.listing import page_numbers, page_of
from home.models.base import PublicPage
from home.models.document import LegalDocumentPage, LegalDocumentQuerySet

DOCUMENTS_A_PAGE = 20


class DocumentIndexPage(PublicPage):
    """The register of documents with its filters."""

    template = "home/document_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.LegalDocumentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("register of documents")
        verbose_name_plural = _("registers of documents")

    def documents(self) -> LegalDocumentQuerySet:
        """Return the published documents of this register."""
        found: LegalDocumentQuerySet = LegalDocumentPage.objects.child_of(self).published()
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page of documents and the filters with their counts.

        Raises:
            Http404: the address names a value that no filter offers, or a page that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        filters = register_filters(request, offered_filters(self.documents(), today))
        rows = narrow(self.documents(), filters, today).for_lists()
        page = page_of(request, rows, size=DOCUMENTS_A_PAGE)
        return context | {
            "filters": filters,
            "documents": page,
            "page_numbers": page_numbers(page),
            "search_parameter": SEARCH_PARAMETER,
        }
