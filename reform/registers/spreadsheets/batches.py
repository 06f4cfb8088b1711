"""An import from the upload to its end: who starts it, who goes on with it, and when it is forgotten."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.registers.models import ImportBatch, ImportState
from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import estimate_rows, limits_from_settings
from search.folding import fold

from .applying import (
    ImportRefused,
    apply_import,
    preview_sign,
    refuse_other_preview,
    refuse_unless_confirmable,
)
from .lookups import remember_alias
from .previewing import GivenUp, judge_again, preview_file
from .resources import RegisterResource, resource_for
from .undoing import undo_import

if TYPE_CHECKING:
    from reform.organisation.models import User

logger = logging.getLogger(__name__)


def start_import(resource: RegisterResource, *, upload: UploadedFile, actor: User) -> ImportBatch:
    """Take a file in and make its preview, at once or, when it is long, by the task worker.

    Raises:
        FileRefused: the file cannot be taken; nothing is kept.
    """
    name = os.path.basename(upload.name or "")[:255]
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        raise FileRefused(
            "too_large",
            _("“%(name)s” is %(size)s; at most %(limit)s can be taken.")
            % {
                "name": name,
                "size": filesizeformat(upload.size or 0),
                "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            },
        )
    content = upload.read()
    rows = estimate_rows(content, name, limits_from_settings())
    upload.seek(0)
    batch = ImportBatch(
        register=resource.code,
        user=actor,
        unit=actor.unit,
        file=upload,
        file_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        rows_total=rows,
    )
    if rows > settings.IMPORT_ROWS_AT_ONCE:
        with transaction.atomic():
            batch.save()
            _enqueue(batch)
        return batch
    batch.save()
    try:
        with transaction.atomic():
            preview_file(batch, resource, content=content)
    except Exception:
        _forget_file(batch)
        batch.delete()
        raise
    return batch


def confirm_import(
    batch: ImportBatch,
    resource: RegisterResource,
    *,
    only_good_rows: bool = False,
    shown: str | None = None,
) -> None:
    """Write what the preview shows, at once or, when it is long, by the task worker.

    Arguments:
        shown: the sign of the preview that the user saw, see `preview_sign`; not asked when not given.
        only_good_rows: leave the rejected rows out; otherwise one rejected row keeps all from being written.

    Raises:
        ImportRefused: nothing was written; the text says why.
    """
    with transaction.atomic():
        current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        refuse_unless_confirmable(current, only_good_rows=only_good_rows)
        if shown is not None:
            refuse_other_preview(current, shown)
        decided_on = preview_sign(current)
        current.only_good_rows = only_good_rows
        is_long = current.rows_new + current.rows_changed > settings.IMPORT_ROWS_AT_ONCE
        if is_long:
            _hand_over(current, ImportState.APPLYING)
        current.save()
    if not is_long:
        apply_import(batch, resource, shown=decided_on)
    batch.refresh_from_db()


def take_back(batch: ImportBatch, resource: RegisterResource, *, actor: User) -> None:
    """Take an import back whole, at once or, when it is long, by the task worker.

    Raises:
        UndoBlocked: something stands against it; nothing was changed.
        ImportRefused: it is not written, or was taken back before.
    """
    with transaction.atomic():
        current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if current.state != ImportState.APPLIED:
            raise ImportRefused(_("Only an import that is written can be taken back."))
        is_long = current.rows_new + current.rows_changed > settings.IMPORT_ROWS_AT_ONCE
        if is_long:
            _hand_over(current, ImportState.UNDOING)
            current.save()
    if not is_long:
        undo_import(batch, resource, actor=actor)
    batch.refresh_from_db()


def name_field(column: str, name: str) -> str:
    """Return the form's field for a name: one of its own, so that an old page answers for no other name."""
    return f"name_{hashlib.sha256(f'{column} {name}'.encode()).hexdigest()[:16]}"


def choose_names(
    batch: ImportBatch, resource: RegisterResource, choices: Mapping[tuple[str, str], int]
) -> None:
    """Remember what names stand for and judge the rows once more.

    Arguments:
        choices: the record's primary key, by column and name as they stand in `batch.unmatched`.

    Raises:
        ImportRefused: the preview is no longer open, or a record lies beyond the user's reach.
    """
    with transaction.atomic():
        current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if current.state != ImportState.PREVIEWED:
            raise ImportRefused(_("This preview is no longer valid. Upload the file once more."))
        asked = {(entry["column"], entry["name"]) for entry in current.unmatched}
        for (column, name), key in choices.items():
            if (column, name) not in asked or not fold(name):
                raise ImportRefused(_("“%(name)s” is not asked for any more.") % {"name": name})
            record = resource.lookup(column).by_pk.get(key)
            if record is None:
                raise ImportRefused(_("What was chosen for “%(name)s” is out of reach.") % {"name": name})
            remember_alias(name, record, user=resource.user)
        judge_again(current, type(resource)(user=resource.user))
    batch.refresh_from_db()


def discard_import(batch: ImportBatch) -> None:
    """Give a preview up: its rows and its file are deleted.

    Raises:
        ImportRefused: it is written already, or being written.
    """
    with transaction.atomic():
        current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if current.state not in (ImportState.PREVIEWED, ImportState.UPLOADED, ImportState.REFUSED):
            raise ImportRefused(_("This import is written already. It can be taken back instead."))
        _forget(current, ImportState.DISCARDED)


def resume_import(batch: ImportBatch) -> None:
    """Set a worker to an import whose worker has stopped: what was being done is done from the start.

    Raises:
        ImportRefused: somebody is at work on it, or it is done.
    """
    with transaction.atomic():
        current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if not current.is_silent:
            raise ImportRefused(_("The import is at work or done; there is nothing to resume."))
        current.seen_at = timezone.now()
        current.save(update_fields=["seen_at"])
        _enqueue(current)


def work_on(batch: ImportBatch) -> None:
    """Do what an import waits for; the task worker calls it."""
    resource_class = resource_for(batch.register)
    if resource_class is None:
        raise LookupError(f"No register has spreadsheets called {batch.register!r}.")
    resource = resource_class(user=batch.user)
    try:
        if batch.state == ImportState.UPLOADED:
            preview_file(batch, resource)
        elif batch.state == ImportState.APPLYING:
            apply_import(batch, resource)
        elif batch.state == ImportState.UNDOING:
            undo_import(batch, resource, actor=batch.user)
    except GivenUp:
        logger.info("Import %s was given up while it was read.", batch.pk)
    except FileRefused as refused:
        _forget(batch, ImportState.REFUSED, problem=refused.message, code=refused.code)
    except ImportRefused as refused:
        _stand_still(batch, str(refused))
    except Exception:
        logger.exception("Import %s failed; nothing was written.", batch.pk)
        _stand_still(
            batch, _("Something went wrong; nothing was written. Try again, or tell the administrator.")
        )


def earlier_import(batch: ImportBatch) -> ImportBatch | None:
    """Return the last time that the same file was written by somebody of the same unit."""
    same = ImportBatch.objects.filter(
        register=batch.register, sha256=batch.sha256, unit=batch.unit_id, state=ImportState.APPLIED
    )
    return same.exclude(pk=batch.pk).select_related("user").order_by("-applied_at").first()


def forget_old_imports() -> int:
    """Delete rows and files of previews that nobody confirmed in time; returns how many imports."""
    count = 0
    for key in list(ImportBatch.objects.forgotten().values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked once more under the lock: somebody may have confirmed it this moment.
            batch = ImportBatch.objects.forgotten().select_for_update().filter(pk=key).first()
            if batch is not None:
                _forget(batch, ImportState.EXPIRED)
                count += 1
    return count


def _hand_over(batch: ImportBatch, state: ImportState) -> None:
    """Leave the work to the task worker, from the moment that this transaction is kept."""
    batch.state, batch.seen_at, batch.rows_done, batch.problem = state, timezone.now(), 0, ""
    _enqueue(batch)


def _enqueue(batch: ImportBatch) -> None:
    from .tasks import work_on_import

    transaction.on_commit(lambda: work_on_import.enqueue(batch.pk))


def _stand_still(batch: ImportBatch, problem: str) -> None:
    """Go back to where the user decides, with the reason."""
    batch.refresh_from_db()
    back = {
        ImportState.APPLYING: ImportState.PREVIEWED,
        ImportState.UNDOING: ImportState.APPLIED,
        ImportState.UPLOADED: ImportState.REFUSED,
    }
    batch.state = back.get(ImportState(batch.state), ImportState(batch.state))
    batch.problem = problem
    batch.save(update_fields=["state", "problem"])


def _forget(batch: ImportBatch, state: ImportState, *, problem: str = "", code: str = "") -> None:
    """Delete the rows and the file; that there was an import stays on record."""
    batch.rows.all().delete()
    _forget_file(batch)
    batch.state, batch.problem, batch.problem_code, batch.unmatched = state, problem, code, []
    batch.file = ""
    batch.save()


def _forget_file(batch: ImportBatch) -> None:
    if not batch.file:
        return
    storage, path = batch.file.storage, str(batch.file.name)
    transaction.on_commit(lambda: storage.delete(path))
