"""Where the table stands in a file, kept with the import: the file itself is not read a second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from reform.workbooks.cells import column_holds_fractions
from reform.workbooks.reading import Table, Workbook

from .resources import RegisterResource
from .widgets import PercentWidget


@dataclass(frozen=True)
class LayoutColumn:
    """One column of the table in the file.

    Attributes:
        name: the resource's column.
        letter: as spreadsheet programs name it.
        heading: the words at its head, as they stand there.
        position: the column in the sheet, from 0.
    """

    name: str
    letter: str
    heading: str
    position: int


@dataclass(frozen=True)
class Layout:
    """Everything about the file that judging its rows needs.

    Attributes:
        columns: in the order of a row's cells.
        fractions: columns whose per cent are written as fractions of one.
        notes: what was understood and left out, in words.
    """

    sheet: str
    heading_row: int
    file_format: str
    starts_1904: bool
    columns: tuple[LayoutColumn, ...]
    fractions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return it for the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Layout:
        """Return it from the database."""
        columns = tuple(LayoutColumn(**column) for column in kept["columns"])
        lists = {name: tuple(kept[name]) for name in ("fractions", "notes")}
        return cls(**kept | {"columns": columns} | lists)

    def column(self, name: str) -> LayoutColumn | None:
        """Return the place of a column, None when the file does not have it."""
        return next((column for column in self.columns if column.name == name), None)

    def apply_to(self, resource: RegisterResource) -> None:
        """Tell the resource's widgets how this file writes days and per cent."""
        for column in resource.columns.values():
            column.widget.starts_1904 = self.starts_1904
            column.widget.fractions = column.name in self.fractions


def layout_of(table: Table, workbook: Workbook, resource: RegisterResource) -> Layout:
    """Return where the table stands."""
    places = sorted(table.places.values(), key=lambda place: place.position)
    names = list(table.dataset.headers or [])
    return Layout(
        sheet=table.sheet,
        heading_row=table.heading_row,
        file_format=workbook.format,
        starts_1904=workbook.starts_1904,
        columns=tuple(
            LayoutColumn(place.name, place.letter, place.heading, place.position)
            for place in sorted(places, key=lambda place: names.index(place.name))
        ),
        fractions=tuple(
            name
            for name in names
            if isinstance(resource.columns[name].widget, PercentWidget)
            and column_holds_fractions(table.dataset[name])
        ),
        notes=tuple(note.text for note in table.notes),
        meta=workbook.meta,
    )


def encode_cells(cells: Sequence[Any]) -> list[Any]:
    """Return a row's values so that JSON can hold them."""
    return [value if value.__class__ in _PLAIN else _encode(value) for value in cells]


def decode_cells(cells: Sequence[Any]) -> list[Any]:
    """Return a row's values from JSON."""
    return [_decode(value) if value.__class__ is dict else value for value in cells]


_PLAIN = (str, int, float, bool, type(None))


def _encode(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return str(value)


def _decode(value: dict[str, Any]) -> Any:
    ((kind, text),) = value.items()
    if kind == "seconds":
        return timedelta(seconds=text)
    kinds: dict[str, Any] = {"datetime": datetime, "date": date, "time": time}
    return kinds[kind].fromisoformat(text)
