"""The workbook that an officer gets back: the own file, with remarks beside the cells that need mending."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reform.registers.models import ImportBatch, ImportState, Verdict
from reform.workbooks.writing import CannotBeMarked, MarkedRow, build_marked, mark_ods, mark_workbook

from .exporting import meta_of
from .layout import Layout, decode_cells
from .remarks import tell_row
from .resources import RegisterResource

# A longer workbook is built anew with its heading and the rejected rows: opening it whole to change a few
# cells would take longer than a request may (ten thousand rows take some six seconds).
LONGEST_WHOLE = 10_000
# A text file can hold no remarks.
_MARKED_BY = {"xlsx": mark_workbook, "ods": mark_ods}
TAKEN = (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)

logger = logging.getLogger(__name__)


def marked_workbook(batch: ImportBatch, resource: RegisterResource) -> tuple[IO[bytes], str]:
    """Return the workbook with remarks, and its file name.

    Once the good rows are written it holds the rejected ones alone; before, it holds all.
    """
    layout = Layout.from_json(batch.layout)
    words = _("remarks")
    name = f"{os.path.splitext(batch.file_name)[0]}-{words}"
    mark = _MARKED_BY.get(layout.file_format)
    if mark and batch.rows_total <= LONGEST_WHOLE:
        try:
            return _same(mark, batch, layout, resource), f"{name}.{layout.file_format}"
        except CannotBeMarked:
            logger.warning("The workbook of import %s is built anew.", batch.pk, exc_info=True)
    return _built(batch, layout, resource), f"{name}.xlsx"


def _same(
    mark: Callable[..., bytes], batch: ImportBatch, layout: Layout, resource: RegisterResource
) -> IO[bytes]:
    """Return the uploaded workbook itself with remarks."""
    verdicts = dict(batch.rows.values_list("number", "verdict"))
    taken = {number for number, verdict in verdicts.items() if verdict in TAKEN}
    with batch.file.open("rb") as file:
        content = mark(
            file.read(),
            sheet=layout.sheet,
            heading_row=layout.heading_row,
            data_rows=verdicts.keys(),
            marked=list(_marked_rows(batch, layout, resource)),
            drop_rows=taken if batch.state == ImportState.APPLIED else (),
            percents=_fractions(layout),
            author=_author(),
        )
    return io.BytesIO(content)


def _built(batch: ImportBatch, layout: Layout, resource: RegisterResource) -> IO[bytes]:
    """Return a new workbook with the heading and the rejected rows."""
    target: Any = tempfile.TemporaryFile()  # noqa: SIM115
    build_marked(
        target,
        sheet=layout.sheet,
        headings={column.position: column.heading for column in layout.columns},
        marked=_marked_rows(batch, layout, resource),
        meta=meta_of(resource) | layout.meta,
        percents=_fractions(layout),
        starts_1904=layout.starts_1904,
        author=_author(),
    )
    target.seek(0)
    return target


def _fractions(layout: Layout) -> set[int]:
    """Return the positions of the columns whose per cent are written as fractions of one."""
    return {column.position for column in layout.columns if column.name in layout.fractions}


def _author() -> str:
    """Return who the comments are by: in one language, since ours are known by it when they come back."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Reform Portal")


def _marked_rows(batch: ImportBatch, layout: Layout, resource: RegisterResource) -> Iterable[MarkedRow]:
    rows = batch.rows.filter(verdict=Verdict.REJECTED).order_by("number")
    for number, cells, remarks in rows.values_list("number", "cells", "remarks").iterator(2000):
        marks: list[tuple[int | None, str]] = []
        for told, _kind in tell_row(number, cells, remarks, layout, resource):
            place = next((item for item in layout.columns if told.cell == f"{item.letter}{number}"), None)
            words = f"{told.problem} {told.advice}".strip()
            if place is None and told.heading:
                words = f"{told.heading}: {words}"
            marks.append((place.position if place else None, words))
        yield MarkedRow(number=number, cells=decode_cells(cells), marks=marks)
