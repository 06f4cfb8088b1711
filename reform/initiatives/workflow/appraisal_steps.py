"""What the appraising office does, and what it records of the council's meeting."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy

from reform.initiatives.effects import initiatives as effects
from reform.initiatives.effects import opinion
from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.ties import why_not_judge
from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Input, Transition

_APPRAISE = Capability.APPRAISE_INITIATIVES

SUPPLEMENT = replace(
    REASON,
    label=gettext_lazy("What is to be supplemented"),
    help_text=gettext_lazy("Say which part, and what is wrong or missing; the unit reads it word for word."),
)
APPRAISAL = Input(
    "appraisal",
    gettext_lazy("Opinion"),
    "long_text",
    help_text=gettext_lazy(
        "On novelty, application, effect and scope; say which similar initiatives you have looked at."
    ),
)
VOTES_FOR = Input(
    "votes_for", gettext_lazy("Votes for"), "number", help_text=gettext_lazy("Members present.")
)
VOTES_AGAINST = Input(
    "votes_against", gettext_lazy("Votes against"), "number", help_text=gettext_lazy("0 when there was none.")
)
OPINION = Input("council_opinion", gettext_lazy("Opinion of the council"), "long_text", required=False)

BY_THE_APPRAISER = (
    Transition(
        "receive",
        frozenset({State.SUBMITTED}),
        State.RECEIVED,
        gettext_lazy("Receive"),
        gettext_lazy("The application is complete in form; the time for the decision starts."),
        _APPRAISE,
        effect=effects.receive,
    ),
    Transition(
        "request_supplement",
        frozenset({State.SUBMITTED, State.RECEIVED, State.ELIGIBLE, State.COUNCIL}),
        State.SUPPLEMENT_REQUESTED,
        gettext_lazy("Ask for a supplement"),
        gettext_lazy("The unit can change its application again and has 15 days to send it anew."),
        _APPRAISE,
        inputs=(SUPPLEMENT,),
        refuses=why_not_judge,
        effect=effects.go_back_from_council,
        tone="secondary",
    ),
    Transition(
        "find_eligible",
        frozenset({State.RECEIVED}),
        State.ELIGIBLE,
        gettext_lazy("Find eligible"),
        gettext_lazy("The application meets the conditions and can go before a council."),
        _APPRAISE,
        inputs=(APPRAISAL,),
        refuses=why_not_judge,
        effect=effects.find_eligible,
    ),
    Transition(
        "find_ineligible",
        frozenset({State.RECEIVED}),
        State.INELIGIBLE,
        gettext_lazy("Find not eligible"),
        gettext_lazy("Ends the application; the unit reads your reason."),
        _APPRAISE,
        inputs=(REASON,),
        refuses=why_not_judge,
        effect=effects.refuse,
        tone="danger",
    ),
    Transition(
        "put_before_council",
        frozenset({State.ELIGIBLE}),
        State.SCORING,
        gettext_lazy("Put before a council"),
        gettext_lazy("Its members can score the initiative, each alone."),
        _APPRAISE,
        inputs=(
            Input(
                "council",
                gettext_lazy("Council"),
                "choice",
                help_text=gettext_lazy("Councils that have not met yet."),
            ),
        ),
        refuses=why_not_judge,
        guard=opinion.council_takes_it,
        effect=effects.put_before_council,
    ),
    Transition(
        "take_from_council",
        frozenset({State.SCORING, State.COUNCIL}),
        State.ELIGIBLE,
        gettext_lazy("Take back from the council"),
        gettext_lazy("The council scores it no longer; it can be put before another one."),
        _APPRAISE,
        inputs=(REASON,),
        refuses=why_not_judge,
        effect=effects.go_back_from_council,
        tone="secondary",
    ),
)

BY_THE_COUNCIL = (
    Transition(
        "meet",
        frozenset({State.SCORING}),
        State.COUNCIL,
        gettext_lazy("Council has met"),
        gettext_lazy("Fixes the mean of the sheets that were handed in."),
        _APPRAISE,
        guard=opinion.is_scored,
        effect=effects.meet,
        offered=False,
    ),
    Transition(
        "score_again",
        frozenset({State.COUNCIL}),
        State.SCORING,
        gettext_lazy("Score again"),
        gettext_lazy("The members correct their sheets, and the council meets once more."),
        _APPRAISE,
        inputs=(REASON,),
        effect=effects.score_again,
        offered=False,
    ),
    Transition(
        "recommend",
        frozenset({State.COUNCIL}),
        State.RECOMMENDED,
        gettext_lazy("Record: recommended"),
        gettext_lazy("The council recommends recognition; the initiative can stand in a decision."),
        _APPRAISE,
        inputs=(VOTES_FOR, VOTES_AGAINST, OPINION),
        refuses=why_not_judge,
        applies=opinion.council_has_met,
        guard=opinion.is_carried,
        effect=effects.recommend,
    ),
    Transition(
        "not_recommend",
        frozenset({State.COUNCIL}),
        State.NOT_RECOMMENDED,
        gettext_lazy("Record: not recommended"),
        gettext_lazy("The council does not recommend recognition; the Chair decides."),
        _APPRAISE,
        inputs=(VOTES_FOR, VOTES_AGAINST, REASON),
        refuses=why_not_judge,
        applies=opinion.council_has_met,
        guard=opinion.is_not_carried,
        effect=effects.not_recommend,
        tone="danger",
    ),
)
