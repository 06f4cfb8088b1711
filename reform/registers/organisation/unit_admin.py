"""The screens of authorities, units and the calendar."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Authority, CalendarDay, Unit
from reform.registers.admin import (
    ChoiceFilter,
    Column,
    DateRangeFilter,
    RegisterAdmin,
)
from reform.registers.permissions import policy_for

from .forms import AuthorityForm, CalendarDayForm, UnitForm
from .resources import UnitResource
from .views import CloseUnitView

ADMINISTER = (Capability.ADMINISTER,)


def administered_authorities(request: HttpRequest) -> Q:
    """Return the filter for authorities of which the user administers at least one unit.

    It is empty for the installer, who may choose any: a new authority has no unit yet.
    """
    if request.user.is_superuser:
        return Q()
    units = access_of(request.user).units(*ADMINISTER)
    return Q(pk__in=Unit.objects.filter(pk__in=units).values("authority_id"))


class AuthorityAdmin(RegisterAdmin):
    """The People's Committees that the portal serves."""

    model = Authority
    base_url_path = "organisation/authorities"
    menu_icon = "site"
    form_class = AuthorityForm
    list_columns = ("name", "level", "place_name", Column("parent", sort="parent__name"))
    list_select_related = ("parent",)
    filters = (ChoiceFilter("level"),)
    empty_message = gettext_lazy("No authority yet. The installer adds the first one.")
    record_fields = (
        "name", "short_name", "code", "level", "parent", "parent_name", "site", "place_name", "address",
        "phone", "email", "responsible_person", "primary_colour", "accent_colour",
    )  # fmt: skip
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("code")]),
                FieldRowPanel([FieldPanel("level"), FieldPanel("place_name")]),
                FieldPanel("parent"),
                FieldPanel("parent_name"),
                # Whoever moves the site moves the right to edit its pages.
                FieldPanel("site", permission="superuser"),
            ],
            heading=gettext_lazy("Authority"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("responsible_person"),
            ],
            heading=gettext_lazy("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldRowPanel([FieldPanel("primary_colour"), FieldPanel("accent_colour")])],
            heading=gettext_lazy("Look"),
        ),
    )

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer pictures of the administered authorities; the installer's choice is free."""
        if request.user.is_superuser:
            return {"logo": Q(), "site": Q()}
        authorities = Authority.objects.filter(administered_authorities(request))
        return {"logo": Q(collection__in=authorities.values("collection_id"))}


class UnitAdmin(RegisterAdmin):
    """Departments, wards and other bodies. Never deleted, only closed."""

    model = Unit
    base_url_path = "organisation/units"
    menu_icon = "group"
    form_class = UnitForm
    resource = UnitResource
    list_columns = (
        "name", "code", "kind", Column("parent", sort="parent__name"), "cluster", "valid_to",
    )  # fmt: skip
    list_select_related = ("parent", "authority", "head", "successor")
    filters = (ChoiceFilter("kind"), DateRangeFilter("valid_to"))
    empty_message = gettext_lazy("No unit yet. Add the leadership first, then the units under it.")
    record_fields = (
        "name", "short_name", "code", "kind", "authority", "parent", "aliases", "cluster", "head", "phone",
        "email", "address", "valid_from", "valid_to", "successor",
    )  # fmt: skip
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("authority"),
                FieldPanel("parent"),
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("code")]),
                FieldPanel("aliases"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("cluster")]),
                FieldRowPanel([FieldPanel("position"), FieldPanel("valid_from")]),
            ],
            heading=gettext_lazy("Unit"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("head"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("address"),
            ],
            heading=gettext_lazy("Contact"),
        ),
    )
    action_labels = {"close_unit": gettext_lazy("Unit closed")}

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the authorities in which the user administers something."""
        return {"authority": administered_authorities(request)}

    def record_buttons(self, request: HttpRequest, record: Any) -> list[HeaderButton]:
        """Offer to close the unit."""
        if record.parent_id is None or not policy_for(Unit).may_edit(request.user, record):
            return []
        return [HeaderButton(_("Close the unit"), url=self.url_for("close", record.pk), icon_name="lock")]

    def extra_urls(self) -> list[URLPattern]:
        """Return the address where a unit is closed."""
        return [self.record_path("close", CloseUnitView)]


class CalendarDayAdmin(RegisterAdmin):
    """Days off and swapped working days."""

    model = CalendarDay
    base_url_path = "organisation/calendar"
    menu_icon = "calendar-alt"
    form_class = CalendarDayForm
    list_columns = (
        "day", "name", "kind", Column("authority", value=lambda day: day.authority or _("The whole country")),
        "legal_basis",
    )  # fmt: skip
    list_select_related = ("authority",)
    filters = (ChoiceFilter("kind"), DateRangeFilter("day"))
    empty_message = gettext_lazy("No day yet. Enter public holidays and swapped working days.")
    panels = (
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("day"), FieldPanel("kind")]),
                FieldPanel("name"),
                FieldPanel("legal_basis"),
                FieldPanel("authority"),
            ],
            heading=gettext_lazy("Day"),
        ),
    )
