"""Rows of another table that belong to a record and stand in one of its cells: a line each, with bars.

"Trần Thị Bình | 02/09/1985 | P-DH | Công chức | Cử nhân | 60%". What a cell says replaces all rows of the
record together; a blank cell keeps them, as everywhere. They are written in the record's transaction and
come back with it when the import is taken back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reform.workbooks.cells import clean_text
from reform.workbooks.problems import CellRefused

from .columns import Column
from .lookups import Lookup, UnknownName
from .widgets import CellWidget, TextWidget

Text = str | Promise
# What one line says, by the names of its fields.
Said = dict[str, Any]
# More lines are a mistake; the screens take no more either.
MOST_LINES = 30

_BARS = re.compile(r"[|｜¦]")
_LINES = re.compile(r"[\n;]")
_NUMBERING = re.compile(r"^(?:[-–—+•*·]|[0-9]{1,2}[.)])\s+")


@dataclass(frozen=True)
class PartField:
    """One field of a line: its name, its words, and how it is read and written."""

    name: str
    label: Text
    widget: CellWidget


class PartsWidget(CellWidget):
    """All rows of one kind that belong to a record. The first field is what a row is called by.

    Arguments:
        model: the rows' class.
        fields: of a line, in their order; a name that is a field of the model is put in there.
        called: what one row is called in messages.
        short: fields that a shorter line may consist of, for example the name and the share. What it does not
            say stays as it is in the row that is called the same.
        told_apart_by: fields beside the first that tell rows apart which are called the same.
    """

    empty: Any = ()

    def __init__(
        self,
        model: type[Model],
        *,
        fields: Sequence[PartField],
        called: Text,
        short: Sequence[str] = (),
        told_apart_by: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.model = model
        self.fields = tuple(fields)
        self.called = called
        self.short = tuple(field for field in self.fields if field.name in short)
        self.told_apart_by = tuple(told_apart_by)

    # --- What a register may override ---

    def say(self, part: Any) -> Said:
        """Return what a line says of a row."""
        return {field.name: getattr(part, field.name) for field in self.fields}

    def attributes(self, said: Said) -> dict[str, Any]:
        """Return the attributes of a row that a line says; all others are taken over from the row before."""
        return said

    def check(self, lines: Sequence[Said]) -> None:
        """Check all lines together.

        Raises:
            CellRefused: they cannot stand beside each other.
        """

    # --- What the engine asks ---

    @property
    def lookups(self) -> tuple[Lookup, ...]:
        """Where names in the lines are looked for."""
        return tuple(item for field in self.fields for item in field.widget.lookups)

    @property
    def form(self) -> str:
        """How a line is written, in the words of its fields."""
        return " | ".join(str(field.label) for field in self.fields)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> tuple[Said, ...]:
        """Return what the lines say; everything that is wrong in them is told at once."""
        text = TextWidget().clean(value)
        lines = [line for piece in _LINES.split(text) if (line := piece.strip())]
        if not lines or len(lines) > MOST_LINES:
            raise CellRefused(
                "part",
                _("There are %(count)s lines in the cell; it takes 1 to %(most)s.")
                % {"count": len(lines), "most": MOST_LINES},
                _("Write one a line: %(form)s.") % {"form": self.form},
            )
        said: list[Said] = []
        refused: list[CellRefused] = []
        for number, line in enumerate(lines, 1):
            try:
                said.append(self._read_line(number, _NUMBERING.sub("", line)))
            except CellRefused as problem:
                refused.append(problem)
        _refuse_together(refused)
        self.check([self._blank() | line for line in said])
        return tuple(said)

    def completed(self, old: Any, new: Any) -> tuple[Said, ...]:
        """Return whole lines: what a short one does not say is taken from the row that is called the same."""
        if all(len(said) == len(self.fields) for said in new):
            return tuple(new)
        known: dict[Any, list[Said]] = defaultdict(list)
        for said in old or ():
            known[self.name_of(said)].append(said)
        lines = [self._whole(said, known) for said in new]
        self.check(lines)
        return tuple(lines)

    def _whole(self, said: Said, known: dict[Any, list[Said]]) -> Said:
        if len(said) == len(self.fields):
            return said
        same = known.get(self.name_of(said), [self._blank()])
        if len(same) > 1:
            raise CellRefused(
                "part",
                _("Several are called “%(name)s”.") % {"name": said[self.fields[0].name]},
                _("Write the whole line, so that it can be told which is meant: %(form)s.")
                % {"form": self.form},
            )
        return same[0] | said

    def _blank(self) -> Said:
        """Return what a line says that says nothing."""
        return {field.name: field.widget.empty for field in self.fields}

    def name_of(self, said: Said, *, also: Sequence[str] = ()) -> tuple[Any, ...]:
        """Return what a row is known by: what it is called, whatever the case, and further fields."""
        values = (said[name] for name in (self.fields[0].name, *also))
        return tuple(clean_text(value).casefold() if isinstance(value, str) else value for value in values)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the lines; a text, an example for one, as it is."""
        return self.words(value)

    def words(self, value: Any) -> str:
        """Return the lines."""
        return value if isinstance(value, str) else "\n".join(self.line(said) for said in value or ())

    def line(self, said: Said) -> str:
        """Return one line, without the signs that keep fields and lines apart."""
        words = [_BARS.sub("/", clean_text(field.widget.words(said[field.name]))) for field in self.fields]
        return _NUMBERING.sub("", " | ".join(_LINES.sub(",", item) for item in words))

    def is_same(self, old: Any, new: Any) -> bool:
        """Tell whether the same lines stand there already, in the same order."""
        return self.words(old or ()) == self.words(new or ())

    # --- reading ---

    def _read_line(self, number: int, line: str) -> Said:
        cells = [cell.strip() for cell in _BARS.split(line)]
        while len(cells) > len(self.fields) and "" in (cells[0], cells[-1]):
            cells.pop(-1 if not cells[-1] else 0)
        fields = self.short if self.short and len(cells) == len(self.short) else self.fields
        if len(cells) != len(fields):
            raise CellRefused(
                "part",
                _("%(part)s: the line has %(count)s fields instead of %(needed)s.")
                % {"part": self._name(number, cells[0]), "count": len(cells), "needed": len(self.fields)},
                _("Write it as: %(form)s. Leave empty between the bars what is not known.")
                % {"form": self.form},
            )
        said: Said = {field.name: field.widget.empty for field in fields}
        refused: list[CellRefused] = []
        for field, cell in zip(fields, cells, strict=True):
            try:
                if cell:
                    said[field.name] = self._read_field(number, cells[0], field, cell)
            except CellRefused as problem:
                refused.append(problem)
        _refuse_together(refused)
        self._check_fields(number, cells[0], self._blank() | said)
        return said

    def _read_field(self, number: int, name: str, field: PartField, cell: str) -> Any:
        try:
            return field.widget.clean(cell)
        except CellRefused as refused:
            advice = refused.advice
            if isinstance(refused, UnknownName):
                likely = [refused.lookup.label_of(item) for item in refused.lookup.suggestions(cell)]
                advice = (
                    _("Likely names: %(names)s.") % {"names": "; ".join(likely)}
                    if likely
                    else _("Correct the name.")
                )
            raise self._refusal(number, name, field.label, f"“{cell}”. {refused.problem}", advice) from None

    def _check_fields(self, number: int, name: str, said: Said) -> None:
        """Check each field as the model declares it."""
        given = {
            key: value
            for key, value in self.attributes(said).items()
            if not self.model._meta.get_field(key).is_relation
        }
        part = self.model(**given)
        others = {field.name for field in self.model._meta.fields} - given.keys()
        try:
            part.clean_fields(exclude=others)
        except ValidationError as error:
            attribute, messages = next(iter(error.message_dict.items()))
            label = next(
                (field.label for field in self.fields if field.name == attribute),
                self.model._meta.get_field(attribute).verbose_name,  # type: ignore[union-attr]
            )
            raise self._refusal(number, name, label, " ".join(messages), "") from None

    def _refusal(self, number: int, name: str, label: Text, problem: str, advice: str) -> CellRefused:
        told = _("%(part)s, %(field)s: %(problem)s") % {
            "part": self._name(number, name), "field": label, "problem": problem,
        }  # fmt: skip
        return CellRefused("part", told, advice)

    def _name(self, number: int, name: str) -> str:
        called = str(self.called)
        return f"{called[:1].upper()}{called[1:]} {number} (“{name[:60]}”)"


def _refuse_together(refused: Sequence[CellRefused]) -> None:
    """Tell several problems in one cell, each advice once; none, when there are none."""
    if refused:
        raise CellRefused(
            "part",
            " ".join(item.problem for item in refused),
            " ".join(dict.fromkeys(item.advice for item in refused if item.advice)),
        )


class PartsColumn(Column):
    """A column that holds a record's rows of another table. Its name is that of the relation."""

    widget: PartsWidget

    def get_value(self, instance: Any) -> tuple[Said, ...]:
        """Return what the lines say."""
        return tuple(self.widget.say(part) for part in self.parts_of(instance))

    def parts_of(self, record: Any) -> list[Any]:
        """Return a record's rows; they are at hand once `load_parts` was called."""
        return list(getattr(record, self.name).all()) if record.pk else []

    @property
    def paths(self) -> list[str]:
        """What has to be fetched so that lines can be told: the rows, and the records that they name."""
        fields = self.widget.model._meta.concrete_fields
        named = {field.name for field in fields if field.is_relation} & {
            field.name for field in self.widget.fields
        }
        return [self.name, *(f"{self.name}__{name}" for name in sorted(named))]


def parts_columns(resource: Any) -> list[PartsColumn]:
    """Return the columns of a resource that hold rows of another table."""
    return [column for column in resource.columns.values() if isinstance(column, PartsColumn)]


def load_parts(resource: Any, records: Sequence[Any]) -> None:
    """Put beside records their rows of other tables, in a constant number of queries."""
    paths = [path for column in parts_columns(resource) for path in column.paths]
    if paths and records:
        prefetch_related_objects(list(records), *paths)
