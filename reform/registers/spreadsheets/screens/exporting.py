"""Taking the list out as a file: which columns, which format."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from reform.registers.admin.columns import as_column
from reform.registers.admin.officer import officer
from reform.registers.admin.views.base import RegisterView
from reform.registers.permissions import policy_for
from reform.registers.spreadsheets.exporting import (
    MEDIA_TYPES,
    export_file,
    exported_columns,
    file_name,
    log_export,
)

FORMATS = (
    ("xlsx", gettext_lazy("Excel workbook (.xlsx)")),
    ("ods", gettext_lazy("LibreOffice workbook (.ods)")),
    ("csv", gettext_lazy("Text with commas (.csv)")),
)
COLUMNS = (
    ("all", gettext_lazy("All columns of the register")),
    ("list", gettext_lazy("The columns of the list, and what tells the records apart")),
)


class ExportForm(forms.Form):
    """Format and columns."""

    file_format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect
    )
    columns = forms.ChoiceField(
        label=gettext_lazy("Columns"), choices=COLUMNS, initial="all", widget=forms.RadioSelect
    )


class ExportView(RegisterView, FormView):
    """The list as a file: its filters, its search, its order."""

    action = "export"
    form_class = ExportForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may take data out of this register."""
        return policy_for(self.model).may_export(user)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Export: %(register)s") % {"register": self.model_admin.get_menu_label()}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": _("Export")}]

    def get_listing(self) -> Any:
        """Return the list as the query string narrows and orders it."""
        from reform.registers.admin.listing import Listing

        return Listing(self.model_admin, self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return how many rows there are, and what narrows them."""
        listing = self.get_listing()
        return super().get_context_data(
            **{
                "rows_total": listing.rows.order_by().count(),
                "active_filters": listing.active_filters(),
                "list_url": listing.url(),
                "action_url": self.request.get_full_path(),
            }
            | kwargs
        )

    def form_valid(self, form: Any) -> Any:
        """Note the export and hand the file out."""
        listing, given = self.get_listing(), form.cleaned_data
        resource = self.model_admin.resource(user=officer(self.request))
        shown = [as_column(item).name for item in self.model_admin.list_columns]
        columns = exported_columns(resource, shown if given["columns"] == "list" else None)
        file_format = given["file_format"]
        log_export(
            resource,
            user=officer(self.request),
            file_format=file_format,
            columns=given["columns"],
            narrowed_by="; ".join(f"{item.label}: {item.value}" for item in listing.active_filters()),
            rows=listing.rows.order_by().count(),
        )
        content: Any = export_file(resource, listing.rows, columns, file_format)
        name = file_name(resource, file_format)
        response: HttpResponseBase
        if file_format == "xlsx":
            response = FileResponse(
                content, as_attachment=True, filename=name, content_type=MEDIA_TYPES[file_format]
            )
        else:
            response = StreamingHttpResponse(content, content_type=MEDIA_TYPES[file_format])
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
