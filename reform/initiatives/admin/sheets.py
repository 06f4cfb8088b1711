"""The screens of score sheets: criteria as data, with a version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from reform.initiatives.enums import SheetState
from reform.initiatives.models import Council, ScoreSheet
from reform.initiatives.models.scoring import plain
from reform.initiatives.setting_up import make_new_version
from reform.initiatives.workflow import SHEETS
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import (
    ChoiceFilter,
    Column,
    RecordView,
    RegisterAdmin,
    StateColumn,
    record_url,
)
from reform.registers.admin.officer import officer
from reform.registers.permissions import viewable_records

from .rows import RowsCreateView, RowsEditView
from .sheet_forms import SheetForm
from .tones import COUNCIL_TONES, SHEET_TONES


def appraised_leadership(request: HttpRequest) -> Q:
    """Return the filter for the leadership units of the authorities for which the user appraises."""
    return Q(pk__in=access_of(request.user).units(Capability.APPRAISE_INITIATIVES), parent=None)


def totals_of(sheet: ScoreSheet) -> str:
    """Return maximum and pass mark in one line."""
    figures = {"maximum": plain(sheet.maximum)}
    if sheet.pass_mark is None:
        return _("%(maximum)s points, no pass mark") % figures
    return _("%(maximum)s points, pass mark %(pass_mark)s") % (
        figures | {"pass_mark": plain(sheet.pass_mark)}
    )


class NewVersionView(RecordView):
    """Copies a sheet as the next version, in draft. A second click leads to the draft that is there."""

    action = "new_version"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who appraises for the sheet's authority."""
        return access_of(user).allows(Capability.APPRAISE_INITIATIVES, self.instance.unit_id)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead an address that was typed to the sheet's page."""
        return redirect(self.record_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Copy."""
        try:
            draft, is_new = make_new_version(self.instance, actor=officer(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.record_url)
        if is_new:
            messages.success(
                request, _("“%(sheet)s” is a draft now; change it and put it in use.") % {"sheet": draft}
            )
        else:
            messages.info(request, _("There is a draft of the next version already; here it is."))
        return redirect(self.model_admin.record_url(draft))


class ScoreSheetAdmin(RegisterAdmin):
    """Score sheets: a draft is changed, one in use is copied as its next version."""

    model = ScoreSheet
    base_url_path = "initiatives/sheets"
    menu_icon = "table"
    form_class = SheetForm
    list_columns = (
        Column("name", value=str, sort="name"),
        Column("criteria_count", label=gettext_lazy("Criteria"), sort="criteria_count"),
        Column("totals", label=gettext_lazy("Points"), sort="", value=totals_of),
        Column("council_count", label=gettext_lazy("Councils"), sort="council_count"),
        StateColumn("state", tones=SHEET_TONES),
    )
    default_ordering = ("name", "-edition", "pk")
    filters = (ChoiceFilter("state"),)
    empty_message = gettext_lazy(
        "No score sheet yet. Enter one with its criteria and put it in use before you set a council up."
    )
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("edition"), FieldPanel("pass_mark")]),
            ],
            heading=pgettext_lazy("of criteria", "Sheet"),
        ),
    )
    record_fields = (
        "unit",
        "name",
        "edition",
        Column("totals", label=gettext_lazy("Points"), value=totals_of),
    )
    workflow = SHEETS
    state_tones = SHEET_TONES
    search_column = ""

    create_view_class = RowsCreateView
    edit_view_class = RowsEditView
    create_template_name = edit_template_name = "initiatives/sheet_form.html"
    inspect_template_name = "initiatives/sheet.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScoreSheet]:
        """Return the sheets in scope with their criteria and how many councils score by them."""
        return (
            super()
            .get_queryset(request)
            .select_related("unit")
            .prefetch_related("criteria")
            .annotate(
                criteria_count=Count("criteria", distinct=True),
                council_count=Count("councils", distinct=True),
            )
            .order_by(*self.default_ordering)
        )

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the leadership units for which the user appraises."""
        return {"unit": appraised_leadership(request)}

    def save_new(self, form: Any, request: HttpRequest) -> Any:
        """Write the sheet with its criteria."""
        return form.keep(actor=officer(request))

    def save_changed(self, form: Any, request: HttpRequest, expected_version: int) -> Any:
        """Write the changed sheet with its criteria."""
        return form.keep(actor=officer(request), expected_version=expected_version)

    def record_context(self, request: HttpRequest, record: ScoreSheet) -> dict[str, Any]:
        """Return the criteria, and the councils that score by it as far as the user may see them."""
        councils = viewable_records(Council, request.user).filter(sheet=record)
        may_copy = record.state != SheetState.DRAFT and access_of(request.user).allows(
            Capability.APPRAISE_INITIATIVES, record.unit_id
        )
        return {
            "criteria": [(row, plain(row.maximum)) for row in record.criteria.all()],
            "totals": totals_of(record),
            "maximum": plain(record.maximum),
            "councils": [(row, record_url(row), COUNCIL_TONES.get(row.state, "neutral")) for row in councils],
            "new_version_url": self.url_for("new_version", record.pk) if may_copy else "",
        }

    def extra_urls(self) -> list[URLPattern]:
        """Return the address that copies a sheet."""
        return [self.record_path("new_version", NewVersionView)]
