"""Writing judged rows with their history, a batch in a few queries. The only writer of an import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model

from reform.registers.history import Change, build_history, differences, snapshot
from reform.registers.models import HistoryEntry, ImportBatch, ImportSideEffect

from .part_rows import write_parts
from .parts import parts_columns
from .resources import RegisterResource
from .validation import field_of
from .verdicts import Judged

if TYPE_CHECKING:
    from reform.organisation.models import User

# So many rows go to the database in one query.
AT_ONCE = 2_000


class Writes:
    """What one import writes.

    Arguments:
        at: the moment that every line of history bears.
    """

    def __init__(self, resource: RegisterResource, batch: ImportBatch, *, actor: User, at: datetime) -> None:
        self.resource = resource
        self.batch = batch
        self.actor = actor
        self.at = at
        self._history: list[HistoryEntry] = []
        self._side_effects: list[ImportSideEffect] = []
        self._attributes = {
            name: found.name for name in resource.columns if (found := field_of(resource, name)) is not None
        }
        self._attributes |= {column.name: column.name for column in parts_columns(resource)}
        self._blank = snapshot(resource.blank_record())

    # --- the rows' own records ---

    def create(self, rows: Sequence[Judged]) -> None:
        """Write new records; those that another new one stands under come first."""
        for row in rows:
            self.resource.prepare(row.record)
        for generation in _generations([row.record for row in rows]):
            self.resource.model._default_manager.bulk_create(generation, batch_size=AT_ONCE)
        write_parts(self.resource, rows)
        for row in rows:
            told = self._blank | {
                self._attributes[name]: new for name, _old, new in row.changes if name in self._attributes
            }
            if self.resource.given:
                told |= snapshot(row.record, only=self.resource.given)
            self.tell(row.number, row.record, "create", differences({}, told))

    def update(self, rows: Sequence[Judged], *, states: dict[int, tuple[str, str]] | None = None) -> None:
        """Write changed records, each with its next version.

        Arguments:
            states: the states before and after, by row, where the change is a transition.
        """
        for row in rows:
            row.record.version = (row.version or 0) + 1
            self.resource.prepare(row.record)
        overwrite([row.record for row in rows])
        write_parts(self.resource, rows)
        for row in rows:
            changes = [
                {"field": self._attributes[name], "old": old, "new": new}
                for name, old, new in row.changes
                if name in self._attributes
            ]
            from_state, to_state = (states or {}).get(row.number, ("", ""))
            self.tell(
                row.number,
                row.record,
                self.resource.action,
                changes,
                reason=self.resource.reason_of(row.values),
                from_state=from_state,
                to_state=to_state,
            )

    # --- what goes with them ---

    def create_beside(self, numbered: Sequence[tuple[int, Any]]) -> None:
        """Write further new records, which taking the import back deletes again.

        Arguments:
            numbered: the row that each belongs to, and the record.
        """
        by_model: dict[type[Model], list[tuple[int, Any]]] = {}
        for number, record in numbered:
            by_model.setdefault(type(record), []).append((number, record))
        for model, items in by_model.items():
            model._default_manager.bulk_create([record for _number, record in items], batch_size=AT_ONCE)
            self._note(items, [None] * len(items))

    def update_beside(self, numbered: Sequence[tuple[int, Any, dict[str, Any]]]) -> None:
        """Write further changed records, which taking the import back restores.

        Arguments:
            numbered: the row, the record with its next version, and its changed attributes as they were.
        """
        overwrite([record for _number, record, _before in numbered])
        self._note([(number, record) for number, record, _before in numbered], [item[2] for item in numbered])

    def tell(
        self,
        number: int,
        record: Any,
        action: str,
        changes: list[Change],
        *,
        reason: str = "",
        from_state: str = "",
        to_state: str = "",
    ) -> None:
        """Add a line of history for a record that is written already."""
        self._history.append(
            build_history(
                record,
                actor=self.actor,
                action=action,
                changes=changes,
                reason=reason,
                from_state=from_state,
                to_state=to_state,
                at=self.at,
                import_batch=self.batch,
                import_row=number,
            )
        )

    def flush(self) -> None:
        """Write what has gathered: history and notes for taking the import back."""
        HistoryEntry.objects.bulk_create(self._history, batch_size=AT_ONCE)
        ImportSideEffect.objects.bulk_create(self._side_effects, batch_size=AT_ONCE)
        self._history, self._side_effects = [], []

    def _note(self, items: Sequence[tuple[int, Any]], befores: Sequence[dict[str, Any] | None]) -> None:
        for (number, record), before in zip(items, befores, strict=True):
            self._side_effects.append(
                ImportSideEffect(
                    batch=self.batch,
                    number=number,
                    content_type=ContentType.objects.get_for_model(record),
                    object_id=record.pk,
                    before=before,
                    version=record.version,
                )
            )


def overwrite(records: Sequence[Any]) -> None:
    """Write all fields of locked records: one query for many, unlike `bulk_update`, which is slow."""
    if not records:
        return
    model = type(records[0])
    names = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and not getattr(field, "auto_now_add", False)
    ]
    model._default_manager.bulk_create(
        records,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],
        update_fields=names,
    )


def _generations(records: Sequence[Any]) -> Iterable[list[Any]]:
    """Yield records so that each comes after those that it refers to."""
    waiting = list(records)
    coming = {id(record) for record in waiting}
    references = [
        field.name
        for field in (waiting[0]._meta.concrete_fields if waiting else ())
        if isinstance(field, models.ForeignKey)
    ]
    while waiting:
        ready = [
            record for record in waiting if not any(id(_held(record, name)) in coming for name in references)
        ]
        if not ready:
            raise ValueError("New records refer to each other in a circle.")
        yield ready
        coming -= {id(record) for record in ready}
        waiting = [record for record in waiting if id(record) in coming]


def _held(record: Any, name: str) -> Any:
    """Return a related record that is at hand already, without fetching it."""
    return record._state.fields_cache.get(name)
