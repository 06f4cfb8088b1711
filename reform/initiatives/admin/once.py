"""Forms beside a record's own that do something once, however often they are sent."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.registers.admin.officer import officer
from reform.registers.submissions import create_once, made_before
from reform.registers.workflow import TransitionRefused


class OnceForm(forms.Form):
    """A form that carries a token."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)


class OnceView(FormView):
    """The part that such screens share; comes before `RecordView` or `RegisterView`.

    A subclass says in `act` what is done. The second of two clicks is told that the first one did it, also
    when what the form offered has gone with the first.
    """

    request: HttpRequest

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]  # type: ignore[misc]

    def get_title(self) -> str:
        """Return the heading."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        """Return a token."""
        return {"form_token": uuid.uuid4()}

    def act(self, form: Any) -> Model:
        """Do it in the transaction that `create_once` holds, and return the record that it is about.

        Raises:
            TransitionRefused, ValidationError: nothing is done then, and the form is shown again.
        """
        raise NotImplementedError

    def lead_on(self, record: Any) -> HttpResponse:
        """Return where the officer is led afterwards."""
        raise NotImplementedError

    def done_message(self, record: Any) -> str:
        """Return what is said afterwards."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell a second click that the first one did it."""
        return self._second_answer() or super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it once."""
        token = form.cleaned_data["form_token"]
        try:
            record, is_new = create_once(token, actor=officer(self.request), create=partial(self.act, form))
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        if not is_new:
            return self._second_answer() or redirect(self.request.path)
        messages.success(self.request, self.done_message(record))
        return self.lead_on(record)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong, unless the first of two clicks was done in this very moment."""
        answer = self._second_answer()
        if answer is not None:
            return answer
        messages.validation_error(self.request, _("Nothing was done. Correct the marked fields."), form)
        return super().form_invalid(form)

    def _second_answer(self) -> HttpResponse | None:
        """Return the answer to a form that was sent before, None for the first sending."""
        earlier = made_before(self.request.POST.get("form_token"), actor=officer(self.request))
        if earlier is None:
            return None
        messages.info(self.request, _("This was done already; nothing was done twice."))
        return self.lead_on(earlier.record)
