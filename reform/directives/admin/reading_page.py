"""What the proposal page shows of a proposal: cards of tasks, doubtful places, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reform.directives.confirming import place_of
from reform.directives.enums import Frequency, ResultKind
from reform.directives.proposal_values import read_date
from reform.directives.proposals import Entry, Proposal, kept_tasks, tasks_of
from reform.organisation.enums import ReformField

from .reading_actions import previous_key
from .reading_desk import HEADER, Desk, Editor

SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}


@dataclass(frozen=True)
class Card:
    """One task as it stands on the page."""

    entry: Entry
    number: int
    desk: Desk
    source_key: str
    previous: str

    @property
    def key(self) -> str:
        """The task's key, which is also its anchor on the page."""
        return str(self.entry["key"])

    @property
    def place(self) -> str:
        """Where the task stands in the text."""
        return place_of(self.entry)

    @property
    def editor(self) -> Editor | None:
        """The open form, if any."""
        return self.desk.editors.get(self.key)

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody still has to look at it."""
        return is_doubtful(self.entry)

    @property
    def units(self) -> list[tuple[str, str, int]]:
        """The units by role, in few words."""
        return self.desk.units.sum_up(self.entry["roles"])

    @property
    def unknown_units(self) -> list[str]:
        """Codes that are no open unit of the authority."""
        return self.desk.units.unknown(self.entry["roles"])

    @property
    def due(self) -> str:
        """The due date in words."""
        day = read_date(self.entry["due"])
        return date_format(day, "d/m/Y") if day else ""

    @property
    def frequency(self) -> str:
        """How often it comes round, in words; empty for once."""
        value = self.entry["frequency"]
        return str(Frequency(value).label) if value and value in Frequency.values else ""

    @property
    def facts(self) -> list[str]:
        """Further facts in words: kind of result, field of reform."""
        found = []
        if self.entry["result_kind"] in ResultKind.values:
            found.append(
                _("Result: %(kind)s") % {"kind": str(ResultKind(self.entry["result_kind"]).label).lower()}
            )
        if self.entry["reform_field"] in ReformField.values:
            found.append(str(ReformField(self.entry["reform_field"]).label))
        return found

    @property
    def targets(self) -> list[str]:
        """The figures to reach, as "≥ 100 %"."""
        return [_target_words(row) for row in self.entry["targets"]]

    @property
    def is_splitting(self) -> bool:
        """Whether its parts are being written."""
        return self.desk.split_key == self.key

    @property
    def lines(self) -> str:
        """What the panel for splitting starts from: what was typed, or the parts, one a line."""
        offered = [part["text"] for part in self.entry["parts"]] or [self.entry["text"]]
        return self.desk.typed(f"{self.key}-lines") or "\n".join(offered)


@dataclass(frozen=True)
class SectionBlock:
    """A section with its cards."""

    section: dict[str, Any]
    place: int
    cards: list[Card]
    desk: Desk

    @property
    def anchor(self) -> str:
        """The section's anchor on the page."""
        return f"section-{self.place}"

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody still has to look at its heading."""
        return bool(self.unsure) and not self.section.get("checked")

    @property
    def unsure(self) -> list[str]:
        """What the reader was unsure of in the heading, unless a task of the section says it, too."""
        said = {reason for card in self.cards for reason in card.entry["unsure"]}
        return [reason for reason in self.section.get("unsure", []) if reason not in said]

    @property
    def is_adding(self) -> bool:
        """Whether a task is being added to it."""
        return self.desk.add_to == str(self.place)

    @property
    def typed(self) -> str:
        """What was typed of the new task."""
        return self.desk.typed(f"add-{self.place}-text")


@dataclass(frozen=True)
class Doubtful:
    """A place to look at again."""

    anchor: str
    place: str
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """Everything the page shows of the proposal."""

    desk: Desk
    anchors: dict[str, str]

    @property
    def proposal(self) -> Proposal:
        """The proposal."""
        return self.desk.proposal

    @cached_property
    def sections(self) -> list[SectionBlock]:
        """The sections in the order of the text."""
        numbers = {task["key"]: number for number, task in enumerate(tasks_of(self.proposal), start=1)}
        return [
            SectionBlock(section, place, [self._card(task, numbers) for task in section["tasks"]], self.desk)
            for place, section in enumerate(self.proposal["sections"])
        ]

    @cached_property
    def doubtful(self) -> list[Doubtful]:
        """The places that nobody has looked at yet."""
        return list(self._doubtful())

    @property
    def unsure(self) -> list[str]:
        """What the reader was unsure of in the document's own data."""
        reasons: list[str] = self.proposal.get("unsure", [])
        return reasons

    @property
    def header_is_doubtful(self) -> bool:
        """Whether somebody still has to look at the document's own data."""
        return bool(self.unsure) and not self.proposal.get("checked")

    @property
    def header_editor(self) -> Editor | None:
        """The open form of the document's own data, if any."""
        return self.desk.editors.get(HEADER)

    @property
    def issued_on(self) -> str:
        """The date of issue in words."""
        day = read_date(self.proposal["date"])
        return date_format(day, "d/m/Y") if day else ""

    @property
    def document_number(self) -> str:
        """Number and symbol as printed."""
        number, symbol = self.proposal["number"], self.proposal["symbol"]
        return f"{number or '…'}/{symbol}" if symbol else number

    @property
    def cited(self) -> list[dict[str, Any]]:
        """The cited documents with their dates as dates."""
        return [
            row | {"day": read_date(row.get("date")), "corrected": read_date(row.get("corrected_date"))}
            for row in self.proposal["cited_documents"]
        ]

    @property
    def left_over(self) -> list[str]:
        """Parts of the text of which the reader made no task."""
        return [*self.proposal.get("left_out", []), *self.proposal.get("closing", [])]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many tasks, assignments, units and dropped tasks."""
        kept = kept_tasks(self.proposal)
        return {
            "tasks": len(kept),
            "assignments": sum(len(task["roles"]) for task in kept),
            "units": len({code for task in kept for code in task["roles"]}),
            "dropped": sum(1 for task in tasks_of(self.proposal) if task["dropped"]),
            "doubtful": len(self.doubtful),
        }

    @property
    def is_adding_at_end(self) -> bool:
        """Whether a task outside every section is being added."""
        return self.desk.add_to == "end"

    @property
    def typed_at_end(self) -> str:
        """What was typed of it."""
        return self.desk.typed("add-end-text")

    def errors(self) -> list[tuple[str, str, str, str]]:
        """Return what is wrong in the open forms: the id of the field, the place, the label, the message."""
        return [
            (field_id, self.desk.place_words(key), label, message)
            for key, editor in self.desk.editors.items()
            for field_id, label, message in editor.errors()
        ]

    def _card(self, task: Entry, numbers: dict[str, int]) -> Card:
        key = task["key"]
        above = "" if task["dropped"] else previous_key(self.proposal, key)
        return Card(task, numbers[key], self.desk, self.anchors.get(key, ""), above)

    def _doubtful(self) -> Iterator[Doubtful]:
        if self.header_is_doubtful:
            yield Doubtful(HEADER, pgettext("official document", "Document"), self.unsure)
        for block in self.sections:
            if block.is_doubtful:
                yield Doubtful(
                    block.anchor,
                    _("Section %(anchor)s") % {"anchor": block.section["number"]},
                    block.unsure,
                )
            for card in block.cards:
                if card.is_doubtful:
                    yield Doubtful(f"task-{card.key}", card.place, card.entry["unsure"])


def is_doubtful(entry: Entry) -> bool:
    """Tell whether a task has no unit, or the reader was unsure of it and nobody has looked at it yet."""
    if entry["dropped"]:
        return False
    return not entry["roles"] or bool(entry["unsure"] and not entry["checked"])


def work_by_unit(desk: Desk) -> list[tuple[str, int, int]]:
    """Return what every unit gets: name, tasks that it leads, tasks in which it has another role."""
    kept = kept_tasks(desk.proposal)
    given = {code for task in kept for code in task["roles"]}
    ordered = [unit.code for unit in desk.units.units if unit.code in given]
    ordered += sorted(given - set(ordered))
    return [
        (
            desk.units.name(code),
            sum(1 for task in kept if task["roles"].get(code) == "lead"),
            sum(1 for task in kept if task["roles"].get(code, "lead") != "lead"),
        )
        for code in ordered
    ]


def _target_words(row: dict[str, Any]) -> str:
    value = number_format(row["value"])
    words = f"{SIGNS.get(row['comparison'], '')} {value} {row['unit']}".strip()
    return _("%(target)s for each unit") % {"target": words} if row.get("per_unit") else words
