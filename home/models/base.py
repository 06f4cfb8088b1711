"""What every public page shares."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.search import index

from home.editing.checks import ChecksPanel
from home.forms import PublicPageForm
from home.lost_files import without_lost_files


class PublicPageQuerySet(PageQuerySet):
    """Questions asked of public pages."""

    def published(self) -> "PublicPageQuerySet":
        """Return live pages that anybody may read, asked in one query.

        Wagtail's own ``public()`` reads the restrictions first, in a query of its own.
        """
        return self.live().exclude(restricted())

    def on_site_of(self, page: Page) -> "PublicPageQuerySet":
        """Return the pages of the site that a page belongs to: right below the root stand the front pages."""
        return self.filter(path__startswith=page.path[: 2 * Page.steplen])


def restricted() -> Exists:
    """Return the condition that a page, or one above it, is not for everybody."""
    asked_path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    restrictions = PageViewRestriction.objects.annotate(asked_path=asked_path)
    return Exists(restrictions.filter(asked_path__startswith=F("page__path")))


PublicPageManager = PageManager.from_queryset(PublicPageQuerySet)


class PublicPage(Page):
    """A page that citizens read, with a summary for lists, search engines and shared links."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown under the title and in lists."),
    )

    review_by = models.DateField(
        _("look at it again by"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Afterwards the page stands in the report of pages to be reviewed."),
    )

    content_panels: ClassVar[list[Panel]] = [ChecksPanel(), *Page.content_panels, FieldPanel("summary")]
    settings_panels: ClassVar[list[Panel]] = [*Page.settings_panels, FieldPanel("review_by")]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary")]

    base_form_class = PublicPageForm
    # What the page's template shows of other records: fetched together with the page.
    drawn_with: ClassVar[tuple[str, ...]] = ()
    # Set by the routing when the query that found the page found no restriction on its way.
    is_for_everybody = False

    objects = PublicPageManager()
    # Widths that the editor previews a page in, in pixels; citizens read on phones first.
    preview_sizes: ClassVar[list[dict[str, Any]]] = [
        {"name": "mobile", "icon": "mobile-alt", "device_width": 360, "label": _("Preview on a phone")},
        {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("Preview on a tablet")},
        {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("Preview on a computer")},
    ]

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """Read a stored version; one whose file was deleted since is read without it."""
        return super().from_serializable_data(without_lost_files(cls, data), check_fks, strict_fks)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions of this page and of every page above it, in one query.

        Wagtail fetches the ancestors first; here they are known from the tree path. An alias is bound by
        the restrictions of the page it stands for, so aliases are left to Wagtail.
        """
        if self.alias_of_id:
            return super().get_view_restrictions()
        if self.is_for_everybody:
            return PageViewRestriction.objects.none()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:end] for end in ends]
        own = Q(page__path__in=paths)
        through_alias = Q(page__aliases__path__in=paths) | Q(page__aliases__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(own | through_alias).distinct()

    @property
    def description(self) -> str:
        """What search engines and shared links say about the page."""
        return self.search_description or self.summary

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """Return the page's own JSON-LD, or ``None`` when it has nothing to add to the breadcrumb."""
        return None
