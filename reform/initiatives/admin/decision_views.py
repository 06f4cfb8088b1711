"""What is done with decisions: preparing one, taking an initiative out, handing certificates out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from reform.initiatives.enums import DecisionState
from reform.initiatives.models import Certificate, Council, RecognitionDecision
from reform.initiatives.permissions import appraises
from reform.initiatives.selectors.decision_page import (
    certificates_of,
    councils_to_decide,
    likely_signer,
    recommended_by,
)
from reform.initiatives.services import hand_out_certificate, prepare_decision, take_out_of_decision
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import RecordView, RegisterView
from reform.registers.admin.officer import officer
from reform.registers.admin.views.transition import TransitionView

from .decision_forms import HandOutForm, PrepareForm
from .once import OnceView


class DecisionTransitionView(TransitionView):
    """A step of a decision; registering it begins with today, correcting it with what was registered."""

    def get_initial(self) -> dict[str, Any]:
        """Return what is likely; never a number, which the office's own register gives."""
        initial = super().get_initial()
        if self.transition.event == "issue":
            return initial | {"issued_on": timezone.localdate()}
        return initial | {"number": self.instance.number, "issued_on": self.instance.issued_on}


class PrepareDecisionView(OnceView, RegisterView):
    """First the council, then the initiatives that it recommends, and who signs."""

    action = "prepare"
    form_class = PrepareForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who appraises for a whole authority."""
        return appraises(user)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Prepare a decision")

    @cached_property
    def councils(self) -> list[Council]:
        """The councils that recommend something which no decision names."""
        return list(councils_to_decide(officer(self.request)))

    @cached_property
    def council(self) -> Council | None:
        """The one that the address names; the only one when it names none."""
        named = self.request.GET.get("council", "")
        if not named and len(self.councils) == 1:
            return self.councils[0]
        return next((row for row in self.councils if str(row.pk) == named), None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell a second click that the first one did it; without a council there is nothing to prepare."""
        answer = self._second_answer()
        if answer is not None:
            return answer
        if self.council is None:
            return redirect(self.model_admin.url_for("prepare"))
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Return who signed last, or the head of the authority, as the signer."""
        return super().get_initial() | (likely_signer(self.council) if self.council else {})

    def get_form(self, form_class: Any = None) -> PrepareForm:
        """Return the form with what the council recommends; ticked is only what stands there alone."""
        form = super().get_form(form_class)
        if self.council is not None:
            rows = recommended_by(officer(self.request), self.council)
            form.fields["initiatives"].queryset = rows
            form.fields["initiatives"].initial = [row.pk for row in rows] if len(rows) == 1 else []
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the councils to choose from, and the rows of the chosen one."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        ticked = form.fields["initiatives"].ticked(form, "initiatives")
        return context | {
            "council": self.council,
            "councils": [
                (row, f"{self.model_admin.url_for('prepare')}?council={row.pk}") for row in self.councils
            ],
            "rows": [(row, str(row.pk) in ticked, "") for row in form.fields["initiatives"].queryset],
            "plain_fields": [form[name] for name in form.Meta.fields],
            "list_url": self.model_admin.url_for("index"),
        }

    def act(self, form: Any) -> Model:
        """Draft the decision."""
        decision: RecognitionDecision = form.save(commit=False)
        if self.council is None:
            raise ValidationError(_("Choose the council whose recommendations the decision follows."))
        decision.council, decision.year = self.council, timezone.localdate().year
        return prepare_decision(
            decision, initiatives=list(form.cleaned_data["initiatives"]), actor=officer(self.request)
        )

    def lead_on(self, record: Any) -> HttpResponse:
        """Lead to the decision."""
        screens = self.model_admin
        return redirect(screens.record_url(record) if record else screens.url_for("index"))

    def done_message(self, record: Any) -> str:
        """Say what there is now."""
        return _("The draft decision is prepared; submit it to the Chair once it is right.")


class AppraiserView(RecordView):
    """A screen of a decision for who appraises for its authority."""

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who appraises for the authority."""
        return access_of(user).allows(Capability.APPRAISE_INITIATIVES, self.instance.unit_id)


class TakeOutView(AppraiserView):
    """Takes one initiative out of a draft; the second of two clicks finds that it has gone."""

    action = "take_out"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead an address that was typed to the decision."""
        return redirect(self.record_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it out."""
        initiative = self.instance.initiatives.filter(pk=kwargs["initiative_pk"]).first()
        if initiative is None:
            messages.info(request, _("It does not stand in this decision any more."))
            return redirect(self.record_url)
        try:
            take_out_of_decision(initiative, actor=officer(request))
        except (ValidationError, PermissionDenied) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        else:
            messages.success(
                request, _("%(code)s is taken out; it stays recommended.") % {"code": initiative.code}
            )
        return redirect(self.record_url)


class HandOutView(OnceView, AppraiserView):
    """Notes who received which certificates, one or several at once."""

    action = "hand_out"
    form_class = HandOutForm

    def get_title(self) -> str:
        """Return the heading."""
        return _("Hand certificates out")

    @cached_property
    def waiting(self) -> list[Certificate]:
        """The certificates that nobody has received; only the one that the address names, when it does."""
        rows = [row for row in certificates_of(self.instance) if row.handed_out_on is None]
        named = self.request.GET.get("certificate", "")
        return [row for row in rows if not named or str(row.pk) == named]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or say that there is nothing to hand out."""
        if self.instance.state != DecisionState.ISSUED or not self.waiting:
            messages.info(request, _("No certificate waits to be handed out."))
            return redirect(self.record_url)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the certificates for the form."""
        return super().get_form_kwargs() | {"certificates": self.waiting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows of the form."""
        context = super().get_context_data(**kwargs)
        return context | {"lines": context["form"].lines()}

    def act(self, form: Any) -> Model:
        """Note them all, or none."""
        for certificate, receiver in form.ticked():
            hand_out_certificate(
                certificate,
                handed_to=receiver,
                handed_out_on=form.cleaned_data["handed_out_on"],
                actor=officer(self.request),
            )
        return self.instance

    def lead_on(self, record: Any) -> HttpResponse:
        """Lead to the decision."""
        return redirect(self.record_url)

    def done_message(self, record: Any) -> str:
        """Say how many."""
        number = sum(name.startswith("tick-") for name in self.request.POST)
        return ngettext(
            "%(number)s certificate was handed out.", "%(number)s certificates were handed out.", number
        ) % {"number": number}
