"""Where else initiatives are applied: what other units say, with evidence."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from reform.initiatives.models import Adoption, Initiative
from reform.initiatives.resources import AdoptionResource
from reform.initiatives.services import adopt, check_adoption
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import Column, DateRangeFilter, RegisterAdmin, RegisterForm, UnitFilter
from reform.registers.admin.registry import record_url
from reform.registers.admin.views import CreateView, save_changed_record
from reform.registers.permissions import policy_for

from .initiative_forms import units_of_entry

_SEEING = (Capability.VIEW, Capability.APPRAISE_INITIATIVES)


class AdoptionForm(RegisterForm):
    """Which unit applies which initiative; neither changes afterwards, because both are what is said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["initiative"], self.fields["unit"]


class CreateAdoptionView(CreateView):
    """Saying that a unit applies an initiative; the link on its page names it already."""

    def get_initial(self) -> dict[str, Any]:
        """Return the initiative of the link, and the user's unit when there is only one."""
        units = list(units_of_entry(self.request)[:2])
        asked = self.request.GET.get("initiative", "")
        return {
            "initiative": int(asked) if asked.isascii() and asked.isdigit() else None,
            "unit": units[0] if len(units) == 1 else None,
        }


class AdoptionAdmin(RegisterAdmin):
    """What other units say they apply."""

    model = Adoption
    base_url_path = "initiatives/adoptions"
    menu_icon = "copy"
    form_class = AdoptionForm
    list_columns = (
        Column("initiative", sort="initiative__code"),
        Column("unit", label=_("applied by"), sort="unit__name"),
        Column("made_by", label=_("made by"), sort="", value=lambda row: row.initiative.unit),
        "applied_from",
    )
    list_select_related = ("unit", "initiative__unit")
    search_column = "initiative__search_text"
    filters = (
        UnitFilter("unit", label=_("applied by"), capabilities=_SEEING),
        UnitFilter("made_by", label=_("made by"), lookup="initiative__unit", capabilities=_SEEING),
        DateRangeFilter("applied_from"),
    )
    empty_message = _(
        "No unit has said yet that it applies another unit's initiative. Choose a recognised one that is"
        " public, say since when and with what result, and add files that prove it."
    )
    panels = tuple(FieldPanel(name) for name in ("initiative", "unit", "applied_from", "result"))
    record_fields = (
        Column("unit", label=_("applied by")),
        Column("made_by", label=_("made by"), value=lambda row: row.initiative.unit),
        "applied_from",
        "result",
    )
    takes_evidence = True
    resource = AdoptionResource

    create_view_class = CreateAdoptionView
    inspect_template_name = "initiatives/adoption.html"

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the public initiatives of the user's authorities, of other units than the user's own."""
        units = units_of_entry(request)
        keys = access_of(request.user).units(Capability.ENTER)
        authorities = list(units.order_by().values_list("authority_id", flat=True).distinct())
        offered = Initiative.objects.public().filter(unit__authority__in=authorities)
        if len(keys) == 1:
            # Who enters for several units may apply in one what the other one made.
            offered = offered.exclude(unit__in=keys)
        return {
            "unit": Q(pk__in=units.open().values("pk")),
            "initiative": Q(pk__in=offered.order_by().values("pk")),
        }

    def save_new(self, form: RegisterForm, request: HttpRequest) -> Any:
        """Write it, once it is checked that it can be."""
        return adopt(form.save(commit=False), actor=form.for_user)

    def save_changed(self, form: RegisterForm, request: HttpRequest, expected_version: int) -> Any:
        """Write the changed day or result, once it is checked that they can be."""
        check_adoption(form.instance)
        return save_changed_record(form, request, expected_version)

    def record_context(self, request: HttpRequest, record: Adoption) -> dict[str, Any]:
        """Return the way to the initiative's page for whoever may see it."""
        may_see = policy_for(Initiative).may_view(request.user, record.initiative)
        return {"initiative_url": record_url(record.initiative) if may_see else ""}
