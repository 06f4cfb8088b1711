"""Hải An's authority and units, and the public holidays, for an installation that has none yet."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from reform.organisation.models import Authority, CalendarDay, Unit

from .accounts import create_demo_accounts

FOLDER = Path(__file__).resolve().parent
AUTHORITY_FILE = FOLDER / "hai_an.json"
CALENDAR_FILE = FOLDER / "calendar.json"


@transaction.atomic
def load_organisation(*, with_demo_accounts: bool) -> Authority:
    """Create the sample authority with its units, the calendar and, if asked, demonstration accounts.

    What is there already is left exactly as it is, whoever edited, closed or removed parts of it.

    Args:
        with_demo_accounts: whether to create one account per role and unit type.

    Returns:
        The sample authority, new or old.

    Raises:
        DemoAccountsRefused: the settings do not allow demonstration accounts; nothing is written.
    """
    authority = _find_sample() or _create_sample()
    if with_demo_accounts:
        create_demo_accounts(authority)
    return authority


def _find_sample() -> Authority | None:
    """Return the sample authority that an earlier run made, even under another code."""
    code = _read(AUTHORITY_FILE)["authority"]["code"]
    samples = Authority.objects.filter(is_sample=True)
    return samples.first() or Authority.objects.filter(code=code).first()


def _create_sample() -> Authority:
    """Create the authority, its units under the first of them, and the country's days off."""
    content = _read(AUTHORITY_FILE)
    authority = Authority(**content["authority"], is_sample=True)
    authority.full_clean()
    authority.save()
    root: Unit | None = None
    for position, values in enumerate(content["units"]):
        unit = Unit(authority=authority, parent=root, position=position, is_sample=True, **values)
        unit.full_clean()
        unit.save()
        root = root or unit
    load_calendar()
    return authority


def load_calendar() -> None:
    """Create the country's days off and swapped days for the years that have none yet."""
    known = set(CalendarDay.objects.filter(authority=None).values_list("day__year", flat=True).distinct())
    for values in _read(CALENDAR_FILE)["days"]:
        day = CalendarDay(**{**values, "day": date.fromisoformat(values["day"])})
        if day.day.year not in known:
            day.full_clean()
            day.save()


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
