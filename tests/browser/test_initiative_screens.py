"""Screens of initiatives with the starter content: accessible, and whole on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reform.initiatives.enums import CouncilState, DecisionState, InitiativeState, ReviewState
from reform.initiatives.models import (
    Adoption,
    Council,
    Initiative,
    RecognitionDecision,
    Review,
    ScoreSheet,
)
from reform.registers.models import PaperTemplate
from tests.browser.conftest import NewContext, SignIn
from tests.browser.officer import faults_of_screens
from tests.browser.test_work_screens import url
from tests.browser.worlds import Worlds, initiatives_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ECONOMICS, OTHER_APPRAISER, OFFICER = "kinhte", "thamdinh", "canbo.danghai"
CHAIR, ADMINISTRATOR = "chutich", "quantri"


def screens() -> Iterator[tuple[str, str]]:
    """Yield who looks, and at which address."""
    for person in (ECONOMICS, OFFICER, CHAIR):
        yield person, "/admin/"
    for model in (Initiative, Council, ScoreSheet, Review, RecognitionDecision, Adoption):
        yield ECONOMICS, url(model, "index")
    yield ECONOMICS, url(Initiative, "board") + "?year=2022"
    yield ECONOMICS, url(Initiative, "remind") + "?year=2022"
    for state in (InitiativeState.SCORING, InitiativeState.COUNCIL, InitiativeState.RECOGNISED):
        yield ECONOMICS, url(Initiative, "inspect", Initiative.objects.filter(state=state)[0].pk)
    supplemented = Initiative.objects.filter(submissions__number=2)[0]
    yield ECONOMICS, url(Initiative, "compare", supplemented.pk)
    # The appraising office's own application is another appraiser's.
    eligible = Initiative.objects.filter(state=InitiativeState.ELIGIBLE)[0]
    yield OTHER_APPRAISER, url(Initiative, "transition", eligible.pk, "put_before_council")
    yield OFFICER, url(Initiative, "create")
    yield OFFICER, url(Adoption, "create")
    for stage in CouncilState:
        for council in Council.objects.filter(state=stage)[:1]:
            yield ECONOMICS, url(Council, "inspect", council.pk)
    scoring = Council.objects.filter(state=CouncilState.SCORING)[0]
    yield ECONOMICS, url(Council, "transition", scoring.pk, "meet")
    yield ECONOMICS, url(Council, "put_before", scoring.pk)
    yield ECONOMICS, url(Council, "create")
    waiting = Review.objects.filter(state=ReviewState.DRAFT, initiative__state=InitiativeState.SCORING)[0]
    yield waiting.member.user.username, url(Review, "score", waiting.initiative_id)
    yield (
        ECONOMICS,
        url(Review, "inspect", Review.objects.filter(member__council__state=CouncilState.CLOSED)[0].pk),
    )
    yield ECONOMICS, url(ScoreSheet, "create")
    yield ECONOMICS, url(ScoreSheet, "inspect", ScoreSheet.objects.all()[0].pk)
    yield ECONOMICS, url(RecognitionDecision, "prepare")
    issued = RecognitionDecision.objects.filter(state=DecisionState.ISSUED)[0]
    yield ECONOMICS, url(RecognitionDecision, "inspect", issued.pk)
    yield ECONOMICS, url(RecognitionDecision, "hand_out", issued.pk)
    submitted = RecognitionDecision.objects.filter(state=DecisionState.SUBMITTED)[0]
    yield CHAIR, url(RecognitionDecision, "inspect", submitted.pk)
    yield ADMINISTRATOR, url(PaperTemplate, "index")
    yield ADMINISTRATOR, url(PaperTemplate, "create")


def test_screens_of_initiatives_are_accessible_and_whole_on_a_phone(
    new_context: NewContext, sign_in: SignIn, worlds: Worlds
) -> None:
    worlds.open(initiatives_world)
    assert faults_of_screens(screens(), new_context, sign_in) == []
