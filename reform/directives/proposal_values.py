"""Checking the single values that an officer gives while correcting a proposal; pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from reform.organisation.enums import ReformField

from .enums import AssignmentRole, DirectiveLevel, Frequency, ResultKind

Cleaner = Callable[[Any], Any]


def clean_date(value: date | str | None) -> str | None:
    """Return a day in ISO form, None for none.

    Raises:
        ValidationError: the text is no day of the calendar.
    """
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise ValidationError(_("“%(value)s” is not a date.") % {"value": value}) from None


def read_date(value: str | None) -> date | None:
    """Return the day that a proposal keeps in ISO form."""
    return date.fromisoformat(value) if value else None


def clean_text(value: str | None) -> str:
    """Return a text without white space at its ends, NUL bytes taken out."""
    return (value or "").replace("\x00", "").strip()


def clean_needed_text(value: str | None) -> str:
    """Return a text that may not be empty.

    Raises:
        ValidationError: nothing is left of it.
    """
    text = clean_text(value)
    if not text:
        raise ValidationError(_("This cannot be left empty."))
    return text


def clean_roles(value: Mapping[str, str]) -> dict[str, str]:
    """Return unit codes with what each unit is in the task; whether a code exists is checked on confirming.

    Raises:
        ValidationError: a role that does not exist.
    """
    choose = _one_of(AssignmentRole)
    return {str(code): choose(role) for code, role in value.items()}


def clean_targets(value: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures to be reached; a row without a value is left out.

    Raises:
        ValidationError: a value that is no number from 0 up.
    """
    return [_target(row) for row in value if str(row.get("value", "")).strip()]


def clean_cited_documents(value: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents named in the text; a row without number and subject is left out.

    Raises:
        ValidationError: a date that is none.
    """
    texts = ("number", "issuer", "type", "subject")
    dates = ("date", "corrected_date")
    rows: list[dict[str, Any]] = []
    for row in value:
        kept: dict[str, Any] = {name: clean_text(row.get(name)) for name in texts}
        rows.append(kept | {name: clean_date(row.get(name)) for name in dates})
    return [row for row in rows if row["number"] or row["type"] or row["subject"]]


def _target(row: Mapping[str, Any]) -> dict[str, Any]:
    written = str(row["value"]).strip()
    try:
        number = Decimal(written.replace(",", "."))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number < Decimal(10) ** 12:
        raise ValidationError(_("“%(value)s” is not a number from 0 up.") % {"value": written})
    return {
        "value": int(number) if number == number.to_integral_value() else float(number),
        "unit": clean_text(row.get("unit")) or "%",
        "comparison": row.get("comparison") or ">=",
        "text": clean_text(row.get("text")),
        "per_unit": bool(row.get("per_unit")),
    }


def _one_of(choices: type[TextChoices], *, blank: bool = False) -> Cleaner:
    def clean(value: str | None) -> str:
        text = clean_text(value)
        if text not in choices.values and not (blank and not text):
            raise ValidationError(_("“%(value)s” is not one of the choices.") % {"value": text})
        return text

    return clean


TASK_CLEANERS: dict[str, Cleaner] = {
    "text": clean_needed_text,
    "roles": clean_roles,
    "due": clean_date,
    "due_by_rule": bool,
    "frequency": _one_of(Frequency, blank=True),
    "targets": clean_targets,
    "result_kind": _one_of(ResultKind),
    "reform_field": _one_of(ReformField, blank=True),
    "urgent": bool,
}
HEADER_CLEANERS: dict[str, Cleaner] = {
    "number": clean_text,
    "symbol": clean_text,
    "date": clean_date,
    "issuer": clean_text,
    "subject": clean_text,
    "level": _one_of(DirectiveLevel),
    "cited_documents": clean_cited_documents,
}
