"""The screens of an authority's own templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.admin import Column, RecordView, RegisterAdmin, RegisterForm, RegisterView, StateColumn
from reform.registers.admin.columns import Tone
from reform.registers.admin.officer import officer
from reform.registers.models import PaperTemplate, TemplateState
from reform.registers.permissions import policy_for

from .apart import TemplateFailed, fill_in_apart
from .docx_rendering import fill_in
from .guards import MOST_BYTES
from .kinds import PaperKind, paper_kinds
from .own_templates import check_template, upload_template, why_it_failed
from .rendering import MEDIA_TYPES, built_in_template, context_of, render_pdf
from .workflow import TEMPLATES

TONES: dict[str, Tone] = {TemplateState.ACTIVE: "good"}


def as_file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file to save; nobody else may keep it."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class PaperTemplateForm(RegisterForm):
    """A template to upload. It is checked at once; what is wrong with it is said before anything is kept."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(
            ((kind.code, kind.label) for kind in paper_kinds().values()), key=lambda pair: str(pair[1])
        )
        field = self.fields["kind"]
        field.choices = kinds
        field.help_text = PaperTemplate._meta.get_field("kind").help_text
        self.fields["file"].widget = forms.FileInput(attrs={"accept": ".docx"})

    def clean_file(self) -> Any:
        """Refuse a file from which papers of the kind cannot be printed."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES or not (upload.name or "").lower().endswith(".docx"):
            limit = filesizeformat(MOST_BYTES)
            raise forms.ValidationError(_("Take a .docx file of at most %(limit)s.") % {"limit": limit})
        content = upload.read()
        upload.seek(0)
        problems = check_template(content, self.data.get(self.add_prefix("kind"), ""))
        if problems:
            raise forms.ValidationError(problems)
        return upload


class DownloadTemplateView(RecordView):
    """The file as it was uploaded."""

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may see the template."""
        return policy_for(PaperTemplate).may_view(user, self.instance)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand the file out."""
        return as_file(self.content(), self.file_name(), MEDIA_TYPES["docx"])

    def content(self) -> bytes:
        """Return the file.

        Raises:
            Http404: when it is gone from the storage.
        """
        try:
            with self.instance.file.open("rb") as file:
                return file.read()
        except FileNotFoundError as error:
            raise Http404 from error

    def file_name(self) -> str:
        """Return the name under which the officer keeps it."""
        return f"{slugify(self.instance.name) or 'template'}-{self.instance.edition}.docx"


class SampleView(DownloadTemplateView):
    """The kind's sample as this template prints it, to look at before it is put in use."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand the sample out, or say why there is none."""
        kind = paper_kinds().get(self.instance.kind)
        if kind is None:
            raise Http404
        try:
            sample = fill_in_apart(self.content(), context_of(kind.sample()))[0]
        except TemplateFailed as failure:
            messages.error(request, why_it_failed(failure))
            return redirect(self.record_url)
        return as_file(sample, f"sample-{self.file_name()}", MEDIA_TYPES["docx"])


class BuiltInView(RegisterView):
    """The built-in template of a kind, or its sample as DOCX or PDF."""

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who keeps templates."""
        return policy_for(PaperTemplate).may_list(user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand the file out."""
        kind: PaperKind | None = paper_kinds().get(kwargs["code"])
        if kind is None:
            raise Http404
        sample, what = kind.sample(), kwargs["what"]
        if what == "pdf":
            return as_file(render_pdf(sample), f"{kind.code}.pdf", MEDIA_TYPES["pdf"])
        content = built_in_template(sample)
        if what == "sample":
            content = fill_in(content, context_of(sample))[0]
        elif what != "template":
            raise Http404
        return as_file(content, f"{kind.code}-{what}.docx", MEDIA_TYPES["docx"])


class PaperTemplateAdmin(RegisterAdmin):
    """Templates that an authority prints its papers from."""

    model = PaperTemplate
    base_url_path = "organisation/paper-templates"
    menu_icon = "doc-full-inverse"
    form_class = PaperTemplateForm
    list_columns = (
        "name",
        "kind",
        "edition",
        Column("unit", sort="unit__name"),
        StateColumn("state", tones=TONES),
        Column("uploaded_by", sort=""),
        Column("created_at", label=gettext_lazy("Uploaded at")),
    )
    list_select_related = ("unit__authority", "uploaded_by")
    search_column = ""
    empty_message = gettext_lazy(
        "No template of your own yet: papers are printed from the built-in ones."
        " Download one below to begin with."
    )
    panels = (FieldPanel("unit"), FieldPanel("kind"), FieldPanel("name"), FieldPanel("file"))
    record_fields = (
        "name", "kind", "edition", "unit", "uploaded_by",
        Column("created_at", label=gettext_lazy("Uploaded at")),
    )  # fmt: skip
    workflow = TEMPLATES
    state_tones = TONES
    index_template_name = "registers/paper_templates.html"

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the leadership of the authorities that the user administers."""
        administered = access_of(request.user).units(Capability.ADMINISTER)
        return {"unit": Q(pk__in=Unit.objects.filter(pk__in=administered, parent=None).values("pk"))}

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return the kinds of paper with the addresses of what is built in."""
        return {
            "kinds": [
                {
                    "label": capfirst(str(kind.label)),
                    "template_url": self.url_for("built_in", kind.code, "template"),
                    "sample_url": self.url_for("built_in", kind.code, "sample"),
                    "pdf_url": self.url_for("built_in", kind.code, "pdf"),
                }
                for kind in sorted(paper_kinds().values(), key=lambda kind: str(kind.label))
            ]
        }

    def record_buttons(self, request: HttpRequest, record: PaperTemplate) -> list[HeaderButton]:
        """Offer the file."""
        return [
            HeaderButton(_("Download"), url=self.url_for("download", record.pk), icon_name="download"),
            HeaderButton(_("Print the sample"), url=self.url_for("sample", record.pk), icon_name="doc-full"),
        ]

    def save_new(self, form: RegisterForm, request: HttpRequest) -> PaperTemplate:
        """Keep the template as the next edition of its kind."""
        return upload_template(form.save(commit=False), actor=officer(request))

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses of files."""
        return [
            self.record_path("download", DownloadTemplateView),
            self.record_path("sample", SampleView),
            self.list_path("built_in", BuiltInView, "<slug:code>/<slug:what>/"),
        ]
