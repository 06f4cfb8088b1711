"""Reading a dispatch in: from the file or the pasted text to tracked tasks of the right units."""

from __future__ import annotations

import hashlib
import os
import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.evidence import MEDIA_TYPES, check_file
from reform.registers.history import write_history
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.records import StaleRecord, create_record, lock_record
from reform.registers.workflow import TransitionRefused

from .confirming import build_plan, write_plan
from .enums import ReadingState
from .models import Directive, Reading
from .proposal_changes import describe_changes
from .proposals import Proposal, prepare
from .reader import KnownUnit, UnreadableDispatch, extract_text, read_dispatch

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User


def known_units(unit: Unit) -> list[KnownUnit]:
    """Return the units of an authority that take work, as the reader knows them; one query."""
    return [
        KnownUnit(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            aliases=tuple(row.aliases),
            kind=row.kind,
        )
        for row in unit.authority.units.taking_work()
    ]


def start_reading(
    *,
    unit: Unit,
    actor: User,
    text: str | None = None,
    upload: UploadedFile | None = None,
    is_sample: bool = False,
    at: datetime | None = None,
) -> Reading:
    """Read a dispatch and keep the reader's proposal for the officer to correct.

    Arguments:
        unit: the leadership unit of the authority whose units get the work.
        text: the pasted text; left out when a file is given.
        upload: .docx, .pdf with text, .txt or .md; the original is kept privately.
        at: when it happened; now when not given (sample data tells of the past).

    Raises:
        TransitionRefused: the actor does not assign work there.
        ValidationError: nothing is given, the file is refused, or it cannot be read.
    """
    _require_assigner(unit.pk, actor)
    if upload is None and not (text or "").strip():
        raise ValidationError(_("Choose a file or paste the text of the document."))
    if upload is not None:
        check_file(upload)
    plain = _extracted(upload) if upload is not None else (text or "").replace("\x00", "")
    proposal = read_dispatch(plain, known_units(unit))
    reading = Reading(
        unit=unit,
        text=proposal.text,
        proposal=prepare(proposal.as_dict()),
        read_by=actor,
        file_name=os.path.basename(upload.name or "")[:255] if upload is not None else "",
        is_sample=is_sample,
    )
    with transaction.atomic():
        if upload is not None:
            ending = os.path.splitext(upload.name or "")[1].lower()
            upload.seek(0)
            # The client's name says nothing about where the file lies.
            reading.file.save(f"{uuid.uuid4().hex}{ending}", upload, save=False)
        return create_record(reading, actor=actor, at=at)


@transaction.atomic
def save_proposal(reading: Reading, proposal: Proposal, *, actor: User, expected_version: int) -> Reading:
    """Keep what the officer corrected; its history says which tasks changed.

    Raises:
        StaleRecord: somebody else has corrected it since.
        TransitionRefused: it is confirmed or discarded already, or the actor may not.
    """
    current = _lock_open(reading, actor)
    if current.version != expected_version:
        raise StaleRecord(current)
    changes = describe_changes(current.proposal, proposal)
    current.proposal = proposal
    current.version += 1
    current.save(update_fields=["proposal", "version", "updated_at"])
    if changes:
        write_history(current, actor=actor, action="correct", changes=changes)
    reading.refresh_from_db()
    return reading


@transaction.atomic
def discard_reading(reading: Reading, *, actor: User, expected_version: int, reason: str = "") -> Reading:
    """Give a reading up; it stays on record, nothing was or will be written from it.

    Arguments:
        reason: why, for the history.

    Raises:
        StaleRecord, TransitionRefused: see `save_proposal`.
    """
    current = _lock_open(reading, actor)
    if current.version != expected_version:
        raise StaleRecord(current)
    _close(current, ReadingState.DISCARDED, actor=actor, action="discard", at=timezone.now(), reason=reason)
    reading.refresh_from_db()
    return reading


@transaction.atomic
def confirm_reading(
    reading: Reading,
    *,
    actor: User,
    expected_version: int | None,
    assigned_on: date | None = None,
    at: datetime | None = None,
) -> Directive:
    """Write the dispatch, its tasks and every unit's assignment, all or nothing.

    A second call, from a double click say, returns the same directive and writes nothing.

    Arguments:
        expected_version: the version that the officer saw; None when the caller has just made it.
        assigned_on: the day on which the units get the work; today when not given.
        at: when it happened; now when not given (sample data tells of the past).

    Raises:
        ValidationError: with one message for every problem, each with its place in the text.
        StaleRecord: somebody else has corrected the proposal since.
        TransitionRefused: the reading was discarded, or the actor may not.
    """
    current = lock_record(reading)
    _require_assigner(current.unit_id, actor)
    if current.state == ReadingState.CONFIRMED and current.directive is not None:
        return current.directive
    current = _lock_open(current, actor)
    if expected_version is not None and current.version != expected_version:
        raise StaleRecord(current)
    moment = at or timezone.now()
    plan = build_plan(current, actor=actor, assigned_on=assigned_on or timezone.localtime(moment).date())
    if plan.problems:
        raise ValidationError(plan.problems)
    history = write_plan(plan, actor=actor, at=moment)
    HistoryEntry.objects.bulk_create(history)
    _keep_original(current, plan.directive, actor, moment)
    current.directive = plan.directive
    _close(current, ReadingState.CONFIRMED, actor=actor, action="confirm", at=moment)
    reading.refresh_from_db()
    return plan.directive


# --- steps ---


def _require_assigner(unit_id: int, actor: User) -> None:
    if not access_of(actor).allows(Capability.ASSIGN, unit_id):
        raise TransitionRefused(_("You are not allowed to read dispatches in for this authority."))


def _lock_open(reading: Reading, actor: User) -> Reading:
    """Return the reading as it stands now, locked, when it can still be worked on."""
    current = lock_record(reading)
    _require_assigner(current.unit_id, actor)
    if current.state != ReadingState.OPEN:
        raise TransitionRefused(
            _("This reading is closed: %(state)s.") % {"state": current.get_state_display()}
        )
    return current


def _close(
    reading: Reading, state: ReadingState, *, actor: User, action: str, at: datetime, reason: str = ""
) -> None:
    from_state = reading.state
    reading.state = state
    reading.version += 1
    reading.save(update_fields=["state", "directive", "version", "updated_at"])
    write_history(
        reading, actor=actor, action=action, from_state=from_state, to_state=state, reason=reason, at=at
    )


def _extracted(upload: UploadedFile) -> str:
    """Return the text of an upload.

    Raises:
        ValidationError: there is none that could be read.
    """
    upload.seek(0)
    try:
        return extract_text(upload.name or "", upload.read())
    except UnreadableDispatch as error:
        raise ValidationError(str(error)) from None


def _keep_original(reading: Reading, directive: Directive, actor: User, at: datetime) -> None:
    """Make the uploaded file evidence of the directive; the same bytes, so nothing is copied."""
    if not reading.file:
        return
    digest = hashlib.sha256()
    with reading.file.open("rb") as original:
        for chunk in original.chunks():
            digest.update(chunk)
    evidence = Evidence(
        record=directive,
        file=reading.file.name,
        name=reading.file_name,
        media_type=MEDIA_TYPES[os.path.splitext(reading.file_name)[1].lower()],
        size=reading.file.size,
        sha256=digest.hexdigest(),
        description=_("The document as it was received"),
        uploaded_by=actor,
        is_sample=reading.is_sample,
    )
    evidence.full_clean(exclude=["file"])
    evidence.save()
    write_history(
        directive,
        actor=actor,
        action="attach_evidence",
        changes=[{"field": "evidence", "old": "", "new": f"{evidence.name} (SHA-256 {evidence.sha256})"}],
        at=at,
    )
