"""A plain page: about, accessibility, contact."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, pictures_in, section_headings
from home.models.base import PublicPage
from home.pictures import prefetch_pictures
from home.portal import portal_of


class StandardPage(PublicPage):
    """A text that stands for long, with the authority's address beside it where that helps."""

    body = StreamField(
        BodyBlock(),
        verbose_name=_("text"),
        blank=True,
        help_text=_("Piece by piece; three headings or more make a list of contents by themselves."),
    )
    shows_contact = models.BooleanField(
        _("show the authority's address, phone and e-mail beside the text"),
        default=False,
        help_text=_("For pages such as contact; the data comes from the record of the authority."),
    )

    template = "home/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        FieldPanel("body"),
        FieldPanel("shows_contact"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*PublicPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the contents list."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures([portal_of(request).logo, *pictures_in(self.body)])
        headings = section_headings(self.body)
        context["contents"] = headings if len(headings) > 2 else []
        return context
