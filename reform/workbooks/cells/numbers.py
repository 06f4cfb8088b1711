"""Numbers in Vietnamese and English notation, read only where one reading is possible."""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from reform.workbooks.problems import CellRefused

from .text import HALF_WIDTH, clean_text, simplified

# What a database holds as an integer.
LARGEST = 2**63 - 1
# Enough for every digit of a number that is taken.
WIDE = Context(prec=100)
_LONGEST_NUMBER = 60
# So many digits are never larger than `LARGEST`.
_SURELY_KEPT = 18

_PLAIN = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"([0-9]*)[.,]([0-9]+)")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,]([0-9]+))?")
_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_WITH_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_FIRST_DIGIT = re.compile(r"[0-9]")
# What people write where there is nothing to count.
_NOTHING = frozenset({"-", "--", "---", "~", "/", "x", ".", "...", "…", "khong", "khong co", "none", "n/a"})


def read_integer(value: object) -> int:
    """Return the whole number in a cell.

    Raises:
        CellRefused: it is none, has decimals, or can be read in two ways.
    """
    if type(value) is int and -LARGEST <= value <= LARGEST:
        return value
    if type(value) is str and len(value) <= _SURELY_KEPT and value.isascii() and value.isdigit():
        return int(value)
    number = read_number(value)
    if number != number.to_integral_value():
        raise CellRefused(
            "not_whole", _("This number is not whole."), _("Write it without decimals, for example 1234.")
        )
    return int(number)


def read_decimal(value: object, places: int | None = None) -> Decimal:
    """Return the number in a cell.

    Arguments:
        value: the cell.
        places: how many decimal places it may have; any number when None.

    Raises:
        CellRefused: it is none, has too many decimals, or can be read in two ways.
    """
    number = read_number(value)
    if places is None or -int(number.as_tuple().exponent) <= places:
        return number
    rounded = number.quantize(Decimal(1).scaleb(-places), context=WIDE)
    if rounded != number:
        raise CellRefused(
            "too_many_places",
            _("This number has more than %(places)s decimal places.") % {"places": places},
            _("Round it, for example %(example)s.") % {"example": write_number(rounded)},
        )
    return rounded


def read_number(value: object) -> Decimal:
    """Return the number in a cell, with all its decimals.

    Raises:
        CellRefused: it is none, is too large to be kept, or can be read in two ways.
    """
    if type(value) is str:
        return parse_number(clean_text(value))
    if type(value) is int:
        return _within_limits(Decimal(value))
    if type(value) is float:
        return _within_limits(_from_float(value))
    if isinstance(value, Decimal) and not value.is_nan():
        return _within_limits(value)
    raise _no_number_of_type(value)


def parse_number(text: str) -> Decimal:
    """Return the number that a cleaned text is, in Vietnamese or English notation.

    A sign before exactly three digits may mark thousands or decimals. A point is the Vietnamese sign for
    thousands, so "1.234" is 1234; "1,234" is refused, as people mean either by it.

    Raises:
        CellRefused: the text is no number, is too large to be kept, or could be two.
    """
    return _within_limits(_parse(text))


def ambiguous() -> CellRefused:
    """Return the refusal of a number that could be thousands or decimals."""
    return CellRefused(
        "ambiguous_number",
        _("It cannot be told whether the sign before the last three digits marks thousands or decimals."),
        _("Write thousands without a sign, for example 1234, or decimals with one digit more, 1.2340."),
    )


def write_number(number: Decimal) -> str:
    """Return a number as the language of the screen writes it and `parse_number` reads it."""
    whole, _point, decimals = f"{number:f}".partition(".")
    if not decimals:
        return whole
    separator = get_format("DECIMAL_SEPARATOR")
    return f"{whole}{separator}{decimals}0" if len(decimals) == 3 else f"{whole}{separator}{decimals}"


def _parse(text: str) -> Decimal:
    text = text.translate(HALF_WIDTH)
    sign = text[:1] if text[:1] in ("-", "+") else ""
    digits = text[len(sign) :]
    if len(digits) > _LONGEST_NUMBER:
        raise _no_number(text)
    if _PLAIN.fullmatch(digits):
        return Decimal(sign + digits)
    if _DOTTED.fullmatch(digits):
        return Decimal(sign + digits.replace(".", "").replace(",", "."))
    if _WITH_COMMAS.fullmatch(digits) and (digits.count(",") > 1 or "." in digits):
        return Decimal(sign + digits.replace(",", ""))
    spaced = _SPACED.fullmatch(digits)
    if spaced:
        if spaced[1] and len(spaced[1]) == 3:
            raise ambiguous()
        return Decimal(sign + digits.replace(" ", "").replace(",", "."))
    decimal = _DECIMAL.fullmatch(digits)
    if decimal is None:
        raise _no_number(text)
    whole, decimals = decimal.groups()
    if len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        raise ambiguous()
    return Decimal(f"{sign}{whole}.{decimals}")


def _within_limits(number: Decimal) -> Decimal:
    if number.copy_abs() > LARGEST:
        raise CellRefused(
            "too_large", _("This number is too large."), _("Write a number of at most 18 digits.")
        )
    return number if number else Decimal(0)


def _from_float(value: float) -> Decimal:
    """Return what Excel shows of a number, fifteen digits; the rest is dust of binary division."""
    number = Decimal(f"{value:.15g}")
    if number.is_nan():
        raise _no_number("")
    return number


def _no_number_of_type(value: object) -> CellRefused:
    if isinstance(value, date):
        return CellRefused(
            "not_a_number",
            _("This is a day and not a number."),
            _("Set the format of the cell to “Number” and write it again, for example 1234."),
        )
    return _no_number("")


def _no_number(text: str) -> CellRefused:
    """Return the refusal of a text that is no number, with the advice that fits it best."""
    problem = _("This is not a number.")
    if simplified(text) in _NOTHING:
        return CellRefused(
            "not_a_number", problem, _("Write 0, or leave the cell blank to keep what is there.")
        )
    if text.endswith("%"):
        return CellRefused(
            "not_a_number",
            _("This is a percentage and not a number."),
            _("Write the number itself, for example 95, in a cell without a percent format."),
        )
    if _FIRST_DIGIT.search(text):
        return CellRefused(
            "not_a_number", problem, _("Write one number without any words or signs, for example 1234.5.")
        )
    return CellRefused("not_a_number", problem, _("Write a number, for example 1234.5."))
