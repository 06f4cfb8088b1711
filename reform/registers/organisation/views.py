"""Closing units, locking and unlocking accounts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.organisation import services
from reform.organisation.models import Unit
from reform.registers.admin import RecordView
from reform.registers.admin.forms import ReasonForm
from reform.registers.admin.officer import officer
from reform.registers.permissions import viewable_records
from reform.registers.records import StaleRecord, history_of_changes, lock_record

from .forms import CloseUnitForm


class ServiceView(RecordView, FormView):
    """A form before a service of the ground floor, whose changes are told in the history."""

    template_name = "registers/service.html"
    title: Any = ""
    explanation: Any = ""
    button_class = ""
    done: Any = gettext_lazy("Done.")

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may change the record."""
        return self.permission_helper.user_can_edit_obj(user, self.instance)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the words around the form."""
        return super().get_context_data(
            **{
                "explanation": self.explanation,
                "button": self.get_title(),
                "button_class": self.button_class,
            }
            | kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Call the service; what it refuses is said beside the form."""
        try:
            self.serve(form.cleaned_data)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        except (PermissionDenied, StaleRecord) as refusal:
            form.add_error(None, str(refusal) or _("You are not allowed to do this."))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.record_url)

    def serve(self, given: dict[str, Any]) -> None:
        """Do what the form asks for."""
        raise NotImplementedError


class CloseUnitView(ServiceView):
    """The last day of a unit, and who takes over."""

    title = gettext_lazy("Close the unit")
    explanation = gettext_lazy(
        "A unit is never deleted: its records stay under it. After its last day no work is given to it."
    )
    button_class = "serious"
    done = gettext_lazy("The unit's last day was set.")
    form_class = CloseUnitForm

    def get_initial(self) -> dict[str, Any]:
        """Return what stands now."""
        return {
            "version": self.instance.version,
            "last_day": self.instance.valid_to,
            "successor": self.instance.successor_id,
        }

    def get_form(self, form_class: Any = None) -> CloseUnitForm:
        """Return the form with the other units of the authority that the user administers."""
        form = super().get_form(form_class)
        units = viewable_records(Unit, self.request.user).exclude(pk=self.instance.pk)
        form.fields["successor"].queryset = units.filter(authority=self.instance.authority_id)
        return form

    def serve(self, given: dict[str, Any]) -> None:
        """Close the unit, unless somebody changed it meanwhile."""
        with history_of_changes(
            self.instance, actor=officer(self.request), action="close_unit", reason=given["reason"]
        ):
            current = lock_record(self.instance)
            if current.version != given["version"]:
                raise StaleRecord(current)
            services.close_unit(
                self.instance,
                by=officer(self.request),
                last_day=given["last_day"],
                successor=given["successor"],
            )


class DeactivateUserView(ServiceView):
    """Locking an account: the person is signed out, roles end today."""

    title = gettext_lazy("Lock the account")
    explanation = gettext_lazy(
        "The person is signed out, all roles end today, and units are no longer headed by this person."
        " The account stays, because records name it."
    )
    button_class = "serious"
    done = gettext_lazy("The account was locked.")
    form_class = ReasonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the words beside the reason."""
        return super().get_form_kwargs() | {"label": gettext_lazy("Why is the account locked?")}

    def serve(self, given: dict[str, Any]) -> None:
        """Lock the account and tell what changed with it."""
        touched = [*self.instance.role_assignments.all(), *self.instance.headed_units.all()]
        with history_of_changes(
            self.instance,
            *touched,
            actor=officer(self.request),
            action="deactivate_user",
            reason=given["reason"],
        ):
            services.deactivate_user(self.instance, by=officer(self.request))


class ReactivateUserView(ServiceView):
    """Unlocking an account; roles are given anew."""

    title = gettext_lazy("Unlock the account")
    explanation = gettext_lazy("The roles have ended; give them anew where they are needed.")
    done = gettext_lazy("The account was unlocked.")
    form_class = ReasonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the words beside the reason."""
        return super().get_form_kwargs() | {"label": gettext_lazy("Why is the account unlocked?")}

    def serve(self, given: dict[str, Any]) -> None:
        """Unlock the account."""
        with history_of_changes(
            self.instance, actor=officer(self.request), action="reactivate_user", reason=given["reason"]
        ):
            services.reactivate_user(self.instance, by=officer(self.request))
