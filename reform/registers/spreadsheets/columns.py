"""The columns of a register's spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from import_export.fields import Field

from reform.workbooks.reading import Heading
from reform.workbooks.writing import SheetColumn

from .widgets import CellWidget, TextWidget

Text = str | Promise
# Widths of columns, in characters.
NARROW, MIDDLE, WIDE = 14, 24, 48


class Column(Field):
    """One column: a field of django-import-export that says how people call it and what may stand there.

    Arguments:
        label: the heading.
        attribute: the record's attribute; the column's own name when not given.
        widget: how a cell is read and written; words when not given.
        also: other headings that people use.
        required: whether a new record needs it.
        read_only: written out for people to read, never read in.
        value: takes the value out of a record instead of `attribute`.
        help: one sentence on what to write, for the template's sheet of explanations.
        example: what the template's example row holds, as a value of the record.
        can_be_emptied: whether `#XOA` may stand there.
        is_remark: whether it only says something about the other columns' changes, and is none itself.
    """

    name = ""

    def __init__(
        self,
        label: Text,
        *,
        attribute: str = "",
        widget: CellWidget | None = None,
        also: tuple[Text, ...] = (),
        required: bool = False,
        read_only: bool = False,
        value: Callable[[Any], Any] | None = None,
        help: Text = "",
        example: Any = "",
        width: int = MIDDLE,
        can_be_emptied: bool = False,
        is_remark: bool = False,
    ) -> None:
        super().__init__(attribute=attribute or None, widget=widget or TextWidget(), readonly=read_only)
        self.label = label
        self.also = also
        self.required = required
        self.value = value
        self.help = help
        self.example = example
        self.width = width
        self.can_be_emptied = can_be_emptied
        self.is_remark = is_remark

    @property
    def heading(self) -> str:
        """The words at the head of the column."""
        label = str(self.label)
        return label[:1].upper() + label[1:]

    def get_value(self, instance: Any) -> Any:
        """Return the value in a record."""
        if self.value is not None:
            return self.value(instance)
        return getattr(instance, self.attribute or self.name)

    def as_heading(self, *, required: bool = False) -> Heading:
        """Return what the column is found by in a file."""
        # The name in code is taken as well: files made by programs use it.
        words = (self.heading, *(str(word) for word in self.also), self.name)
        return Heading(name=self.name, words=words, required=required)

    def as_sheet_column(self) -> SheetColumn:
        """Return what the column looks like in a file."""
        return SheetColumn(
            name=self.name,
            heading=self.heading,
            kind=self.widget.kind,
            width=self.width,
            places=getattr(self.widget, "places", 0),
            choices=() if self.readonly else self.widget.offers(),
            help=str(self.help),
            required=self.required,
            read_only=self.readonly,
        )
