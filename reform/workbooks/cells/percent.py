"""Percentages, written as 95%, 95 or, in Excel, as 0.95."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite

from django.utils.translation import gettext as _

from reform.workbooks.problems import CellRefused

from .numbers import WIDE, ambiguous, parse_number, read_number
from .text import HALF_WIDTH, clean_text

_SIGN = re.compile(r" ?(?:%|phần trăm)$", re.IGNORECASE)
# 99.275 is a likely percentage: here even the point cannot be taken for one of thousands.
_DOUBTFUL = re.compile(r"[-+]?[0-9]{0,3}[.,][0-9]{3}")
_SURE = re.compile(r"[-+]?0[.,][0-9]{3}")
_LONGEST = 60


def read_percent(value: object, *, fractions: bool = False) -> Decimal:
    """Return the percentage in a cell, 95 for 95%.

    A number between 0 and 1 without a sign is a fraction: nobody reports 0.95 of a hundredth.

    Arguments:
        value: the cell.
        fractions: the column holds fractions (see `column_holds_fractions`), so that 1 means 100%.

    Raises:
        CellRefused: it is no percentage, is below 0, or can be read in two ways.
    """
    if type(value) is int and 1 < value <= 100:
        return Decimal(value)
    number, has_sign = _read(value)
    if number < 0:
        raise CellRefused(
            "not_a_percentage",
            _("A percentage cannot be below 0 here."),
            _("Write a percentage from 0 up, for example 95%."),
        )
    if not has_sign and (0 < number < 1 or (fractions and number == 1)):
        number = number.scaleb(2, context=WIDE)
    return _without_zeros(number)


def with_sign(value: str) -> str:
    """Return a text that writes a fraction of one with a percent sign; any other as it is.

    For cells that leave their column: alone, "1" could as well be one per cent.
    """
    try:
        number, has_sign = _read(value)
    except CellRefused:
        return value
    if has_sign or not 0 <= number <= 1:
        return value
    return f"{_without_zeros(number.scaleb(2, context=WIDE)):f}%"


def column_holds_fractions(values: Iterable[object]) -> bool:
    """Tell whether a column writes percentages as fractions: some number lies between 0 and 1, none above.

    Values with a percent sign, and whatever is no number, say nothing about it.
    """
    found = False
    for value in values:
        number = _bare_number(value)
        if number is None:
            continue
        if number > 1:
            return False
        found = found or 0 < number < 1
    return found


def _read(value: object) -> tuple[Decimal, bool]:
    """Return the number in a cell, and whether a percent sign follows it."""
    try:
        if type(value) is not str:
            return read_number(value), False
        text = clean_text(value).translate(HALF_WIDTH)
        bare = _SIGN.sub("", text) if len(text) <= _LONGEST else text
        if _DOUBTFUL.fullmatch(bare) and not _SURE.fullmatch(bare):
            raise ambiguous()
        return parse_number(bare), bare != text
    except CellRefused as refused:
        if refused.kind == "not_a_number":
            raise CellRefused(
                "not_a_percentage",
                _("This is not a percentage."),
                _("Write one percentage without any words, for example 95%."),
            ) from None
        if refused.kind == "ambiguous_number":
            raise CellRefused(
                refused.kind, refused.problem, _("Write one or two decimals, for example 99.3%.")
            ) from None
        raise


def _bare_number(value: object) -> Decimal | float | None:
    """Return the number of a cell that has no percent sign; None for all else."""
    if type(value) is int:
        return value
    if type(value) is float:
        return value if isfinite(value) else None
    if type(value) is not str or len(value) > _LONGEST or not any(map(str.isdigit, value)):
        return None
    try:
        return parse_number(clean_text(value))
    except CellRefused:
        return None


def _without_zeros(number: Decimal) -> Decimal:
    """Return a number without zeros after its decimals: 95, not 95.00."""
    short = number.normalize(context=WIDE)
    return short.quantize(Decimal(1), context=WIDE) if int(short.as_tuple().exponent) > 0 else short
