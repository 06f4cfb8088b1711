"""What the reader proposes: plain values that an officer corrects and a program can print."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from reform.directives.reader.doubts import Doubt, without_repeats

LEAD, COORDINATE, MONITOR, CHANNEL, ADVISE = "lead", "coordinate", "monitor", "channel", "advise"


@dataclass(frozen=True)
class CitedDocument:
    """A document that the dispatch names; `number` is None for a law cited by name."""

    number: str | None
    date: datetime.date | None
    issuer: str | None
    type: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "number": self.number,
            "date": _iso(self.date),
            "issuer": self.issuer,
            "type": self.type,
        }


@dataclass(frozen=True)
class Target:
    """A number to reach: `value` in `unit` ("%" or the thing counted), compared by `comparison`."""

    value: float
    unit: str
    comparison: str
    text: str
    per_unit: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values; whole numbers without a decimal point."""
        value = int(self.value) if self.value == int(self.value) else self.value
        return {
            "value": value,
            "unit": self.unit,
            "comparison": self.comparison,
            "text": self.text,
            "per_unit": self.per_unit,
        }


@dataclass(frozen=True)
class Timing:
    """When something is due: a day, a rhythm, or a rule outside the document."""

    due: datetime.date | None = None
    due_text: str = ""
    frequency: str | None = None
    frequency_text: str = ""
    day_of_period: int | None = None
    by_rule: bool = False


@dataclass
class Task:
    """One obligation: a bullet, a paragraph or a row of a table."""

    text: str
    span: tuple[int, int]
    anchor: str
    roles: dict[str, str] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    timing: Timing = field(default_factory=Timing)
    doubts: list[Doubt] = field(default_factory=list)
    parts: list["Task"] = field(default_factory=list)
    parentheses: list[dict[str, str]] = field(default_factory=list)
    result_kind: str = "work"
    result: str = ""
    urgent: bool = False

    @property
    def units(self) -> list[str]:
        """Codes of the units that do the work; one that only passes it on is not among them."""
        return [code for code, role in self.roles.items() if role != CHANNEL]

    @property
    def leading(self) -> list[str]:
        """Codes of the responsible units, whatever their role is called."""
        return [code for code, role in self.roles.items() if role in {LEAD, ADVISE, MONITOR}]

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        doubts = without_repeats(self.doubts)
        return {
            "anchor": self.anchor,
            "text": self.text,
            "span": list(self.span),
            "units": self.units,
            "roles": dict(self.roles),
            "lead": self.leading,
            "coordinating": [code for code, role in self.roles.items() if role == COORDINATE],
            "targets": [target.as_dict() for target in self.targets],
            "due": _iso(self.timing.due),
            "due_text": self.timing.due_text,
            "due_by_rule": self.timing.by_rule,
            "frequency": self.timing.frequency,
            "frequency_text": self.timing.frequency_text,
            "frequency_day": self.timing.day_of_period,
            "urgent": self.urgent,
            "result_kind": self.result_kind,
            "result": self.result,
            "parentheses": self.parentheses,
            "parts": [part.as_dict() for part in self.parts],
            "unsure": [str(doubt) for doubt in doubts],
            "unsure_codes": [doubt.code for doubt in doubts],
        }


@dataclass
class Section:
    """A numbered part of the dispatch with the units it addresses and its tasks."""

    number: str
    heading: str
    span: tuple[int, int]
    roles: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    @property
    def units(self) -> list[str]:
        """Codes of the units that the heading names, or of all its tasks where it names none."""
        named = [code for code, role in self.roles.items() if role != CHANNEL]
        return named or list(dict.fromkeys(code for task in self.tasks for code in task.units))

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        doubts = without_repeats(self.doubts)
        return {
            "number": self.number,
            "heading": self.heading,
            "span": list(self.span),
            "units": self.units,
            "roles": dict(self.roles),
            "unsure": [str(doubt) for doubt in doubts],
            "unsure_codes": [doubt.code for doubt in doubts],
            "tasks": [task.as_dict() for task in self.tasks],
        }


@dataclass
class Header:
    """What stands above the text: who issued what, under which number, when and to whom."""

    number: str | None = None
    symbol: str | None = None
    date: datetime.date | None = None
    month: str | None = None
    year: int | None = None
    date_text: str = ""
    issuer: str | None = None
    type: str | None = None
    subject: str | None = None
    addressees: tuple[str, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class Proposal:
    """Everything the reader found, for the officer to confirm."""

    text: str
    header: Header
    cited_documents: list[CitedDocument] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        """Number with symbol, such as "655/UBND-NV"; None where the number is blank."""
        return self.header.number

    @property
    def symbol(self) -> str | None:
        """Symbol without the number, such as "UBND-NV"."""
        return self.header.symbol

    @property
    def date(self) -> datetime.date | None:
        """Date of the document; None where it is blank or incomplete."""
        return self.header.date

    @property
    def issuer(self) -> str | None:
        """Name of the issuing body in natural case."""
        return self.header.issuer

    @property
    def subject(self) -> str | None:
        """Subject without its opening "Về việc"."""
        return self.header.subject

    @property
    def tasks(self) -> list[Task]:
        """All tasks in the order of the text."""
        return [task for section in self.sections for task in section.tasks]

    def as_dict(self) -> dict[str, Any]:
        """Return the proposal as plain JSON values."""
        doubts = without_repeats([*self.header.doubts, *self.doubts])
        return {
            "number": self.number,
            "symbol": self.symbol,
            "type": self.header.type,
            "date": _iso(self.date),
            "month": self.header.month,
            "issuer": self.issuer,
            "subject": self.subject,
            "addressees": list(self.header.addressees),
            "cited_documents": [document.as_dict() for document in self.cited_documents],
            "sections": [section.as_dict() for section in self.sections],
            "closing": list(self.closing),
            "left_out": list(self.left_out),
            "unsure": [str(doubt) for doubt in doubts],
            "unsure_codes": [doubt.code for doubt in doubts],
        }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
