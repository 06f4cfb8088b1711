"""The table of a score sheet: drafted, in use, retired."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.enums import SheetState as State
from reform.initiatives.models import ScoreSheet
from reform.organisation.capabilities import Capability
from reform.registers.workflow import Transition, Workflow


def has_criteria(sheet: ScoreSheet, inputs: Mapping[str, Any]) -> None:
    """Ask for criteria, and for a pass mark that can be reached."""
    if not sheet.criteria.exists():
        raise ValidationError(_("The sheet has no criteria."))
    if sheet.pass_mark is not None and sheet.pass_mark > sheet.maximum:
        raise ValidationError(_("The pass mark is higher than all criteria together."))


SHEETS = Workflow(
    model=ScoreSheet,
    states=State,
    unit_of=lambda sheet: sheet.unit_id,
    transitions=(
        Transition(
            "put_in_use",
            frozenset({State.DRAFT}),
            State.IN_USE,
            gettext_lazy("Put in use"),
            gettext_lazy("New councils can score by it; its criteria do not change any more."),
            Capability.APPRAISE_INITIATIVES,
            guard=has_criteria,
        ),
        Transition(
            "retire",
            frozenset({State.IN_USE}),
            State.RETIRED,
            gettext_lazy("Retire"),
            gettext_lazy("New councils do not get it any more; those that score by it go on."),
            Capability.APPRAISE_INITIATIVES,
            tone="secondary",
        ),
    ),
)
