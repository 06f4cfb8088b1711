"""Writing history: what changed, told as people read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from .middleware import current_request_id
from .models.history import HistoryEntry

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User

    from .models import ImportBatch

Change = dict[str, str]

# As Vietnamese documents write days (Nghị định 30/2020/NĐ-CP); the same in every language of the screen.
DAY = "d/m/Y"
MOMENT = "H:i d/m/Y"
# Never told: what every change touches, what is derived, and secrets.
NEVER_TOLD = frozenset({"id", "version", "created_at", "updated_at", "search_text", "password", "last_login"})


def snapshot(record: models.Model, *, only: Collection[str] | None = None) -> dict[str, str]:
    """Return the record's fields as people read them, by field name.

    In the portal's language, whichever one the officer's screens are in: everybody reads one history.

    Arguments:
        only: the fields that are asked for; all when not given.
    """
    ignored: Iterable[str] = NEVER_TOLD | getattr(record, "history_ignores", frozenset())
    with translation.override(settings.LANGUAGE_CODE):
        values = {
            field.name: _readable(record, field)
            for field in record._meta.concrete_fields
            if field.name not in ignored and (only is None or field.name in only)
        }
        if record.pk is not None:
            for field in record._meta.many_to_many if only is None else ():
                related = getattr(record, field.name).all()
                values[field.name] = ", ".join(sorted(str(item) for item in related))
            if only is None and hasattr(record, "history_extras"):
                values |= record.history_extras()
    return values


def differences(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """Return the fields whose value differs, with both values."""
    names = [name for name in after if before.get(name, "") != after[name]]
    return [{"field": name, "old": before.get(name, ""), "new": after[name]} for name in names]


def write_history(
    record: models.Model,
    *,
    actor: User | None,
    action: str,
    changes: list[Change] | None = None,
    reason: str = "",
    from_state: str = "",
    to_state: str = "",
    unit: Unit | None = None,
    at: datetime | None = None,
) -> HistoryEntry:
    """Add one entry to the history of `record`; call it inside the transaction of the change.

    Arguments:
        actor: who did it; None for the system itself.
        action: the event's code, for example "create" or "accept".
        unit: on whose behalf; the actor's own unit when not given.
        at: when it happened; now when not given (sample data tells of the past).
    """
    entry = build_history(
        record,
        actor=actor,
        action=action,
        changes=changes,
        reason=reason,
        from_state=from_state,
        to_state=to_state,
        unit=unit,
        at=at,
    )
    entry.save(force_insert=True)
    return entry


def build_history(
    record: models.Model,
    *,
    actor: User | None,
    action: str,
    changes: list[Change] | None = None,
    reason: str = "",
    from_state: str = "",
    to_state: str = "",
    unit: Unit | None = None,
    at: datetime | None = None,
    import_batch: ImportBatch | None = None,
    import_row: int | None = None,
) -> HistoryEntry:
    """Return an entry that is not written yet, for `HistoryEntry.objects.bulk_create` beside a bulk write.

    Arguments:
        import_batch: the spreadsheet that the change came with, and the row in it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        record_label = str(record)[:300]
    return HistoryEntry(
        at=at or timezone.now(),
        actor=actor,
        unit=unit or (actor.unit if actor else None),
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        record_label=record_label,
        action=action,
        changes=changes or [],
        reason=reason,
        from_state=from_state,
        to_state=to_state,
        request_id=current_request_id.get(),
        import_batch=import_batch,
        import_row=import_row,
    )


def _readable(record: models.Model, field: models.Field[Any, Any]) -> str:
    """Return one field's value as text."""
    # A relation that is needed and not given yet raises an AttributeError of its own.
    value = (
        getattr(record, f"get_{field.name}_display")() if field.choices else getattr(record, field.name, None)
    )
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, Decimal):
        # 70 typed and 70.00 kept are one number, and no change.
        return number_format(Decimal(f"{value.normalize():f}"))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), MOMENT)
    if isinstance(value, date):
        return date_format(value, DAY)
    return str(value)
