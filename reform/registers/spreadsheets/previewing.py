"""The preview: a file is read once, its rows are judged and kept with the import. Nothing else is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.registers.models import ImportBatch, ImportRow, ImportState, Verdict
from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import Workbook, find_table, limits_from_settings, read_workbook
from reform.workbooks.writing import remarks_headings
from search.folding import fold

from .judging import Judge
from .layout import Layout, decode_cells, encode_cells, layout_of
from .part_rows import keep_parts
from .parts import PartsColumn
from .remarks import shown_value
from .resources import RegisterResource
from .validation import field_of
from .verdicts import Judged
from .writes import AT_ONCE


class GivenUp(Exception):
    """Raised when an import has been discarded or forgotten while its preview was being made."""


# So many names without a record are listed with suggestions.
MOST_UNMATCHED = 50
Source = tuple[int, Sequence[Any]]


def preview_file(batch: ImportBatch, resource: RegisterResource, *, content: bytes | None = None) -> None:
    """Read the file of an import, judge its rows and keep them.

    Arguments:
        content: the file, when it is at hand already.

    Raises:
        FileRefused: it cannot be taken; nothing is kept then.
    """
    if content is None:
        with batch.file.open("rb") as file:
            content = file.read()
    workbook = read_workbook(content, batch.file_name, limits_from_settings())
    check_template(workbook, resource)
    table = find_table(
        workbook,
        resource.headings(),
        example=_example_of(workbook),
        ignored=remarks_headings(),
    )
    layout = layout_of(table, workbook, resource)
    batch.layout, batch.period = layout.to_json(), workbook.meta.get("period", "")[:7]
    batch.rows_total = len(table.numbers)
    judge_rows(batch, resource, zip(table.numbers, table.dataset, strict=True))


def judge_again(batch: ImportBatch, resource: RegisterResource) -> None:
    """Judge the rows that are kept once more: names have been chosen, or records have changed."""
    rows = batch.rows.order_by("number").values_list("number", "cells")
    kept = [(number, decode_cells(cells)) for number, cells in rows]
    judge_rows(batch, resource, kept)


def judge_rows(batch: ImportBatch, resource: RegisterResource, source: Iterable[Source]) -> None:
    """Judge rows and keep them in place of what the import kept before.

    Raises:
        GivenUp: the import has been discarded or forgotten meanwhile.
    """
    judge = Judge(resource, Layout.from_json(batch.layout))
    counts: Counter[Verdict] = Counter()
    batch.rows.all().delete()
    batch.rows_done = 0
    for portion in in_portions(source):
        judged = judge.judge(portion)
        counts.update(row.verdict for row in judged)
        with transaction.atomic():
            ImportRow.objects.bulk_create(
                [_kept_row(batch, resource, row) for row in judged], batch_size=AT_ONCE
            )
            batch.rows_done += len(judged)
            show_life(batch)
    batch.rows_new, batch.rows_changed = counts[Verdict.NEW], counts[Verdict.CHANGED]
    batch.rows_unchanged, batch.rows_rejected = counts[Verdict.UNCHANGED], counts[Verdict.REJECTED]
    batch.unmatched = _unmatched(judge)
    batch.state, batch.previewed_at = ImportState.PREVIEWED, timezone.now()
    with transaction.atomic():
        is_wanted = _is_wanted(batch)
        if is_wanted:
            batch.save()
    if not is_wanted:
        batch.rows.all().delete()
        raise GivenUp(batch.file_name)


def _is_wanted(batch: ImportBatch) -> bool:
    """Tell whether somebody waits for the preview still; the import is locked until it is kept."""
    current = ImportBatch.objects.select_for_update().only("state").filter(pk=batch.pk).first()
    waiting = (ImportState.UPLOADED, ImportState.PREVIEWED, ImportState.APPLYING)
    return current is not None and current.state in waiting


def show_life(batch: ImportBatch) -> None:
    """Note that somebody is at work, and how far."""
    batch.seen_at = timezone.now()
    ImportBatch.objects.filter(pk=batch.pk).update(seen_at=batch.seen_at, rows_done=batch.rows_done)


def in_portions(source: Iterable[Source]) -> Iterator[list[Source]]:
    """Yield rows in batches, each judged and kept in a constant number of queries."""
    rows = iter(source)
    while portion := list(islice(rows, AT_ONCE)):
        yield portion


def _example_of(workbook: Workbook) -> Any:
    """Return the template's example row; none when the hidden sheet has been tampered with."""
    try:
        return json.loads(workbook.meta.get("example") or "null")
    except (ValueError, RecursionError):
        return None


def check_template(workbook: Workbook, resource: RegisterResource) -> None:
    """Refuse a template of another register, or of before the columns changed.

    Raises:
        FileRefused: with the code "other_register" or "old_template".
    """
    code, version = workbook.meta.get("register", ""), workbook.meta.get("version", "")
    if code and code != resource.code:
        raise FileRefused(
            "other_register",
            _("This is the template of another register, not of “%(title)s”. Use the right template.")
            % {"title": resource.sheet_name()},
        )
    if version and version != str(resource.version):
        raise FileRefused(
            "old_template",
            _("The columns of “%(title)s” have changed since this template was made. Use the new template.")
            % {"title": resource.sheet_name()},
        )


def _kept_row(batch: ImportBatch, resource: RegisterResource, row: Judged) -> ImportRow:
    is_known = row.record is not None and not row.is_new
    return ImportRow(
        batch=batch,
        number=row.number,
        verdict=row.verdict,
        label=_label(resource, row),
        cells=encode_cells(row.cells),
        # What a refused row would have changed may be another unit's business.
        changes=[] if row.remarks else row.changes,
        remarks=[[remark.kind, remark.column, remark.problem, remark.advice] for remark in row.told],
        object_id=row.record.pk if is_known and not row.remarks else None,
        object_version=row.version if not row.remarks else None,
        before={} if row.remarks else kept_before(resource, row),
        fingerprint="" if row.remarks else row.fingerprint(),
    )


def kept_before(resource: RegisterResource, row: Judged) -> dict[str, Any]:
    """Return the changed attributes of a record as they were, as the database would hold them."""
    before = dict(row.kept)
    for name, old in row.before.items():
        column, found = resource.columns[name], field_of(resource, name)
        if isinstance(column, PartsColumn):
            before[name] = keep_parts(column, row.record)
        elif found is not None:
            before[found.name] = old
    return {name: _storable(resource, name, value) for name, value in before.items()}


def _storable(resource: RegisterResource, name: str, value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    field = resource.model._meta.get_field(name)
    if isinstance(field, models.Field) and not field.is_relation and not isinstance(field, models.JSONField):
        return field.get_prep_value(value)
    return value


def _label(resource: RegisterResource, row: Judged) -> str:
    """Return the words of the key, by which people tell the row."""
    parts = [
        resource.columns[name].widget.words(row.values[name])
        for name in resource.names_of_key(row.values)
        if row.values.get(name) not in (None, "")
    ]
    return " · ".join(shown_value(part) for part in parts if part)[:300]


def _unmatched(judge: Judge) -> list[dict[str, Any]]:
    """Return the names without a record, the most frequent first, each with suggestions."""
    found = sorted(judge.unmatched.values(), key=lambda item: -item.count)[:MOST_UNMATCHED]
    return [
        {
            "column": item.column,
            "name": item.name,
            "count": item.count,
            # Without a letter or digit it could be any other such name: nothing is learnt of it.
            "suggestions": [[record.pk, lookup.label_of(record)] for record in lookup.suggestions(item.name)]
            if fold(item.name)
            else [],
        }
        for item in found
        for lookup in [judge.resource.columns[item.column].widget.lookup]
    ]
