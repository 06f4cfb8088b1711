"""Taking an import back whole while nothing of it has been touched; else, what stands against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reform.registers.history import build_history, differences, snapshot
from reform.registers.models import HistoryEntry, ImportBatch, ImportState, Verdict

from .applying import ImportRefused
from .resources import RegisterResource
from .writes import AT_ONCE, overwrite

if TYPE_CHECKING:
    from reform.organisation.models import User

UNDO = "undo_import"


@dataclass(frozen=True)
class Blocker:
    """Something that keeps an import from being taken back.

    Attributes:
        number: the row of the spreadsheet that it is about; 0 for the import as a whole.
    """

    number: int
    record: str
    reason: str


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
        kinds = sorted({str(item._meta.verbose_name_plural) for item in error.protected_objects})
        raise UndoBlocked(
            [Blocker(0, "", _("Other records stand on new ones: %(kinds)s.") % {"kinds": ", ".join(kinds)})]
        ) from None
    batch.refresh_from_db()


class _Undoing:
    """One import being taken back, inside a transaction."""

    def __init__(self, batch: ImportBatch, resource: RegisterResource, actor: User) -> None:
        self.batch = batch
        self.resource = resource
        self.actor = actor
        self.reason = _("Import of “%(file)s” taken back") % {"file": batch.file_name}
        self.history: list[HistoryEntry] = []

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
        relations = self.resource.select_related if model is self.resource.model else ()
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
        for item in changed:
            self._restore(item, records[item.object_id])
        overwrite([records[item.object_id] for item in changed])
        for item in made:
            self._tell(item, records[item.object_id], "delete", [])
        if made:
            self._delete(model, [records[item.object_id] for item in made])

    def _restore(self, item: _Touched, record: Any) -> None:
        """Put the old values back, as a change of its own."""
        now = snapshot(record)
        for name, value in (item.before or {}).items():
            field = record._meta.get_field(name)
            if isinstance(field, models.ForeignKey):
                setattr(record, field.attname, value)
            else:
                setattr(record, name, field.to_python(value))
        record.version += 1
        if isinstance(record, self.resource.model):
            self.resource.prepare(record)
        self._tell(item, record, UNDO, differences(now, snapshot(record)))

    def _delete(self, model: type[Model], records: Sequence[Any]) -> None:
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
