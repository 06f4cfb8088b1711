"""The register of assignments: every unit's part of every task, with its own state and clock."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from reform.directives.models import Assignment, ExtensionRequest
from reform.directives.models.assignment import overdue_q
from reform.directives.resources import ProgressResource
from reform.directives.selectors import Lateness
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.enums import ReformField
from reform.registers.admin import ChoiceFilter, Column, RegisterAdmin, RelatedFilter, UnitFilter
from reform.registers.admin.registry import record_url
from reform.registers.admin.views import ListView

from .assignment_views import AssignmentTransitionView, RequestExtensionView, may_ask_for_time
from .board_views import BoardView, ChangesView
from .columns import PROGRESS, STATE, UNIT, WHAT_IS_DUE_FIRST, DueColumn, with_lateness
from .filters import BUCKET, COUNTED, DUE_PERIOD, KINDS, LATE, ClusterFilter
from .places import place_of
from .words import ASSIGNMENT_ACTIONS, STATE_TONES


class AssignmentListView(ListView):
    """The list with a line of what its rows add up to."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the list, and how far all its rows are; one query more."""
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        figures = (
            context["listing"]
            .rows.order_by()
            .aggregate(mean=Avg("progress"), late=Count("pk", filter=overdue_q(today)))
        )
        mean = figures["mean"]
        context |= {"mean_progress": None if mean is None else round(mean), "late_count": figures["late"]}
        return context


class AssignmentAdmin(RegisterAdmin):
    """Assignments: fields change through transitions only, so there is no form to edit one."""

    model = Assignment
    base_url_path = "directives/assignments"
    menu_label = gettext_lazy("Assignments of units")
    menu_icon = "list-ul"
    search_column = "task__search_text"
    list_columns = (
        Column(
            "task",
            label=pgettext_lazy("of a dispatch", "task"),
            sort="task__position",
            value=lambda row: str(row.task),
        ),
        UNIT,
        STATE,
        DueColumn("due"),
        PROGRESS,
        Column(
            "directive",
            label=gettext_lazy("place in the text"),
            sort="task__directive__issued_on",
            value=lambda row: place_of(row.task),
        ),
    )
    list_select_related = ("unit__authority", "task__directive")
    default_ordering = WHAT_IS_DUE_FIRST
    filters = (
        ChoiceFilter("state"),
        UnitFilter("unit"),
        LATE,
        RelatedFilter("directive", lookup="task__directive"),
        ChoiceFilter("role"),
        ChoiceFilter("reform_field", lookup="task__reform_field", choices=tuple(ReformField.choices)),
        DUE_PERIOD,
        ClusterFilter(),
        ChoiceFilter("kind", lookup="unit__kind", choices=KINDS),
        COUNTED,
        BUCKET,
    )
    empty_message = gettext_lazy(
        "No unit has been given a task yet. Tasks come from a dispatch that is read in, or are added by hand."
    )
    record_fields = (
        UNIT,
        Column("role"),
        PROGRESS,
        Column("progress_note"),
        Column("result"),
        Column("result_document"),
        Column("assigned_on"),
        Column("accepted_on"),
        Column("first_reported_on"),
        Column("reported_on"),
        Column("completed_on"),
        Column("lateness_reason"),
        Column("quality"),
    )
    workflow = ASSIGNMENTS
    state_tones = STATE_TONES
    takes_evidence = True
    resource = ProgressResource
    action_labels = ASSIGNMENT_ACTIONS

    index_view_class = AssignmentListView
    transition_view_class = AssignmentTransitionView
    index_template_name = "directives/assignment_list.html"
    inspect_template_name = "directives/assignment.html"
    extend_template_name = "directives/request_extension.html"
    board_template_name = "directives/board.html"
    changes_template_name = "directives/changes.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        """Return the assignments in scope, without the long text of their dispatches."""
        return super().get_queryset(request).defer("task__directive__text", "task__directive__search_text")

    def prepare_rows(self, request: HttpRequest, records: list[Any]) -> None:
        """Count the lateness of the page's rows."""
        with_lateness(records)

    def record_context(self, request: HttpRequest, record: Assignment) -> dict[str, Any]:
        """Return the task's words, the clock and the requests for more time."""
        requests = list(record.extension_requests.order_by("requested_on", "pk"))
        row = Lateness(timezone.localdate()).row(record)
        return {
            "row": row,
            "task": record.task,
            "targets": list(record.task.targets.all()),
            "task_place": place_of(record.task),
            "task_url": record_url(record.task),
            "directive_url": record_url(record.task.directive),
            "extensions": [{"request": item, "url": record_url(item)} for item in requests],
        }

    def record_buttons(self, request: HttpRequest, record: Assignment) -> list[HeaderButton]:
        """Offer to ask for more time while the clock of a due date runs and nothing is asked already."""
        if not may_ask_for_time(request.user, record) or _is_waiting(record):
            return []
        return [HeaderButton(_("Ask for more time"), url=self.url_for("extend", record.pk), icon_name="time")]

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses of the board, of what has changed, and of asking for more time."""
        return [
            self.list_path("board", BoardView),
            self.list_path("changes", ChangesView),
            self.record_path("extend", RequestExtensionView),
        ]


def _is_waiting(record: Assignment) -> bool:
    """Tell whether a request for more time waits for its decision; one query."""
    return ExtensionRequest.objects.filter(Q(assignment=record, decided_on=None)).exists()
