"""What the sections of a front page show, fetched for all of them before anything is drawn.

A section that has nothing to show is left out, heading and all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from home.figures import key_figures
from home.models.article import ArticlePage
from home.models.campaign import CampaignPage
from home.models.consultation import ConsultationPage
from home.models.results import ResultsPage
from home.models.service import ServicePage
from home.models.service_catalogue import LifeEvent
from home.models.service_index import ServiceIndexPage
from home.models.unit import UnitPage
from home.pictures import prefetch_pictures
from home.portal import portal_of
from reform.organisation.enums import UnitKind

if TYPE_CHECKING:
    from home.models.home import HomePage

CAMPAIGNS_SHOWN = 3
USUAL_SECTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("figures", {}),
    ("news", {"number": 5}),
)
SERVICES_IN_PREVIEW = 4


@dataclass(frozen=True)
class Section:
    """One section, ready to be drawn by ``home/sections/<kind>.html``.

    Attributes:
        kind: the name of its block.
        title: its heading.
        anchor: the id of the heading.
        content: what its template shows.
        pictures: those that it draws, so that all sizes are fetched at once.
        more: the page that shows all of it, or ``None``.
    """

    kind: str
    title: str
    anchor: str
    content: dict[str, Any]
    pictures: list[AbstractImage | None] = field(default_factory=list)
    more: Page | None = None


@dataclass(frozen=True)
class Asked:
    """What a section is made for: the page, the request, and the block's own values."""

    home: Page
    request: HttpRequest
    values: Any


Builder = Callable[[Asked], tuple[str, dict[str, Any], list[AbstractImage | None], Page | None] | None]


def sections_of(home: HomePage, request: HttpRequest) -> list[Section]:
    """Return the sections of a front page that have something to show; a page without any has the usual."""
    blocks = [(block.block_type, block.value) for block in home.sections] or list(USUAL_SECTIONS)
    sections = [
        _section(kind, position, Asked(home=home, request=request, values=values))
        for position, (kind, values) in enumerate(blocks, start=1)
    ]
    return [section for section in sections if section is not None]


def section_today(kind: str, request: HttpRequest) -> Section | None:
    """Return a section as the site of the request would show it today, or ``None`` when there is nothing.

    It is for the window in which editors choose sections: the services in it are only the first ones.
    """
    surroundings = portal_of(request).surroundings
    if surroundings is None:
        return None
    services = ServicePage.objects.descendant_of(surroundings.home).published().for_lists()
    values = {"services": list(services[:SERVICES_IN_PREVIEW])} if kind == "services" else {}
    section = _section(kind, 1, Asked(home=surroundings.home, request=request, values=values))
    if section is not None:
        prefetch_pictures(section.pictures)
    return section


def _section(kind: str, position: int, asked: Asked) -> Section | None:
    built = _BUILDERS[kind](asked)
    if built is None:
        return None
    title, content, pictures, more = built
    return Section(
        kind=kind,
        title=asked.values.get("title") or title,
        anchor=f"phan-{position}",
        content=content,
        pictures=pictures,
        more=more,
    )


def _index(asked: Asked, page: Page) -> Page | None:
    """Return the section of the site that a page stands in; it was fetched with the menu."""
    surroundings = portal_of(asked.request).surroundings
    return next(iter(surroundings.ancestors_of(page)[1:]), None) if surroundings else None


def _section_of_kind(asked: Asked, kind: type[Page]) -> Page | None:
    """Return the page of a kind right below the front page; it was fetched with the menu."""
    surroundings = portal_of(asked.request).surroundings
    sections = surroundings.sections if surroundings else []
    return next((page for page in sections if page.content_type.model_class() is kind), None)


def _services(asked: Asked) -> Any:
    keys = [service.pk for service in asked.values["services"] if service is not None]
    services = ServicePage.objects.filter(pk__in=keys).published().on_site_of(asked.home)
    open_keys = set(services.values_list("pk", flat=True))
    chosen = [one for one in asked.values["services"] if one is not None and one.pk in open_keys]
    if not chosen:
        return None
    prefetch_related_objects(chosen, "level")
    return _("Most used services"), {"services": chosen}, [], _index(asked, chosen[0])


def _life_events(asked: Asked) -> Any:
    catalogue = _section_of_kind(asked, ServiceIndexPage)
    if catalogue is None:
        return None
    services = ServicePage.objects.child_of(catalogue).published().order_by()
    events = list(LifeEvent.objects.filter(services__in=services).distinct())
    return (
        (_("What happens in your life?"), {"events": events, "catalogue": catalogue}, [], None)
        if events
        else None
    )


def _figures(asked: Asked) -> Any:
    authority = portal_of(asked.request).authority
    figures = key_figures(authority) if authority else None
    if figures is None:
        return None
    return _("Reform tasks of the authority"), {"figures": figures}, [], _section_of_kind(asked, ResultsPage)


def _news(asked: Asked) -> Any:
    number = asked.values.get("number") or 5
    articles = list(ArticlePage.objects.descendant_of(asked.home).published().for_lists()[:number])
    if not articles:
        return None
    lead, *others = articles
    content = {"lead": lead, "articles": others}
    return _("Reform news"), content, [lead.lead_image], _index(asked, lead)


def _campaign(asked: Asked) -> Any:
    running = CampaignPage.objects.descendant_of(asked.home).published().running_on(timezone.localdate())
    campaigns = list(running.defer("body").order_by("ends_on", "pk")[:CAMPAIGNS_SHOWN])
    if not campaigns:
        return None
    return _("Now running"), {"campaigns": campaigns}, [], _index(asked, campaigns[0])


def _consultations(asked: Asked) -> Any:
    waiting = ConsultationPage.objects.descendant_of(asked.home).published().open_on(timezone.localdate())
    drafts = list(waiting.defer("body", "outcome").order_by("closes_on", "pk")[:3])
    return (
        (_("Drafts open for comment"), {"drafts": drafts}, [], _index(asked, drafts[0])) if drafts else None
    )


def _units(asked: Asked) -> Any:
    units = list(UnitPage.objects.descendant_of(asked.home).published().for_lists())
    if not units:
        return None
    content = {
        "departments": [one for one in units if one.unit.kind != UnitKind.WARD],
        "wards": [one for one in units if one.unit.kind == UnitKind.WARD],
    }
    return _("Departments and wards"), content, [], _index(asked, units[0])


_BUILDERS: dict[str, Builder] = {
    "services": _services,
    "life_events": _life_events,
    "campaign": _campaign,
    "news": _news,
    "figures": _figures,
    "consultations": _consultations,
    "units": _units,
}
