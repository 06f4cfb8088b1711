"""The register of tasks: the list, entry by hand, and the page with a task's whole story."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.directives.assigning import add_task, update_task
from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Task
from reform.directives.resources import TaskResource
from reform.directives.selectors import task_story
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.admin import (
    ChoiceFilter,
    Column,
    DateRangeFilter,
    RegisterAdmin,
    RegisterForm,
    RelatedFilter,
)
from reform.registers.admin.officer import officer
from reform.registers.admin.registry import record_url
from reform.registers.permissions import policy_for
from reform.registers.workflow import TransitionRefused

from .filters import TASK_UNIT
from .places import place_of
from .story import line_view, told_events, told_part
from .task_forms import UNIT_FIELDS, TaskForm, refused_as_invalid
from .task_views import AddUnitView, CreateTaskView

# So many events stand open on a task's page; older ones are folded.
NEWEST_EVENTS = 20
# So many units' parts stand open on a task's page.
MOST_PARTS_OPEN = 3


class TaskAdmin(RegisterAdmin):
    """Tasks as their dispatch words them; what units do with them stands in their assignments."""

    model = Task
    base_url_path = "directives/tasks"
    menu_icon = "tasks"
    form_class = TaskForm
    list_columns = (
        Column("text", value=str, sort=""),
        Column(
            "directive", label=gettext_lazy("place in the text"), sort="directive__issued_on", value=place_of
        ),
        Column("due_on"),
        Column("frequency", sort=""),
        Column("reform_field", sort=""),
        Column(
            "parts", label=gettext_lazy("Assignments completed"), sort="",
            value=lambda task: f"{task.parts_done}/{task.parts}",
        ),
    )  # fmt: skip
    list_select_related = ("directive__unit__authority",)
    filters = (
        RelatedFilter("directive"),
        TASK_UNIT,
        ChoiceFilter("reform_field"),
        DateRangeFilter("due_on"),
    )
    empty_message = gettext_lazy(
        "No task yet. Tasks come from a dispatch that is read in, or are added by hand."
    )
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("directive"),
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("section_number"), FieldPanel("anchor")]),
                FieldPanel("section_heading"),
            ],
            heading=gettext_lazy("What the dispatch says"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("due_on"), FieldPanel("frequency")]),
                FieldPanel("due_by_rule"),
                FieldRowPanel([FieldPanel("result_kind"), FieldPanel("reform_field")]),
                FieldPanel("urgent"),
                FieldPanel("reason"),
            ],
            heading=gettext_lazy("Due date and result"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("target_value"), FieldPanel("target_measure")]),
                FieldPanel("target_label"),
                FieldPanel("target_at_least"),
            ],
            heading=gettext_lazy("Target, when the text states one"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in UNIT_FIELDS], heading=gettext_lazy("Responsible units")
        ),
    )
    record_fields = ("due_on", "frequency", "result_kind", "reform_field", "due_by_rule")
    takes_evidence = True
    resource = TaskResource
    action_labels = {"create": gettext_lazy("Entered")}

    create_view_class = CreateTaskView
    inspect_template_name = "directives/task.html"
    add_unit_template_name = "directives/add_unit.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        """Return the tasks in scope with counts of the assignments that the user may see."""
        parts = Assignment.objects.viewable_by(request.user).counted().filter(task=OuterRef("pk")).order_by()
        counts = {
            "parts": parts.values("task").annotate(figure=Count("pk")),
            "parts_done": parts.values("task").annotate(
                figure=Count("pk", filter=Q(state=AssignmentState.COMPLETED))
            ),
        }
        return (
            super()
            .get_queryset(request)
            .defer("directive__text")
            .annotate(
                **{
                    name: Coalesce(Subquery(rows.values("figure"), output_field=IntegerField()), 0)
                    for name, rows in counts.items()
                }
            )
        )

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the dispatches and the open units where the user assigns work."""
        assigns = access_of(request.user).units(Capability.ASSIGN)
        units = Q(pk__in=Unit.objects.taking_work().filter(pk__in=assigns).values("pk"))
        return {"directive": Q(unit_id__in=assigns)} | dict.fromkeys(UNIT_FIELDS, units)

    def save_new(self, form: RegisterForm, request: HttpRequest) -> Any:
        """Write the task and give it to its units, in one transaction."""
        with refused_as_invalid(TransitionRefused):
            return add_task(
                form.save(commit=False),
                units=form.roles_by_unit(),
                targets=form.new_targets(),
                actor=officer(request),
            )

    def save_changed(self, form: RegisterForm, request: HttpRequest, expected_version: int) -> Any:
        """Write the changed task; another due date moves the clocks of its units, for a reason."""
        with refused_as_invalid(TransitionRefused):
            return update_task(
                form.save(commit=False),
                actor=officer(request),
                expected_version=expected_version,
                reason=form.cleaned_data.get("reason") or "",
            )

    def record_context(self, request: HttpRequest, record: Task) -> dict[str, Any]:
        """Return the whole story, as far as the user may see it."""
        story = task_story(officer(request), record)
        events = told_events(story)
        return {
            "line": line_view(story.line),
            "parts": [told_part(item) for item in story.assignments],
            "most_parts_open": MOST_PARTS_OPEN,
            "evidence": story.evidence,
            "task_place": place_of(record),
            "directive_url": record_url(record.directive),
            "timeline": events[:NEWEST_EVENTS],
            "older_events": events[NEWEST_EVENTS:],
            "has_more_history": False,
        }

    def record_buttons(self, request: HttpRequest, record: Task) -> list[HeaderButton]:
        """Offer to give the task to one more unit."""
        if not policy_for(Task).may_edit(request.user, record):
            return []
        return [HeaderButton(_("Add a unit"), url=self.url_for("add_unit", record.pk), icon_name="plus")]

    def extra_urls(self) -> list[URLPattern]:
        """Return the address where one more unit gets the task."""
        return [self.record_path("add_unit", AddUnitView)]
