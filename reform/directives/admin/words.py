"""Tones of states, and the words of the history's actions, for every screen of directives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reform.directives.enums import AssignmentState, ExtensionState
from reform.registers.admin.columns import Text, Tone

STATE_TONES: dict[str, Tone] = {
    AssignmentState.DRAFT: "neutral",
    AssignmentState.ASSIGNED: "warning",
    AssignmentState.REJECTED: "bad",
    AssignmentState.REASSIGNED: "neutral",
    AssignmentState.ACCEPTED: "progress",
    AssignmentState.IN_PROGRESS: "progress",
    AssignmentState.PREPARED: "progress",
    AssignmentState.REPORTED: "progress",
    AssignmentState.RETURNED: "warning",
    AssignmentState.COMPLETED: "good",
    AssignmentState.SUSPENDED: "neutral",
    AssignmentState.CANCELLED: "neutral",
}

EXTENSION_TONES: dict[str, Tone] = {
    ExtensionState.REQUESTED: "warning",
    ExtensionState.GRANTED: "good",
    ExtensionState.REFUSED: "bad",
}

# What services write into an assignment's history beside the workflow's own events.
ASSIGNMENT_ACTIONS: dict[str, Text] = {
    "request_extension": _("More time asked for"),
    "extension_grant": _("More time granted"),
    "extension_grant_as_exception": _("More time granted as an exception"),
    "extension_refuse": _("More time refused"),
    "change_due": _("Due date changed with the task"),
}
