"""What a unit does with its application."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from reform.initiatives.effects import initiatives as effects
from reform.initiatives.enums import WITHDRAWABLE_STATES
from reform.initiatives.enums import InitiativeState as State
from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Transition

BY_THE_UNIT = (
    Transition(
        "endorse",
        frozenset({State.DRAFT}),
        State.ENDORSED,
        gettext_lazy("Endorse"),
        gettext_lazy("Confirms the application in the unit's name; nobody changes it from then on."),
        Capability.SUBMIT,
        not_by=("create",),
        guard=effects.is_complete,
        effect=effects.endorse,
    ),
    Transition(
        "send_back",
        frozenset({State.ENDORSED}),
        State.DRAFT,
        gettext_lazy("Send back to the officer"),
        gettext_lazy("The officer corrects the application; nothing is sent yet."),
        Capability.SUBMIT,
        inputs=(REASON,),
        effect=effects.move_on,
        tone="secondary",
    ),
    Transition(
        "submit",
        frozenset({State.ENDORSED}),
        State.SUBMITTED,
        gettext_lazy("Submit"),
        gettext_lazy("Sends the application to the appraising office; its words are kept as they are now."),
        Capability.ENTER,
        guard=effects.is_complete_and_applied,
        effect=effects.submit,
    ),
    Transition(
        "submit_supplement",
        frozenset({State.SUPPLEMENT_REQUESTED}),
        State.SUBMITTED,
        gettext_lazy("Submit the supplement"),
        gettext_lazy("Sends the supplemented application; the appraiser sees field by field what changed."),
        Capability.SUBMIT,
        refuses=effects.why_not_submit_supplement,
        guard=effects.is_complete_and_applied,
        effect=effects.submit,
    ),
    Transition(
        "withdraw",
        WITHDRAWABLE_STATES,
        State.WITHDRAWN,
        gettext_lazy("Withdraw"),
        gettext_lazy("Ends the application. This cannot be undone, and is possible before the council only."),
        Capability.SUBMIT,
        inputs=(REASON,),
        effect=effects.refuse,
        tone="danger",
    ),
)
