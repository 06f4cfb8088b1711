"""Telling how a proposal was corrected, for the history of its reading; pure functions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .proposals import Proposal, tasks_of

Change = dict[str, str]

_HEADER_FIELDS = ("number", "symbol", "date", "issuer", "level", "subject")
_TASK_FIELDS = (
    "text",
    "roles",
    "due",
    "frequency",
    "targets",
    "result_kind",
    "reform_field",
    "urgent",
    "dropped",
)


def describe_changes(before: Proposal, after: Proposal) -> list[Change]:
    """Return what differs between two versions of a proposal, place by place, as people read it."""
    changes = [
        _change(name, before.get(name), after.get(name))
        for name in _HEADER_FIELDS
        if before.get(name) != after.get(name)
    ]
    if before["cited_documents"] != after["cited_documents"]:
        changes.append(_change("cited_documents", before["cited_documents"], after["cited_documents"]))
    old = {task["key"]: task for task in tasks_of(before)}
    new = {task["key"]: task for task in tasks_of(after)}
    for key in dict.fromkeys((*old, *new)):
        changes += _task_changes(old.get(key), new.get(key))
    return changes


def _task_changes(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Change]:
    if old is None or new is None:
        task = new or old or {}
        texts = (old["text"] if old else None, new["text"] if new else None)
        return [_change(f"{task['anchor']}: text", *texts)]
    return [
        _change(f"{new['anchor']}: {name}", old.get(name), new.get(name))
        for name in _TASK_FIELDS
        if old.get(name) != new.get(name)
    ]


def _change(field: str, old: Any, new: Any) -> Change:
    return {"field": field, "old": _readable(old), "new": _readable(new)}


def _readable(value: Any) -> str:
    """Return a value of the proposal as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{key} ({_readable(item)})" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(_readable_row(row) for row in value)
    return str(value)


def _readable_row(row: Any) -> str:
    if not isinstance(row, dict):
        return str(row)
    if "value" in row:
        return f"{row['value']} {row['unit']}"
    return " ".join(filter(None, (row.get("type"), row.get("number"), row.get("date"))))
