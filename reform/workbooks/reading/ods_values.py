"""What one cell of an OpenDocument spreadsheet says: its attributes and its paragraphs become a value."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from .markup import SEPARATOR, Attributes
from .sheets import FORMULA, Cell
from .values import ERROR_TEXTS, percent_text, plain_number

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f"{OASIS}office:1.0{SEPARATOR}"
_TYPE = f"{_OFFICE}value-type"
_VALUE = f"{_OFFICE}value"
_STRING = f"{_OFFICE}string-value"
_DATE = f"{_OFFICE}date-value"
_TIME = f"{_OFFICE}time-value"
_BOOLEAN = f"{_OFFICE}boolean-value"
_FORMULA = f"{OASIS}table:1.0{SEPARATOR}formula"
_EXTENDED_TYPE = f"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0{SEPARATOR}value-type"
_DURATION = re.compile(r"P(?:(\d{1,6})D)?T(?:(\d{1,7})H)?(?:(\d{1,4})M)?(?:(\d{1,4})(?:\.\d+)?S)?")
_DATE_LENGTH = len("2022-06-14")


def read_cell(attributes: Attributes, text: str | None) -> tuple[Cell, str]:
    """Return the value of a cell and its flaw, empty when there is none.

    Arguments:
        text: its paragraphs; None when it has no paragraph at all.
    """
    if not attributes and text is None:
        return None, ""
    shown = text.strip() if text else ""
    if shown in ERROR_TEXTS or attributes.get(_EXTENDED_TYPE) == "error":
        return shown or "#VALUE!", shown or "#VALUE!"
    kind = attributes.get(_TYPE)
    if kind is None:
        is_calculated = _FORMULA not in attributes or text is not None
        return (text if shown else None), ("" if is_calculated else FORMULA)
    if kind == "string":
        string = attributes.get(_STRING) or text or ""
        return (string if string.strip() else None), ""
    return _typed_value(kind, attributes, text if shown else None), ""


def _typed_value(kind: str, attributes: Attributes, text: Cell) -> Cell:
    """Return the value of a cell that is not text; the text it shows when its value makes no sense."""
    try:
        if kind in {"float", "currency"}:
            return plain_number(float(attributes[_VALUE]))
        if kind == "percentage":
            return percent_text(float(attributes[_VALUE]))
        if kind == "date":
            return _read_date(attributes[_DATE])
        if kind == "time":
            return _read_time(attributes[_TIME])
        if kind == "boolean":
            return attributes[_BOOLEAN] == "true"
    except (KeyError, ValueError, OverflowError):
        return text
    return text


def _read_date(written: str) -> date:
    day = date.fromisoformat(written[:_DATE_LENGTH])
    if len(written) == _DATE_LENGTH:
        return day
    moment = datetime.fromisoformat(written).replace(tzinfo=None)
    return day if moment.time() == time.min else moment


def _read_time(written: str) -> time | timedelta:
    found = _DURATION.fullmatch(written)
    if not found:
        raise ValueError(written)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return span if span >= timedelta(days=1) else (datetime.min + span).time()
