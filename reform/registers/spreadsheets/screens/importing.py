"""Taking a spreadsheet in: upload, preview, decision, taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.registers.admin.officer import officer
from reform.registers.admin.views.base import RegisterView
from reform.registers.models import ImportBatch, ImportState, Verdict
from reform.registers.permissions import policy_for
from reform.registers.spreadsheets.applying import ImportRefused, preview_sign
from reform.registers.spreadsheets.batches import (
    choose_names,
    confirm_import,
    discard_import,
    earlier_import,
    name_field,
    resume_import,
    start_import,
    take_back,
)
from reform.registers.spreadsheets.exporting import MEDIA_TYPES
from reform.registers.spreadsheets.lookups import forget_alias, learnt_names
from reform.registers.spreadsheets.marking import marked_workbook
from reform.registers.spreadsheets.remarks import grouped_remarks
from reform.registers.spreadsheets.resources import RegisterResource
from reform.registers.spreadsheets.undoing import UndoBlocked
from reform.registers.spreadsheets.verdicts import WRITTEN
from reform.workbooks.problems import FileRefused

from .presenting import (
    STATE_TONES,
    batch_summary,
    name_questions,
    preview_rows,
    verdict_links,
)

ENDINGS = (".xlsx", ".ods", ".csv")
ROWS_ON_A_PAGE = 50
# So many of the own imports are listed under the upload.
LATEST = 20
# How often the page of a long import looks anew, in seconds.
LOOK_AGAIN = 3


class UploadForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "An Excel workbook (.xlsx), LibreOffice (.ods) or .csv; at most %(limit)s and %(rows)s rows."
        ) % {
            "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            "rows": number_format(settings.IMPORT_MAX_ROWS, force_grouping=True),
        }
        self.fields["file"].error_messages["empty"] = _("The file is empty (0 bytes).")


class ImportingView(RegisterView):
    """What the screens of an import have in common."""

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may take spreadsheets in for this register."""
        return policy_for(self.model).may_import(user)

    def get_resource(self) -> RegisterResource:
        """Return the register's spreadsheet for the signed-in officer."""
        return self.model_admin.resource(user=officer(self.request))

    def batches(self) -> Any:
        """Return the officer's own imports of this register."""
        return ImportBatch.objects.of(officer(self.request), self.model_admin.resource.code)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": self.model_admin.url_for("import"), "label": _("Import")}]


class ImportView(ImportingView, FormView):
    """The upload, with the template and the officer's earlier imports."""

    action = "import"
    form_class = UploadForm

    def get_title(self) -> str:
        """Return the heading."""
        return _("Import: %(register)s") % {"register": self.get_resource().sheet_name()}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        *way, last = super().get_breadcrumbs()
        return [*way, {"url": "", "label": last["label"]}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a file in, or forget what a name was said to stand for."""
        key = request.POST.get("forget", "")
        if not key:
            return super().post(request, *args, **kwargs)
        if key.isdecimal() and len(key) < 19 and forget_alias(int(key), user=officer(request)):
            messages.success(request, _("Forgotten. The next file will ask what the name stands for."))
        return redirect(self.model_admin.url_for("import"))

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the file in and show what would become of it."""
        try:
            batch = start_import(
                self.get_resource(), upload=form.cleaned_data["file"], actor=officer(self.request)
            )
        except FileRefused as refused:
            form.add_error("file", refused.message)
            return self.render_to_response(
                self.get_context_data(form=form, refused_code=refused.code), status=422
            )
        return redirect(self.model_admin.url_for("import_batch", batch.pk))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the columns, the template and the latest imports."""
        resource = self.get_resource()
        latest = [
            {
                "batch": batch,
                "url": self.model_admin.url_for("import_batch", batch.pk),
                "tone": STATE_TONES.get(batch.state, "neutral"),
            }
            for batch in self.batches()[:LATEST]
        ]
        return super().get_context_data(
            **{
                "resource": resource,
                "columns": resource.writable_columns(),
                "template_url": self.model_admin.url_for("template"),
                "latest": latest,
                "learnt": learnt_names(resource),
                "list_url": self.model_admin.url_for("index"),
            }
            | kwargs
        )


class BatchView(ImportingView):
    """A screen about one import; another officer's is a 404."""

    batch: ImportBatch

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the import."""
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(self.batches().select_related("user", "unit"), pk=kwargs["batch_pk"])


class ImportBatchView(BatchView):
    """One import: what would become of its rows, the decision, what became of it."""

    action = "import_batch"
    http_method_names = ["get", "post", "head", "options"]

    def get_title(self) -> str:
        """Return the heading."""
        return _("Import of “%(file)s”") % {"file": self.batch.file_name}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.batch.file_name}]

    # --- decisions ---

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what a button asks for; what is refused is said, and nothing is half done."""
        decisions: dict[str, Callable[[], None]] = {
            "confirm": lambda: self._confirm(only_good_rows=False),
            "confirm_good": lambda: self._confirm(only_good_rows=True),
            "names": self._choose_names,
            "undo": self._undo,
            "discard": self._discard,
            "resume": self._resume,
        }
        decide = decisions.get(request.POST.get("decision", ""))
        if decide is None:
            return HttpResponse(status=400)
        try:
            decide()
        except UndoBlocked as blocked:
            messages.error(request, str(blocked))
            self.batch.refresh_from_db()
            return self.render_to_response(self.get_context_data(blockers=blocked.blockers), status=409)
        except ImportRefused as refused:
            messages.error(request, str(refused))
        if self.batch.state == ImportState.DISCARDED:
            return redirect(self.model_admin.url_for("import"))
        return redirect(self.model_admin.url_for("import_batch", self.batch.pk))

    def _confirm(self, *, only_good_rows: bool) -> None:
        confirm_import(
            self.batch,
            self.get_resource(),
            only_good_rows=only_good_rows,
            shown=self.request.POST.get("shown", ""),
        )
        if self.batch.state == ImportState.APPLIED:
            messages.success(
                self.request,
                _("Written: %(new)s new, %(changed)s changed.")
                % {"new": self.batch.rows_new, "changed": self.batch.rows_changed},
            )

    def _choose_names(self) -> None:
        asked = [(entry["column"], entry["name"]) for entry in self.batch.unmatched]
        choices = {
            (column, name): int(value)
            for column, name in asked
            if (value := self.request.POST.get(name_field(column, name), "")).isdecimal() and len(value) < 19
        }
        if not choices:
            raise ImportRefused(_("Choose what at least one name stands for."))
        choose_names(self.batch, self.get_resource(), choices)
        messages.success(self.request, _("Remembered. The rows have been checked once more."))

    def _undo(self) -> None:
        take_back(self.batch, self.get_resource(), actor=officer(self.request))
        if self.batch.state == ImportState.UNDONE:
            messages.success(self.request, _("The import was taken back; everything is as it was before."))

    def _discard(self) -> None:
        discard_import(self.batch)
        self.batch.refresh_from_db()
        messages.success(self.request, _("The import was discarded; nothing was written."))

    def _resume(self) -> None:
        resume_import(self.batch)
        messages.success(self.request, _("The work goes on from the start; nothing is written twice."))

    # --- what is shown ---

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the import as it stands."""
        context = {
            "batch": self.batch,
            "summary": batch_summary(self.batch),
            "states": ImportState,
            "look_again": LOOK_AGAIN,
            "import_url": self.model_admin.url_for("import"),
            "template_url": self.model_admin.url_for("template"),
            "list_url": self.model_admin.url_for("index"),
            "is_writing": self.batch.state in (ImportState.APPLYING, ImportState.UNDOING),
        }
        if self.batch.state in (ImportState.PREVIEWED, ImportState.APPLIED, ImportState.UNDONE):
            context |= self._preview()
        return super().get_context_data(**context | kwargs)

    def _preview(self) -> dict[str, Any]:
        resource, address = self.get_resource(), self.model_admin.url_for("import_batch", self.batch.pk)
        asked = self.request.GET.get("verdict", "")
        verdict = asked if asked in Verdict.values else ""
        rows = self.batch.rows.order_by("number")
        paginator = Paginator(rows.filter(verdict=verdict) if verdict else rows, ROWS_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        groups, has_more = grouped_remarks(self.batch, resource)
        hints, has_more_hints = grouped_remarks(self.batch, resource, verdicts=WRITTEN)
        return {
            "verdict": verdict,
            "verdict_links": verdict_links(self.batch, address, verdict),
            "page_obj": page,
            "rows": preview_rows(page.object_list, self.batch, resource, self.model_admin),
            "page_query": f"verdict={verdict}&" if verdict else "",
            "groups": groups,
            "has_more_remarks": has_more,
            "hints": hints,
            "has_more_hints": has_more_hints,
            "questions": name_questions(self.batch, resource),
            "earlier": earlier_import(self.batch),
            "shown": preview_sign(self.batch),
            "notes": self.batch.layout.get("notes", ()),
            "marked_url": self.model_admin.url_for("import_marked", self.batch.pk),
        }


class MarkedWorkbookView(BatchView):
    """The workbook given back, with what is wrong beside the cells."""

    action = "import_marked"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """Hand the workbook out; there is none without rejected rows."""
        if not self.batch.rows_rejected or self.batch.state not in (
            ImportState.PREVIEWED,
            ImportState.APPLIED,
        ):
            raise Http404
        content, name = marked_workbook(self.batch, self.get_resource())
        return spreadsheet_response(content, name)


def spreadsheet_response(content: Any, name: str) -> FileResponse:
    """Return a workbook as a download that is never shown inside the site."""
    response = FileResponse(
        content,
        as_attachment=True,
        filename=name,
        content_type=MEDIA_TYPES[name.rpartition(".")[2]],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
