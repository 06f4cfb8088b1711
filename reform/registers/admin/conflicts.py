"""Two people have changed one record: what each of them did, and one form that holds both.

What only the other person changed is taken over; what the user changed stays as it was typed. Nothing is
saved here: the user sees both, and saves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm
from django.http import QueryDict
from wagtail.admin.widgets import BaseChooser

from reform.registers.history import snapshot
from reform.registers.models import HistoryEntry

from .columns import EMPTY, readable
from .forms import RegisterForm

# A record that was changed more often since the form was opened is compared by its latest changes.
MOST_CHANGES = 200


@dataclass(frozen=True)
class Difference:
    """One field, or the rows of one table below the record, that both versions say differently.

    Attributes:
        name: of the field, or of the relation.
        yours: what the form was sent with.
        is_taken_over: whether the user left it as it was, so that the newer version stands in the form.
    """

    name: str
    label: Any
    theirs: str
    yours: str
    is_taken_over: bool


def differences_of(form: RegisterForm, current: Any, *, seen_version: int) -> list[Difference]:
    """Return what differs between a form that was sent and the newer version of its record.

    Arguments:
        form: valid.
        current: the record as it stands.
        seen_version: the version from which the user started.
    """
    before = _words_before(current, seen_version)
    theirs = snapshot(current)
    found = []
    for name, yours in _typed(form).items():
        newer = theirs.get(name) or EMPTY
        if newer != yours:
            untouched = name in before and (before[name] or EMPTY) == yours
            found.append(Difference(name, _label(form, name), newer, yours, untouched))
    return found


def data_with(form: RegisterForm, fresh: RegisterForm, taken_over: Iterable[str]) -> QueryDict:
    """Return what a form was sent with, the named fields and rows replaced by those of a fresh form.

    Arguments:
        fresh: an unbound form of the newer version.
    """
    data = form.data.copy()
    for name in taken_over:
        rows = fresh.row_formsets().get(name)
        if rows is None:
            _put(data, fresh, name)
            continue
        for key in [key for key in data if key.startswith(f"{rows.prefix}-")]:
            del data[key]
        for part in (rows.management_form, *rows.forms):
            for field in part.fields:
                _put(data, part, field)
    return data


def _put(data: QueryDict, form: BaseForm, name: str) -> None:
    """Write the value that a form shows in a field as a browser would send it."""
    bound, widget = form[name], form.fields[name].widget
    key, value = form.add_prefix(name), bound.value()
    if isinstance(widget, forms.CheckboxInput):
        data.pop(key, None)
        if value:
            data[key] = "on"
        return
    sent = value if isinstance(widget, BaseChooser) else widget.format_value(value)
    values = sent if isinstance(sent, list | tuple) else [sent]
    data.setlist(key, ["" if item is None else str(item) for item in values])


def _words_before(current: Any, seen_version: int) -> dict[str, str]:
    """Return what the fields that were changed since a version said before, as history tells it."""
    changes = min(max(current.version - seen_version, 0), MOST_CHANGES)
    before: dict[str, str] = {}
    for entry in HistoryEntry.objects.of(current)[:changes]:
        before |= {change["field"]: change["old"] for change in entry.changes}
    return before


def _label(form: RegisterForm, name: str) -> Any:
    if name in form.fields:
        return form.fields[name].label
    return form.instance._meta.get_field(name).related_model._meta.verbose_name_plural


def _typed(form: RegisterForm) -> dict[str, str]:
    """Return what the user typed, as history would tell it; secrets are left out by `snapshot`."""
    written = snapshot(form.instance)
    typed: dict[str, str] = {}
    for name in form.fields:
        if name not in written:
            continue
        value = form.cleaned_data.get(name)
        if isinstance(form.fields[name], forms.ModelMultipleChoiceField):
            typed[name] = ", ".join(sorted(str(item) for item in value or [])) or EMPTY
        elif isinstance(form.fields[name], forms.ModelChoiceField):
            typed[name] = readable(value)
        else:
            typed[name] = written[name] or EMPTY
    return typed | {name: words or EMPTY for name, words in form.words_of_rows().items()}
