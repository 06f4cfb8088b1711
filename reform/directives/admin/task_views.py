"""Entering a task for a dispatch, and giving a task to one more unit."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.directives.assigning import add_assignment
from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Directive, Task
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.admin import RecordView
from reform.registers.admin.officer import officer
from reform.registers.admin.views import CreateView
from reform.registers.permissions import viewable_records
from reform.registers.submissions import create_once, made_before
from reform.registers.workflow import TransitionRefused

from .task_forms import AddUnitForm


class CreateTaskView(CreateView):
    """Entry by hand; the address can name the dispatch."""

    def get_form_instance(self) -> Task:
        """Return a new task of the dispatch that the address names, when the user may see it."""
        named = self.request.GET.get("directive", "")
        if not (named.isascii() and named.isdigit() and len(named) < 19):
            return Task()
        directive = viewable_records(Directive, self.request.user).filter(pk=int(named)).first()
        return Task(directive=directive) if directive else Task()


class AddUnitView(RecordView, FormView):
    """Giving a task to one more unit. A second click finds that the unit has it."""

    action = "add_unit"
    form_class = AddUnitForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who assigns work in the dispatch's authority."""
        return self.permission_helper.user_can_edit_obj(user, self.instance)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Add a unit")

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get_initial(self) -> dict[str, Any]:
        """Return a token, so that a double click gives the task once."""
        return {"form_token": uuid.uuid4()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell a second click that the first one did it: the unit is not offered any more."""
        return self._second_answer() or super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong, unless the first of two clicks was done in this very moment."""
        return self._second_answer() or super().form_invalid(form)

    def _second_answer(self) -> HttpResponse | None:
        """Return the answer to a form that was sent before, None for the first sending."""
        if made_before(self.request.POST.get("form_token"), actor=officer(self.request)) is None:
            return None
        messages.info(self.request, _("This was done already; nothing was done twice."))
        return redirect(self.record_url)

    def get_form(self, form_class: Any = None) -> AddUnitForm:
        """Return the form with the open units of the authority that do not have the task."""
        form = super().get_form(form_class)
        having = Assignment.objects.filter(task=self.instance).exclude(state=AssignmentState.REASSIGNED)
        form.fields["unit"].queryset = (
            Unit.objects.taking_work()
            .filter(
                authority=self.instance.directive.unit.authority_id,
                pk__in=access_of(self.request.user).units(Capability.ASSIGN),
            )
            .exclude(pk__in=having.values("unit_id"))
        )
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Give the unit its part."""
        given = form.cleaned_data
        try:
            create_once(
                given["form_token"],
                actor=officer(self.request),
                create=lambda: add_assignment(
                    self.instance, unit=given["unit"], role=given["role"], actor=officer(self.request)
                ),
            )
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        messages.success(self.request, _("%(unit)s has the task now.") % {"unit": given["unit"]})
        return redirect(self.record_url)
