"""The table of an initiative: every step of the law (domain.md 7.2), each by the right person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.initiatives.effects import initiatives as effects
from reform.initiatives.enums import (
    FINAL_STATES,
    RECOGNISED_STATES,
    WITHDRAWABLE_STATES,
)
from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative
from reform.initiatives.ties import why_not_judge
from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Input, Transition, Workflow

_APPRAISE = Capability.APPRAISE_INITIATIVES

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

_BY_THE_UNIT = (
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

_BY_THE_APPRAISER = (
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
        inputs=(REASON,),
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
        guard=effects.council_takes_it,
        effect=effects.put_before_council,
    ),
)

_BY_THE_COUNCIL = (
    Transition(
        "meet",
        frozenset({State.SCORING}),
        State.COUNCIL,
        gettext_lazy("Council has met"),
        gettext_lazy("Fixes the mean of the sheets that were handed in."),
        _APPRAISE,
        guard=effects.is_scored,
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
        applies=effects.council_has_met,
        guard=effects.is_carried,
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
        applies=effects.council_has_met,
        guard=effects.votes_are_possible,
        effect=effects.not_recommend,
        tone="danger",
    ),
)

_AFTER_THE_COUNCIL = (
    Transition(
        "recognise",
        frozenset({State.RECOMMENDED}),
        State.RECOGNISED,
        gettext_lazy("Recognised by decision"),
        gettext_lazy("The decision that names it is registered."),
        _APPRAISE,
        inputs=(Input("recognised_on", gettext_lazy("Date of the decision"), "date"),),
        applies=effects.decision_is_signed,
        effect=effects.recognise,
        offered=False,
    ),
    Transition(
        "refuse_recognition",
        frozenset({State.RECOMMENDED, State.NOT_RECOMMENDED}),
        State.NOT_RECOGNISED,
        gettext_lazy("Refuse recognition"),
        gettext_lazy("Ends the application; the unit reads your reason."),
        Capability.DECIDE,
        inputs=(REASON,),
        applies=effects.is_not_decided,
        effect=effects.refuse,
        tone="danger",
    ),
    Transition(
        "nominate",
        frozenset({State.RECOGNISED}),
        State.NOMINATED,
        gettext_lazy("Nominate to the City"),
        gettext_lazy("Notes the letter by which the City is asked for recognition."),
        _APPRAISE,
        inputs=(
            Input(
                "nomination_letter",
                gettext_lazy("Number of the letter"),
                help_text=gettext_lazy("For example: 655/UBND-KT."),
            ),
            Input("nominated_on", gettext_lazy("Date of the letter"), "date"),
        ),
        guard=effects.nomination_day_is_possible,
        effect=effects.nominate,
    ),
    Transition(
        "record_city_recognition",
        frozenset({State.NOMINATED}),
        State.CITY_RECOGNISED,
        gettext_lazy("Record the City's recognition"),
        gettext_lazy("Notes the City's decision; the initiative counts as recognised by the City."),
        _APPRAISE,
        inputs=(
            Input("city_decision", gettext_lazy("Number of the City's decision")),
            Input("city_recognised_on", gettext_lazy("Date of the City's decision"), "date"),
            Input("city_signer", gettext_lazy("Signer"), required=False),
        ),
        guard=effects.city_day_is_possible,
        effect=effects.record_city_recognition,
    ),
    Transition(
        "record_city_refusal",
        frozenset({State.NOMINATED}),
        State.CITY_NOT_RECOGNISED,
        gettext_lazy("Record the City's refusal"),
        gettext_lazy("The authority's own recognition stays; the City's reason is kept."),
        _APPRAISE,
        inputs=(REASON,),
        effect=effects.refuse,
        tone="danger",
    ),
    Transition(
        "publish",
        RECOGNISED_STATES | {State.ARCHIVED},
        None,
        gettext_lazy("Put on the public page"),
        gettext_lazy("Citizens read its name, authors, unit, summary and effect; nothing else."),
        _APPRAISE,
        inputs=(
            Input(
                "public_summary",
                gettext_lazy("Summary for citizens"),
                "long_text",
                help_text=gettext_lazy("In plain words; nothing of what is to be kept confidential."),
            ),
            Input("public_effect", gettext_lazy("Effect for citizens"), "long_text"),
        ),
        applies=effects.can_become_public,
        effect=effects.publish,
    ),
    Transition(
        "take_off",
        RECOGNISED_STATES | {State.ARCHIVED},
        None,
        gettext_lazy("Take off the public page"),
        gettext_lazy("Citizens do not read it any more."),
        _APPRAISE,
        inputs=(REASON,),
        applies=effects.is_now_public,
        effect=effects.take_off,
        tone="secondary",
    ),
    Transition(
        "correct_title",
        RECOGNISED_STATES,
        None,
        gettext_lazy("Correct the name"),
        gettext_lazy("Only a mistake of writing is corrected after the recognition; the history keeps both."),
        _APPRAISE,
        inputs=(
            Input(
                "title", gettext_lazy("Name of the initiative"), help_text=gettext_lazy("As it should read.")
            ),
            REASON,
        ),
        effect=effects.correct_title,
        tone="secondary",
    ),
    Transition(
        "archive",
        FINAL_STATES,
        State.ARCHIVED,
        pgettext_lazy("step of an initiative", "Archive"),
        gettext_lazy("The file is closed; its results stay and count."),
        _APPRAISE,
        effect=effects.move_on,
        tone="secondary",
    ),
)

INITIATIVES = Workflow(
    model=Initiative,
    states=State,
    unit_of=lambda initiative: initiative.unit_id,
    transitions=(*_BY_THE_UNIT, *_BY_THE_APPRAISER, *_BY_THE_COUNCIL, *_AFTER_THE_COUNCIL),
)
