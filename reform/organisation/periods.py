"""Reporting periods: their calendar bounds, and the days between which the law counts their data."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from .enums import PeriodKind

if TYPE_CHECKING:
    from .working_days import WorkingCalendar

# Counting starts on this day of the month before, and closes the day before it in the last month.
FIRST_DATA_DAY = 15
LAST_DATA_DAY = 14

MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
ROMAN = ("I", "II", "III", "IV")
CODE = re.compile(
    r"(?P<year>(?:19|20)\d\d)"
    r"(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half_year>[12])|(?P<nine_months>9)M))?",
    re.ASCII,
)


def how_many(kind: PeriodKind) -> int:
    """Return how many periods of a kind a year holds: 12, 4, 2, and 1 for nine months and the year."""
    return 12 // MONTHS[kind]


@total_ordering
@dataclass(frozen=True)
class Period:
    """A month, quarter, half-year, first nine months, or year.

    Attributes:
        kind: which of them.
        year: 1900 to 2099.
        number: which one of its kind in the year, from 1.

    Raises:
        ValueError: there is no such period.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2099:
            raise ValueError(f"year {self.year} is not between 1900 and 2099")
        if not 1 <= self.number <= how_many(self.kind):
            raise ValueError(f"a year has no {self.kind} number {self.number}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period as it is stored: `2022-06`, `2022-Q2`, `2022-H1`, `2022-9M` or `2022`.

        Raises:
            ValueError: the text is none of these.
        """
        match = CODE.fullmatch(text)
        if match is None:
            raise ValueError(f"not a period: {text!r}")
        year = int(match["year"])
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
            if match[kind.value]:
                return cls(kind, year, int(match[kind.value]))
        return cls(PeriodKind.NINE_MONTHS if match["nine_months"] else PeriodKind.YEAR, year)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Period:
        """Return the period of a kind in whose calendar bounds `day` lies.

        Raises:
            ValueError: none does: October to December lie outside the nine months.
        """
        period = cls(kind, day.year, min((day.month - 1) // MONTHS[kind] + 1, how_many(kind)))
        if day > period.last_day:
            raise ValueError(f"{day.isoformat()} lies in no {kind}")
        return period

    @classmethod
    def counting(cls, day: date, kind: PeriodKind) -> Period:
        """Return the period of a kind whose data are counted on `day`; 20 June counts for July.

        Raises:
            ValueError: none does: 15 September to 14 December count for no nine months.
        """
        if day.day < FIRST_DATA_DAY:
            month = day.replace(day=1)
        else:
            month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return cls.containing(month, kind)

    def __str__(self) -> str:
        suffixes = {
            PeriodKind.MONTH: f"-{self.number:02d}",
            PeriodKind.QUARTER: f"-Q{self.number}",
            PeriodKind.HALF_YEAR: f"-H{self.number}",
            PeriodKind.NINE_MONTHS: "-9M",
            PeriodKind.YEAR: "",
        }
        return f"{self.year}{suffixes[self.kind]}"

    def __lt__(self, other: object) -> bool:
        """Order by the last day, a shorter period before the longer one that ends with it."""
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last_day, -self.first_day.toordinal()) < (other.last_day, -other.first_day.toordinal())

    @property
    def first_day(self) -> date:
        """The first day by the calendar."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day by the calendar."""
        month = self.number * MONTHS[self.kind]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def data_from(self) -> date:
        """The first day whose data count: the 15th of the month before (Nghị định 09/2019/NĐ-CP, Điều 12)."""
        first = self.first_day
        if first.month == 1:
            return date(first.year - 1, 12, FIRST_DATA_DAY)
        return date(first.year, first.month - 1, FIRST_DATA_DAY)

    @property
    def data_closing_day(self) -> date:
        """The last day whose data count: the 14th of the last month (Nghị định 09/2019/NĐ-CP, Điều 12)."""
        return self.last_day.replace(day=LAST_DATA_DAY)

    @property
    def data_bounds(self) -> tuple[date, date]:
        """The first and the last day whose data count, both included."""
        return self.data_from, self.data_closing_day

    def earliest_sending_day(self, working: WorkingCalendar) -> date:
        """Return the earliest day that may be set as the deadline for sending the report.

        At least one working day lies after the closing day (Nghị định 09/2019/NĐ-CP, Điều 8).
        """
        return working.add_working_days(self.data_closing_day, 1)

    def next(self) -> Period:
        """Return the period of the same kind that follows.

        Raises:
            ValueError: it lies beyond 2099.
        """
        return self._moved(1)

    def previous(self) -> Period:
        """Return the period of the same kind before this one.

        Raises:
            ValueError: it lies before 1900.
        """
        return self._moved(-1)

    def _moved(self, steps: int) -> Period:
        years, number = divmod(self.number - 1 + steps, how_many(self.kind))
        return Period(self.kind, self.year + years, number + 1)

    @property
    def label(self) -> str:
        """The period as people say it, in the language of the screen: "quý II năm 2022"."""
        values = {"year": self.year, "number": self.number, "roman": ROMAN[(self.number - 1) % 4]}
        return self._label_pattern() % values

    def _label_pattern(self) -> str:
        if self.kind == PeriodKind.MONTH:
            return gettext("month %(number)d of %(year)d")
        if self.kind == PeriodKind.QUARTER:
            return gettext("quarter %(roman)s of %(year)d")
        if self.kind == PeriodKind.NINE_MONTHS:
            return gettext("first nine months of %(year)d")
        if self.kind == PeriodKind.YEAR:
            return pgettext("period", "year %(year)d")
        if self.number == 1:
            return gettext("first half of %(year)d")
        return gettext("second half of %(year)d")


class PeriodField(models.CharField):
    """A period, stored as the text that `Period.parse` reads; periods of one kind sort by time."""

    description = _("Reporting period")
    default_error_messages = {
        "invalid_period": _("Write the period like 2022-06, 2022-Q2, 2022-H1, 2022-9M or 2022.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", len("2022-06"))
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *args: object) -> Period | None:
        """Read a period from the database."""
        return Period.parse(value) if value else None

    def to_python(self, value: Any) -> Period | None:
        """Read a period from a form or a fixture.

        Raises:
            ValidationError: the text is no period.
        """
        if value is None or isinstance(value, Period):
            return value
        if not str(value).strip():
            return None
        try:
            return Period.parse(str(value).strip())
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid_period"], code="invalid_period") from error

    def get_prep_value(self, value: Any) -> str | None:
        """Write a period as the database stores it.

        Raises:
            ValidationError: the text is no period.
        """
        period = self.to_python(value)
        return None if period is None else str(period)

    def run_validators(self, value: Any) -> None:
        """Check the length of the stored text, as a period has none."""
        super().run_validators("" if value is None else str(value))

    def value_to_string(self, obj: models.Model) -> str:
        """Write a period into a fixture."""
        return self.get_prep_value(self.value_from_object(obj)) or ""
