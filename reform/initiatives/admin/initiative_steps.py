"""The steps of an initiative: the council is chosen from those that still score."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from reform.initiatives.enums import CouncilState
from reform.initiatives.models import Council, Initiative
from reform.initiatives.rules import council_years
from reform.registers.admin.views.transition import TransitionForm, TransitionView
from reform.registers.permissions import viewable_records

from .initiative_page import similar_rows

# Whoever judges these has similar initiatives before the eyes.
WITH_SIMILAR = frozenset({"find_eligible", "find_ineligible"})


class InitiativeTransitionView(TransitionView):
    """A step of an initiative. Words that are there already are where the new ones start from."""

    def get_form(self, form_class: Any = None) -> TransitionForm:
        """Offer the authority's councils where one is asked for."""
        form = super().get_form(form_class)
        if "council" in form.fields:
            form.fields["council"] = self._councils(form.fields["council"])
        return form

    def _councils(self, asked: forms.Field) -> forms.ModelChoiceField[Any]:
        """Return the choice of the councils of the same authority and the right year that have not met."""
        councils = viewable_records(Council, self.request.user).filter(
            unit__authority_id=self.instance.unit.authority_id,
            state__in=[CouncilState.PREPARING, CouncilState.SCORING],
            year__in=council_years(self.instance.year),
        )
        nothing = _(
            "No council of the initiative's year or of the next one is being set up or scores now: set one up"
            " first, under “Councils”."
        )
        return forms.ModelChoiceField(
            councils,
            label=asked.label,
            help_text=asked.help_text if councils.exists() else nothing,
            empty_label=_("Choose a council"),
        )

    def get_initial(self) -> dict[str, Any]:
        """Start from the name as it is, and from what citizens read already."""
        initiative: Initiative = self.instance
        return super().get_initial() | {
            "title": initiative.title,
            "public_summary": initiative.public_summary,
            "public_effect": initiative.public_effect,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return similar initiatives where it is judged whether this one is new."""
        if self.transition.event in WITH_SIMILAR:
            kwargs |= {"similar": similar_rows(self.request.user, self.instance), "appraises": True}
        return super().get_context_data(**kwargs)
