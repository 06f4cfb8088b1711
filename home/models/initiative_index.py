"""Recognised initiatives as citizens look through them: a list with its search, and a page for each."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from home.document_register import SEARCH_PARAMETER, register_filters
from home.listing import Choice, ListFilter, page_numbers, page_of
from home.models.base import PublicPage
from home.models.service import SHORT_TEXT
from home.pictures import prefetch_pictures
from home.portal import Link, portal_of
from reform.organisation.enums import ReformField
from reform.organisation.models import Authority
from reform.publication.initiatives import (
    PublicInitiative,
    Tally,
    public_initiative,
    public_initiatives,
    tallies,
)

INITIATIVES_A_PAGE = 10
YEAR_PARAMETER, FIELD_PARAMETER = "nam", "linh-vuc"
# The fields in addresses, spelled as on the site's other lists.
FIELD_SLUGS: dict[str, str] = {
    ReformField.INSTITUTIONS: "the-che",
    ReformField.PROCEDURES: "thu-tuc",
    ReformField.ORGANISATION: "to-chuc",
    ReformField.CIVIL_SERVICE: "cong-vu",
    ReformField.PUBLIC_FINANCE: "tai-chinh",
    ReformField.DIGITAL_GOVERNMENT: "so",
}


class InitiativeIndexPage(RoutablePageMixin, PublicPage):
    """The initiatives that the authority has recognised and made public, the latest first."""

    introduction = RichTextField(
        gettext_lazy("introduction"),
        features=SHORT_TEXT,
        blank=True,
        help_text=gettext_lazy("What an initiative is and who recognises it; it stands above the list."),
    )

    template = "home/initiative_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [*PublicPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = gettext_lazy("list of initiatives")
        verbose_name_plural = gettext_lazy("lists of initiatives")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add a page of initiatives and the filters with their counts.

        Raises:
            Http404: the address names a year, field or page that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        authority = authority_of(request)
        filters = register_filters(request, offered_filters(tallies(authority)))
        year, field = filters.value(YEAR_PARAMETER), filters.value(FIELD_PARAMETER)
        found = public_initiatives(
            authority,
            words=filters.searched,
            year=int(year) if year else None,
            reform_field=next((key for key, slug in FIELD_SLUGS.items() if slug == field), ""),
        )
        page = page_of(request, found, size=INITIATIVES_A_PAGE)
        prefetch_pictures([portal_of(request).logo])
        return context | {
            "filters": filters,
            "initiatives": page,
            "rows": [(one, self.address_of(request, one.code)) for one in page],
            "page_numbers": page_numbers(page),
            "search_parameter": SEARCH_PARAMETER,
        }

    @path("<path:code>/", name="initiative")
    def initiative(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show one initiative.

        Raises:
            Http404: the authority has no public initiative of this code.
        """
        found: PublicInitiative | None = public_initiative(authority_of(request), code)
        if found is None:
            raise Http404(f"no public initiative {code!r}")
        portal = portal_of(request)
        prefetch_pictures([portal.logo])
        address = self.address_of(request, code)
        trail = [*portal.breadcrumb(self), Link(self.title, portal.url(self))]
        context = super().get_context(request) | {
            "initiative": found,
            "address": address,
            "trail": trail,
            "whole_trail": [*trail, Link(found.title, address)],
            "creative_work": creative_work(found),
        }
        return TemplateResponse(request, "home/initiative.html", context)

    def address_of(self, request: HttpRequest, code: str) -> str:
        """Return the address of an initiative's own page."""
        return f"{portal_of(request).url(self)}{quote(code, safe='')}/"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Tell search engines of every initiative's page, too."""
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        authority = portal_of(request).authority if request is not None else None
        if not urls or request is None or authority is None:
            return urls
        pages = [self.address_of(request, code) for code in public_initiatives(authority).codes()]
        return [*urls, *({"location": request.build_absolute_uri(page)} for page in pages)]


def creative_work(initiative: PublicInitiative) -> dict[str, Any]:
    """Return an initiative as schema.org/CreativeWork, in no other words than its page has."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": initiative.title,
        "identifier": initiative.code,
        "description": initiative.summary,
        "about": initiative.reform_field_name,
        "datePublished": initiative.recognised_on.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in initiative.authors],
        "sourceOrganization": {"@type": "GovernmentOrganization", "name": initiative.unit_name},
        "inLanguage": "vi",
    }
    return {name: value for name, value in data.items() if value}


def authority_of(request: HttpRequest) -> Authority:
    """Return the authority whose site is asked.

    Raises:
        Http404: it belongs to none.
    """
    authority = portal_of(request).authority
    if authority is None:
        raise Http404("this site belongs to no authority")
    return authority


def offered_filters(counted: list[Tally]) -> list[ListFilter]:
    """Return the filters with how many initiatives each choice has."""
    years = sorted({tally.year for tally in counted}, reverse=True)
    by_year = [
        Choice(str(year), str(year), sum(one.count for one in counted if one.year == year)) for year in years
    ]
    by_field = [
        Choice(FIELD_SLUGS[field], str(field.label), count)
        for field in ReformField
        if (count := sum(one.count for one in counted if one.reform_field == field))
    ]
    return [
        ListFilter(YEAR_PARAMETER, _("Year"), by_year, _("All years")),
        ListFilter(FIELD_PARAMETER, _("Field of reform"), by_field, _("All fields")),
    ]
