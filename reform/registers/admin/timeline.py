"""History as people read it: the words of actions, states and fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reform.registers.models import HistoryEntry
from reform.registers.transitions import REASON

from .columns import EMPTY, Text, Tone, field_of

if TYPE_CHECKING:
    from .options import RegisterAdmin

USUAL_ACTIONS: dict[str, Text] = {
    "create": _("Entered"),
    "edit": _("Changed"),
    "delete": _("Deleted"),
    "attach_evidence": _("File added"),
    "remove_evidence": _("File removed"),
    "undo_import": _("Import taken back"),
}


@dataclass(frozen=True)
class Event:
    """One entry of a timeline.

    Attributes:
        changes: triples of the field's words, the old and the new value.
        source: the spreadsheet and its row that the change came with, empty for none.
    """

    at: datetime
    actor: Any
    unit: Any
    label: Text
    from_state: Text
    to_state: Text
    tone: Tone
    changes: list[tuple[str, str, str]]
    reason: str
    reason_label: Text
    source: str


def tell(entries: Iterable[HistoryEntry], admin: RegisterAdmin) -> list[Event]:
    """Return entries of one model's history in the words of its register."""
    return [_event(entry, admin) for entry in entries]


def action_label(action: str, admin: RegisterAdmin) -> Text:
    """Return the words for an action: the register's, the workflow's, the usual ones, or its code."""
    if action in admin.action_labels:
        return admin.action_labels[action]
    if admin.workflow is not None and action in admin.workflow.by_event:
        return admin.workflow.by_event[action].label
    return USUAL_ACTIONS.get(action, action)


def _event(entry: HistoryEntry, admin: RegisterAdmin) -> Event:
    return Event(
        at=entry.at,
        actor=entry.actor,
        unit=entry.unit,
        label=action_label(entry.action, admin),
        from_state=_state_label(entry.from_state, admin),
        to_state=_state_label(entry.to_state, admin),
        tone=admin.state_tones.get(entry.to_state, "neutral"),
        changes=[
            (
                _field_label(change["field"], entry.action, admin),
                change["old"] or EMPTY,
                change["new"] or EMPTY,
            )
            for change in entry.changes
            if not _is_the_state(change["field"], entry, admin)
        ],
        reason=entry.reason,
        reason_label=_reason_label(entry.action, admin),
        source=_source(entry),
    )


def _reason_label(action: str, admin: RegisterAdmin) -> Text:
    """Return the words for the reason: those of the step that asked for it."""
    transition = admin.workflow.by_event.get(action) if admin.workflow is not None else None
    asked = (item.label for item in transition.inputs if item.name == "reason") if transition else ()
    return next(iter(asked), REASON.label)


def _source(entry: HistoryEntry) -> str:
    """Return the words for the spreadsheet that a change came with."""
    if entry.import_batch is None:
        return ""
    return gettext("spreadsheet “%(file)s”, row %(row)s") % {
        "file": entry.import_batch.file_name,
        "row": entry.import_row,
    }


def _state_label(state: str, admin: RegisterAdmin) -> Text:
    """Return the word for a state."""
    if not state or admin.workflow is None:
        return state
    return dict(admin.workflow.states.choices).get(state, state)


def _is_the_state(field: str, entry: HistoryEntry, admin: RegisterAdmin) -> bool:
    """Tell whether the change is the one from state to state, which the entry tells already."""
    return bool(entry.to_state) and admin.workflow is not None and field == admin.workflow.state_field


def _field_label(field: str, action: str, admin: RegisterAdmin) -> str:
    """Return the words for a field, for an input of the transition, or for a file."""
    if field == "evidence":
        return capfirst(str(_("file")))
    model_field = field_of(admin.model, field)
    if model_field is not None:
        # A relation that leads here has no words of its own: those of the rows that it brings.
        if model_field.is_relation and model_field.auto_created:
            return capfirst(str(model_field.related_model._meta.verbose_name_plural))
        return capfirst(str(getattr(model_field, "verbose_name", field)))
    transition = admin.workflow.by_event.get(action) if admin.workflow is not None else None
    for item in transition.inputs if transition else ():
        if item.name == field:
            return str(item.label)
    return field
