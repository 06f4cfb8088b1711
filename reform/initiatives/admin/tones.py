"""How the badges of states look."""

from reform.initiatives.enums import CouncilState, DecisionState, InitiativeState, ReviewState, SheetState
from reform.registers.admin.columns import Tone

_S = InitiativeState
INITIATIVE_TONES: dict[str, Tone] = {
    _S.SUBMITTED: "progress",
    _S.SUPPLEMENT_REQUESTED: "warning",
    _S.RECEIVED: "progress",
    _S.INELIGIBLE: "bad",
    _S.ELIGIBLE: "progress",
    _S.SCORING: "progress",
    _S.COUNCIL: "progress",
    _S.RECOMMENDED: "progress",
    _S.NOT_RECOMMENDED: "warning",
    _S.RECOGNISED: "good",
    _S.NOT_RECOGNISED: "bad",
    _S.NOMINATED: "good",
    _S.CITY_RECOGNISED: "good",
    _S.CITY_NOT_RECOGNISED: "warning",
}
COUNCIL_TONES: dict[str, Tone] = {
    CouncilState.SCORING: "progress",
    CouncilState.MET: "progress",
    CouncilState.CLOSED: "good",
}
DECISION_TONES: dict[str, Tone] = {
    DecisionState.SUBMITTED: "progress",
    DecisionState.SIGNED: "progress",
    DecisionState.ISSUED: "good",
}
REVIEW_TONES: dict[str, Tone] = {ReviewState.DRAFT: "progress", ReviewState.FINAL: "good"}
SHEET_TONES: dict[str, Tone] = {SheetState.IN_USE: "good"}
