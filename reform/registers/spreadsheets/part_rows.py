"""Writing a record's rows of another table, keeping what they were, and putting that back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from reform.registers.history import Change

from .parts import PartsColumn, PartsWidget, Said, parts_columns

if TYPE_CHECKING:
    from .verdicts import Judged

# So many rows go to the database in one query.
_AT_ONCE = 2_000


def write_parts(resource: Any, rows: Sequence[Judged]) -> None:
    """Write what the lines of rows say, in place of what their records had; a few queries a column."""
    for column in parts_columns(resource):
        chosen = [row for row in rows if _says(row, column)]
        _replace(column, [(row.record, _made(column, row)) for row in chosen])


def _says(row: Judged, column: PartsColumn) -> bool:
    return column.name in row.values and (row.is_new or column.name in row.before)


def _replace(column: PartsColumn, items: Sequence[tuple[Any, list[Any]]]) -> None:
    if not items:
        return
    model = column.widget.model
    link = _link(column, items[0][0])
    keys = [record.pk for record, _parts in items]
    model._default_manager.filter(**{f"{link}__in": keys}).delete()
    parts = []
    for record, own in items:
        getattr(record, "_prefetched_objects_cache", {}).pop(column.name, None)
        for part in own:
            setattr(part, link, record)
            parts.append(part)
    model._default_manager.bulk_create(parts, batch_size=_AT_ONCE)


def _link(column: PartsColumn, record: Any) -> str:
    """Return the field of the rows that leads to the record."""
    return str(record._meta.get_field(column.name).field.name)


def _made(column: PartsColumn, row: Judged) -> list[Any]:
    """Return new rows; what a line does not say stays as it was in the one row that is called the same."""
    widget, record = column.widget, row.record
    lines: Sequence[Said] = row.values[column.name]
    matched = _matched(widget, lines, [] if row.is_new else column.parts_of(record))
    made = []
    for said, same in zip(lines, matched, strict=True):
        part = _copied(column, record, same)
        if same is None or widget.line(widget.say(same)) != widget.line(said):
            for name, value in widget.attributes(said).items():
                setattr(part, name, value)
        made.append(part)
    return made


def _matched(widget: PartsWidget, lines: Sequence[Said], parts: Sequence[Any]) -> list[Any]:
    """Return for every line the row that it is about, None where there is none; no row is taken twice.

    The same line first, then the same name with what tells namesakes apart, then the name alone.
    """
    found: list[Any] = [None] * len(lines)
    free = [(part, widget.say(part)) for part in parts]
    keys: list[Callable[[Said], Any]] = [
        widget.line,
        lambda said: widget.name_of(said, also=widget.told_apart_by),
        widget.name_of,
    ]
    for key in keys:
        wanted: dict[Any, list[int]] = defaultdict(list)
        for place, said in enumerate(lines):
            if found[place] is None:
                wanted[key(said)].append(place)
        offered: dict[Any, list[Any]] = defaultdict(list)
        for part, said in free:
            offered[key(said)].append(part)
        for name, places in wanted.items():
            same = offered.get(name, [])
            # Equal lines may be exchanged; of namesakes it cannot be told which is meant.
            if key is keys[0] or (len(places) == 1 and len(same) == 1):
                for place, part in zip(places, same, strict=False):
                    found[place] = part
        taken = {id(part) for part in found}
        free = [(part, said) for part, said in free if id(part) not in taken]
    return found


def _copied(column: PartsColumn, record: Any, part: Any) -> Any:
    """Return a new row that says what another one does, or nothing yet."""
    model, link = column.widget.model, _link(column, record)
    if part is None:
        return model()
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and field.name != link]
    return model(**{field.attname: getattr(part, field.attname) for field in fields})


def keep_parts(column: PartsColumn, record: Any) -> list[dict[str, Any]]:
    """Return a record's rows as JSON holds them, for taking an import back."""
    link = _link(column, record)
    return [
        {
            field.attname: field.get_prep_value(getattr(part, field.attname))
            for field in part._meta.concrete_fields
            if field.name != link
        }
        for part in column.parts_of(record)
    ]


class KeptParts:
    """The rows that records had before an import, to be put back.

    Arguments:
        kept: the records as they stand, with what was kept of them, see `keep_parts`.
    """

    def __init__(self, resource: Any, kept: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        self._columns = parts_columns(resource)
        self._old: dict[tuple[int, str], list[Any]] = {}
        self._records = [record for record, _before in kept]
        for column in self._columns:
            model = column.widget.model
            for record, before in kept:
                if column.name in before:
                    self._old[record.pk, column.name] = [_restored(model, row) for row in before[column.name]]
            told = [path.partition("__")[2] for path in column.paths[1:]]
            parts = [part for (_pk, name), own in self._old.items() if name == column.name for part in own]
            if parts and told:
                prefetch_related_objects(parts, *told)
        changed = [record for record in self._records if any(key[0] == record.pk for key in self._old)]
        paths = [path for column in self._columns for path in column.paths]
        if changed and paths:
            prefetch_related_objects(changed, *paths)

    def changes(self, record: Any) -> list[Change]:
        """Return how the rows of a record change, for its history."""
        return [
            {
                "field": column.name,
                "old": column.widget.words(column.get_value(record)),
                "new": column.widget.words([column.widget.say(part) for part in old]),
            }
            for column in self._columns
            if (old := self._old.get((record.pk, column.name))) is not None
        ]

    def put_back(self) -> None:
        """Write the rows as they were."""
        for column in self._columns:
            items = [
                (record, self._old[record.pk, column.name])
                for record in self._records
                if (record.pk, column.name) in self._old
            ]
            _replace(column, items)


def _restored(model: Any, kept: dict[str, Any]) -> Any:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in kept.items() if name in fields})
