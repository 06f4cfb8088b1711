"""What keeps an import from being taken back: told with its row, and what new records would drag along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

# So many of a kind are named; more would only fill the screen.
_MOST_TOLD = 20


@dataclass(frozen=True)
class Blocker:
    """Something that keeps an import from being taken back.

    Attributes:
        number: the row of the spreadsheet that it is about; 0 for the import as a whole.
    """

    number: int
    record: str
    reason: str


def dragged_along(model: type[Model], records: Sequence[Any], parts: set[type[Model]]) -> Iterable[Blocker]:
    """Yield what would be deleted or emptied together with records, though the import has not made it.

    Arguments:
        parts: what belongs to the records themselves.
    """
    collector: Any = Collector(using=router.db_for_write(model))
    own = {(type(record), record.pk) for record in records}
    try:
        collector.collect(list(records))
    except ProtectedError as error:
        # New records that stand on each other go one after the other.
        if any((type(item), item.pk) not in own for item in error.protected_objects):
            raise
    deleted = [item for items in collector.data.values() for item in items]
    deleted += [
        item for rows in collector.fast_deletes if rows.model not in parts for item in rows[:_MOST_TOLD]
    ]
    deleted = [item for item in deleted if type(item) not in parts]
    emptied: list[Any] = [item for sets in collector.field_updates.values() for rows in sets for item in rows]
    for told, items in (
        (_("It belongs to a new record and would be deleted with it."), deleted),
        (_("It names a new record."), emptied),
    ):
        # Groups follow from roles, which are told themselves.
        others = [item for item in items if (type(item), item.pk) not in own and not item._meta.auto_created]
        yield from (Blocker(0, f"{item._meta.verbose_name}: {item}", told) for item in others[:_MOST_TOLD])
