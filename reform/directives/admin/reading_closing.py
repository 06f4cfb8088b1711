"""Closing a reading: confirming the proposal, or giving it up."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.directives.confirming import build_plan, place_of
from reform.directives.proposals import tasks_of
from reform.directives.readings import confirm_reading, discard_reading
from reform.directives.selectors.duplicates import entered_before
from reform.registers.admin.forms import ReasonForm
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused

from .reading_desk import Desk
from .reading_page import Page, work_by_unit
from .reading_units import UnitList
from .reading_views import ReadingView
from .urls import directive_url

MOST_LIKE_IT = 3


class ConfirmView(ReadingView):
    """What confirming will write, what stands in its way, and the button that does it."""

    action = "confirm"

    def get_title(self) -> str:
        """Return the heading."""
        return _("Confirm the proposal")

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the summary; a closed reading leads back."""
        if not self.is_open:
            return redirect(self._way_on())
        return self._show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write everything at once; a second click finds it written and leads to the same place."""
        try:
            directive = confirm_reading(self.instance, actor=self.actor, expected_version=self.sent_version())
        except ValidationError:
            return self._show(422)
        except StaleRecord:
            messages.warning(
                request, _("The proposal was changed since you opened this page. Look at the summary again.")
            )
            return redirect(self.url("confirm"))
        except TransitionRefused as refusal:
            return self.say_refused(refusal)
        messages.success(
            request, _("“%(directive)s” was confirmed; its tasks are assigned.") % {"directive": directive}
        )
        return redirect(directive_url(directive))

    def _way_on(self) -> str:
        directive = self.instance.directive
        return directive_url(directive) if directive else self.record_url

    def _show(self, status: int = 200) -> HttpResponse:
        desk = Desk(self.instance.proposal, UnitList.of(self.instance))
        plan = build_plan(self.instance, actor=self.actor, assigned_on=timezone.localdate())
        known = entered_before(self.instance, self.actor)
        return self.render_to_response(
            self.get_context_data(
                page=Page(desk, {}),
                problems=[(problem, self._anchor(problem)) for problem in plan.problems],
                work=work_by_unit(desk),
                entered_before=[(row, directive_url(row)) for row in known[:MOST_LIKE_IT]],
            ),
            status=status,
        )

    def _anchor(self, problem: str) -> str:
        """Return where on the proposal page a problem is solved; every problem opens with its place."""
        for task in tasks_of(self.instance.proposal):
            if not task["dropped"] and problem.startswith(f"{place_of(task)}:"):
                return f"?edit={task['key']}#task-{task['key']}"
        return "?edit=header#header"


class DiscardView(ReadingView, FormView):
    """Giving a reading up, with the reason."""

    action = "discard"
    form_class = ReasonForm

    def get_title(self) -> str:
        """Return the heading."""
        return _("Discard this reading")

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the words of the one field."""
        return super().get_form_kwargs() | {"label": _("Reason")}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason; a closed reading leads back."""
        return super().get(request, *args, **kwargs) if self.is_open else redirect(self.record_url)

    def form_valid(self, form: Any) -> HttpResponse:
        """Close the reading; nothing is written from it."""
        try:
            discard_reading(
                self.instance,
                actor=self.actor,
                expected_version=self.sent_version(),
                reason=form.cleaned_data["reason"].strip(),
            )
        except StaleRecord:
            messages.warning(
                self.request, _("The proposal was changed since you opened this page. Decide again.")
            )
            form.data = form.data.copy()
            self.instance.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except TransitionRefused as refusal:
            return self.say_refused(refusal)
        messages.success(self.request, _("The reading was discarded; nothing was written from it."))
        return redirect(self.model_admin.url_for("index"))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
