"""The records that cells name: fields, life events, levels, units; each list is read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from home.models import LifeEvent, ServiceField, ServiceLevel
from reform.organisation.models import Unit
from reform.workbooks.problems import CellRefused
from search.folding import fold

MOST_NAMED = 12
# Stands where a name belongs to more than one record.
SEVERAL = object()


class NamedRecords:
    """Records of one kind, found by any of their names, with or without diacritics."""

    def __init__(self, records: Iterable[tuple[Any, tuple[str, ...]]]) -> None:
        """Take records with their names: what is written first, which tells one from all others."""
        self.names: dict[Any, str] = {}
        self.records: dict[Any, Any] = {}
        self._by_name: dict[str, Any] = {}
        also: dict[str, list[Any]] = defaultdict(list)
        for record, (first, *others) in records:
            self.names[record.pk], self.records[record.pk] = first, record
            self._by_name.setdefault(fold(first), record)
            for name in others:
                also[fold(name)].append(record)
        for name, bearers in also.items():
            self._by_name.setdefault(name, bearers[0] if len(set(bearers)) == 1 else SEVERAL)
        self._by_name.pop("", None)

    def find(self, text: str) -> Any:
        """Return the record of that name.

        Raises:
            CellRefused: nobody bears it, or several do.
        """
        record = self._by_name.get(fold(text))
        if record is SEVERAL:
            raise CellRefused(
                "several_of_this_name",
                _("Several are called “%(name)s”.") % {"name": text},
                _("Write the code instead of the name."),
            )
        if record is None:
            known = list(self.names.values())
            shown = "; ".join(known[:MOST_NAMED]) + ("; …" if len(known) > MOST_NAMED else "")
            raise CellRefused(
                "unknown_name",
                _("There is no “%(name)s”.") % {"name": text},
                _("Write one of: %(names)s.") % {"names": shown},
            )
        return record


class Lists:
    """Everything that cells of a site's catalogue may name."""

    def __init__(self, site_id: int | None) -> None:
        """Read the lists; units are those of the authority whose site it is."""
        self.fields = NamedRecords((one, (one.name, one.slug)) for one in ServiceField.objects.all())
        self.events = NamedRecords((one, (one.name, one.slug)) for one in LifeEvent.objects.all())
        levels = ServiceLevel.objects.select_related("scheme").order_by("-scheme__valid_from", "position")
        self.levels = NamedRecords((one, (one.name, one.slug)) for one in levels)
        units = Unit.objects.filter(authority__site=site_id).order_by("position", "name") if site_id else ()
        self.units = NamedRecords((one, (one.code, one.short_name, one.name, *one.aliases)) for one in units)
