"""State machines: one small table of transitions a register, from which everything else comes.

Buttons, checks, history rows and the documentation of states are read off the table. The state is read
again under a lock inside the transaction, so that a double click or two people at once do a thing once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.organisation.access import access_of

from .history import Change, differences, snapshot, write_history
from .models.history import HistoryEntry
from .records import StaleRecord, lock_record
from .transitions import REASON, Input, Offer, Transition

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User

# A register imports its table from here, rows and all.
__all__ = [
    "REASON",
    "Input",
    "Offer",
    "Transition",
    "TransitionRefused",
    "Workflow",
    "registered_workflows",
]


class TransitionRefused(Exception):
    """Raised when a transition cannot be done; the text tells the user why."""


_workflows: list[Workflow] = []


def registered_workflows() -> list[Workflow]:
    """Return every table of the house, one a model; of two tables of one model the later counts."""
    return list({workflow.model: workflow for workflow in _workflows}.values())


@dataclass(frozen=True)
class Workflow:
    """The table of one model.

    Attributes:
        model: the record class; it has `version` and the state field.
        states: the enumeration of states.
        transitions: the rows.
        unit_of: the unit for which the actor needs the capability.
    """

    model: type[models.Model]
    states: type[TextChoices]
    transitions: tuple[Transition, ...]
    unit_of: Callable[[Any], int]
    state_field: str = "state"
    by_event: dict[str, Transition] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the rows; two rows of one event would make the table ambiguous."""
        for transition_ in self.transitions:
            if transition_.event in self.by_event:
                raise ValueError(f"{transition_.event} stands twice in the table.")
            self.by_event[transition_.event] = transition_
        _workflows.append(self)

    def allowed(self, record: Any, event: str, user: User) -> bool:
        """Tell whether the record's state and the user's capability allow `event`; asks only the access."""
        transition_ = self.by_event[event]
        return self._is_meant_for(record, transition_) and self._has_capability(record, transition_, user)

    def may_perform(self, record: Any, event: str, user: User) -> bool:
        """Tell whether the user has the capability that `event` needs, whatever the record's state is."""
        return self._has_capability(record, self.by_event[event], user)

    def refuse_unless_possible(self, record: Any, event: str, *, actor: User) -> None:
        """Raise when `actor` cannot do `event` now, without doing it.

        Raises:
            TransitionRefused: when state, capability or separation of duties do not allow it.
        """
        self._refuse_unless_possible(record, self.by_event[event], actor, None)

    def offers(self, record: Any, user: User) -> list[Offer]:
        """Return what `user` can do with `record` now, in the table's order; one query for who did what."""
        possible = [row for row in self.transitions if row.offered and self.allowed(record, row.event, user)]
        actors = self._latest_actors(record, {event for row in possible for event in row.not_by})
        return [Offer(row, self._duty_refusal(record, row, user, actors)) for row in possible]

    def perform(
        self,
        record: Any,
        event: str,
        *,
        actor: User | None,
        inputs: Mapping[str, Any] | None = None,
        expected_version: int | None = None,
        unit: Unit | None = None,
        at: datetime | None = None,
    ) -> HistoryEntry:
        """Do one transition in one transaction and return its history entry; `record` is refreshed.

        Arguments:
            actor: who does it; None for the system, which needs no capability.
            inputs: the values by the name of their `Input`.
            expected_version: the version the actor saw; None when the caller has just read the record.
            at: when it happened; now when not given.

        Raises:
            TransitionRefused: when state, capability or separation of duties do not allow it.
            StaleRecord: when the record has changed since the actor saw it.
            ValidationError: when an input, a guard or a field is not met.
        """
        transition_ = self.by_event[event]
        values = self._checked_inputs(transition_, inputs or {})
        moment = at or timezone.now()
        with transaction.atomic():
            current = lock_record(record)
            self._refuse_unless_possible(current, transition_, actor, expected_version)
            entry = self._apply(current, transition_, values, actor, unit, moment)
        record.refresh_from_db()
        return entry

    def describe(self) -> list[tuple[str, str, str, str, str]]:
        """Return the table for people: from, event, to, capability, what must be given."""
        names = dict(self.states.choices)
        return [
            (
                ", ".join(str(names[state]) for state in self.states.values if state in row.sources),
                str(row.label),
                str(names[row.target]) if row.target else "–",
                str(row.capability.label) if row.capability else _("the system"),
                ", ".join(str(item.label) for item in row.inputs if item.required) or "–",
            )
            for row in self.transitions
        ]

    # --- steps of perform ---

    def _apply(
        self,
        current: Any,
        transition_: Transition,
        values: Mapping[str, Any],
        actor: User | None,
        unit: Unit | None,
        moment: datetime,
    ) -> HistoryEntry:
        """Change, check and save the locked record, and write its history."""
        if transition_.guard:
            transition_.guard(current, values)
        before, from_state = snapshot(current), self._state(current)
        if transition_.target:
            setattr(current, self.state_field, transition_.target)
        if transition_.effect:
            transition_.effect(current, values, actor, moment)
        current.version += 1
        current.full_clean()
        current.save(force_update=True)
        return write_history(
            current,
            actor=actor,
            unit=unit,
            action=transition_.event,
            from_state=from_state,
            to_state=self._state(current),
            changes=differences(before, snapshot(current)) + self._said(transition_, values),
            reason=str(values.get("reason") or ""),
            at=moment,
        )

    def _refuse_unless_possible(
        self, current: Any, transition_: Transition, actor: User | None, expected_version: int | None
    ) -> None:
        """Raise unless state, capability, separation of duties and version allow the transition."""
        if actor is not None and not self._has_capability(current, transition_, actor):
            raise TransitionRefused(_("You are not allowed to do this for this unit."))
        if not self._is_meant_for(current, transition_):
            raise TransitionRefused(
                _("“%(label)s” is not possible any more: the record is now “%(state)s”.")
                % {"label": transition_.label, "state": self.states(self._state(current)).label}
            )
        if expected_version is not None and current.version != expected_version:
            raise StaleRecord(current)
        if actor is not None:
            actors = self._latest_actors(current, transition_.not_by)
            if refusal := self._duty_refusal(current, transition_, actor, actors):
                raise TransitionRefused(refusal)

    def _state(self, record: Any) -> str:
        return getattr(record, self.state_field)

    def _is_meant_for(self, record: Any, transition_: Transition) -> bool:
        return self._state(record) in transition_.sources and (
            transition_.applies is None or transition_.applies(record)
        )

    def _has_capability(self, record: Any, transition_: Transition, user: User) -> bool:
        return transition_.capability is not None and access_of(user).allows(
            transition_.capability, self.unit_of(record)
        )

    def _latest_actors(self, record: Any, events: Iterable[str]) -> dict[str, int | None]:
        """Return who did each of `events` last on this record, by event."""
        wanted = set(events)
        if not wanted:
            return {}
        rows = HistoryEntry.objects.of(record).filter(action__in=wanted).order_by("at", "pk")
        return dict(rows.values_list("action", "actor_id"))

    def _duty_refusal(
        self, record: Any, transition_: Transition, user: User, actors: Mapping[str, int | None]
    ) -> str:
        """Return why the separation of duties refuses the user, empty when it does not."""
        if user.pk in {actors.get(event) for event in transition_.not_by}:
            return _("You prepared this yourself; another person must do this step.")
        return transition_.refuses(record, user) if transition_.refuses else ""

    def _checked_inputs(self, transition_: Transition, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the declared inputs; undeclared ones are dropped.

        Raises:
            ValidationError: by input name, when a required one is missing.
        """
        values = {item.name: given.get(item.name) for item in transition_.inputs}
        missing = {
            item.name: _("Give this: %(label)s.") % {"label": item.label}
            for item in transition_.inputs
            if item.required and _is_nothing(values[item.name])
        }
        if missing:
            raise ValidationError(missing)
        return values

    def _said(self, transition_: Transition, values: Mapping[str, Any]) -> list[Change]:
        """Return the inputs that are words of their own, so that the history tells them."""
        fields = {model_field.name for model_field in self.model._meta.get_fields()}
        return [
            {"field": item.name, "old": "", "new": _in_words(values[item.name])}
            for item in transition_.inputs
            if item.name != "reason"
            and item.name not in fields
            and item.kind != "file"
            and not _is_nothing(values[item.name])
        ]


def _is_nothing(value: Any) -> bool:
    """Tell whether nothing was given: no value, blank text, or none of several values."""
    return value is None or value in ([], ()) or not str(value).strip()


def _in_words(value: Any) -> str:
    """Return what was given as history tells it."""
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
