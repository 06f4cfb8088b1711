"""Which rows the database itself refuses, when no rule of ours had seen it coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.registers.models import ImportBatch, Verdict

from .judging import Judge
from .layout import Layout, decode_cells
from .resources import RegisterResource
from .verdicts import WRITTEN
from .writes import AT_ONCE, Writes

Source = tuple[int, Sequence[Any]]


def contradicting_rows(batch: ImportBatch, resource: RegisterResource) -> list[int]:
    """Return the rows that cannot be written, found by writing all and taking everything back."""
    kept = batch.rows.filter(verdict__in=WRITTEN).order_by("number").values_list("number", "cells")
    rows = [(number, decode_cells(cells)) for number, cells in kept]
    found: list[int] = []
    with transaction.atomic():
        for start in range(0, len(rows), AT_ONCE):
            found += _refused_of(rows[start : start + AT_ONCE], batch, resource)
        transaction.set_rollback(True)
    return found


def reject_rows(batch: ImportBatch, numbers: Sequence[int]) -> None:
    """Note in the preview that rows are refused."""
    if not numbers:
        return
    problem = _("The database refuses this row: it contradicts another record.")
    advice = _("Look at the record on its own screen, or leave the row out.")
    with transaction.atomic():
        batch.rows.filter(number__in=numbers).update(
            verdict=Verdict.REJECTED,
            changes=[],
            remarks=[["contradiction", "", problem, advice]],
            object_id=None,
            object_version=None,
            fingerprint="",
        )
        counts = Counter(batch.rows.values_list("verdict", flat=True))
        batch.rows_new, batch.rows_changed = counts[Verdict.NEW], counts[Verdict.CHANGED]
        batch.rows_rejected = counts[Verdict.REJECTED]
        batch.previewed_at = timezone.now()
        batch.save(update_fields=["rows_new", "rows_changed", "rows_rejected", "previewed_at"])


def _refused_of(rows: Sequence[Source], batch: ImportBatch, resource: RegisterResource) -> list[int]:
    """Return the refused ones of these rows; where some are, each half is tried by itself."""
    own = type(resource)(user=resource.user)
    try:
        with transaction.atomic():
            judged = Judge(own, Layout.from_json(batch.layout), lock=True).judge(rows)
            writes = Writes(own, batch, actor=own.user, at=timezone.now())
            own.write([row for row in judged if row.verdict in WRITTEN], writes)
            writes.flush()
    except IntegrityError:
        if len(rows) == 1:
            return [rows[0][0]]
        middle = len(rows) // 2
        return [
            *_refused_of(rows[:middle], batch, resource),
            *_refused_of(rows[middle:], batch, resource),
        ]
    return []
