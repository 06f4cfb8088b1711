"""What was found out about the rows of a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from reform.registers.models import Verdict
from reform.workbooks.problems import CellRefused

from .lookups import UnknownName

# What becomes of rows that are written.
WRITTEN = (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong or odd in a cell, or in the whole row when no column is named."""

    kind: str
    column: str
    problem: str
    advice: str


@dataclass(slots=True)
class Judged:
    """One row with what would become of it.

    Attributes:
        number: the row as spreadsheet programs show it.
        values: what the cells say, by column; blank cells are missing.
        record: the record as it would stand; None when it was refused before one was found.
        before: the changed columns' values as they were.
        changes: names of changed columns with the old and the new value in words.
        hints: what the officer should know of a row that is written all the same.
        version: the record's version; None for a new one.
        spellings: texts of the key exactly as they stand in their cells.
        may_write: whether the user may write the record as it stands; asked only when it changes.
        waiting: names that nobody bears yet; they may stand further up in the same file.
        kept: further attributes of a changed record as they were, see `RegisterResource.also_changes`.
    """

    number: int
    cells: Sequence[Any]
    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    record: Any = None
    is_new: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    version: int | None = None
    spellings: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    may_write: bool = True
    waiting: dict[str, UnknownName] = field(default_factory=dict)
    hints: list[Remark] = field(default_factory=list)

    @property
    def told(self) -> list[Remark]:
        """What the preview tells of the row: why it is refused, else what is odd in it."""
        return self.remarks or self.hints

    @property
    def verdict(self) -> Verdict:
        """What becomes of the row."""
        if self.remarks:
            return Verdict.REJECTED
        if self.is_new:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes else Verdict.UNCHANGED

    def fingerprint(self) -> str:
        """Return a short sign of what writing the row would do, the same in every language.

        Two rows that read alike differ by it when a name in them has come to mean another record.
        """
        said = [[name, _meant(self.values[name])] for name, _old, _new in self.changes if name in self.values]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def refuse(self, refused: CellRefused, column: str = "") -> None:
        """Keep what is wrong."""
        self.remarks.append(Remark(refused.kind, refused.column or column, refused.problem, refused.advice))


def _meant(value: Any) -> Any:
    """Return a value as JSON holds it: of a record its number; one that is new has only its name."""
    if isinstance(value, Model):
        return value.pk if value.pk is not None else str(value)
    if isinstance(value, dict):
        return [[name, _meant(item)] for name, item in value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        return [_meant(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


@dataclass
class Unmatched:
    """A name that no record is called by, and how often it occurs."""

    column: str
    name: str
    count: int = 0
    suggestions: list[Any] = field(default_factory=list)
