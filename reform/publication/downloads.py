"""Published figures as files: a table for spreadsheets, and JSON for programs."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reform.organisation.periods import Period
from reform.publication.published import FigureRow, PublishedFigure
from reform.workbooks.writing import SheetColumn, stream_csv, write_xlsx

SHEET_NAME_LENGTH = 31


def as_csv(figure: PublishedFigure) -> bytes:
    """Return the rows as Excel opens them: UTF-8 with its mark, no cell that could be a formula."""
    return b"".join(stream_csv(_columns(figure), [_cells(figure, row) for row in figure.rows]))


def as_xlsx(figure: PublishedFigure) -> bytes:
    """Return the rows as a workbook; its hidden sheet says what the figure means."""
    target = io.BytesIO()
    write_xlsx(
        target,
        sheet=figure.title[:SHEET_NAME_LENGTH],
        columns=_columns(figure),
        rows=[_cells(figure, row) for row in figure.rows],
        meta=_explanation(figure),
    )
    return target.getvalue()


def as_json(figure: PublishedFigure, *, publisher: str, url: str) -> bytes:
    """Return the figure with its explanation for programs.

    Args:
        figure: what is published.
        publisher: name of the authority.
        url: address of the page that shows it.
    """
    data = {
        "key": figure.key,
        "title": figure.title,
        "definition": figure.definition,
        "source": figure.source,
        "publisher": publisher,
        "page": url,
        "as_of": figure.as_of.isoformat(),
        "is_sample": figure.is_sample,
        "licence": licence(publisher),
        "unit_of_measure": figure.unit_of_measure,
        "period_kind": figure.period_kind.value,
        "target": _number(figure.target),
        "rows": [_row_data(row) for row in figure.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def licence(publisher: str) -> str:
    """Return under which terms anybody may use the figures."""
    return _("Free to use; please name %(publisher)s as the source.") % {"publisher": publisher}


def _explanation(figure: PublishedFigure) -> dict[str, str]:
    return {
        _("Figure"): figure.title,
        _("Definition"): figure.definition,
        _("Source"): figure.source,
        _("As of"): f"{figure.as_of:%d/%m/%Y}",
    }


def _columns(figure: PublishedFigure) -> list[SheetColumn]:
    """Return the columns; every row says of itself when it holds and whether it is a sample."""
    kind: Any = "percent" if figure.is_percent else "decimal"
    places = 1 if figure.is_percent or any(_has_fraction(row.value) for row in figure.rows) else 0
    columns = [
        SheetColumn("unit", _("Unit"), width=32),
        SheetColumn("period", _("Period"), width=12),
        SheetColumn("period_words", _("Period in words"), width=24),
    ]
    if figure.numerator_label:
        columns += [
            SheetColumn("numerator", figure.numerator_label, "decimal", width=14),
            SheetColumn("denominator", figure.denominator_label, "decimal", width=14),
        ]
    return [
        *columns,
        SheetColumn("value", _("Value"), kind, width=12, places=places),
        SheetColumn("measure", _("Unit of measure"), width=14),
        SheetColumn("target", _("Target"), kind, width=12, places=places),
        SheetColumn("as_of", _("As of"), "date", width=14),
        SheetColumn("note", _("Note"), width=18),
    ]


def _cells(figure: PublishedFigure, row: FigureRow) -> Sequence[Any]:
    ratio = [row.numerator, row.denominator] if figure.numerator_label else []
    note = _("Sample data") if figure.is_sample else ""
    shown = [row.value, figure.unit_of_measure, figure.target, figure.as_of, note]
    return [row.unit_name, str(row.period), row.period.label, *ratio, *shown]


def _row_data(row: FigureRow) -> dict[str, Any]:
    return {
        "unit": row.unit_name,
        "unit_code": row.unit_code or None,
        "period": str(row.period),
        "period_begins": _day(row.period, first=True),
        "period_ends": _day(row.period, first=False),
        "value": _number(row.value),
        "numerator": _number(row.numerator),
        "denominator": _number(row.denominator),
    }


def _day(period: Period, *, first: bool) -> str:
    return (period.first_day if first else period.last_day).isoformat()


def _number(value: int | Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _has_fraction(value: Decimal | None) -> bool:
    return value is not None and value != int(value)
