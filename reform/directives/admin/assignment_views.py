"""What is done to an assignment beyond the plain transitions: passing it on, asking for more time."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.directives.enums import RUNNING_STATES, AssignmentState
from reform.directives.models import Assignment
from reform.directives.rules import MAX_EXTENSION_WORKING_DAYS, MAX_EXTENSIONS, needs_the_chair
from reform.directives.services import pass_on, request_extension
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.registers.admin import RecordView
from reform.registers.admin.officer import officer
from reform.registers.admin.views.transition import TransitionForm, TransitionView
from reform.registers.admin.widgets import DateInput
from reform.registers.submissions import create_once, made_before
from reform.registers.workflow import TransitionRefused

if TYPE_CHECKING:
    from reform.registers.permissions import Asker

HANDING_OVER = "pass_on"


def may_ask_for_time(user: Asker, assignment: Assignment) -> bool:
    """Tell whether the user works for the unit and the clock of a due date runs."""
    works_for = access_of(user).units(Capability.ENTER, Capability.SUBMIT)
    return (
        assignment.unit_id in works_for and assignment.state in RUNNING_STATES and assignment.due is not None
    )


class PassOnForm(TransitionForm):
    """The reason, and the unit that gets the task."""

    to_unit = forms.ModelChoiceField(
        label=gettext_lazy("The unit that gets the task"),
        queryset=Unit.objects.none(),
        help_text=gettext_lazy("Units that have the task already are not offered."),
    )
    field_order = ("to_unit", "reason")

    def __init__(self, *args: Any, assignment: Assignment, user: Asker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["version", "to_unit", "reason"])
        units = units_for_task(assignment, user)
        field = cast(forms.ModelChoiceField, self.fields["to_unit"])
        field.queryset, field.empty_label = units, _("Choose a unit")
        if not units.exists():
            field.help_text = _(
                "Every unit has this task already, so nobody is left to take it over: "
                "go back and assign it to the same unit again, or cancel it."
            )


def units_for_task(assignment: Assignment, user: Asker) -> Any:
    """Return the open units of the authority that the user may assign this task to."""
    having = Assignment.objects.filter(task=assignment.task_id).exclude(state=AssignmentState.REASSIGNED)
    return (
        Unit.objects.taking_work()
        .filter(authority=assignment.unit.authority_id, pk__in=access_of(user).units(Capability.ASSIGN))
        .exclude(pk__in=having.values("unit_id"))
    )


class AssignmentTransitionView(TransitionView):
    """A transition of an assignment; passing on also names the unit that gets the task."""

    def get_form(self, form_class: Any = None) -> TransitionForm:
        """Return the form, with the choice of a unit where one is needed."""
        if self.transition.event != HANDING_OVER:
            return super().get_form(form_class)
        return PassOnForm(
            transition=self.transition,
            assignment=self.instance,
            user=self.request.user,
            **self.get_form_kwargs(),
        )

    def perform(self, form: Any) -> None:
        """Do the transition; passing on is a service of its own, because it makes the other unit's part."""
        if self.transition.event != HANDING_OVER:
            super().perform(form)
            return
        pass_on(
            self.instance,
            to_unit=form.cleaned_data["to_unit"],
            reason=form.cleaned_data["reason"],
            actor=officer(self.request),
            expected_version=form.cleaned_data["version"],
        )


class ExtensionForm(forms.Form):
    """Until when, and why."""

    new_due = forms.DateField(label=gettext_lazy("New due date"), widget=DateInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput)


class RequestExtensionView(RecordView, FormView):
    """Asking for a later due date in the unit's name. Sent twice, it is asked once."""

    action = "extend"
    form_class = ExtensionForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who works for the unit; whether the clock runs is answered with words."""
        works_for = access_of(user).units(Capability.ENTER, Capability.SUBMIT)
        return self.instance.unit_id in works_for

    def get_title(self) -> str:
        """Return the heading."""
        return _("Ask for more time")

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get_initial(self) -> dict[str, Any]:
        """Return a token, so that a double click asks once."""
        return {"form_token": uuid.uuid4()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or say at once why it is not possible."""
        if not may_ask_for_time(request.user, self.instance):
            messages.error(request, _("More time can be asked for only while the clock of a due date runs."))
            return redirect(self.record_url)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell a second click that the first one asked."""
        if made_before(request.POST.get("form_token"), actor=officer(request)) is not None:
            messages.info(request, _("This was done already; nothing was done twice."))
            return redirect(self.record_url)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the dates, and what lies beyond the ordinary limit."""
        assignment = self.instance
        return super().get_context_data(
            **{
                "most_times": MAX_EXTENSIONS,
                "most_days": MAX_EXTENSION_WORKING_DAYS,
                "is_at_the_limit": needs_the_chair(
                    times_extended=assignment.times_extended,
                    days_extended=assignment.days_extended,
                    more_days=1,
                ),
                "is_late": assignment.is_overdue,
            }
            | kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask."""
        given = form.cleaned_data
        try:
            create_once(
                given["form_token"],
                actor=officer(self.request),
                create=lambda: request_extension(
                    self.instance,
                    new_due=given["new_due"],
                    reason=given["reason"],
                    actor=officer(self.request),
                ),
            )
        except TransitionRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.record_url)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        messages.success(self.request, _("More time was asked for; the assigner decides."))
        return redirect(self.record_url)
