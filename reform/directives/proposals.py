"""Correcting the reader's proposal: pure functions on its JSON, no queries.

Every function returns a changed copy. Tasks are named by a `key` that stays the same while others are
merged, split, dropped or added, so that two screens open at once speak of the same task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .enums import AssignmentRole, Frequency, ResultKind
from .proposal_intake import Entry, Proposal, empty_task, next_key, prepare, with_key
from .proposal_values import HEADER_CLEANERS, TASK_CLEANERS

__all__ = [
    "Entry",
    "Proposal",
    "add_task",
    "drop_task",
    "find_task",
    "kept_tasks",
    "merge_tasks",
    "prepare",
    "restore_task",
    "split_task",
    "tasks_of",
    "update_header",
    "update_task",
]


def tasks_of(proposal: Proposal) -> Iterator[Entry]:
    """Yield every task in the order of the text, dropped ones included."""
    for section in proposal["sections"]:
        yield from section["tasks"]


def kept_tasks(proposal: Proposal) -> list[Entry]:
    """Return the tasks that confirming will write."""
    return [task for task in tasks_of(proposal) if not task["dropped"]]


def find_task(proposal: Proposal, key: str) -> Entry:
    """Return one task.

    Raises:
        ValidationError: the proposal has no such task (any more).
    """
    section, index = _place(proposal, key)
    entry: Entry = section["tasks"][index]
    return entry


def update_task(proposal: Proposal, key: str, **fields: Any) -> Proposal:
    """Change fields of one task and mark it as looked at.

    Arguments:
        fields: any of text, roles (unit code → lead, coordinate or monitor), due (date or ISO text),
            due_by_rule, frequency, targets, result_kind, reform_field, urgent.

    Raises:
        ValidationError: by field, when a value cannot be.
    """
    changed = deepcopy(proposal)
    task = find_task(changed, key)
    task.update(_cleaned(fields, TASK_CLEANERS))
    task["units"] = list(task["roles"])
    task["checked"] = True
    return changed


def update_header(proposal: Proposal, **fields: Any) -> Proposal:
    """Change what is known of the document itself.

    Arguments:
        fields: any of number, symbol, date, issuer, subject, level, cited_documents.

    Raises:
        ValidationError: by field, when a value cannot be.
    """
    return deepcopy(proposal) | _cleaned(fields, HEADER_CLEANERS)


def drop_task(proposal: Proposal, key: str) -> Proposal:
    """Leave a task out: it stays visible, and nothing of it is written."""
    return _with_mark(proposal, key, dropped=True)


def restore_task(proposal: Proposal, key: str) -> Proposal:
    """Take a dropped task in again."""
    return _with_mark(proposal, key, dropped=False)


def add_task(
    proposal: Proposal,
    *,
    text: str,
    roles: Mapping[str, str],
    section_number: str = "",
    after: str | None = None,
) -> Proposal:
    """Add a task that the reader did not see.

    Arguments:
        after: the key of the task behind which it goes; without one it goes to the end of the section
            `section_number`, which is made when the document has none such.
    """
    changed = deepcopy(proposal)
    fields = _cleaned({"text": text, "roles": roles}, TASK_CLEANERS)
    entry = with_key(changed, empty_task() | fields | {"units": list(fields["roles"]), "checked": True})
    if after is not None:
        section, index = _place(changed, after)
        entry["anchor"] = section["number"]
        section["tasks"].insert(index + 1, entry)
        return changed
    section = _section(changed, section_number)
    entry["anchor"] = section["number"]
    section["tasks"].append(entry)
    return changed


def merge_tasks(proposal: Proposal, keys: Sequence[str]) -> Proposal:
    """Make one task of several; it stands where the first of them stood and keeps its key.

    A unit that leads one of them leads the whole. The first date and rhythm are kept, and differing
    ones are marked for the officer.

    Raises:
        ValidationError: fewer than two tasks are named, or one is not there.
    """
    wanted = set(keys)
    if len(wanted) < 2:
        raise ValidationError(_("Choose at least two tasks to merge."))
    for key in wanted:
        _place(proposal, key)
    changed = deepcopy(proposal)
    entries = [task for task in tasks_of(changed) if task["key"] in wanted]
    first = entries[0]
    first.update(_merged(entries))
    for section in changed["sections"]:
        section["tasks"] = [task for task in section["tasks"] if task is first or task["key"] not in wanted]
    return changed


def split_task(
    proposal: Proposal,
    key: str,
    *,
    offsets: Sequence[int] | None = None,
    lines: Sequence[str] | None = None,
) -> Proposal:
    """Make several tasks of one, by the parts that the reader offers unless told where to cut.

    Arguments:
        offsets: positions in the task's text before which to cut.
        lines: the texts of the parts as the officer wrote them.

    Returns:
        The changed proposal; the first part keeps the key. Parts cut by hand inherit units, date and
        rhythm; a target goes to the part that states it.

    Raises:
        ValidationError: fewer than two parts come out.
    """
    changed = deepcopy(proposal)
    section, index = _place(changed, key)
    task: Entry = section["tasks"][index]
    if lines is None and offsets is None:
        pieces = [empty_task() | part for part in task["parts"]]
    else:
        pieces = _cut(task, lines if lines is not None else _texts_between(task["text"], offsets or ()))
    if len(pieces) < 2:
        raise ValidationError(_("A split needs at least two parts with words in them."))
    for number, piece in enumerate(pieces, start=1):
        piece["anchor"] = f"{task['anchor']} ({number})"
        piece["key"] = key if number == 1 else next_key(changed)
    section["tasks"][index : index + 1] = pieces
    return changed


# --- steps ---


def _with_mark(proposal: Proposal, key: str, *, dropped: bool) -> Proposal:
    changed = deepcopy(proposal)
    find_task(changed, key)["dropped"] = dropped
    return changed


def _place(proposal: Proposal, key: str) -> tuple[dict[str, Any], int]:
    """Return the section that holds a task and where in it."""
    for section in proposal["sections"]:
        for index, task in enumerate(section["tasks"]):
            if task["key"] == key:
                return section, index
    raise ValidationError(_("This task is not in the proposal any more."))


def _section(proposal: Proposal, number: str) -> dict[str, Any]:
    for section in proposal["sections"]:
        if section["number"] == number:
            found: dict[str, Any] = section
            return found
    made: dict[str, Any] = {
        "number": number,
        "heading": "",
        "units": [],
        "roles": {},
        "unsure": [],
        "tasks": [],
    }
    proposal["sections"].append(made)
    return made


def _cleaned(fields: Mapping[str, Any], cleaners: Mapping[str, Any]) -> dict[str, Any]:
    """Return checked values; a field that nobody may change is a mistake of the program."""
    values, errors = {}, {}
    for name, value in fields.items():
        try:
            values[name] = cleaners[name](value)
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)
    return values


def _merged(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return what the merged task takes from all of them."""
    tasks = list(entries)
    roles: dict[str, str] = {}
    for task in tasks:
        for code, role in task["roles"].items():
            if roles.get(code) != AssignmentRole.LEAD:
                roles[code] = role
    dues = list(dict.fromkeys(task["due"] for task in tasks if task["due"]))
    rhythms = list(dict.fromkeys(task["frequency"] for task in tasks if task["frequency"]))
    unsure = list(dict.fromkeys(reason for task in tasks for reason in task["unsure"]))
    if len(dues) > 1 or len(rhythms) > 1:
        unsure.append(_("The merged tasks had different dates or rhythms; the first was kept."))
    kinds = [task["result_kind"] for task in tasks]
    return {
        "text": "\n".join(task["text"] for task in tasks),
        "roles": roles,
        "units": list(roles),
        "targets": [target for task in tasks for target in task["targets"]],
        "due": dues[0] if dues else None,
        "frequency": rhythms[0] if rhythms else Frequency.NONE.value,
        "urgent": any(task["urgent"] for task in tasks),
        "result_kind": ResultKind.DOCUMENT.value if ResultKind.DOCUMENT in kinds else kinds[0],
        "unsure": unsure,
        "parts": [],
        "dropped": False,
    }


def _texts_between(text: str, offsets: Sequence[int]) -> list[str]:
    cuts = [0, *sorted({offset for offset in offsets if 0 < offset < len(text)}), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _cut(task: Entry, texts: Sequence[str]) -> list[Entry]:
    """Return one task a text; each target goes to the first text that states it."""
    pieces = [
        deepcopy(task) | {"text": text.strip(" ;\n\t"), "targets": [], "parts": [], "unsure": []}
        for text in texts
        if text.strip(" ;\n\t")
    ]
    for target in task["targets"]:
        stating = [piece for piece in pieces if target.get("text") and target["text"] in piece["text"]]
        (stating or pieces)[0]["targets"].append(target)
    return pieces
