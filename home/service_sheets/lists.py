"""The records that cells name: fields, life events, levels, units; each list is read once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from home.models import LifeEvent, ServiceField, ServiceLevel
from reform.organisation.models import Unit
from reform.workbooks.problems import CellRefused
from search.folding import fold

MOST_NAMED = 12


class NamedRecords:
    """Records of one kind, found by any of their names, with or without diacritics."""

    def __init__(self, records: Iterable[tuple[Any, tuple[str, ...]]]) -> None:
        """Take records with their names, the one to be written first; earlier records win."""
        self.names: dict[Any, str] = {}
        self._by_name: dict[str, Any] = {}
        for record, names in records:
            self.names[record.pk] = names[0]
            for name in names:
                self._by_name.setdefault(fold(name), record)
        self._by_name.pop("", None)

    def find(self, text: str) -> Any:
        """Return the record of that name.

        Raises:
            CellRefused: nobody bears it.
        """
        record = self._by_name.get(fold(text))
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
