"""The screen on which administrators read who took which list out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.organisation.capabilities import Capability
from reform.registers.admin import ChoiceFilter, Column, DateRangeFilter, RegisterAdmin, UnitFilter
from reform.registers.models import ExportEntry
from reform.registers.spreadsheets.resources import registered_resources, resource_for

FORMATS = (("xlsx", "XLSX"), ("ods", "ODS"), ("csv", "CSV"))


def register_name(entry: ExportEntry) -> str:
    """Return what the list that was taken out is called."""
    resource = resource_for(entry.register)
    return capfirst(str(resource.title)) if resource else entry.register


def column_words(entry: ExportEntry) -> str:
    """Return which columns were taken out."""
    return _("Those of the list") if entry.columns == "list" else _("All columns")


@dataclass(frozen=True)
class RegisterFilter(ChoiceFilter):
    """The registers that have spreadsheets; they are known once all screens are."""

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of the registers."""
        names = tuple((resource.code, capfirst(str(resource.title))) for resource in registered_resources())
        return ChoiceFilter(self.name, choices=names).fields(model, user)


class ExportEntryAdmin(RegisterAdmin):
    """Lists taken out as files. Written by the export itself, read by administrators, changed by nobody."""

    model = ExportEntry
    base_url_path = "organisation/exports"
    menu_icon = "download"
    search_column = "user__search_text"
    list_columns = (
        "at",
        Column("user", sort="user__last_name"),
        Column("unit", sort="unit__name"),
        Column("register", sort="register", value=register_name),
        Column("rows", label=gettext_lazy("Records")),
        Column("file_format", value=lambda entry: entry.file_format.upper()),
    )
    list_select_related = ("user", "unit")
    filters = (
        UnitFilter("unit", capabilities=(Capability.ADMINISTER,)),
        RegisterFilter("register"),
        ChoiceFilter("file_format", choices=FORMATS),
        DateRangeFilter("at"),
    )
    empty_message = gettext_lazy("Nobody has taken a list out yet. Whoever does is noted here.")
    record_fields = (
        "at", "user", "unit", Column("register", value=register_name),
        Column("rows", label=gettext_lazy("Records")),
        Column("file_format", value=lambda entry: entry.file_format.upper()),
        Column("columns", value=column_words), "narrowed_by",
    )  # fmt: skip
