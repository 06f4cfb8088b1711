"""Confirming a preview: every row is judged once more, then all are written in one transaction or none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reform.organisation.models import User
from reform.registers.models import HistoryEntry, ImportBatch, ImportState, Verdict

from .contradictions import contradicting_rows, reject_rows
from .judging import Judge
from .layout import Layout, decode_cells
from .previewing import GivenUp, judge_again
from .resources import RegisterResource
from .verdicts import WRITTEN, Judged
from .writes import AT_ONCE, Writes

logger = logging.getLogger(__name__)


class ImportRefused(Exception):
    """Raised when an import cannot be written or taken back; the text tells the user why."""


class ChangedMeanwhile(Exception):
    """Raised when rows would no longer do what the preview showed.

    Attributes:
        numbers: those rows.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = list(numbers)
        super().__init__(str(self.numbers))


def refuse_unless_confirmable(batch: ImportBatch, *, only_good_rows: bool) -> None:
    """Raise when an import cannot be confirmed as it stands.

    Raises:
        ImportRefused: it was written or forgotten before, has rejected rows, or would do nothing.
    """
    if batch.state in (ImportState.APPLIED, ImportState.APPLYING):
        raise ImportRefused(_("This was confirmed before; nothing is written twice."))
    if batch.state != ImportState.PREVIEWED or batch.expires_at < timezone.now():
        raise ImportRefused(_("This preview is no longer valid. Upload the file once more."))
    if batch.rows_rejected and not only_good_rows:
        raise ImportRefused(_("Some rows are rejected. Correct them, or take the good rows only."))
    if not batch.rows_new + batch.rows_changed:
        raise ImportRefused(_("There is nothing to write: no row is new or changed."))


def refuse_other_preview(batch: ImportBatch, shown: str) -> None:
    """Raise when the preview is not the one that was decided on.

    Arguments:
        shown: the sign of the preview that the user saw, see `preview_sign`.

    Raises:
        ImportRefused: the preview has been made anew meanwhile.
    """
    if shown != preview_sign(batch):
        raise ImportRefused(
            _("The preview has been made anew since you saw it. Nothing was written; look at it once more.")
        )


def preview_sign(batch: ImportBatch) -> str:
    """Return what tells one preview of an import from the next."""
    return batch.previewed_at.isoformat() if batch.previewed_at else ""


def apply_import(batch: ImportBatch, resource: RegisterResource, *, shown: str | None = None) -> None:
    """Write what the preview shows, all of it or nothing.

    When records have changed since the preview, nothing is written and the preview is made anew.

    Arguments:
        shown: the sign of the preview that was decided on; whichever there is when not given.

    Raises:
        ImportRefused: nothing was written; the text says why.
    """
    try:
        with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
            current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if current.state not in (ImportState.PREVIEWED, ImportState.APPLYING):
                raise ImportRefused(_("This was confirmed before; nothing is written twice."))
            if shown is not None:
                refuse_other_preview(current, shown)
            _write_rows(current, resource)
            current.state, current.applied_at = ImportState.APPLIED, timezone.now()
            current.rows_done = current.rows_new + current.rows_changed
            current.problem = ""
            current.save()
    except ChangedMeanwhile as changed:
        _show_anew(batch, resource)
        raise ImportRefused(
            _(
                "Somebody has changed records since the preview (rows %(rows)s). Nothing was written;"
                " the preview has been made anew: look at it and confirm again."
            )
            % {"rows": _some(changed.numbers)}
        ) from None
    except IntegrityError as error:
        logger.warning("Import %s was refused by the database: %s", batch.pk, error)
        _show_anew(batch, resource)
        reject_rows(batch, contradicting_rows(batch, resource))
        raise ImportRefused(
            _(
                "The database refused a row because it contradicts another record. Nothing was written;"
                " look at the preview once more."
            )
        ) from None
    batch.refresh_from_db()


def _write_rows(batch: ImportBatch, resource: RegisterResource) -> None:
    """Judge and write the rows a batch at a time, inside the caller's transaction."""
    _one_at_a_time(resource)
    at = timezone.now()
    actor: User = resource.user
    judge = Judge(resource, Layout.from_json(batch.layout), lock=True)
    writes = Writes(resource, batch, actor=actor, at=at)
    last = 0
    while True:
        kept = list(
            batch.rows.filter(verdict__in=WRITTEN, number__gt=last)
            .order_by("number")
            .values_list("number", "cells", "verdict", "object_id", "object_version", "fingerprint")[:AT_ONCE]
        )
        if not kept:
            break
        last = kept[-1][0]
        judged = judge.judge([(number, decode_cells(cells)) for number, cells, *_rest in kept])
        _refuse_changed(kept, judged)
        resource.write(judged, writes)
        writes.flush()
    _mark_written(batch, resource)


def _one_at_a_time(resource: RegisterResource) -> None:
    """Let imports of one register wait for each other: two files with the same new record write it once.

    A lock that history, which refers to the same row, does not wait for.
    """
    content_type = ContentType.objects.get_for_model(resource.model)
    list(ContentType.objects.select_for_update(no_key=True).filter(pk=content_type.pk))


def _refuse_changed(
    kept: Sequence[tuple[int, list[object], str, int | None, int | None, str]], judged: Sequence[Judged]
) -> None:
    """Raise when a row would do something else than what was shown."""
    changed = [
        number
        for (number, _cells, verdict, object_id, version, sign), row in zip(kept, judged, strict=True)
        if (row.verdict, row.fingerprint()) != (verdict, sign)
        or (object_id is not None and (row.record.pk, row.version) != (object_id, version))
    ]
    if changed:
        raise ChangedMeanwhile(changed)


def _mark_written(batch: ImportBatch, resource: RegisterResource) -> None:
    """Note in the rows which records they made, and the versions that they left; for taking them back."""
    written = batch.rows.filter(verdict__in=WRITTEN)
    made = HistoryEntry.objects.filter(
        import_batch=batch,
        import_row=OuterRef("number"),
        action="create",
        content_type=ContentType.objects.get_for_model(resource.model),
    ).order_by("pk")
    written.filter(verdict=Verdict.NEW).update(
        object_id=Subquery(made.values("object_id")[:1]), object_version=0, is_written=True
    )
    written.filter(verdict=Verdict.CHANGED).update(object_version=F("object_version") + 1, is_written=True)


def _show_anew(batch: ImportBatch, resource: RegisterResource) -> None:
    """Make the preview anew, after nothing was written; not when the import is discarded meanwhile."""
    batch.refresh_from_db()
    with suppress(GivenUp):
        judge_again(batch, type(resource)(user=resource.user))


def _some(numbers: Sequence[int]) -> str:
    """Return row numbers for a sentence, the first few of many."""
    shown = ", ".join(str(number) for number in numbers[:10])
    return f"{shown}, …" if len(numbers) > 10 else shown
