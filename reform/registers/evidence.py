"""Taking evidence in and removing it: what a file may be, and what is remembered of it."""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from .history import write_history
from .models import Evidence, HistoryEntry

if TYPE_CHECKING:
    from reform.organisation.models import User

    from .workflow import Workflow

# What a file of each permitted ending must be inside, as puremagic names it.
MEDIA_TYPES: dict[str, str] = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".zip": "application/zip",
}
_ZIP_MARKS = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
    ".zip": None,
}
_TEXT_ENDINGS = {".txt", ".md", ".csv"}


def check_file(upload: UploadedFile) -> str:
    """Return the media type of an uploaded file, found in its content and not in what the browser says.

    Raises:
        ValidationError: when it is empty, too large, of a kind not taken, or not what its name says.
    """
    ending = os.path.splitext(upload.name or "")[1].lower()
    if ending not in MEDIA_TYPES:
        raise ValidationError(
            _("“%(name)s” is of a kind that is not taken. Permitted: %(endings)s.")
            % {"name": upload.name, "endings": ", ".join(sorted(MEDIA_TYPES))}
        )
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty (0 bytes).") % {"name": upload.name})
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            _("“%(name)s” is %(size)s; at most %(limit)s can be taken.")
            % {
                "name": upload.name,
                "size": filesizeformat(upload.size),
                "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            }
        )
    if not _content_matches(upload, ending):
        raise ValidationError(
            _("“%(name)s” is not what its name says. Save it again in its program and upload it once more.")
            % {"name": upload.name}
        )
    return MEDIA_TYPES[ending]


@transaction.atomic
def attach_evidence(
    record: models.Model,
    *,
    actor: User,
    upload: UploadedFile,
    description: str = "",
    is_sample: bool = False,
    at: datetime | None = None,
) -> Evidence:
    """Keep a file as evidence of `record`, privately, and say so in its history.

    Arguments:
        at: when it happened; now when not given (sample data tells of the past).

    Raises:
        ValidationError: when the file is refused, see `check_file`.
    """
    media_type = check_file(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    evidence = Evidence(
        record=record,
        file=upload,
        name=os.path.basename(upload.name or "")[:255],
        media_type=media_type,
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        description=description.strip(),
        uploaded_by=actor,
        is_sample=is_sample,
    )
    evidence.full_clean(exclude=["file"])
    evidence.save()
    if at is not None:
        evidence.uploaded_at = at
        evidence.save(update_fields=["uploaded_at"])
    write_history(
        record,
        actor=actor,
        action="attach_evidence",
        changes=[{"field": "evidence", "old": "", "new": f"{evidence.name} (SHA-256 {evidence.sha256})"}],
        at=at,
    )
    return evidence


def perform_with_files(
    workflow: Workflow,
    record: models.Model,
    event: str,
    *,
    actor: User,
    inputs: Mapping[str, Any],
    files: Iterable[UploadedFile],
    expected_version: int,
) -> HistoryEntry:
    """Do a transition and keep its files, both or neither.

    Raises:
        ValidationError: when a file is refused, an input is missing or a guard is not met.
        TransitionRefused, StaleRecord: see `Workflow.perform`.
    """
    kept: list[Evidence] = []
    try:
        with transaction.atomic():
            for upload in files:
                kept.append(attach_evidence(record, actor=actor, upload=upload))
            return workflow.perform(
                record, event, actor=actor, inputs=inputs, expected_version=expected_version
            )
    except Exception:
        # The rows are gone with the transaction; the bytes must not stay behind.
        for evidence in kept:
            evidence.file.storage.delete(str(evidence.file.name))
        raise


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: User, reason: str) -> None:
    """Take a file away for a reason. Its row stays, the history tells it, the bytes are deleted on commit.

    Raises:
        ValidationError: without a reason, or when it was removed before.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the file is removed.")})
    current = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if current.removed_at:
        raise ValidationError(_("The file was removed before."))
    current.removed_by, current.removed_at, current.removal_reason = actor, timezone.now(), reason.strip()
    current.save(update_fields=["removed_by", "removed_at", "removal_reason"])
    record: Any = current.record
    write_history(
        record,
        actor=actor,
        action="remove_evidence",
        changes=[{"field": "evidence", "old": current.name, "new": ""}],
        reason=reason.strip(),
    )
    storage, path = current.file.storage, str(current.file.name)
    transaction.on_commit(lambda: storage.delete(path))


def _content_matches(upload: UploadedFile, ending: str) -> bool:
    """Tell whether the content is of the kind that the ending promises."""
    upload.seek(0)
    try:
        if ending in _ZIP_MARKS:
            return _is_zip_with(upload, _ZIP_MARKS[ending])
        head = upload.read(8192)
        if ending in _TEXT_ENDINGS:
            return b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
        return any(match.mime_type == MEDIA_TYPES[ending] for match in puremagic.magic_string(head))
    except puremagic.PureError:
        return False
    finally:
        upload.seek(0)


def _is_zip_with(upload: UploadedFile, mark: str | None) -> bool:
    """Tell whether the upload is a zip archive that holds the member `mark` (any, when None)."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, struct.error):
        return False
    return mark is None or mark in names
