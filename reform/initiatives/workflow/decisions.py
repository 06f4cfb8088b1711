"""The table of a decision of recognition: drafted, signed by the Chair, registered."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.initiatives.effects import decisions as effects
from reform.initiatives.enums import DecisionState as State
from reform.initiatives.models import RecognitionDecision
from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Input, Transition, Workflow

_APPRAISE = Capability.APPRAISE_INITIATIVES
_NUMBER = Input(
    "number",
    pgettext_lazy("of a decision", "Number"),
    "number",
    help_text=gettext_lazy(
        "As in the office's register of outgoing documents, which this decision shares with others; without"
        " the symbol."
    ),
)
_ISSUED_ON = Input("issued_on", gettext_lazy("Date of the decision"), "date")

DECISIONS = Workflow(
    model=RecognitionDecision,
    states=State,
    unit_of=lambda decision: decision.unit_id,
    transitions=(
        Transition(
            "submit",
            frozenset({State.DRAFT}),
            State.SUBMITTED,
            gettext_lazy("Submit to the Chair"),
            gettext_lazy("The Chair gets the submission, the minutes and the draft decision."),
            _APPRAISE,
            guard=effects.names_initiatives,
        ),
        Transition(
            "send_back",
            frozenset({State.SUBMITTED}),
            State.DRAFT,
            gettext_lazy("Send back to the appraising office"),
            gettext_lazy("The office corrects the draft."),
            Capability.DECIDE,
            inputs=(REASON,),
            tone="secondary",
        ),
        Transition(
            "sign",
            frozenset({State.SUBMITTED}),
            State.SIGNED,
            pgettext_lazy("step of a decision", "Sign"),
            gettext_lazy("You have signed the decision; the office gives it number and date."),
            Capability.DECIDE,
            not_by=("submit",),
            refuses=effects.why_not_sign,
            guard=effects.names_initiatives,
            confirms=True,
        ),
        Transition(
            "issue",
            frozenset({State.SIGNED}),
            State.ISSUED,
            gettext_lazy("Register the decision"),
            gettext_lazy(
                "Every initiative in it is recognised from its date, and each author gets a certificate."
            ),
            _APPRAISE,
            inputs=(_NUMBER, _ISSUED_ON),
            guard=effects.can_be_issued,
            effect=effects.issue,
        ),
        Transition(
            "correct_number",
            frozenset({State.ISSUED}),
            None,
            gettext_lazy("Correct number and date"),
            gettext_lazy(
                "Only for what was typed wrongly. Its initiatives are recognised from the corrected date;"
                " history keeps both and your reason. Print decision and certificates anew."
            ),
            _APPRAISE,
            inputs=(_NUMBER, _ISSUED_ON, REASON),
            guard=effects.can_be_corrected,
            effect=effects.correct_number,
            tone="secondary",
        ),
        Transition(
            "discard",
            frozenset({State.DRAFT}),
            State.DISCARDED,
            gettext_lazy("Discard the draft"),
            gettext_lazy("The initiatives stay recommended and can stand in another decision."),
            _APPRAISE,
            inputs=(REASON,),
            effect=effects.discard,
            tone="danger",
        ),
    ),
)
