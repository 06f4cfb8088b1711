"""Moving a record from state to state: what is asked for, done once, together with its files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.registers.admin.officer import officer
from reform.registers.admin.timeline import action_label
from reform.registers.admin.widgets import DateInput, FilesField, let_long_text_in
from reform.registers.evidence import perform_with_files
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import Input, Transition, TransitionRefused

from .base import RecordView

# What takes work to give again; ticks and choices take none.
WRITTEN = frozenset({"text", "long_text", "date", "number"})


class TransitionForm(forms.Form):
    """What a transition asks for, read off its row of the table."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transition = transition
        for item in transition.inputs:
            self.fields[item.name] = form_field(item)
            let_long_text_in(self.fields[item.name])

    def renew_version(self, version: int) -> None:
        """Carry the newest version, keeping what was typed."""
        self.data: Any = self.data.copy()
        self.data["version"] = str(version)

    def inputs(self) -> dict[str, Any]:
        """Return the values by the name of their input; a field left blank is None."""
        return {
            item.name: None
            if self.cleaned_data.get(item.name) in ("", [])
            else self.cleaned_data.get(item.name)
            for item in self.transition.inputs
        }

    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed, whether it is valid or not: the words of each input with its text."""
        written = [
            item for item in self.transition.inputs if item.kind in WRITTEN and item.name in self.fields
        ]
        texts = [(str(self[item.name].label), str(self[item.name].value() or "")) for item in written]
        return [(label, text) for label, text in texts if text.strip()]

    def uploads(self) -> list[Any]:
        """Return the uploaded files."""
        return [
            upload
            for item in self.transition.inputs
            if item.kind == "file"
            for upload in self.cleaned_data.get(item.name) or []
        ]


def form_field(item: Input) -> forms.Field:
    """Return the form field for one input of a transition."""
    common: dict[str, Any] = {"label": item.label, "required": item.required, "help_text": item.help_text}
    if item.kind == "choice":
        choices = item.choices if item.required else (("", pgettext("empty choice", "None")), *item.choices)
        return forms.ChoiceField(choices=choices, **common)
    if item.kind == "several":
        return forms.MultipleChoiceField(choices=item.choices, widget=forms.CheckboxSelectMultiple, **common)
    kinds: dict[str, Any] = {
        "text": lambda: forms.CharField(max_length=300, **common),
        "long_text": lambda: forms.CharField(
            max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), **common
        ),
        "date": lambda: forms.DateField(widget=DateInput, **common),
        "number": lambda: forms.DecimalField(**common),
        "file": lambda: FilesField(**common),
    }
    return kinds[item.kind]()


class TransitionView(RecordView, FormView):
    """One transition of one record. A second click finds that it has been done."""

    action = "transition"
    transition: Transition

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the transition in the table."""
        super().setup(request, *args, **kwargs)
        found = self.model_admin.workflow.by_event.get(kwargs["event"])
        if found is None or found.capability is None or not found.offered:
            raise Http404
        self.transition = found

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who has the capability; state and separation of duties are answered with words."""
        return self.model_admin.workflow.may_perform(self.instance, self.transition.event, user)

    def get_title(self) -> str:
        """Return the words on the button."""
        return str(self.transition.label)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get_form(self, form_class: Any = None) -> TransitionForm:
        """Return the form with the transition's inputs."""
        return TransitionForm(transition=self.transition, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Return the version that the user sees."""
        return {"version": self.instance.version}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or say at once why it is not possible."""
        try:
            self.model_admin.workflow.refuse_unless_possible(
                self.instance, self.transition.event, actor=officer(request)
            )
        except TransitionRefused as refusal:
            return self.say_refused(str(refusal))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell a second click at once that it was done: choices of its form may have gone with the first."""
        form = self.get_form()
        is_valid = form.is_valid()
        if self._is_second_click(form):
            return self.say_done_before()
        return self.form_valid(form) if is_valid else self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the transition beside its form, and the way to change a record that is not ready for it."""
        context = super().get_context_data(**{"transition": self.transition} | kwargs)
        return context | {"edit_url": self._edit_url() if context["form"].non_field_errors() else ""}

    def _edit_url(self) -> str:
        """Return where the user changes the record, empty when that is not possible."""
        screens, user = self.model_admin, self.request.user
        may = bool(screens.panels) and self.permission_helper.user_can_edit_obj(user, self.instance)
        return screens.url_for("edit", self.instance.pk) if may else ""

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, with its files, in one transaction."""
        try:
            self.perform(form)
        except (TransitionRefused, StaleRecord) as refusal:
            return self.say_refused(str(refusal), form, can_be_sent_again=isinstance(refusal, StaleRecord))
        except ValidationError as error:
            return self.refused(form, error)
        except self.model.DoesNotExist:
            raise Http404
        messages.success(self.request, _("Done: %(transition)s.") % {"transition": self.transition.label})
        return redirect(self.record_url)

    def perform(self, form: Any) -> None:
        """Do the transition; a register whose service does more calls that service here.

        Raises:
            TransitionRefused, StaleRecord, ValidationError: see `Workflow.perform`.
        """
        perform_with_files(
            self.model_admin.workflow,
            self.instance,
            self.transition.event,
            actor=officer(self.request),
            inputs=form.inputs(),
            files=form.uploads(),
            expected_version=form.cleaned_data["version"],
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is missing, unless somebody was quicker, or the first of two clicks this moment."""
        self.instance.refresh_from_db()
        if self._is_second_click(form):
            return self.say_done_before()
        if not self._is_allowed():
            return self.say_refused(self._reason_of_refusal(), form)
        if any(bound.errors for bound in form):
            messages.validation_error(self.request, _("Nothing was done. Correct the marked fields."), form)
        else:
            # What the record lacks stands above the form, once; there is no field to be led to.
            messages.warning(self.request, _("Nothing was done: read below what stands against it."))
        return self.render_to_response(self.get_context_data(form=form))

    def refused(self, form: TransitionForm, error: ValidationError) -> HttpResponse:
        """Put what the table or the record refuses beside the inputs."""
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, error)
        return self.form_invalid(form)

    def say_done_before(self) -> HttpResponse:
        """Tell a second click that the first one did it."""
        messages.info(self.request, _("This was done already; nothing was done twice."))
        return redirect(self.record_url)

    def say_refused(
        self, reason: str, form: TransitionForm | None = None, *, can_be_sent_again: bool = False
    ) -> HttpResponse:
        """Say why nothing was done, and what has happened meanwhile. Nothing that was typed is lost.

        Arguments:
            can_be_sent_again: the step is still possible; the form is shown again with the newest version.
                Otherwise what was typed is shown to be copied.
        """
        if form is not None and self._was_just_done() and self._says_the_same(form):
            return self.say_done_before()
        happened = self._what_happened(form)
        if form is None or not (form.typed() or (can_be_sent_again and form.inputs())):
            messages.error(self.request, " ".join(filter(None, [reason, happened])))
            return redirect(self.record_url)
        form.renew_version(self.instance.version)
        told = {"refusal": reason, "happened": happened, "can_be_sent_again": can_be_sent_again}
        return self.render_to_response(self.get_context_data(form=form, **told), status=409)

    def _is_allowed(self) -> bool:
        """Tell whether the state allows the transition to the user."""
        return self.model_admin.workflow.allowed(self.instance, self.transition.event, officer(self.request))

    def _reason_of_refusal(self) -> str:
        """Return in words why the transition is not possible now, empty when it is."""
        try:
            self.model_admin.workflow.refuse_unless_possible(
                self.instance, self.transition.event, actor=officer(self.request)
            )
        except TransitionRefused as refusal:
            return str(refusal)
        return ""

    def _what_happened(self, form: TransitionForm | None) -> str:
        """Return who did what since the form was opened, and when; empty when nothing happened."""
        newest = self._newest_entry() if form is not None else None
        self.instance.refresh_from_db()
        if form is None or newest is None or str(form["version"].value()) == str(self.instance.version):
            return ""
        return _("Meanwhile: “%(what)s”, by %(who)s, at %(when)s.") % {
            "what": action_label(newest.action, self.model_admin),
            "who": newest.actor or _("the system"),
            "when": date_format(timezone.localtime(newest.at), "H:i d/m/Y"),
        }

    def _is_second_click(self, form: TransitionForm) -> bool:
        """Tell whether this user has just done it with these very words, so that it is not possible now."""
        return not self._is_allowed() and self._was_just_done() and self._says_the_same(form)

    def _says_the_same(self, form: TransitionForm) -> bool:
        """Tell whether the words of the form are those that were kept; a second tab may hold others."""
        newest = self._newest_entry()
        self.instance.refresh_from_db()
        kept = {newest.reason, *(change["new"] for change in newest.changes)} if newest else set()
        return all(
            value == getattr(self.instance, name, None) or str(value) in kept
            for name, value in form.inputs().items()
            if isinstance(value, str | date | Decimal)
        )

    def _newest_entry(self) -> HistoryEntry | None:
        """Return what happened to the record last, files aside."""
        return HistoryEntry.objects.of(self.instance).exclude(action__endswith="_evidence").first()

    def _was_just_done(self) -> bool:
        """Tell whether the newest entry of the history is this very transition by this very user."""
        newest = self._newest_entry()
        return (
            newest is not None
            and newest.action == self.transition.event
            and newest.actor_id == self.request.user.pk
        )

    def refuse(self) -> None:
        """Refuse who lacks the capability."""
        raise PermissionDenied
