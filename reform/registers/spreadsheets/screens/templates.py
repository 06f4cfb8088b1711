"""The template of a register, made at the moment it is asked for."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest

from reform.registers.spreadsheets.exporting import file_name
from reform.registers.spreadsheets.templating import template_file

from .importing import ImportingView, spreadsheet_response


class TemplateView(ImportingView):
    """Hands the template out."""

    action = "template"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """Return the workbook."""
        resource = self.get_resource()
        unit = resource.user.unit
        name = file_name(resource, "xlsx", also=unit.short_name if unit else "")
        return spreadsheet_response(template_file(resource), name)
