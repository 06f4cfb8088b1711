"""Which record each row is about: by its natural key, never by a number of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from reform.workbooks.cells import clean_text
from reform.workbooks.problems import CellRefused

from .resources import RegisterResource

if TYPE_CHECKING:
    from .verdicts import Judged

Key = tuple[Any, ...]


class Matcher:
    """Finds the records of a batch of rows in one query.

    Arguments:
        lock: whether the records are locked until the transaction ends.
    """

    def __init__(self, resource: RegisterResource, *, lock: bool) -> None:
        self._resource = resource
        self._lock = lock

    def key_of(self, values: dict[str, Any]) -> Key:
        """Return what makes two rows one record."""
        return self._key(values, self._resource.names_of_key(values))

    def match(self, rows: Sequence[Judged]) -> list[Any]:
        """Return for every row its record, None where there is none, or why it cannot be told."""
        waiting = [self._resource.waits_for_key(row.values) for row in rows]
        by_key = self._known(
            self._resource.records(),
            [row for row, waits in zip(rows, waiting, strict=True) if not waits],
            self._resource.key,
        )
        by_other = self._known(
            self._resource.records_until_given(),
            [row for row, waits in zip(rows, waiting, strict=True) if waits and self._can_be_found(row)],
            self._resource.key_until_given,
        )
        return [
            self._choose_waiting(by_other.get(self.key_of(row.values), []))
            if waits
            else self._choose(row.values, by_key.get(self._key(row.values, self._resource.key), []))
            for row, waits in zip(rows, waiting, strict=True)
        ]

    def _can_be_found(self, row: Judged) -> bool:
        """Tell whether a row says everything by which it could be found without its key."""
        return all(row.values.get(name) not in (None, "") for name in self._resource.key_until_given)

    def _key(self, values: dict[str, Any], names: Sequence[str]) -> Key:
        return tuple(self._comparable(name, values.get(name)) for name in names)

    def _comparable(self, name: str, value: Any) -> Any:
        return self._resource.columns[name].widget.comparable(_comparable(value))

    def _known(
        self, records: QuerySet[Any], rows: Sequence[Judged], names: Sequence[str]
    ) -> dict[Key, list[Any]]:
        """Return those of the records that the rows may be about, by what these columns say."""
        attributes = {name: self._resource.key_attribute(name) for name in names}
        found: dict[Key, list[Any]] = defaultdict(list)
        if not rows:
            return found
        for record in self._query(records, rows, attributes):
            values = {name: _follow(record, attribute) for name, attribute in attributes.items()}
            found[self._key(values, names)].append(record)
        return found

    def _query(
        self, query: QuerySet[Any], rows: Sequence[Judged], attributes: dict[str, str]
    ) -> QuerySet[Any]:
        for name, attribute in attributes.items():
            widget = self._resource.columns[name].widget
            wanted = {spelt for row in rows for form in _forms(row, name) for spelt in widget.spellings(form)}
            query = query.filter(**{f"{attribute}__in": wanted})
        return query.select_for_update(of=("self",)) if self._lock else query

    def _choose_waiting(self, records: list[Any]) -> Any:
        """Return the one record that a row without its key has made before, None when there is none."""
        if len(records) < 2:
            return records[0] if records else None
        return _ambiguous(len(records), self._resource.columns[self._resource.given_key].heading)

    def _choose(self, values: dict[str, Any], records: list[Any]) -> Any:
        """Return the one record that a row is about; the tie breaker tells several apart."""
        breaker = self._resource.tie_breaker
        if not breaker or not records:
            return records[0] if records else None
        has_key = all(_comparable(values.get(name)) not in (None, "") for name in self._resource.key)
        if len(records) == 1 and has_key:
            return records[0]
        attribute = self._resource.key_attribute(breaker)
        alike = [
            record
            for record in records
            if _comparable(_follow(record, attribute)) == _comparable(values.get(breaker))
        ]
        if len(alike) == 1:
            return alike[0]
        if alike or has_key:
            return _ambiguous(len(alike or records), self._resource.columns[breaker].heading)
        return None


def _ambiguous(count: int, heading: str) -> CellRefused:
    return CellRefused(
        "ambiguous_record",
        _("%(count)s records have this key; it cannot be told which is meant.") % {"count": count},
        _("Write “%(heading)s” as it stands in the portal, or change the record there.")
        % {"heading": heading},
    )


def _comparable(value: Any) -> Any:
    """Return a value of a key as it is compared: a record by its number, a text without what is not meant."""
    if isinstance(value, Model):
        return value.pk if value.pk is not None else id(value)
    if isinstance(value, str):
        return clean_text(value)
    return "" if value is None else value


def _forms(row: Judged, name: str) -> set[Any]:
    """Return how a key's value may stand in the database: as it was typed, and without what was not meant."""
    value = row.values.get(name)
    if isinstance(value, Model):
        return {value.pk} if value.pk is not None else set()
    if value is not None and not isinstance(value, str):
        return {value}
    return {value or "", row.spellings.get(name, value) or ""}


def _follow(record: Any, lookup: str) -> Any:
    """Return what a lookup leads to; a record by its number, without fetching it."""
    *path, last = lookup.split("__")
    for name in path:
        record = getattr(record, name)
    return getattr(record, f"{last}_id") if hasattr(type(record), f"{last}_id") else getattr(record, last)
