"""The template of a register: the workbook in which an officer fills in rows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import IO, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reform.organisation.enums import PeriodKind
from reform.organisation.models import Unit
from reform.organisation.periods import Period
from reform.workbooks.writing import write_template

from .columns import Column
from .exporting import exported_rows, meta_of
from .lookups import RecordWidget
from .resources import RegisterResource


def template_file(resource: RegisterResource) -> IO[bytes]:
    """Return a new template for the resource's user, filled with the unit's rows where there are periods.

    It is in the portal's language, whichever one the officer's screens are in.
    """
    with translation.override(settings.LANGUAGE_CODE):
        columns = [
            column for column in resource.columns.values() if column.name not in resource.never_exported
        ]
        example = example_cells(resource, columns)
        target: Any = tempfile.TemporaryFile()  # noqa: SIM115
        write_template(
            target,
            title=resource.sheet_name(),
            columns=[column.as_sheet_column() for column in columns],
            rows=exported_rows(resource, resource.template_rows(), columns),
            example=example,
            meta=_meta(resource),
            explanations=[
                _explanation(resource, column, value) for column, value in zip(columns, example, strict=True)
            ],
        )
    target.seek(0)
    return target


def example_cells(resource: RegisterResource, columns: Sequence[Column]) -> list[Any]:
    """Return the example row: of units the own one, then others; of a drop-down list the first.

    In the list of units itself the first is the one above the others.
    """
    own = None if resource.model is Unit else resource.user.unit
    taken: list[str] = []
    return [_example_cell(column, own, taken) for column in columns]


def _example_cell(column: Column, own: Unit | None, taken: list[str]) -> Any:
    """Return the example of one column, and note which unit it names."""
    if column.example not in ("", None):
        value = column.example
        return column.widget.render(value if isinstance(value, int) else str(value))
    if not isinstance(column.widget, RecordWidget):
        return next(iter(column.widget.offers()), None)
    lookup = column.widget.lookup
    if lookup.model is not Unit:
        return next(iter(lookup.offers()), None)
    names = ([lookup.name_of(own)] if own else []) + list(lookup.offers())
    name = next((name for name in names if name not in taken), None)
    taken += [name] if name else []
    return name


def _meta(resource: RegisterResource) -> dict[str, str]:
    unit = resource.user.unit
    period = Period.counting(timezone.localdate(), PeriodKind.MONTH) if resource.has_periods else None
    return meta_of(resource) | {
        "unit": unit.code if unit else "",
        "period": str(period) if period else "",
    }


def _explanation(resource: RegisterResource, column: Column, example: Any) -> tuple[str, ...]:
    """Return a line of the sheet of explanations: heading, whether it is needed, how, an example."""
    if column.readonly:
        need = _("For reading only")
    else:
        need = _("Needed") if column.required else _("May be left blank")
    return column.heading, need, capfirst(str(column.help)), "" if example is None else str(example)
