"""The menu's entry for the ground floor."""

from django.utils.translation import gettext_lazy

from reform.registers.admin import RegisterGroup
from reform.registers.papers.admin import PaperTemplateAdmin

from .export_admin import ExportEntryAdmin
from .people_admin import RoleAssignmentAdmin, UserAdmin
from .unit_admin import AuthorityAdmin, CalendarDayAdmin, UnitAdmin


class OrganisationGroup(RegisterGroup):
    """The menu's entry for the ground floor."""

    items = (
        AuthorityAdmin, UnitAdmin, UserAdmin, RoleAssignmentAdmin, CalendarDayAdmin, PaperTemplateAdmin,
        ExportEntryAdmin,
    )  # fmt: skip
    menu_label = gettext_lazy("Organisation")
    menu_icon = "group"
    menu_order = 800
