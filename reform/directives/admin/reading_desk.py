"""An officer's desk over one proposal: which parts are open for correction, and what was typed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, Form
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from reform.directives.confirming import place_of
from reform.directives.proposal_values import HEADER_CLEANERS, TASK_CLEANERS
from reform.directives.proposals import Entry, Proposal, tasks_of, update_header, update_task

from .reading_forms import (
    CitedDocumentForm,
    CitedDocumentFormSet,
    HeaderForm,
    TargetForm,
    TargetFormSet,
    TaskForm,
    initial_rows,
    rows_of,
)
from .reading_units import UnitList

HEADER = "header"


@dataclass
class Editor:
    """The form of one open place with its rows.

    Attributes:
        key: the task's key, or "header".
        rows_name: the field of the proposal that the rows are.
    """

    key: str
    form: Form
    rows: BaseFormSet[Any]
    rows_name: str

    @cached_property
    def is_valid(self) -> bool:
        """Whether everything typed can be taken."""
        return all([self.form.is_valid(), self.rows.is_valid()])

    def corrections(self) -> dict[str, Any]:
        """Return the typed fields for the proposal's functions; call it on a valid editor."""
        typed = self.form.corrections() if isinstance(self.form, TaskForm) else dict(self.form.cleaned_data)
        return typed | {self.rows_name: rows_of(self.rows)}

    def errors(self) -> list[tuple[str, str, str]]:
        """Return what is wrong: the id of the field, its label, the message."""
        found = [
            (form[name].id_for_label or f"id_{form.add_prefix(name)}", str(form[name].label), message)
            for form in [self.form, *self.rows.forms]
            for name, messages in form.errors.items()
            if name in form.fields
            for message in messages
        ]
        rows = "".join(f" {message}" for message in self.rows.non_form_errors())
        return found + ([(self.key, _(_ROWS[self.rows_name]), rows.strip())] if rows else [])


# The cells of a row in the order in which people say them.
_CELLS = (
    "comparison",
    "value",
    "unit",
    "type",
    "number",
    "date",
    "corrected_date",
    "issuer",
    "subject",
    "text",
)
_ROWS = {"targets": gettext_noop("targets"), "cited_documents": gettext_noop("cited documents")}


@dataclass
class Desk:
    """What is open on the page.

    Attributes:
        open_keys: the places with a form: keys of tasks and "header".
        split_key: the task whose parts are being written, if any.
        add_to: the section to which a task is being added: its place from 0 as text, or "end".
        data: what was sent; None when the page is only shown.
    """

    proposal: Proposal
    units: UnitList
    open_keys: list[str] = field(default_factory=list)
    split_key: str = ""
    add_to: str = ""
    data: QueryDict | None = None

    @classmethod
    def shown(cls, proposal: Proposal, units: UnitList, query: QueryDict) -> Desk:
        """Return the desk that an address asks for."""
        return cls(proposal, units, query.getlist("edit"), query.get("split", ""), query.get("add", ""))

    @classmethod
    def sent(cls, proposal: Proposal, units: UnitList, data: QueryDict) -> Desk:
        """Return the desk that a form was sent from."""
        return cls(
            proposal, units, data.getlist("open"), data.get("split_key", ""), data.get("add_to", ""), data
        )

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The tasks by key."""
        return {task["key"]: task for task in tasks_of(self.proposal)}

    @cached_property
    def editors(self) -> dict[str, Editor]:
        """The open forms by the place's key; a place that is not there any more has none."""
        found = {key: self._task_editor(key) for key in self.open_keys if key in self.entries}
        if HEADER in self.open_keys:
            found[HEADER] = self._header_editor()
        return found

    def place_words(self, key: str) -> str:
        """Return where an open form stands, in words."""
        return pgettext("official document", "Document") if key == HEADER else place_of(self.entries[key])

    def vanished(self) -> list[str]:
        """Return the texts typed for tasks that the proposal does not hold any more."""
        gone = [key for key in dict.fromkeys((*self.open_keys, self.split_key)) if key and key != HEADER]
        typed = [
            self.typed(f"{key}-{name}")
            for key in gone
            if key not in self.entries
            for name in ("text", "lines")
        ]
        return [text for text in typed if text]

    def typed(self, name: str) -> str:
        """Return a text that was typed outside the forms, empty when none was."""
        return (self.data.get(name) or "").replace("\x00", "").strip() if self.data is not None else ""

    @property
    def is_valid(self) -> bool:
        """Whether every open form can be taken."""
        return all(editor.is_valid for editor in self.editors.values())

    def corrected(self, *, looked_at: frozenset[str] = frozenset()) -> Proposal:
        """Return the proposal with everything typed; call it on a valid desk.

        Arguments:
            looked_at: places that count as looked at even when nothing was changed there.

        Raises:
            ValidationError: a value that the proposal refuses.
        """
        proposal = self.proposal
        for key, editor in self.editors.items():
            changed = _correct(proposal, key, editor.corrections())
            if key in looked_at or _differing(proposal, changed, key):
                proposal = changed
        return proposal

    def differences(self) -> list[dict[str, str]]:
        """Return where typed values differ from the proposal: place, field, theirs and yours."""
        rows: list[dict[str, str]] = []
        for key, editor in self.editors.items():
            if not editor.is_valid:
                continue
            try:
                changed = _correct(self.proposal, key, editor.corrections())
            except ValidationError:
                continue
            rows += [
                {
                    "place": self.place_words(key),
                    "field": _label(editor, name),
                    "theirs": self._readable(old),
                    "yours": self._readable(new),
                }
                for name, old, new in _differing(self.proposal, changed, key)
            ]
        return rows

    def _task_editor(self, key: str) -> Editor:
        entry = self.entries[key]
        form = TaskForm(
            self.data, prefix=key, units=self.units, entry=entry, initial=TaskForm.initial_of(entry)
        )
        rows = TargetFormSet(
            self.data, prefix=f"{key}-targets", initial=initial_rows(entry["targets"], TargetForm)
        )
        return Editor(key, form, rows, "targets")

    def _header_editor(self) -> Editor:
        form = HeaderForm(self.data, prefix=HEADER, initial=HeaderForm.initial_of(self.proposal))
        rows = CitedDocumentFormSet(
            self.data,
            prefix="cited",
            initial=initial_rows(self.proposal["cited_documents"], CitedDocumentForm),
        )
        return Editor(HEADER, form, rows, "cited_documents")

    def _readable(self, value: Any) -> str:
        """Return a value of the proposal as the officer reads it."""
        if isinstance(value, dict):
            return "; ".join(f"{label}: {words}" for label, words, _count in self.units.sum_up(value)) or "–"
        if isinstance(value, list):
            return (
                "\n".join(" ".join(str(row[name]) for name in _CELLS if row.get(name)) for row in value)
                or "–"
            )
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return str(value or "–")


def _place(proposal: Proposal, key: str) -> Mapping[str, Any]:
    """Return the values that belong to one place."""
    if key == HEADER:
        return proposal
    return next(task for task in tasks_of(proposal) if task["key"] == key)


def _correct(proposal: Proposal, key: str, fields: Mapping[str, Any]) -> Proposal:
    if key == HEADER:
        return update_header(proposal, **fields) | {"checked": True}
    return update_task(proposal, key, **fields)


def _differing(before: Proposal, after: Proposal, key: str) -> list[tuple[str, Any, Any]]:
    """Return the fields of one place that differ, however the reader wrote an empty value."""
    names = HEADER_CLEANERS if key == HEADER else TASK_CLEANERS
    new = _place(after, key)
    try:
        old = _place(_correct(before, key, {name: _place(before, key)[name] for name in names}), key)
    except ValidationError:
        old = _place(before, key)
    return [(name, old[name], new[name]) for name in names if old[name] != new[name]]


def _label(editor: Editor, name: str) -> str:
    labels = {
        "roles": _("responsible units"),
        "targets": _("targets"),
        "cited_documents": _("cited documents"),
    }
    return str(editor.form.fields[name].label if name in editor.form.fields else labels[name])
