"""What is done with a council beyond its plain steps: putting initiatives before it, recording who came."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from reform.initiatives.enums import CouncilState, InitiativeState
from reform.initiatives.models import Council, Initiative
from reform.initiatives.rules import initiative_years
from reform.initiatives.services import put_before_council
from reform.initiatives.ties import tie_of
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import RecordView
from reform.registers.admin.officer import officer
from reform.registers.admin.views.transition import TransitionForm, TransitionView
from reform.registers.permissions import viewable_records

from .once import OnceForm, OnceView
from .tick_field import TickField

TAKES_INITIATIVES = frozenset({CouncilState.PREPARING, CouncilState.SCORING})


def takes_initiatives(user: Any, council: Council) -> bool:
    """Tell whether the council has not met, and the user appraises for its authority."""
    return council.state in TAKES_INITIATIVES and access_of(user).allows(
        Capability.APPRAISE_INITIATIVES, council.unit_id
    )


def waits_for_decision(user: Any, council: Council) -> bool:
    """Tell whether the council recommends what no decision names, and the user appraises for it."""
    return access_of(user).allows(Capability.APPRAISE_INITIATIVES, council.unit_id) and (
        council.initiatives.filter(state=InitiativeState.RECOMMENDED, decision=None).exists()
    )


class SeatsField(forms.ModelMultipleChoiceField):
    """Members of a council, each with the role."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return name and role."""
        return f"{obj.user} – {obj.get_role_display()}"


class MeetForm(TransitionForm):
    """What a meeting asks for; who was present is ticked, and history tells names."""

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["present"]
        self.fields["present"] = SeatsField(
            queryset=council.members.select_related("user"),
            label=field.label,
            # Nobody is ticked yet: quorum and votes depend on who came, so each presence is somebody's word.
            help_text=_("Tick who was present. The quorum is %(quorum)s.") % {"quorum": council.quorum},
        )

    def inputs(self) -> dict[str, Any]:
        """Return the members present as a list."""
        return super().inputs() | {"present": list(self.cleaned_data.get("present") or [])}


class CouncilTransitionView(TransitionView):
    """A step of a council."""

    def get_initial(self) -> dict[str, Any]:
        """Start from the day by which members score, if one was entered."""
        return super().get_initial() | {"score_by": self.instance.score_by}

    def get_form(self, form_class: Any = None) -> TransitionForm:
        """Offer the members where the step asks who was present."""
        if self.transition.event != "meet":
            return super().get_form(form_class)
        return MeetForm(transition=self.transition, council=self.instance, **self.get_form_kwargs())


class PutBeforeForm(OnceForm):
    """Ticks beside the eligible initiatives."""

    initiatives = TickField(queryset=Initiative.objects.none(), label=gettext_lazy("Initiatives"))


class PutBeforeView(OnceView, RecordView):
    """Puts several eligible initiatives before a council, all or none."""

    action = "put_before"
    form_class = PutBeforeForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who appraises for the authority; whether the council has met is answered with words."""
        return access_of(user).allows(Capability.APPRAISE_INITIATIVES, self.instance.unit_id)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Put initiatives before this council")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or say at once why it is not possible."""
        if not takes_initiatives(request.user, self.instance):
            messages.error(request, _("This council has met already; choose one that still scores."))
            return redirect(self.record_url)
        return super().get(request, *args, **kwargs)

    def eligible(self) -> QuerySet[Initiative]:
        """Return what waits for a council in the authority."""
        return (
            viewable_records(Initiative, self.request.user)
            .filter(
                state=InitiativeState.ELIGIBLE,
                unit__authority_id=self.instance.unit.authority_id,
                year__in=initiative_years(self.instance.year),
            )
            .select_related("unit")
            .prefetch_related("authors")
            .order_by("-year", "code", "pk")
        )

    def get_form(self, form_class: Any = None) -> PutBeforeForm:
        """Return the form with what is eligible."""
        form = super().get_form(form_class)
        form.fields["initiatives"].queryset = self.eligible()
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows; one that the officer is tied to says so and cannot be ticked."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        ticked = form.fields["initiatives"].ticked(form, "initiatives")
        user = officer(self.request)
        rows = [(row, str(row.pk) in ticked, tie_of(user, row)) for row in self.eligible()]
        return context | {"rows": rows}

    def act(self, form: Any) -> Model:
        """Put them before the council."""
        put_before_council(
            list(form.cleaned_data["initiatives"]), council=self.instance, actor=officer(self.request)
        )
        return self.instance

    def lead_on(self, record: Any) -> HttpResponse:
        """Lead to the council."""
        return redirect(self.record_url)

    def done_message(self, record: Any) -> str:
        """Say how many."""
        number = len(self.request.POST.getlist("initiatives"))
        return ngettext(
            "%(number)s initiative is before the council now.",
            "%(number)s initiatives are before the council now.",
            number,
        ) % {"number": number}
