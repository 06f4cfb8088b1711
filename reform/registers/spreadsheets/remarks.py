"""Remarks as people read them: where, what stands there, what is wrong, what to do; kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.registers.models import ImportBatch, Verdict
from reform.workbooks.cells import clean_text

from .layout import Layout, decode_cells
from .resources import RegisterResource

# So many are told at once.
MOST_REMARKS = 500

KINDS: dict[str, str | Promise] = {
    "missing": gettext_lazy("Something is missing"),
    "unknown_name": gettext_lazy("Names that are not known"),
    "ambiguous_name": gettext_lazy("Names that several have"),
    "not_a_number": gettext_lazy("Not a number"),
    "ambiguous_number": gettext_lazy("Numbers that can be read in two ways"),
    "not_whole": gettext_lazy("Not a whole number"),
    "not_a_percentage": gettext_lazy("Not per cent"),
    "not_a_date": gettext_lazy("Not a day"),
    "not_a_period": gettext_lazy("Not a period"),
    "not_yes_or_no": gettext_lazy("Neither yes nor no"),
    "not_a_choice": gettext_lazy("Not one of the choices"),
    "too_long": gettext_lazy("Too long"),
    "not_emptied": gettext_lazy("Cells that cannot be emptied"),
    "forbidden": gettext_lazy("You may not write this"),
    "not_found": gettext_lazy("No such record"),
    "ambiguous_record": gettext_lazy("It cannot be told which record is meant"),
    "part": gettext_lazy("Something is wrong in a line of a cell"),
    "twice": gettext_lazy("Two rows about one record"),
    "incomplete": gettext_lazy("Not complete yet"),
}


@dataclass(frozen=True)
class TellingRemark:
    """One remark with its place.

    Attributes:
        cell: for example "F7"; the row's number alone when the whole row is meant.
        value: what stands in the cell, as it stands there.
    """

    number: int
    cell: str
    heading: str
    value: str
    problem: str
    advice: str


@dataclass
class RemarkGroup:
    """Remarks of one kind."""

    kind: str
    label: str | Promise
    remarks: list[TellingRemark] = field(default_factory=list)


def grouped_remarks(
    batch: ImportBatch, resource: RegisterResource, *, verdicts: Sequence[str] = (Verdict.REJECTED,)
) -> tuple[list[RemarkGroup], bool]:
    """Return an import's remarks, those of a kind together, and whether there are more than are told.

    Arguments:
        verdicts: of which rows; those that are written have hints.
    """
    groups: dict[str, RemarkGroup] = {}
    for told, (remark, kind) in enumerate(_all_remarks(batch, resource, verdicts)):
        if told == MOST_REMARKS:
            return list(groups.values()), True
        label = KINDS.get(kind, _("Rules of the register"))
        groups.setdefault(str(label), RemarkGroup(kind, label)).remarks.append(remark)
    return list(groups.values()), False


def _all_remarks(
    batch: ImportBatch, resource: RegisterResource, verdicts: Sequence[str]
) -> Iterator[tuple[TellingRemark, str]]:
    layout = Layout.from_json(batch.layout)
    rows = batch.rows.filter(verdict__in=verdicts).exclude(remarks=[]).order_by("number")
    for number, cells, remarks in rows.values_list("number", "cells", "remarks")[: MOST_REMARKS + 1]:
        yield from tell_row(number, cells, remarks, layout, resource)


def tell_row(
    number: int, cells: list[Any], remarks: Iterable[list[str]], layout: Layout, resource: RegisterResource
) -> Iterator[tuple[TellingRemark, str]]:
    """Yield the remarks of one row with their places, and their kinds."""
    values = dict(zip((column.name for column in layout.columns), decode_cells(cells), strict=True))
    for kind, name, problem, advice in remarks:
        place = layout.column(name) if name else None
        if place is not None:
            yield (
                TellingRemark(
                    number,
                    f"{place.letter}{number}",
                    place.heading,
                    shown_value(values.get(name)),
                    problem,
                    advice,
                ),
                kind,
            )
        else:
            heading = resource.columns[name].heading if name in resource.columns else ""
            yield TellingRemark(number, "", heading, "", problem, advice), kind


def shown_value(value: Any) -> str:
    """Return what stands in a cell, short enough for a sentence."""
    text = clean_text(value) if value is not None else ""
    return f"{text[:80]}…" if len(text) > 80 else text
