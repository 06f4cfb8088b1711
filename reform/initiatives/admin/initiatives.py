"""The register of initiatives: list, application form, page, steps, differences between submissions."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Initiative, InitiativeAuthor, RecognitionDecision
from reform.initiatives.permissions import appraises
from reform.initiatives.resources import InitiativeResource
from reform.initiatives.selectors.board import units_in_scope
from reform.initiatives.services import register_initiative
from reform.initiatives.workflow import INITIATIVES
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import RegisterAdmin, RegisterForm, admin_for
from reform.registers.admin.officer import officer

from .board_views import BoardView
from .certificates import CertificatesView, recognition_context
from .initiative_columns import COLUMNS, FILTERS, prepare
from .initiative_forms import PANELS, CreateInitiativeView, EditInitiativeView, InitiativeForm, units_of_entry
from .initiative_page import CompareView, InitiativeHistoryView, InitiativePageView, page_context
from .initiative_steps import InitiativeTransitionView
from .papers import FORMATS
from .reminder import ReminderView
from .tones import INITIATIVE_TONES
from .work_filter import WORK

AUTHORS_WITH_UNITS = Prefetch("authors", InitiativeAuthor.objects.select_related("unit"))


class InitiativeAdmin(RegisterAdmin):
    """Applications, where each of them is, and everything that was said about it."""

    model = Initiative
    base_url_path = "initiatives/initiatives"
    menu_icon = "pick"
    form_class = InitiativeForm
    list_columns = COLUMNS
    list_select_related = ("unit__authority", "council__sheet", "decision")
    filters = (*FILTERS, WORK)
    empty_message = gettext_lazy(
        "No initiative yet. A unit's officer adds the first one; its head endorses it, then it is submitted."
    )
    panels = PANELS
    workflow = INITIATIVES
    resource = InitiativeResource
    state_tones = INITIATIVE_TONES
    takes_evidence = True

    create_view_class = CreateInitiativeView
    edit_view_class = EditInitiativeView
    inspect_view_class = InitiativePageView
    history_view_class = InitiativeHistoryView
    transition_view_class = InitiativeTransitionView
    edit_template_name = "initiatives/initiative_form.html"
    inspect_template_name = "initiatives/initiative.html"
    transition_template_name = "initiatives/transition.html"
    compare_template_name = "initiatives/compare.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        """Return the initiatives in scope with their authors, whose units the policy and the ties ask for."""
        return super().get_queryset(request).prefetch_related(AUTHORS_WITH_UNITS)

    def prepare_rows(self, request: HttpRequest, records: list[Any]) -> None:
        """Count the clocks and the sheets of the page's rows."""
        prepare(records)

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the user's own units; authors come from all units of the same authorities."""
        units = units_of_entry(request)
        authorities = list(units.order_by().values_list("authority_id", flat=True).distinct())
        return {
            "unit": Q(pk__in=units.open().values("pk")),
            "authors-unit": Q(authority__in=authorities),
            "authors-user": Q(unit__authority__in=authorities, is_active=True),
        }

    def header_buttons(self, request: HttpRequest) -> list[HeaderButton]:
        """Lead to the quota board who has a unit to see there."""
        if not units_in_scope(officer(request)):
            return []
        return [HeaderButton(_("Quota board"), url=self.url_for("board"), icon_name="table")]

    def save_new(self, form: RegisterForm, request: HttpRequest) -> Any:
        """Write the application with the next code of its unit and year."""
        return register_initiative(
            form.save(commit=False), actor=officer(request), save_related=form.save_m2m
        )

    def record_context(self, request: HttpRequest, record: Initiative) -> dict[str, Any]:
        """Return the sections of the application and everything that belongs to it."""
        addresses = {name: self.url_for("certificates", record.pk, name) for name in FORMATS}
        recognition = recognition_context(request.user, record, addresses)
        return (
            page_context(request.user, record)
            | recognition
            | {
                "compare_url": self.url_for("compare", record.pk),
                "list_url": self.url_for("index"),
            }
        )

    def record_buttons(self, request: HttpRequest, record: Initiative) -> list[HeaderButton]:
        """Offer the decision that follows a recommendation; offer other units to apply it, too."""
        decisions = admin_for(RecognitionDecision)
        waits = record.state == InitiativeState.RECOMMENDED and record.decision_id is None
        if waits and decisions is not None and appraises(request.user):
            address = f"{decisions.url_for('prepare')}?council={record.council_id}"
            return [HeaderButton(_("Prepare a decision"), url=address, icon_name="plus")]
        others = access_of(request.user).units(Capability.ENTER) - {record.unit_id}
        if not others or not record.is_public:
            return []
        address = reverse("initiatives_adoptions_modeladmin_create")
        return [
            HeaderButton(_("Applied here, too"), url=f"{address}?initiative={record.pk}", icon_name="copy")
        ]

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses of differences between submissions, certificates, quota board, reminder."""
        return [
            self.record_path("compare", CompareView),
            self.record_path("certificates", CertificatesView, "<slug:file_format>/"),
            self.list_path("board", BoardView),
            self.list_path("remind", ReminderView),
        ]
