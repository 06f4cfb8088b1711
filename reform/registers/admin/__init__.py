"""The screens of registers: one hardened base over wagtail-modeladmin.

How to add a register stands in `docs/registers.md`. In short::

    # reform/<register>/admin.py
    from reform.registers.admin import ChoiceFilter, Column, RegisterAdmin, StateColumn, UnitFilter

    class AuditAdmin(RegisterAdmin):
        model = Audit
        list_columns = ("number", Column("unit", sort="unit__name"), StateColumn("state"))
        filters = (UnitFilter("unit"), ChoiceFilter("state"))
        panels = [FieldPanel("number"), FieldPanel("unit")]
        workflow = AUDIT_WORKFLOW

    # reform/<register>/wagtail_hooks.py
    register_screens(AuditAdmin)

What wagtail-modeladmin leaves open is closed here once: only declared filters, columns and words of the
search box are read from the query string; every screen of a record fetches it from the records that the
user may see, so that a foreign one is a 404; every right is asked of the model's policy and of nothing else.
"""

from .columns import Column, StateColumn
from .filters import (
    BooleanFilter,
    ChoiceFilter,
    Condition,
    ConditionFilter,
    DateRangeFilter,
    Filter,
    PeriodFilter,
    RelatedFilter,
    UnitFilter,
)
from .forms import RegisterForm
from .options import RegisterAdmin, RegisterGroup, Total
from .registry import admin_for, record_url, register_screens, registered_admins
from .views import RecordView, RegisterView

__all__ = [
    "BooleanFilter",
    "ChoiceFilter",
    "Column",
    "Condition",
    "ConditionFilter",
    "DateRangeFilter",
    "Filter",
    "PeriodFilter",
    "RecordView",
    "RegisterAdmin",
    "RegisterForm",
    "RegisterGroup",
    "RegisterView",
    "RelatedFilter",
    "StateColumn",
    "Total",
    "UnitFilter",
    "admin_for",
    "record_url",
    "register_screens",
    "registered_admins",
]
