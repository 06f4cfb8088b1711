"""Creating, changing and deleting records: with history, in one transaction, never over a newer save."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from .history import differences, snapshot, write_history

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User

AnyRecord = TypeVar("AnyRecord", bound=models.Model)


class StaleRecord(Exception):
    """Raised when somebody else saved the record after it was opened.

    Attributes:
        current: the record as it stands in the database now.
    """

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__(_("Somebody else has changed this record since you opened it. Nothing was saved."))


def lock_record(record: AnyRecord) -> AnyRecord:
    """Return the record as it stands now, locked until the transaction ends.

    Raises:
        DoesNotExist: when it has been deleted meanwhile.
    """
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


@transaction.atomic
def create_record(
    record: AnyRecord,
    *,
    actor: User | None,
    unit: Unit | None = None,
    reason: str = "",
    save_related: Callable[[], None] | None = None,
    at: datetime | None = None,
) -> AnyRecord:
    """Check and write a new record with the first entry of its history.

    Arguments:
        at: when it happened; now when not given (sample data tells of the past).

    Raises:
        ValidationError: when a field or a constraint is not met.
    """
    record.full_clean()
    record.save(force_insert=True)
    if save_related:
        save_related()
    write_history(
        record,
        actor=actor,
        action="create",
        changes=differences({}, snapshot(record)),
        unit=unit,
        reason=reason,
        at=at,
    )
    return record


@transaction.atomic
def update_record(
    record: AnyRecord,
    *,
    actor: User | None,
    expected_version: int,
    unit: Unit | None = None,
    reason: str = "",
    save_related: Callable[[], None] | None = None,
    at: datetime | None = None,
) -> AnyRecord:
    """Check and write changed fields with their history. A save that changes nothing writes nothing.

    Arguments:
        expected_version: the version that the user had before the eyes when changing.
        at: when it happened; now when not given (sample data tells of the past).

    Raises:
        StaleRecord: when the record has a newer version.
        ValidationError: when a field or a constraint is not met.
    """
    current = lock_record(record)
    if current.version != expected_version:  # type: ignore[attr-defined]
        raise StaleRecord(current)
    before = snapshot(current)
    record.version = expected_version + 1  # type: ignore[attr-defined]
    record.full_clean()
    record.save(force_update=True)
    if save_related:
        save_related()
    changes = differences(before, snapshot(record))
    if changes:
        write_history(record, actor=actor, action="edit", changes=changes, unit=unit, reason=reason, at=at)
    return record


@contextmanager
def history_of_changes(
    *records: models.Model, actor: User | None, action: str, reason: str = "", at: datetime | None = None
) -> Iterator[None]:
    """Run a service that writes no history itself, and tell what it changed in `records`, in one transaction.

    Arguments:
        action: the action of the first record; what changed beside it is told as "edit".
        at: when it happened; now when not given (sample data tells of the past).
    """
    with transaction.atomic():
        before = [(record, snapshot(lock_record(record))) for record in records]
        yield
        for index, (record, old) in enumerate(before):
            current = type(record)._default_manager.filter(pk=record.pk).first()
            changes = differences(old, snapshot(current)) if current else []
            if changes or index == 0 or current is None:
                write_history(
                    current or record,
                    actor=actor,
                    action=action if index == 0 else "edit" if current else "delete",
                    changes=changes,
                    reason=reason,
                    at=at,
                )


@transaction.atomic
def delete_record(record: models.Model, *, actor: User | None, reason: str, unit: Unit | None = None) -> None:
    """Delete a record; its history stays.

    Raises:
        ValueError: without a reason.
        ProtectedError: when other records stand on it.
    """
    if not reason.strip():
        raise ValueError("Deleting a record needs a reason.")
    current = lock_record(record)
    write_history(
        current,
        actor=actor,
        action="delete",
        changes=[
            {"field": change["field"], "old": change["new"], "new": ""}
            for change in differences({}, snapshot(current))
        ],
        reason=reason,
        unit=unit,
    )
    current.delete()
