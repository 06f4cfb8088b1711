"""Any value of a record as the few types that a spreadsheet knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .columns import Kind
from .harmless import harmless

Plain = str | int | float | Decimal | date | datetime | None
Number = int | float | Decimal

# Excel keeps fifteen digits of a number and puts zeros for the rest.
_MOST_DIGITS = 15
# Before this day Excel counts a 29 February 1900 that never was.
_FIRST_DAY = date(1900, 3, 1)
_EPOCH = datetime(1899, 12, 30)


def plain(value: Any, kind: Kind) -> Plain:
    """Return a value of a record as it goes into a cell of a column of `kind`.

    Returns:
        A harmless text, a number, a date, a naive local date and time, or None for a blank cell.
    """
    if value is None:
        return None
    if type(value) is str:
        return harmless(value) or None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return _number(value, kind)
    if isinstance(value, datetime):
        return _moment(value, kind)
    if isinstance(value, date):
        return text_of_day(value) if kind == "text" else value
    if isinstance(value, Iterable) and not isinstance(value, str):
        return harmless("; ".join(str(item) for item in value)) or None
    return harmless(str(value)) or None


def _number(value: Number, kind: Kind) -> str | Number:
    # A member of an enumeration is an int as well, and prints as its name.
    number = int(value) if isinstance(value, int) else value
    if not _is_finite(number):
        return str(number)
    return text_of_number(number) if kind == "text" else number


def _is_finite(value: Number) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else isfinite(value)


def _moment(value: datetime, kind: Kind) -> str | date | datetime:
    local = timezone.make_naive(value) if timezone.is_aware(value) else value
    if kind == "text":
        return text_of_moment(local)
    return local.date() if kind == "date" else local


def fits_excel(value: Number) -> bool:
    """Tell whether Excel keeps every digit of a number."""
    if isinstance(value, float):
        return True
    digits = Decimal(value).as_tuple().digits
    return len(digits) <= _MOST_DIGITS or len("".join(map(str, digits)).rstrip("0")) <= _MOST_DIGITS


def as_fraction(percent: Number) -> Number:
    """Return 95 as 0.95, without the dust that binary division leaves."""
    return percent / 100 if isinstance(percent, float) else Decimal(percent).scaleb(-2)


def written_out(value: Number) -> str:
    """Return a number in digits with a point and without an exponent, as files hold it."""
    if isinstance(value, int):
        return str(value)
    return format(Decimal(repr(value)) if isinstance(value, float) else value, "f")


def text_of_number(value: Number) -> str:
    """Return a number as Vietnamese write it, "1234,5"."""
    whole, _point, decimals = written_out(value).partition(".")
    if not decimals:
        return whole
    # "1,234" could be one and a bit or a thousand and more to whoever reads it; "1,2340" could not.
    return f"{whole},{decimals}0" if len(decimals) == 3 else f"{whole},{decimals}"


def text_of_day(day: date) -> str:
    """Return a date as Vietnamese write it, "14/06/2022"."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def text_of_moment(moment: datetime) -> str:
    """Return a date and time, "14/06/2022 08:30", with seconds where there are any."""
    time = f"{moment.hour:02}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")
    return f"{text_of_day(moment)} {time}"


def serial(day: date | datetime) -> int | float | None:
    """Return the number that stands for a date in Excel, None for one that Excel cannot count to."""
    if isinstance(day, datetime):
        if day.date() < _FIRST_DAY:
            return None
        since = day.replace(microsecond=0) - _EPOCH
        return since.days + since.seconds / timedelta(days=1).total_seconds()
    return (day - _EPOCH.date()).days if day >= _FIRST_DAY else None
