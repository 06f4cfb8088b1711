"""What the buttons of the proposal page do to the proposal, after everything typed has been taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reform.directives.enums import AssignmentRole
from reform.directives.proposals import (
    Proposal,
    add_task,
    drop_task,
    find_task,
    merge_tasks,
    restore_task,
    split_task,
    update_task,
)

from .reading_desk import HEADER, Desk

END = "end"


@dataclass(frozen=True)
class Outcome:
    """The changed proposal and what the page shows next.

    Attributes:
        open_keys: places that stay, or are now, open for correction.
        place: the task, "header" or section at which the page opens.
        split_key, add_to: see `Desk`.
    """

    proposal: Proposal
    open_keys: list[str] = field(default_factory=list)
    place: str = ""
    split_key: str = ""
    add_to: str = ""


@dataclass(frozen=True)
class Button:
    """A button's value: what to do, and to what."""

    name: str
    key: str = ""
    details: tuple[str, ...] = ()

    @classmethod
    def parse(cls, value: str) -> Button:
        """Return the button with the value "name:key:detail…"; an unknown one only saves."""
        name, key, *details = [*value.split(":"), ""]
        return cls(name if name in _DOERS else "save", key, tuple(item for item in details if item))

    @property
    def looks_at(self) -> frozenset[str]:
        """The places that pressing the button declares looked at; every open one when it is "save"."""
        return frozenset({self.key}) if self.name == "done" else frozenset()


def press(button: Button, desk: Desk) -> Outcome:
    """Take in what was typed and do what the button says.

    Raises:
        ValidationError: the button's deed is not possible.
    """
    looked_at = frozenset(desk.editors) if button.name == "save" else button.looks_at
    return _DOERS[button.name](button, desk, desk.corrected(looked_at=looked_at))


def previous_key(proposal: Proposal, key: str) -> str:
    """Return the task above in the same section that is not dropped, empty when there is none."""
    for section in proposal["sections"]:
        above = ""
        for task in section["tasks"]:
            if task["key"] == key:
                return above
            if not task["dropped"]:
                above = task["key"]
    return ""


# --- buttons ---


def _save(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    return Outcome(proposal)


def _done(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    return Outcome(proposal, _still_open(desk, without=button.key), button.key)


def _edit(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    return Outcome(proposal, [*_still_open(desk, without=button.key), button.key], button.key)


def _check(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    """Declare a doubtful place looked at and right."""
    if button.key == HEADER:
        changed = proposal | {"checked": True}
    elif button.key.startswith("section-"):
        changed = _section_checked(proposal, button.key.removeprefix("section-"))
    else:
        changed = update_task(proposal, button.key)
    return Outcome(changed, _still_open(desk), button.key)


def _merge(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    above = previous_key(proposal, button.key)
    if not above:
        raise ValidationError(_("There is no task above it in this section to merge it with."))
    return Outcome(merge_tasks(proposal, [above, button.key]), _still_open(desk, without=button.key), above)


def _drop(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    return Outcome(drop_task(proposal, button.key), _still_open(desk, without=button.key), button.key)


def _restore(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    return Outcome(restore_task(proposal, button.key), _still_open(desk), button.key)


def _split(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    """Open the panel in which the parts are written."""
    find_task(proposal, button.key)
    return Outcome(proposal, _still_open(desk, without=button.key), button.key, split_key=button.key)


def _split_offered(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    return Outcome(split_task(proposal, button.key), _still_open(desk), button.key)


def _split_lines(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    lines = desk.typed(f"{button.key}-lines").splitlines()
    return Outcome(split_task(proposal, button.key, lines=lines), _still_open(desk), button.key)


def _add(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    """Open the panel in which a new task is written."""
    return Outcome(proposal, _still_open(desk), f"add-{button.key}", add_to=button.key)


def _add_text(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    """Add the written task at the end of its section, with the section's units, and open it."""
    place, section = _section(proposal, button.key)
    new_key = f"t{proposal['next_key']}"
    where: dict[str, Any] = {"section_number": ""}
    if section is not None:
        tasks = section["tasks"]
        where = {"after": tasks[-1]["key"]} if tasks else {"section_number": section["number"]}
    text = desk.typed(f"add-{place}-text")
    if not text:
        raise ValidationError(_("Write what is to be done, then add the task."))
    changed = add_task(proposal, text=text, roles=_roles_of(section), **where)
    return Outcome(changed, [*_still_open(desk), new_key], new_key)


def _fill(button: Button, desk: Desk, proposal: Proposal) -> Outcome:
    """Give a whole group of units one role in a task, or take it from them."""
    role, group = button.details if len(button.details) == 2 else ("", "")
    task = find_task(proposal, button.key)
    codes = [unit.code for unit in desk.units.group(group)]
    if role not in AssignmentRole.values or not codes:
        raise ValidationError(_("Choose a role and a group of units."))
    kept = {code: held for code, held in task["roles"].items() if code not in codes or held != role}
    roles = kept if button.name == "clear" else kept | dict.fromkeys(codes, role)
    return Outcome(
        update_task(proposal, button.key, roles=roles), _still_open(desk), f"id_{button.key}-{role}"
    )


_DOERS: dict[str, Callable[[Button, Desk, Proposal], Outcome]] = {
    "save": _save,
    "confirm": _save,
    "done": _done,
    "edit": _edit,
    "check": _check,
    "merge": _merge,
    "drop": _drop,
    "restore": _restore,
    "split": _split,
    "split_offered": _split_offered,
    "split_lines": _split_lines,
    "add": _add,
    "add_text": _add_text,
    "fill": _fill,
    "clear": _fill,
}


# --- steps ---


def _still_open(desk: Desk, *, without: str = "") -> list[str]:
    return [key for key in desk.editors if key != without]


def _section(proposal: Proposal, place: str) -> tuple[str, dict[str, Any] | None]:
    """Return a section by its place from 0; none for the end of the document."""
    if place.isdecimal() and int(place) < len(proposal["sections"]):
        return place, proposal["sections"][int(place)]
    return END, None


def _section_checked(proposal: Proposal, place: str) -> Proposal:
    _place, section = _section(proposal, place)
    if section is None:
        raise ValidationError(_("This section is not in the proposal any more."))
    sections = [row | {"checked": True} if row is section else row for row in proposal["sections"]]
    return proposal | {"sections": sections}


def _roles_of(section: dict[str, Any] | None) -> dict[str, str]:
    """Return what a new task of a section starts from: the units of the section's last task."""
    tasks = section["tasks"] if section is not None else []
    return dict(tasks[-1]["roles"]) if tasks else {}
