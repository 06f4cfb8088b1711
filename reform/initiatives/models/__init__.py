from .author import InitiativeAuthor, InitiativeEffect
from .council import Council, CouncilMember
from .initiative import Initiative
from .recognition import Adoption, Certificate, RecognitionDecision
from .scoring import Review, ReviewScore, ScoreCriterion, ScoreSheet
from .submission import InitiativeSubmission

__all__ = [
    "Adoption",
    "Certificate",
    "Council",
    "CouncilMember",
    "Initiative",
    "InitiativeAuthor",
    "InitiativeEffect",
    "InitiativeSubmission",
    "RecognitionDecision",
    "Review",
    "ReviewScore",
    "ScoreCriterion",
    "ScoreSheet",
]
