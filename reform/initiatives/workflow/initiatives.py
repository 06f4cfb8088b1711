"""The table of an initiative: every step of the law (domain.md 7.2), each by the right person."""

from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Initiative
from reform.registers.workflow import Workflow

from .appraisal_steps import BY_THE_APPRAISER, BY_THE_COUNCIL
from .recognition_steps import AFTER_THE_COUNCIL
from .unit_steps import BY_THE_UNIT

INITIATIVES = Workflow(
    model=Initiative,
    states=InitiativeState,
    unit_of=lambda initiative: initiative.unit_id,
    transitions=(*BY_THE_UNIT, *BY_THE_APPRAISER, *BY_THE_COUNCIL, *AFTER_THE_COUNCIL),
)
