"""The screens of councils: who scores in a year, what is before them, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.initiatives.enums import SheetState
from reform.initiatives.models import Council, RecognitionDecision
from reform.initiatives.workflow import COUNCILS
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import ChoiceFilter, Column, RegisterAdmin, StateColumn, admin_for
from reform.registers.admin.officer import officer

from .council_forms import SET_UP_BY, CouncilForm
from .council_record import council_context
from .council_views import CouncilTransitionView, PutBeforeView, takes_initiatives, waits_for_decision
from .papers import PaperView, papers_of
from .rows import RowsCreateView, RowsEditView
from .sheets import appraised_leadership
from .tones import COUNCIL_TONES
from .years import YearFilter


class CouncilAdmin(RegisterAdmin):
    """Councils with their members, the initiatives before them and the result."""

    model = Council
    base_url_path = "initiatives/councils"
    menu_icon = "group"
    form_class = CouncilForm
    list_columns = (
        Column("name"),
        Column("year"),
        Column("initiative_count", label=gettext_lazy("Initiatives"), sort="initiative_count"),
        Column("score_by"),
        Column("met_on"),
        StateColumn("state", tones=COUNCIL_TONES),
    )
    default_ordering = ("-year", "-decision_date", "pk")
    filters = (YearFilter(), ChoiceFilter("state"))
    empty_message = gettext_lazy(
        "No council yet. Put a score sheet in use, then enter the council with its members."
    )
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("year"), FieldPanel("quorum")]),
                FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decision_date")]),
                FieldRowPanel([FieldPanel("sheet"), FieldPanel("score_by")]),
            ],
            heading=gettext_lazy("Council"),
        ),
    )
    record_fields = (
        Column("unit", label=SET_UP_BY), "year", "decision_number", "decision_date", "sheet", "quorum",
        "met_on", "met_at", "minutes_number", "minutes",
    )  # fmt: skip
    workflow = COUNCILS
    state_tones = COUNCIL_TONES
    takes_evidence = True

    create_view_class = RowsCreateView
    edit_view_class = RowsEditView
    transition_view_class = CouncilTransitionView
    create_template_name = edit_template_name = "initiatives/council_form.html"
    inspect_template_name = "initiatives/council.html"
    put_before_template_name = "initiatives/put_before.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Council]:
        """Return the councils in scope with the number of their initiatives."""
        return (
            super()
            .get_queryset(request)
            .select_related("unit__authority", "sheet")
            .annotate(initiative_count=Count("initiatives", distinct=True))
            .order_by(*self.default_ordering)
        )

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the leadership units for which the user appraises, and their sheets in use."""
        appraised = access_of(request.user).units(Capability.APPRAISE_INITIATIVES)
        return {
            "unit": appraised_leadership(request),
            "sheet": Q(state=SheetState.IN_USE, unit_id__in=appraised),
        }

    def save_new(self, form: Any, request: HttpRequest) -> Any:
        """Write the council with its members."""
        return form.keep(actor=officer(request))

    def save_changed(self, form: Any, request: HttpRequest, expected_version: int) -> Any:
        """Write the changed council with its members."""
        return form.keep(actor=officer(request), expected_version=expected_version)

    def record_context(self, request: HttpRequest, record: Council) -> dict[str, Any]:
        """Return members, initiatives, progress and result."""
        return council_context(officer(request), record) | {"papers": papers_of(self, record)}

    def record_buttons(self, request: HttpRequest, record: Council) -> list[HeaderButton]:
        """Offer to put initiatives before the council; once it recommends some, to prepare their decision."""
        if takes_initiatives(request.user, record):
            address = self.url_for("put_before", record.pk)
            return [HeaderButton(_("Put initiatives before this council"), url=address, icon_name="plus")]
        decisions = admin_for(RecognitionDecision)
        if decisions is None or not waits_for_decision(request.user, record):
            return []
        address = f"{decisions.url_for('prepare')}?council={record.pk}"
        return [HeaderButton(_("Prepare a decision"), url=address, icon_name="plus")]

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses where initiatives are put before a council, and of its minutes."""
        return [
            self.record_path("put_before", PutBeforeView),
            self.record_path("paper", PaperView, "<slug:code>/<slug:file_format>/"),
        ]
