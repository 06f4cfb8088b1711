"""What an initiative's page says first: why it came back, what is missing, who acts next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reform.initiatives.completeness import missing_parts
from reform.initiatives.enums import EDITABLE_STATES
from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative
from reform.registers.models import HistoryEntry
from reform.registers.permissions import policy_for

# In these states the unit has to know what somebody said when taking the step that led here.
SAID_WITH: dict[str, tuple[str, Promise]] = {
    State.SUPPLEMENT_REQUESTED: ("request_supplement", _("What is to be supplemented")),
    State.DRAFT: ("send_back", _("Why it was sent back")),
    State.INELIGIBLE: ("find_ineligible", _("Why it was found not eligible")),
    State.NOT_RECOGNISED: ("refuse_recognition", _("Why it was not recognised")),
    State.WITHDRAWN: ("withdraw", _("Why it was withdrawn")),
}
COMPLETE_DRAFT = _("Waits for the unit's head to endorse it.")
NEXT_STEPS: dict[str, Promise] = {
    State.DRAFT: _("The unit's officer completes the application; then the unit's head endorses it."),
    State.ENDORSED: _("The unit submits it to the appraising office."),
    State.SUBMITTED: _("The appraising office receives it, or asks for a supplement."),
    State.SUPPLEMENT_REQUESTED: _("The unit supplements the application; its head submits the supplement."),
    State.RECEIVED: _("The appraising office judges whether it is eligible."),
    State.INELIGIBLE: _("The appraisal is over; the appraising office archives the file."),
    State.ELIGIBLE: _("The appraising office puts it before a council."),
    State.SCORING: _("The members of the council score it; then the council meets."),
    State.COUNCIL: _("The appraising office records the council's opinion."),
    State.RECOMMENDED: _("The appraising office prepares the decision; the Chair signs it."),
    State.NOT_RECOMMENDED: _("The Chair decides."),
    State.RECOGNISED: _(
        "It is recognised. The appraising office hands the certificates out, and may nominate it to the City."
    ),
    State.NOT_RECOGNISED: _("The appraisal is over; the appraising office archives the file."),
    State.NOMINATED: _("The City decides; the appraising office records its answer."),
    State.CITY_RECOGNISED: _("The appraisal is over; the appraising office archives the file."),
    State.CITY_NOT_RECOGNISED: _("The appraisal is over; the appraising office archives the file."),
    State.WITHDRAWN: _("The appraisal is over; the appraising office archives the file."),
    State.ARCHIVED: _("The file is closed."),
}


@dataclass(frozen=True)
class Said:
    """What somebody said with the step that led to where the file is now."""

    heading: str | Promise
    who: Any
    at: datetime
    text: str


def what_was_said(initiative: Initiative) -> Said | None:
    """Return what the unit has to know of the last step, None when nothing was said; one query at most."""
    asked = SAID_WITH.get(initiative.state)
    if asked is None:
        return None
    event, heading = asked
    entry = HistoryEntry.objects.of(initiative).filter(action=event).first()
    return Said(heading, entry.actor, entry.at, entry.reason) if entry and entry.reason else None


def guidance(user: Any, initiative: Initiative) -> dict[str, Any]:
    """Return what was said, what is missing for who can still change it, and who acts next."""
    is_written = initiative.state in EDITABLE_STATES
    missing = missing_parts(initiative) if is_written else []
    is_whole_draft = initiative.state == State.DRAFT and not missing
    return {
        "said": what_was_said(initiative),
        "missing": missing if is_written and policy_for(Initiative).may_edit(user, initiative) else [],
        "next_step": COMPLETE_DRAFT if is_whole_draft else NEXT_STEPS[initiative.state],
    }
