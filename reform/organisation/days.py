"""Plain calendar days: rules count days, not hours, and months as the calendar has them."""

from calendar import monthrange
from datetime import date, datetime

from django.utils import timezone


def local_day(moment: datetime) -> date:
    """Return the local day of a moment."""
    return timezone.localtime(moment).date()


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
