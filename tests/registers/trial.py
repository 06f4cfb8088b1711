"""A register for tests: assignments of tasks on the hardened base, under addresses of their own."""

from django.db.models import F
from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from config.urls import urlpatterns as site_urls
from reform.directives.models import Assignment
from reform.directives.workflow import ASSIGNMENTS
from reform.registers.admin import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    Condition,
    ConditionFilter,
    DateRangeFilter,
    RegisterAdmin,
    RelatedFilter,
    StateColumn,
    UnitFilter,
)


class TrialAdmin(RegisterAdmin):
    """Everything that the base offers, on one model."""

    model = Assignment
    base_url_path = "trial/assignments"
    search_column = "task__search_text"
    list_columns = (
        Column("task", sort="task__position"),
        Column("unit", sort="unit__name"),
        StateColumn("state", tones={"completed": "good"}),
        "due",
        "progress",
    )
    list_select_related = ("task", "unit")
    filters = (
        UnitFilter("unit"),
        RelatedFilter("task"),
        ChoiceFilter("state"),
        DateRangeFilter("due"),
        BooleanFilter("is_sample"),
        ConditionFilter("late", conditions=(Condition("overdue", "Overdue", lambda rows: rows.overdue()),)),
    )
    default_ordering = (F("due").asc(nulls_last=True), "pk")
    totals = ("progress",)
    record_fields = ("task", "unit", "due", "progress")
    workflow = ASSIGNMENTS
    takes_evidence = True


trial = TrialAdmin()

urlpatterns = [
    path(
        "admin/",
        include(decorate_urlpatterns(list(trial.get_admin_urls_for_registration()), require_admin_access)),
    ),
    *site_urls,
]
