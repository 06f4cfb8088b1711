"""Reading a dispatch in: the form that takes a file or a pasted text."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.directives.models import Reading
from reform.directives.readings import start_reading
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit, User
from reform.registers.admin import RegisterView
from reform.registers.submissions import create_once
from reform.registers.workflow import TransitionRefused

ENDINGS = (".docx", ".pdf", ".txt", ".md")
# Well over a hundred pages; below Django's limit of what a form's text may weigh.
LONGEST_TEXT = 400_000


class StartForm(forms.Form):
    """A file or a pasted text, for one authority."""

    file = forms.FileField(
        label=_("File of the document"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    text = forms.CharField(
        label=_("Text of the document"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("The whole document, from the issuing body to the signature."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roots = Unit.objects.filter(parent=None, pk__in=access_of(user).units(Capability.ASSIGN))
        self.units = {str(unit.pk): unit for unit in roots.select_related("authority")}
        self.fields["unit"] = forms.ChoiceField(
            label=_("authority"),
            choices=[(pk, unit.authority.name) for pk, unit in self.units.items()],
            required=len(self.units) != 1,
            widget=forms.HiddenInput if len(self.units) == 1 else forms.Select,
        )
        self.fields["file"].help_text = gettext(
            "A .docx file, a .pdf file with text (no scanned pictures), .txt or .md; at most %(limit)s."
        ) % {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        self.fields["form_token"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of file and text, and say which ending is not taken."""
        values = super().clean() or {}
        upload, text = values.get("file"), (values.get("text") or "").strip()
        if upload is not None and text:
            self.add_error(None, gettext("Give a file or a text, not both: empty one of the two fields."))
        elif upload is None and not text and not self.errors:
            self.add_error(None, gettext("Choose a file or paste the text of the document."))
        if upload is not None and not upload.name.lower().endswith(ENDINGS):
            self.add_error(
                "file",
                gettext("“%(name)s” is not a document that can be read. Permitted: %(endings)s.")
                % {"name": upload.name, "endings": ", ".join(ENDINGS)},
            )
        return values

    def chosen_unit(self) -> Unit:
        """Return the leadership unit of the chosen authority; the only one when there is no choice."""
        return self.units.get(self.cleaned_data["unit"]) or next(iter(self.units.values()))


class StartView(RegisterView, FormView):
    """The start: upload or paste, then on to the proposal."""

    action = "create"
    form_class = StartForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who assigns work."""
        return self.permission_helper.user_can_create(user)

    def get_title(self) -> str:
        """Return the heading."""
        return gettext("Read a dispatch in")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the user, whose authorities are offered."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def form_valid(self, form: Any) -> HttpResponse:
        """Read it once, however often the button is pressed."""
        values = form.cleaned_data
        upload, actor = values.get("file"), cast("User", self.request.user)
        try:
            reading, created = create_once(
                values["form_token"],
                actor=actor,
                create=lambda: start_reading(
                    unit=form.chosen_unit(),
                    actor=actor,
                    text=None if upload else values["text"],
                    upload=upload,
                ),
            )
        except ValidationError as error:
            form.add_error("file" if upload else "text", error.messages)
            return self.form_invalid(form)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        self._tell(reading, created)
        return redirect(
            self.model_admin.record_url(reading) if reading else self.model_admin.url_for("index")
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong; the pasted text stays, a file has to be chosen again."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _tell(self, reading: Reading | None, created: bool) -> None:
        if created:
            messages.success(
                self.request, gettext("The document has been read. Check the proposal, then confirm it.")
            )
        else:
            messages.warning(self.request, gettext("This document was read before; nothing was read twice."))
