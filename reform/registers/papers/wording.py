"""The words that every paper shares, spelled as Nghị định 30/2020, Annex I, wants them.

Papers are Vietnamese whichever language the officer's screens are in: their words are no interface.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .content import Letterhead

if TYPE_CHECKING:
    from reform.organisation.models import Authority, Unit

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Left open for the pen where a number or a day is not known yet.
OPEN_NUMBER = "      "
OPEN_DAY = "    "


def capitals(text: str) -> str:
    """Return a text in capitals."""
    return text.upper()


def letterhead_of(authority: Authority, unit: Unit | None = None) -> Letterhead:
    """Return who issues a paper: the authority itself, or one of its units under the authority's name."""
    if unit is None or unit.parent_id is None:
        return Letterhead(parent=capitals(authority.parent_label), issuer=capitals(authority.name))
    return Letterhead(parent=capitals(authority.name), issuer=capitals(unit.name))


def document_number(number: int | str | None, symbol: str) -> str:
    """Return the line with number and symbol: numbers below 10 take a leading 0, an open one leaves room."""
    if number in (None, ""):
        shown = OPEN_NUMBER
    else:
        shown = f"{int(number):02d}" if str(number).isdecimal() else str(number)
    return f"Số: {shown}/{symbol}" if symbol else f"Số: {shown}"


def full_date(day: date) -> str:
    """Return a day as papers write it: days below 10 and the months 1 and 2 take a leading 0."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date | None, *, year: int | None = None) -> str:
    """Return place and date; an open day leaves room for the pen.

    Arguments:
        year: what is printed while the day is open; left open too when not given.
    """
    if day is not None:
        return f"{place}, {full_date(day)}"
    return f"{place}, ngày {OPEN_DAY} tháng {OPEN_DAY} năm {year or OPEN_DAY}"
