"""Columns of lists and lines of record pages: what stands there, how it reads, how it sorts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reform.organisation.periods import Period
from reform.registers.history import DAY, MOMENT

Text = str | Promise
Tone = Literal["neutral", "progress", "good", "warning", "bad"]

EMPTY = "–"


@dataclass(frozen=True)
class Column:
    """One column of a list, or one line of a record page.

    Attributes:
        name: a field, property or method of the record; also the name in the URL when sorting.
        label: the heading; the field's verbose name when not given.
        sort: the lookup to order by; not sortable when empty. "auto" means: by the field of that name,
            unless it leads to another record.
        value: takes the value from the record instead of `name`.
        template: a template for the cell; it gets `record`, `value` and `column`.
    """

    name: str
    label: Text = ""
    sort: str = "auto"
    value: Callable[[Any], Any] | None = None
    template: str = ""

    def heading(self, model: type[models.Model]) -> str:
        """Return the words at the head of the column."""
        model_field = field_of(model, self.name)
        return capfirst(str(self.label or getattr(model_field, "verbose_name", self.name)))

    def sort_lookup(self, model: type[models.Model]) -> str:
        """Return the lookup by which the column sorts, empty when it does not."""
        if self.sort != "auto":
            return self.sort
        model_field = field_of(model, self.name)
        return self.name if model_field is not None and not model_field.is_relation else ""

    def raw(self, record: Any) -> Any:
        """Return the value of the column in `record`."""
        if self.value is not None:
            return self.value(record)
        return display_value(record, self.name)

    def cell(self, record: Any) -> str:
        """Return what stands in the cell."""
        value = self.raw(record)
        if self.template:
            context = {"record": record, "value": value, "column": self}
            # Stripping makes a plain string of what the template has escaped already.
            return mark_safe(render_to_string(self.template, context).strip())  # noqa: S308
        return readable(value)

    def is_number(self, model: type[models.Model]) -> bool:
        """Tell whether the column holds figures, which stand at the right."""
        model_field = field_of(model, self.name)
        return (
            isinstance(model_field, models.IntegerField | models.DecimalField | models.FloatField)
            and not model_field.choices
        )


@dataclass(frozen=True)
class StateColumn(Column):
    """A state as a badge of word, shape and colour.

    Attributes:
        tones: the tone of each state; "neutral" when it is not named.
    """

    tones: Mapping[str, Tone] = field(default_factory=dict)
    template: str = "registers/components/state_cell.html"

    def raw(self, record: Any) -> Any:
        """Return the word and the tone of the state."""
        state = getattr(record, self.name)
        return {"label": display_value(record, self.name), "tone": self.tones.get(state, "neutral")}


def as_column(item: str | Column) -> Column:
    """Return a column for a field's name; columns stay as they are."""
    return item if isinstance(item, Column) else Column(item)


def field_of(model: type[models.Model], name: str) -> Any:
    """Return the model's field, or None when the name is of something else."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def display_value(record: Any, name: str) -> Any:
    """Return a field's value with its choice in words, or what a property or method of the record gives."""
    display = getattr(record, f"get_{name}_display", None)
    if display is not None:
        return display()
    value = getattr(record, name)
    if isinstance(value, models.Manager):
        return list(value.all())
    return value() if callable(value) else value


def readable(value: Any) -> str:
    """Return a value as people read it; a dash for none."""
    if value is None or value in ("", []):
        return EMPTY
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), MOMENT)
    if isinstance(value, date):
        return date_format(value, DAY)
    if isinstance(value, Period):
        return capfirst(value.label)
    if isinstance(value, int | float | Decimal):
        return number_format(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(readable(item) for item in value)
    return value if isinstance(value, str) else str(value)
