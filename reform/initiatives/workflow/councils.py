"""The table of a council: set up, scoring, met, locked."""

from django.utils.translation import gettext_lazy

from reform.initiatives.effects import councils as effects
from reform.initiatives.enums import CouncilState as State
from reform.initiatives.models import Council
from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Input, Transition, Workflow

_APPRAISE = Capability.APPRAISE_INITIATIVES
_SCORE_BY = Input(
    "score_by",
    gettext_lazy("Score by"),
    "date",
    help_text=gettext_lazy("The day by which members hand their sheets in."),
)

COUNCILS = Workflow(
    model=Council,
    states=State,
    unit_of=lambda council: council.unit_id,
    transitions=(
        Transition(
            "open_scoring",
            frozenset({State.PREPARING}),
            State.SCORING,
            gettext_lazy("Open the scoring"),
            gettext_lazy("The members can score; who is a member and the sheet do not change any more."),
            _APPRAISE,
            inputs=(_SCORE_BY,),
            guard=effects.is_well_made,
            effect=effects.set_deadline,
        ),
        Transition(
            "move_deadline",
            frozenset({State.SCORING}),
            None,
            gettext_lazy("Move the deadline"),
            gettext_lazy("The members have until the new day; history keeps both days and your reason."),
            _APPRAISE,
            inputs=(_SCORE_BY, REASON),
            effect=effects.set_deadline,
            tone="secondary",
        ),
        Transition(
            "meet",
            frozenset({State.SCORING}),
            State.MET,
            gettext_lazy("Record the meeting"),
            gettext_lazy("Fixes the means; the members see each other's sheets from now on."),
            _APPRAISE,
            inputs=(
                Input("met_on", gettext_lazy("Day of the meeting"), "date"),
                Input("met_at", gettext_lazy("Place of the meeting")),
                Input("present", gettext_lazy("Members present"), "several"),
                Input("minutes_number", gettext_lazy("Number of the minutes"), required=False),
                Input(
                    "minutes",
                    gettext_lazy("What was said"),
                    "long_text",
                    help_text=gettext_lazy("Stands in the minutes, word for word."),
                ),
            ),
            guard=effects.can_meet,
            effect=effects.meet,
        ),
        Transition(
            "score_again",
            frozenset({State.MET}),
            State.SCORING,
            gettext_lazy("Let it be scored again"),
            gettext_lazy(
                "Members get their sheets back and the council meets anew; possible before its first opinion."
            ),
            _APPRAISE,
            inputs=(REASON,),
            guard=effects.nothing_is_decided,
            effect=effects.score_again,
            tone="secondary",
        ),
        Transition(
            "close",
            frozenset({State.MET}),
            State.CLOSED,
            gettext_lazy("Lock the result"),
            gettext_lazy("Nothing of the result changes any more; the signed minutes can still be added."),
            _APPRAISE,
            guard=effects.everything_is_decided,
            confirms=True,
        ),
    ),
)
