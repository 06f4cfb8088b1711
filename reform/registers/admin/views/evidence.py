"""Evidence: adding files to a record, taking them out, downloading them."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.registers.admin.forms import ReasonForm
from reform.registers.admin.officer import officer
from reform.registers.admin.registry import record_url
from reform.registers.evidence import MEDIA_TYPES, attach_evidence, remove_evidence
from reform.registers.models import Evidence
from reform.registers.permissions import has_policy, policy_for, viewable_records
from reform.registers.records import lock_record
from reform.registers.submissions import create_once

from .base import RecordView


class EvidenceForm(forms.Form):
    """A file and what it proves."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(MEDIA_TYPES))}),
    )
    description = forms.CharField(
        label=gettext_lazy("What it proves"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: report of September, signed, page 3."),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput)


class AttachEvidenceView(RecordView, FormView):
    """Putting a file beside a record."""

    action = "attach"
    form_class = EvidenceForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may add files to this record."""
        return self.model_admin.takes_evidence and policy_for(self.model).may_attach(user, self.instance)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Add a file")

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get_initial(self) -> dict[str, Any]:
        """Return a token, so that a double click keeps one file."""
        return {"form_token": uuid.uuid4()}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the file."""
        given = form.cleaned_data
        try:
            create_once(
                given["form_token"],
                actor=officer(self.request),
                create=lambda: self.attach(given["file"], given["description"]),
            )
        except ValidationError as error:
            form.add_error("file", error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("“%(name)s” was added.") % {"name": given["file"].name})
        return redirect(self.record_url)

    def attach(self, upload: UploadedFile, description: str) -> Evidence:
        """Keep the file, if the record as it stands now, locked, still takes files.

        Raises:
            ValidationError: it takes none any more, or the file is refused, see `check_file`.
        """
        actor, record = officer(self.request), lock_record(self.instance)
        if not policy_for(self.model).may_attach(actor, record):
            raise ValidationError(_("The record has moved on and takes no files any more."))
        return attach_evidence(record, actor=actor, upload=upload, description=description)


def evidence_in_scope(request: HttpRequest, pk: int) -> Evidence:
    """Return a file whose record the user may see.

    Raises:
        Http404: when there is none, or its record lies outside the user's scope.
    """
    evidence = get_object_or_404(Evidence.objects.select_related("content_type"), pk=pk)
    model = evidence.content_type.model_class()
    if model is None or not has_policy(model):
        raise Http404
    record = viewable_records(model, request.user).filter(pk=evidence.object_id).first()
    if record is None or not policy_for(model).may_view(request.user, record):
        raise Http404
    evidence.record = record
    return evidence


@require_GET
@never_cache
def download_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Hand a file out, as a download under its own name, never to be shown inside the site."""
    evidence = evidence_in_scope(request, pk)
    if evidence.removed_at is not None:
        raise Http404
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404
    response = FileResponse(
        content, as_attachment=True, filename=evidence.name, content_type=evidence.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@transaction.atomic
def remove_from_locked_record(evidence: Evidence, request: HttpRequest, reason: str) -> None:
    """Take a file out, if the record as it stands now, locked, still lets files go.

    Raises:
        ValidationError: it does not any more, or the file was removed before.
    """
    actor, record = officer(request), lock_record(cast(Any, evidence.record))
    if not policy_for(type(record)).may_attach(actor, record):
        raise ValidationError(_("The record has moved on and its files stay."))
    remove_evidence(evidence, actor=actor, reason=reason)


@require_http_methods(["GET", "POST"])
def remove_evidence_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a file is taken out, then take it out; its name and the reason stay."""
    evidence = evidence_in_scope(request, pk)
    record: Any = evidence.record
    if not policy_for(type(record)).may_attach(request.user, record):
        raise PermissionDenied
    way_back = record_url(record) or reverse("wagtailadmin_home")
    if evidence.removed_at is not None:
        messages.info(request, _("The file was removed before."))
        return redirect(way_back)
    form = ReasonForm(request.POST or None, label=gettext_lazy("Why is the file removed?"))
    if form.is_valid():
        try:
            remove_from_locked_record(evidence, request, form.cleaned_data["reason"])
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, _("“%(name)s” was removed.") % {"name": evidence.name})
        return redirect(way_back)
    title = _("Remove “%(name)s”") % {"name": evidence.name}
    breadcrumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": way_back, "label": str(record)},
        {"url": "", "label": title},
    ]
    return render(
        request,
        "registers/remove_evidence.html",
        {
            "form": form,
            "evidence": evidence,
            "record_url": way_back,
            "header_title": title,
            "page_title": title,
            "header_icon": "bin",
            "breadcrumbs_items": breadcrumbs,
        },
    )
