"""The register of directives: the list, header facts, and the page with its tasks in their order."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Directive, Task
from reform.directives.models.assignment import overdue_q
from reform.directives.selectors import directive_page
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import BooleanFilter, ChoiceFilter, Column, DateRangeFilter, RegisterAdmin
from reform.registers.admin.officer import officer
from reform.registers.permissions import policy_for

from .links import address
from .story import section_view

# So many units stand beside a task in full; more are folded behind a bar of their states.
MOST_UNITS_IN_FULL = 3


class DirectiveAdmin(RegisterAdmin):
    """Dispatches. Usually read in; one can also be entered by hand."""

    model = Directive
    base_url_path = "directives/directives"
    menu_icon = "doc-full"
    list_columns = (
        Column("subject", value=lambda row: capfirst(row.subject), sort="subject"),
        Column("document_number", label=gettext_lazy("number and symbol"), sort="number"),
        Column("issued_on"),
        Column("issuer"),
        Column("tasks_in_view", label=pgettext_lazy("of a dispatch", "tasks"), sort="tasks_in_view"),
        Column(
            "parts_done",
            label=gettext_lazy("Assignments completed"),
            sort="",
            value=lambda row: f"{row.parts_done}/{row.parts}",
        ),
        Column("parts_late", label=gettext_lazy("Overdue"), sort="parts_late"),
    )
    list_select_related = ("unit__authority",)
    filters = (ChoiceFilter("level"), DateRangeFilter("issued_on"), BooleanFilter("figures_public"))
    empty_message = gettext_lazy(
        "No dispatch yet. Read one in: its tasks are found and assigned from its text."
    )
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldRowPanel([FieldPanel("number"), FieldPanel("symbol"), FieldPanel("issued_on")]),
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("level")]),
                FieldPanel("subject"),
            ],
            heading=pgettext_lazy("official document", "Document"),
        ),
        MultiFieldPanel([FieldPanel("figures_public")], heading=gettext_lazy("Publication")),
    )
    record_fields = (
        Column("document_number", label=gettext_lazy("number and symbol")),
        "issued_on", "issuer", "level", "unit", "figures_public",
    )  # fmt: skip
    takes_evidence = True
    inspect_template_name = "directives/directive.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Directive]:
        """Return the dispatches in scope with counts of the tasks and assignments that the user may see."""
        parts = Assignment.objects.viewable_by(request.user).counted().filter(task__directive=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                tasks_in_view=_count(parts, "task__directive", Count("task", distinct=True)),
                parts=_count(parts, "task__directive", Count("pk")),
                parts_done=_count(
                    parts, "task__directive", Count("pk", filter=Q(state=AssignmentState.COMPLETED))
                ),
                parts_late=_count(
                    parts, "task__directive", Count("pk", filter=overdue_q(timezone.localdate()))
                ),
            )
        )

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the leadership units where the user assigns work."""
        return {"unit": Q(pk__in=access_of(request.user).units(Capability.ASSIGN), parent=None)}

    def record_context(self, request: HttpRequest, record: Directive) -> dict[str, Any]:
        """Return the tasks in the order of the text, each with the units that the user may see."""
        page = directive_page(officer(request), record)
        lines = [line for section in page.sections for line in section.tasks]
        rows = [row for line in lines for row in line.rows]
        return {
            "sections": [section_view(section) for section in page.sections],
            "cited_documents": page.cited_documents,
            "evidence": page.evidence,
            "task_count": len(lines),
            "done_count": sum(line.is_done for line in lines),
            "part_count": len(rows),
            "late_count": sum(row.is_overdue for row in rows),
            "parts_url": address(Assignment, "index", directive=record.pk),
            "late_url": address(Assignment, "index", directive=record.pk, late="overdue"),
            "most_units_in_full": MOST_UNITS_IN_FULL,
        }

    def record_buttons(self, request: HttpRequest, record: Directive) -> list[HeaderButton]:
        """Offer to add a task by hand."""
        if not policy_for(Directive).may_edit(request.user, record):
            return []
        url = address(Task, "create", directive=record.pk)
        return [HeaderButton(_("Add a task"), url=url, icon_name="plus")]


def _count(rows: QuerySet[Assignment], by: str, what: Count) -> Coalesce:
    """Return a count over the rows of one dispatch, as one figure beside it."""
    counted = rows.order_by().values(by).annotate(figure=what).values("figure")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
