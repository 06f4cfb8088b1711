"""Taking an import back whole while nothing of it has been touched; else, what stands against it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reform.registers.history import build_history, differences, snapshot
from reform.registers.models import HistoryEntry, ImportBatch, ImportState, Verdict

from .applying import ImportRefused
from .blockers import Blocker, dragged_along
from .part_rows import KeptParts
from .parts import parts_columns
from .resources import RegisterResource
from .writes import AT_ONCE, overwrite

if TYPE_CHECKING:
    from reform.organisation.models import User

UNDO = "undo_import"

logger = logging.getLogger(__name__)


class UndoBlocked(ImportRefused):
    """Raised when an import cannot be taken back.

    Attributes:
        blockers: what stands against it.
    """

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        self.blockers = list(blockers)
        super().__init__(_("The import cannot be taken back any more; nothing was changed."))


@dataclass
class _Touched:
    """A record that the import made or changed, with how it was."""

    number: int
    object_id: int
    version: int
    before: dict[str, Any] | None


def undo_import(batch: ImportBatch, resource: RegisterResource, *, actor: User) -> None:
    """Put everything back as it was before the import, in one transaction.

    Raises:
        UndoBlocked: something has been changed since, or other records stand on new ones.
        ImportRefused: it is not written, or was taken back before.
    """
    try:
        with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
            current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if current.state not in (ImportState.APPLIED, ImportState.UNDOING):
                raise ImportRefused(_("Only an import that is written can be taken back."))
            _Undoing(current, resource, actor).run()
            current.state, current.undone_at = ImportState.UNDONE, timezone.now()
            current.save(update_fields=["state", "undone_at"])
    except ProtectedError as error:
        raise UndoBlocked(_standing_on(error.protected_objects)) from None
    except RestrictedError as error:
        raise UndoBlocked(_standing_on(error.restricted_objects)) from None
    except IntegrityError as error:
        logger.warning("Taking import %s back was refused by the database: %s", batch.pk, error)
        told = _("The database refuses it: records have come to contradict what they were.")
        raise UndoBlocked([Blocker(0, "", told)]) from None
    batch.refresh_from_db()


def _standing_on(records: Iterable[Any]) -> list[Blocker]:
    """Return what keeps new records from being deleted, by kind."""
    kinds = sorted({str(record._meta.verbose_name_plural) for record in records})
    return [Blocker(0, "", _("Other records stand on new ones: %(kinds)s.") % {"kinds": ", ".join(kinds)})]


class _Undoing:
    """One import being taken back, inside a transaction."""

    def __init__(self, batch: ImportBatch, resource: RegisterResource, actor: User) -> None:
        self.batch = batch
        self.resource = resource
        self.actor = actor
        self.reason = _("Import of “%(file)s” taken back") % {"file": batch.file_name}
        self.history: list[HistoryEntry] = []
        self.parts: KeptParts | None = None

    def run(self) -> None:
        """Check everything, then put everything back; what was made last goes first."""
        work = [*self._beside(), (self.resource.model, self._own())]
        found = [(model, touched, self._lock(model, touched)) for model, touched in work]
        blockers = [
            item for model, touched, records in found for item in self._blockers(model, touched, records)
        ]
        if blockers:
            raise UndoBlocked(sorted(blockers, key=lambda item: item.number))
        for model, touched, records in found:
            self._put_back(model, touched, records)
        HistoryEntry.objects.bulk_create(self.history, batch_size=AT_ONCE)

    def _own(self) -> list[_Touched]:
        rows = self.batch.rows.filter(is_written=True).order_by("number")
        return [
            _Touched(number, object_id or 0, version or 0, None if verdict == Verdict.NEW else before)
            for number, object_id, version, verdict, before in rows.values_list(
                "number", "object_id", "object_version", "verdict", "before"
            )
        ]

    def _beside(self) -> Iterable[tuple[type[Model], list[_Touched]]]:
        by_type: dict[int, list[_Touched]] = defaultdict(list)
        for item in self.batch.side_effects.order_by("-pk"):
            by_type[item.content_type_id].append(
                _Touched(item.number, item.object_id, item.version, item.before)
            )
        for content_type_id, touched in by_type.items():
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            if model is not None:
                yield model, touched

    def _lock(self, model: type[Model], touched: Sequence[_Touched]) -> dict[int, Any]:
        """Return the records as they stand now, locked, by primary key."""
        found: dict[int, Any] = {}
        relations: Sequence[str] = self.resource.select_related
        if model is not self.resource.model:
            relations = [
                field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)
            ]
        for start in range(0, len(touched), AT_ONCE):
            keys = [item.object_id for item in touched[start : start + AT_ONCE]]
            rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
            found |= {record.pk: record for record in rows.select_related(*relations)}
        return found

    def _blockers(
        self, model: type[Model], touched: Sequence[_Touched], records: dict[int, Any]
    ) -> Iterable[Blocker]:
        later = self._changed_later(model, [item.object_id for item in touched])
        for item in touched:
            record = records.get(item.object_id)
            if record is None:
                yield Blocker(item.number, "", _("The record has been deleted."))
            elif record.version != item.version or item.object_id in later:
                yield Blocker(item.number, str(record), later.get(item.object_id) or _("Changed since."))
        if model is self.resource.model:
            known = [item for item in touched if item.object_id in records]
            allowed = self.resource.may_write([records[item.object_id] for item in known])
            for item, may_write in zip(known, allowed, strict=True):
                if not may_write:
                    record = records[item.object_id]
                    yield Blocker(item.number, str(record), self.resource.refusal(record))

    def _changed_later(self, model: type[Model], keys: Sequence[int]) -> dict[int, str]:
        """Return who has done something to the records since the import, by primary key."""
        entries = HistoryEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), at__gte=self.batch.applied_at
        ).exclude(import_batch=self.batch)
        later: dict[int, str] = {}
        for start in range(0, len(keys), AT_ONCE):
            chosen = entries.filter(object_id__in=keys[start : start + AT_ONCE])
            for entry in chosen.select_related("actor").order_by("at", "pk"):
                moment = timezone.localtime(entry.at)
                later[entry.object_id] = _("Changed at %(moment)s by %(person)s.") % {
                    "moment": f"{moment:%H:%M %d/%m/%Y}",
                    "person": entry.actor or _("the system"),
                }
        return later

    def _put_back(self, model: type[Model], touched: Sequence[_Touched], records: dict[int, Any]) -> None:
        changed = [item for item in touched if item.before is not None]
        made = [item for item in touched if item.before is None]
        self._restore_all(model, changed, records)
        overwrite([records[item.object_id] for item in changed])
        if model is self.resource.model and self.parts is not None:
            self.parts.put_back()
        for item in made:
            self._tell(item, records[item.object_id], "delete", [])
        if made:
            self._delete(model, [records[item.object_id] for item in made])

    def _restore_all(self, model: type[Model], changed: Sequence[_Touched], records: dict[int, Any]) -> None:
        """Put the old values back, each record as a change of its own.

        Raises:
            UndoBlocked: records must not stand again as they were.
        """
        named = _named_before(model, changed)
        if model is self.resource.model:
            self.parts = KeptParts(
                self.resource, [(records[item.object_id], item.before or {}) for item in changed]
            )
        blockers = []
        for item in changed:
            missing = self._restore(item, records[item.object_id], named)
            if missing:
                told = _("What stood in “%(field)s” has been deleted since.") % {"field": missing}
                blockers.append(Blocker(item.number, str(records[item.object_id]), told))
        if blockers:
            raise UndoBlocked(blockers)
        if model is self.resource.model:
            self._refuse_restored(changed, records)

    def _restore(self, item: _Touched, record: Any, named: dict[str, dict[Any, Any]]) -> str:
        """Put the old values of one record back; returns the field whose record is gone, empty for none."""
        own = isinstance(record, self.resource.model)
        beside = {column.name for column in parts_columns(self.resource)} if own else set()
        before = {name: value for name, value in (item.before or {}).items() if name not in beside}
        now = snapshot(record, only=before)
        for name, value in before.items():
            field = record._meta.get_field(name)
            if name in named and value is not None:
                if value not in named[name]:
                    return str(field.verbose_name)
                setattr(record, name, named[name][value])
            else:
                setattr(record, name, None if name in named else field.to_python(value))
        record.version += 1
        if own:
            self.resource.prepare(record)
        told = self.parts.changes(record) if own and self.parts is not None else []
        self._tell(item, record, UNDO, [*differences(now, snapshot(record, only=before)), *told])
        return ""

    def _refuse_restored(self, changed: Sequence[_Touched], records: dict[int, Any]) -> None:
        """Ask whether the user may write the records as they were: rights may have ended since."""
        restored = [records[item.object_id] for item in changed]
        refused = self.resource.refuse_undone(restored)
        blockers = []
        for item, may_write in zip(changed, self.resource.may_write(restored), strict=True):
            record = records[item.object_id]
            told = refused.get(record.pk) or ("" if may_write else self.resource.refusal(record))
            if told:
                blockers.append(Blocker(item.number, str(record), told))
        if blockers:
            raise UndoBlocked(blockers)

    def _delete(self, model: type[Model], records: Sequence[Any]) -> None:
        """Delete new records.

        Raises:
            UndoBlocked: others would be deleted or emptied with them.
        """
        parts = {column.widget.model for column in parts_columns(self.resource)}
        if blockers := list(dragged_along(model, records, parts)):
            raise UndoBlocked(blockers)
        if model is self.resource.model:
            self.resource.delete_new(records)
        else:
            model._default_manager.filter(pk__in=[record.pk for record in records]).delete()

    def _tell(self, item: _Touched, record: Any, action: str, changes: list[dict[str, str]]) -> None:
        self.history.append(
            build_history(
                record,
                actor=self.actor,
                action=action,
                changes=changes,
                reason=self.reason,
                import_batch=self.batch,
                import_row=item.number,
            )
        )


def _named_before(model: type[Model], changed: Sequence[_Touched]) -> dict[str, dict[Any, Any]]:
    """Return the records that changed ones named before, by field and primary key; a query a field."""
    named: dict[str, dict[Any, Any]] = {}
    for field in model._meta.concrete_fields:
        keys = {item.before.get(field.name) for item in changed if item.before and field.name in item.before}
        if isinstance(field, models.ForeignKey) and keys:
            related: Any = field.related_model
            named[field.name] = related._base_manager.in_bulk([key for key in keys if key is not None])
    return named
