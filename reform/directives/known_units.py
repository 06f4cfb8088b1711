"""The one place where the reader's plain units come from: the register of units, or the starter content."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from reform.directives.reader import KnownUnit

_LEADERSHIP = "leadership"


def known_units(*, authority: str = "", day: date | None = None) -> list[KnownUnit]:
    """Return the units that may be given tasks.

    They come from the database; where it has no tables or no units yet, as in a fresh clone, they are
    those of the starter content.

    Args:
        authority: code of the authority whose units are meant; without it, the first one entered.
        day: units closed before this day are left out; today without it.
    """
    return _from_database(authority, day or timezone.localdate()) or _from_starter_content()


def _from_database(authority: str, day: date) -> list[KnownUnit]:
    if _is_missing_file():
        return []
    try:
        rows = _rows(authority, day)
    except DatabaseError:
        # A clone that has never been migrated; any other trouble shows itself elsewhere.
        return []
    return [
        KnownUnit(code, name, short_name, tuple(aliases or ()), kind)
        for code, name, short_name, aliases, kind in rows
    ]


def _is_missing_file() -> bool:
    """Say whether the database is a file that does not exist; asking it anything would create it."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and "memory" not in name and not Path(name).exists()


def _rows(authority: str, day: date) -> list[tuple[Any, ...]]:
    unit: Any = apps.get_model("organisation", "Unit")
    chosen = unit.objects.filter(authority__code=authority) if authority else unit.objects.all()
    first = chosen.order_by("authority_id").values_list("authority_id", flat=True).first()
    return list(
        unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), authority_id=first)
        .exclude(kind=_LEADERSHIP)
        .values_list("code", "name", "short_name", "aliases", "kind")
    )


def _from_starter_content() -> list[KnownUnit]:
    path = Path(apps.get_app_config("organisation").path) / "starter" / "hai_an.json"
    units = json.loads(path.read_text(encoding="utf-8"))["units"]
    return [
        KnownUnit(unit["code"], unit["name"], unit["short_name"], tuple(unit["aliases"]), unit["kind"])
        for unit in units
        if unit["kind"] != _LEADERSHIP
    ]
