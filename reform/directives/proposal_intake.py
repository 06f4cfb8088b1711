"""Taking the reader's proposal in: with keys for its tasks and in the register's own words."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from .enums import AssignmentRole, Frequency, ResultKind

Proposal = dict[str, Any]
Entry = dict[str, Any]

# How the reader's words for roles and rhythms are kept; what is not here is kept as it is. A unit that
# only passes a report on has nothing to do itself; who advises ("tham mưu") is responsible.
_ROLES = {"advise": AssignmentRole.LEAD.value, "channel": None}
_FREQUENCIES = {
    None: Frequency.NONE.value,
    "half-yearly": Frequency.HALF_YEARLY.value,
    "daily": Frequency.CONTINUOUS.value,
}

_RESULT_KINDS = {"data": ResultKind.FIGURES.value}


def prepare(raw: Mapping[str, Any]) -> Proposal:
    """Return the reader's proposal as it is kept for correcting: with keys and the register's own words."""
    proposal: Proposal = deepcopy(dict(raw))
    proposal["next_key"] = 1
    proposal.setdefault("level", "own")
    symbol, number = proposal.get("symbol") or "", proposal.get("number") or ""
    proposal["symbol"] = symbol
    proposal["number"] = number.removesuffix(f"/{symbol}") if symbol else number
    for section in proposal["sections"]:
        section["tasks"] = [with_key(proposal, _prepare_task(task)) for task in section["tasks"]]
    return proposal


def _prepare_task(task: Mapping[str, Any]) -> Entry:
    """Return one task of the reader with the register's own words for roles and rhythm."""
    entry = empty_task() | dict(task)
    entry["roles"] = _prepare_roles(task["roles"])
    entry["units"] = list(entry["roles"])
    entry["frequency"] = _FREQUENCIES.get(task["frequency"], task["frequency"])
    entry["result_kind"] = _RESULT_KINDS.get(task["result_kind"], task["result_kind"])
    entry["parts"] = [_prepare_task(part) for part in task["parts"]]
    return entry


def _prepare_roles(read: Mapping[str, str]) -> dict[str, str]:
    """Return units with the register's roles; where nobody leads, who watches over it answers for it."""
    named = {code: _ROLES.get(role, role) for code, role in read.items()}
    roles = {code: role for code, role in named.items() if role is not None}
    if AssignmentRole.LEAD in roles.values():
        return roles
    promoted = {AssignmentRole.MONITOR.value: AssignmentRole.LEAD.value}
    return {code: promoted.get(role, role) for code, role in roles.items()}


def empty_task() -> Entry:
    """Return a task of which nothing is known yet."""
    return {
        "anchor": "",
        "text": "",
        "units": [],
        "roles": {},
        "targets": [],
        "due": None,
        "due_text": "",
        "due_by_rule": False,
        "frequency": Frequency.NONE.value,
        "frequency_day": None,
        "urgent": False,
        "result_kind": ResultKind.WORK.value,
        "reform_field": "",
        "parts": [],
        "unsure": [],
        "dropped": False,
        "checked": False,
    }


def with_key(proposal: Proposal, task: Entry) -> Entry:
    """Return the task with a key that the proposal has not used before."""
    task["key"] = next_key(proposal)
    return task


def next_key(proposal: Proposal) -> str:
    """Return a key that the proposal has not used before, and remember it as used."""
    number = proposal["next_key"]
    proposal["next_key"] = number + 1
    return f"t{number}"
