"""The catalogue of online services."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Cast, LPad
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.enums import POST_IS_AVAILABLE, GovernmentLevel
from home.listing import (
    Choice,
    ListFilter,
    ListFilters,
    count_choices,
    page_numbers,
    page_of,
    read_filters,
)
from home.models.base import PublicPage
from home.models.service import ServicePage, ServiceQuerySet
from home.models.service_catalogue import LifeEvent
from home.pictures import prefetch_pictures
from home.portal import portal_of

SERVICES_A_PAGE = 30
FIELD_PARAMETER = "linh-vuc"
EVENT_PARAMETER = "su-kien"
LEVEL_PARAMETER = "muc-do"
POST_PARAMETER = "buu-chinh"
GOVERNMENT_PARAMETER = "cap"
FORMER_LEVELS = "muc-do-cu"
WITH_POST, WITHOUT_POST = "co", "khong"


class ServiceIndexPage(PublicPage):
    """The catalogue, by field and by life event."""

    template = "home/service_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ServicePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = gettext_lazy("catalogue of services")
        verbose_name_plural = gettext_lazy("catalogues of services")

    def services(self) -> ServiceQuerySet:
        """Return the published services of this catalogue, by title."""
        return ServicePage.objects.child_of(self).published().for_lists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page of services and the filters with their counts.

        Raises:
            Http404: the address asks for something that no filter offers.
        """
        context = super().get_context(request, *args, **kwargs)
        filters = read_filters(request, self._filters())
        services = page_of(request, self._narrow(filters), size=SERVICES_A_PAGE)
        prefetch_pictures([portal_of(request).logo])
        context |= {"filters": filters, "services": services, "page_numbers": page_numbers(services)}
        context["events"] = self._events() if not filters.chosen and services.number == 1 else []
        return context

    def _events(self) -> list[LifeEvent]:
        """Return the life events that lead to a service; shown while nothing is chosen."""
        published = ServicePage.objects.child_of(self).published().order_by()
        return list(LifeEvent.objects.filter(services__in=published).distinct())

    def _narrow(self, filters: ListFilters) -> ServiceQuerySet:
        services = self.services()
        if field := filters.value(FIELD_PARAMETER):
            services = services.filter(service_field__slug=field)
        if event := filters.value(EVENT_PARAMETER):
            services = services.filter(life_events__slug=event)
        if level := filters.value(LEVEL_PARAMETER):
            services = services.at_level(level)
        if post := filters.value(POST_PARAMETER):
            by_post = {"public_post__in": POST_IS_AVAILABLE}
            services = services.filter(**by_post) if post == WITH_POST else services.exclude(**by_post)
        if government := filters.value(GOVERNMENT_PARAMETER):
            services = services.filter(government_level=government)
        return services

    def _filters(self) -> list[ListFilter]:
        offered = self._offered()
        labels = {
            EVENT_PARAMETER: (_("Life event"), _("All life events")),
            FIELD_PARAMETER: (_("Field of services"), _("All fields")),
            LEVEL_PARAMETER: (_("Level of online service"), _("All levels")),
            POST_PARAMETER: (_("Public post"), _("With and without post")),
            GOVERNMENT_PARAMETER: (_("Level of government"), _("All levels of government")),
        }
        return [
            ListFilter(parameter=parameter, title=title, choices=offered[parameter], all_label=all_label)
            for parameter, (title, all_label) in labels.items()
        ]

    def _offered(self) -> dict[str, list[Choice]]:
        shown = ServicePage.objects.child_of(self).published().order_by()
        counted = {"total": Count("pk", distinct=True)}
        offered = count_choices(
            {
                EVENT_PARAMETER: _named(shown.filter(life_events__isnull=False), "life_events").annotate(
                    **counted
                ),
                FIELD_PARAMETER: _named(shown, "service_field").annotate(**counted),
                # The scheme in force today and the one before it: both are asked for by name.
                LEVEL_PARAMETER: _named(shown, "level").annotate(**counted),
                FORMER_LEVELS: _named(shown.filter(former_level__isnull=False), "former_level").annotate(
                    **counted
                ),
                POST_PARAMETER: shown.annotate(
                    value=Case(
                        When(public_post__in=POST_IS_AVAILABLE, then=Value(WITH_POST)),
                        default=Value(WITHOUT_POST),
                        output_field=CharField(),
                    )
                )
                .values("value", label=F("value"), order=F("value"))
                .annotate(**counted),
                GOVERNMENT_PARAMETER: shown.values(
                    value=F("government_level"), label=F("government_level"), order=F("government_level")
                ).annotate(**counted),
            }
        )
        offered[LEVEL_PARAMETER] += offered.pop(FORMER_LEVELS)
        offered[POST_PARAMETER] = _worded(
            offered[POST_PARAMETER],
            {WITH_POST: _("With public post"), WITHOUT_POST: _("Without public post")},
        )
        government = {level.value: str(level.label) for level in GovernmentLevel}
        offered[GOVERNMENT_PARAMETER] = _worded(offered[GOVERNMENT_PARAMETER], government)
        return offered


def _worded(choices: list[Choice], words: dict[str, str]) -> list[Choice]:
    """Return the choices with words for people, in the order of the words."""
    by_value = {choice.value: choice for choice in choices}
    return [replace(by_value[value], label=label) for value, label in words.items() if value in by_value]


def _named(services: ServiceQuerySet, relation: str) -> Any:
    """Return the values of a filter by a relation whose rows have a name, a slug and a position."""
    return services.values(
        value=F(f"{relation}__slug"),
        label=F(f"{relation}__name"),
        order=LPad(Cast(f"{relation}__position", CharField()), 10, Value("0")),
    )
