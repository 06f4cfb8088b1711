"""What follows the council: recognition, the City, the public page, the archive."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.initiatives.effects import initiatives as effects
from reform.initiatives.enums import FINAL_STATES, RECOGNISED_STATES
from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.ties import why_not_decide
from reform.organisation.capabilities import Capability
from reform.registers.workflow import REASON, Input, Transition

_APPRAISE = Capability.APPRAISE_INITIATIVES

AFTER_THE_COUNCIL = (
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
        refuses=why_not_decide,
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
        confirms=True,
    ),
)
