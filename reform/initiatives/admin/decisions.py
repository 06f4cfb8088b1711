"""The screens of decisions."""

from reform.initiatives.models import RecognitionDecision
from reform.initiatives.workflow import DECISIONS
from reform.registers.admin import RegisterAdmin, StateColumn

from .tones import DECISION_TONES


class DecisionAdmin(RegisterAdmin):
    """See the module."""

    model = RecognitionDecision
    base_url_path = "initiatives/decisions"
    menu_icon = "doc-full"
    list_columns = ("__str__", StateColumn("state", tones=DECISION_TONES))
    workflow = DECISIONS
    state_tones = DECISION_TONES
    takes_evidence = True
