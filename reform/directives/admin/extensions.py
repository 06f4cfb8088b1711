"""The register of requests for more time."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.directives.models import ExtensionRequest
from reform.directives.rules import needs_the_chair
from reform.directives.selectors import Lateness
from reform.directives.services import decide_extension
from reform.directives.workflow import EXTENSIONS
from reform.registers.admin import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    RegisterAdmin,
    StateColumn,
    UnitFilter,
)
from reform.registers.admin.officer import officer
from reform.registers.admin.registry import record_url
from reform.registers.admin.views.transition import TransitionView

from .places import place_of
from .words import EXTENSION_TONES


class ExtensionTransitionView(TransitionView):
    """A decision, which also moves the assignment's due date."""

    def perform(self, form: Any) -> None:
        """Decide through the service, so that request and assignment change together."""
        decide_extension(
            self.instance,
            self.transition.event,
            actor=officer(self.request),
            inputs=form.inputs(),
            expected_version=form.cleaned_data["version"],
        )


class ExtensionAdmin(RegisterAdmin):
    """Requests for more time: the list, the request, its decision."""

    model = ExtensionRequest
    base_url_path = "directives/extensions"
    menu_icon = "calendar-alt"
    search_column = "assignment__task__search_text"
    list_columns = (
        Column(
            "assignment",
            label=pgettext_lazy("of a dispatch", "task"),
            sort="",
            value=lambda request: str(request.assignment.task),
        ),
        Column(
            "unit",
            label=_("unit"),
            sort="assignment__unit__name",
            value=lambda request: request.assignment.unit,
        ),
        StateColumn("state", tones=EXTENSION_TONES),
        Column("old_due"),
        Column("new_due"),
        Column("working_days"),
        Column("requested_on"),
        Column("asked_late"),
    )
    list_select_related = ("assignment__unit__authority", "assignment__task__directive")
    filters = (
        ChoiceFilter("state"),
        UnitFilter("unit", label=_("unit"), lookup="assignment__unit"),
        BooleanFilter("asked_late"),
        DateRangeFilter("requested_on"),
    )
    empty_message = _("No unit has asked for more time. A unit asks on the page of its assignment.")
    record_fields = (
        Column("unit", label=_("unit"), value=lambda request: request.assignment.unit),
        "reason", "old_due", "new_due", "working_days", "requested_on", "asked_late", "decided_on",
        "decision_note",
    )  # fmt: skip
    workflow = EXTENSIONS
    state_tones = EXTENSION_TONES
    transition_view_class = ExtensionTransitionView
    inspect_template_name = "directives/extension.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExtensionRequest]:
        """Return the requests in scope, without the long text of the dispatches."""
        return super().get_queryset(request).defer("assignment__task__directive__text")

    def record_context(self, request: HttpRequest, record: ExtensionRequest) -> dict[str, Any]:
        """Return the assignment, and whether the request goes beyond the ordinary limit."""
        assignment = record.assignment
        return {
            "row": Lateness(timezone.localdate()).row(assignment),
            "task_place": place_of(assignment.task),
            "assignment_url": record_url(assignment),
            "is_beyond_the_limit": needs_the_chair(
                times_extended=assignment.times_extended,
                days_extended=assignment.days_extended,
                more_days=record.working_days,
            ),
        }
