"""Reporting periods, in the words of reports and in the codes of the database."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period
from reform.workbooks.problems import CellRefused

from .dates import read_date
from .text import clean_text, simplified

_YEAR = re.compile(r"[0-9]{4}")
_YEAR_LAST = re.compile(r"(?P<name>.{1,30}?)(?: ?[-/.,] ?(?:nam )?| (?:nam |of )?)(?P<year>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?: ?[-/.] ?| |(?=[a-z]))(?P<name>.{1,30})")
# How the part without the year is written. Six months must say which six.
_NAMES: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:ky (?:bao cao )?)?(?:{pattern})"))
    for kind, pattern in (
        (PeriodKind.MONTH, r"(?:thang ?|t\.? ?|month )?(?P<number>0?[1-9]|1[0-2])"),
        (PeriodKind.QUARTER, r"(?:quy ?|q\.? ?|quarter )(?P<number>0?[1-4]|i{1,3}|iv)"),
        (
            PeriodKind.HALF_YEAR,
            r"(?:(?:0?6|sau) ?(?:thang|t) |nua )(?P<number>dau|cuoi)"
            r"|(?P<half>first|second) half|h(?P<h>[12])",
        ),
        (PeriodKind.NINE_MONTHS, r"(?:0?9|chin) ?(?:thang|t)(?: dau)?|9m|first nine months"),
        (PeriodKind.YEAR, r"ca(?: nam)?|nam|year|12 ?thang"),
    )
)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2, "first": 1, "second": 2}


def read_period(value: object) -> Period:
    """Return the reporting period in a cell. A date stands for its month: so Excel keeps "6/2022".

    Raises:
        CellRefused: it is none.
    """
    if type(value) is Period:
        return value
    period = _parse(_words(value))
    if period is None:
        raise CellRefused(
            "not_a_period",
            _("This is not a reporting period."),
            _("Write for example 6/2022, Q2/2022, H1/2022, 9M/2022 or 2022."),
        )
    return period


def _words(value: object) -> str:
    """Return the text of a cell, or what was typed before Excel made a number or date of it."""
    if type(value) is str:
        return simplified(clean_text(value))
    if isinstance(value, date):
        return f"{value.month}/{value.year:04}"
    if type(value) is int and 0 < value < 10_000:
        return str(value)
    if type(value) is float and 0 < value < 10_000:
        if value.is_integer():
            return str(int(value))
        # "6.2022" became a number, "6.2020" lost its zero. More would be a guess: "2022.1" may be October.
        decimals = len(repr(value).partition(".")[2])
        return f"{value:.4f}" if value < 13 and decimals in (3, 4) else ""
    return ""


@lru_cache(maxsize=512)
def _parse(text: str) -> Period | None:
    """Return the period that a simplified text names, None when it names none."""
    try:
        if _YEAR.fullmatch(text):
            return Period(PeriodKind.YEAR, int(text))
        found = _YEAR_LAST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
        return (found and _named(found["name"], int(found["year"]))) or _month_of(read_date(text))
    except (CellRefused, ValueError):
        return None


def _month_of(day: date) -> Period:
    return Period(PeriodKind.MONTH, day.year, day.month)


def _named(name: str, year: int) -> Period | None:
    """Return the period of a year by its name without the year."""
    for kind, pattern in _NAMES:
        found = pattern.fullmatch(name)
        if found:
            number = next((group for group in found.groups() if group), "1")
            return Period(kind, year, _NUMBERS.get(number) or int(number))
    return None
