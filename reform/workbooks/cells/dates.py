"""Days, written in figures or words, as dates of Excel or as its serial numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from reform.workbooks.problems import CellRefused

from .text import clean_text, simplified

# A small number that Excel shows as a date is a day of 1900, or of 1904 where counting starts there.
FIRST_YEAR = 1905
LAST_YEAR = 2100
# A bare number is taken for a date only where nothing else is likely; 2022 would be a day of 1905.
_FIRST_SERIAL_YEAR = 1950
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_MOST_DAYS = 100_000

_USUAL = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_DAY_FIRST = re.compile(
    r"(?:ngay ?)?(?P<day>[0-9]{1,2}) ?(?:[-/.]|thang) ?(?P<month>[0-9]{1,2})"
    r" ?(?:[-/.,]|,? ?nam) ?(?P<year>[0-9]{1,4})"
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4}) ?[-/.] ?(?P<month>[0-9]{1,2}) ?[-/.] ?(?P<day>[0-9]{1,2})")
# As Excel in English writes days into CSV.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    rf"(?P<day>[0-9]{{1,2}})[- ](?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}(?:[- ]|, )(?P<year>[0-9]{{1,4}})"
)
_TIME = re.compile(
    r"[ t](?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)(?: ?(?P<half>[ap]m))?$"
)
_WITHOUT_DAY = re.compile(
    r"(?:thang ?|t ?)?[0-9]{1,2} ?(?:[-/.]|nam) ?[0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}|(?:nam )?[0-9]{4}"
    r"|(?:[0-9]{1,2} thang|quy|q).*"
)


def read_date(value: object, *, starts_1904: bool = False) -> date:
    """Return the day in a cell.

    Arguments:
        value: the cell.
        starts_1904: the workbook counts the days of its bare numbers from 1904.

    Raises:
        CellRefused: it is no day, or not just one: the day of the month is missing, the year has two digits,
            a time stands beside it.
    """
    if type(value) is date:
        return _likely(value)
    if type(value) is str:
        usual = _USUAL.fullmatch(value)
        return _day(usual[1], usual[2], usual[3]) if usual else _from_words(simplified(clean_text(value)))
    if isinstance(value, datetime):
        if value.time() != time():
            raise _timed()
        return _likely(value.date())
    if isinstance(value, date):
        return _likely(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value, _EPOCH_1904 if starts_1904 else _EPOCH_1900)
    raise _no_date()


def _from_words(text: str) -> date:
    """Return the day that a simplified text names."""
    timed = _TIME.search(text)
    if timed:
        text = text[: timed.start()]
    found = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _ENGLISH.fullmatch(text)
    if found is None:
        raise _day_missing() if _WITHOUT_DAY.fullmatch(text) else _no_date()
    if timed and not _is_midnight(timed):
        raise _timed()
    month = found["month"]
    return _day(found["day"], str(_MONTHS.index(month) + 1) if month in _MONTHS else month, found["year"])


def _is_midnight(found: re.Match[str]) -> bool:
    clock = found["clock"]
    if found["half"] == "am" and clock.startswith("12"):
        clock = clock[2:]
    return found["half"] != "pm" and not clock.strip("0:.")


def _day(day: str, month: str, year: str) -> date:
    """Return the day of a calendar that three texts of digits name."""
    if len(year) < 4:
        raise CellRefused(
            "not_a_date",
            _("The year does not have four digits."),
            _("Write the year in full, for example 14/06/2022."),
        )
    try:
        return _likely(date(int(year), int(month), int(day)))
    except ValueError:
        raise CellRefused(
            "not_a_date",
            _("The calendar has no such day."),
            _("Write day, month and year in this order, for example 14/06/2022."),
        ) from None


def _from_serial(number: float, epoch: date) -> date:
    """Return the day for which a number stands in Excel."""
    # The comparison also keeps out what is no number at all.
    if not 0 < number < _MOST_DAYS:
        raise _no_date()
    day = epoch + timedelta(days=int(number))
    if not _FIRST_SERIAL_YEAR <= day.year <= LAST_YEAR:
        raise _no_date()
    if number != int(number):
        raise _timed()
    return day


def _likely(day: date) -> date:
    """Return a day, unless its year shows that it is a slip."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise CellRefused(
        "not_a_date",
        _("The year %(year)s cannot be right.") % {"year": day.year},
        _("Correct the year, for example 14/06/2022."),
    )


def _no_date() -> CellRefused:
    return CellRefused(
        "not_a_date", _("This is not a date."), _("Write day, month and year, for example 14/06/2022.")
    )


def _day_missing() -> CellRefused:
    return CellRefused(
        "not_a_date",
        _("The day of the month is missing."),
        _("Write the whole date, for example 30/06/2022."),
    )


def _timed() -> CellRefused:
    return CellRefused(
        "not_a_date",
        _("A time of day stands beside the date."),
        _("Write the date alone, for example 14/06/2022."),
    )
