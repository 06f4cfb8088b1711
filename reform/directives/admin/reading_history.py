"""The history of a reading: what was corrected in which task, in the words of the screens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reform.directives.enums import DirectiveLevel, Frequency, ReadingState, ResultKind
from reform.directives.proposal_values import read_date
from reform.organisation.enums import ReformField
from reform.registers.admin.columns import EMPTY, readable
from reform.registers.admin.timeline import Event
from reform.registers.admin.views import HistoryView

from .reading_units import UnitList

_LABELS: dict[str, str | Promise] = {
    "number": _("number"),
    "symbol": _("symbol"),
    "date": _("date of issue"),
    "issuer": _("issued by"),
    "level": _("level"),
    "subject": _("subject"),
    "cited_documents": _("cited documents"),
    "text": _("what is to be done"),
    "roles": _("responsible units"),
    "due": _("due date"),
    "frequency": _("frequency"),
    "targets": _("targets"),
    "result_kind": _("kind of result"),
    "reform_field": _("field of reform"),
    "urgent": _("urgent"),
    "dropped": _("dropped"),
}
_CHOICES: dict[str, type[TextChoices]] = {
    "level": DirectiveLevel,
    "frequency": Frequency,
    "result_kind": ResultKind,
    "reform_field": ReformField,
}
_ROLE = re.compile(r"([^,()]+) \((\w+)\)")


class ReadingHistoryView(HistoryView):
    """The whole history of one reading."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of entries with the proposal's fields and values in words."""
        context = super().get_context_data(**kwargs)
        units = UnitList.of(self.instance)
        context["timeline"] = [in_words(event, units) for event in context["timeline"]]
        return context


def in_words(event: Event, units: UnitList) -> Event:
    """Return an entry with states, fields and values as the officer knows them."""
    states = dict(ReadingState.choices)
    return replace(
        event,
        from_state=states.get(str(event.from_state), event.from_state),
        to_state=states.get(str(event.to_state), event.to_state),
        changes=[_change(label, old, new, units) for label, old, new in event.changes],
    )


def _change(label: str, old: str, new: str, units: UnitList) -> tuple[str, str, str]:
    place, _separator, field = label.rpartition(": ")
    if field not in _LABELS:
        return label, old, new
    words = str(_LABELS[field])
    say = _speaker(field, units)
    return (
        _("Section %(anchor)s") % {"anchor": f"{place}: {words}"} if place else str(capfirst(words)),
        say(old),
        say(new),
    )


def _speaker(field: str, units: UnitList) -> Callable[[str], str]:
    """Return what puts a field's value into words."""
    if field == "roles":
        return lambda value: _roles(value, units)
    if field in {"date", "due"}:
        return lambda value: value if value == EMPTY else readable(read_date(value))
    if field in _CHOICES:
        words = {str(code): str(label) for code, label in _CHOICES[field].choices}
        return lambda value: words.get("" if value == EMPTY else value, value)
    return str


def _roles(value: str, units: UnitList) -> str:
    held = {code.strip(): role for code, role in _ROLE.findall(value)}
    return "; ".join(f"{role}: {words}" for role, words, _count in units.sum_up(held)) or EMPTY
