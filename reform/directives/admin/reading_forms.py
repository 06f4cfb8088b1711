"""Forms of correcting a proposal: one task with its figures, the document itself with what it cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.directives.enums import AssignmentRole, DirectiveLevel, Frequency, ResultKind
from reform.directives.proposals import Entry, Proposal
from reform.organisation.enums import ReformField
from reform.registers.admin.widgets import DateInput

from .reading_units import UnitList

COMPARISONS = (
    (">=", _("at least")),
    (">", _("more than")),
    ("=", _("exactly")),
    ("<=", _("at most")),
    ("<", _("less than")),
)


class TargetForm(forms.Form):
    """A figure that a task must reach; a row without a value is left out."""

    comparison = forms.ChoiceField(label=_("comparison"), choices=COMPARISONS, required=False)
    value = forms.DecimalField(
        label=_("target value"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True
    )
    unit = forms.CharField(label=_("measured in"), required=False, max_length=50)
    text = forms.CharField(label=_("words of the text"), required=False, max_length=300)
    per_unit = forms.BooleanField(label=_("for each unit"), required=False)


class CitedDocumentForm(forms.Form):
    """A document that the dispatch names; a row without kind, number and subject is left out."""

    type = forms.CharField(label=_("kind"), required=False, max_length=50)
    number = forms.CharField(label=_("number and symbol"), required=False, max_length=80)
    date = forms.DateField(label=_("date as printed"), required=False, widget=DateInput)
    corrected_date = forms.DateField(label=_("corrected date"), required=False, widget=DateInput)
    issuer = forms.CharField(label=_("issued by"), required=False, max_length=200)
    subject = forms.CharField(label=_("subject"), required=False, max_length=500)


class TaskForm(forms.Form):
    """One task: its words, who does what, until when, with which result."""

    text = forms.CharField(label=_("what is to be done"), widget=forms.Textarea(attrs={"rows": 4}))
    due = forms.DateField(label=_("due date"), required=False, widget=DateInput)
    due_by_rule = forms.BooleanField(label=_("due by a rule outside the text"), required=False)
    frequency = forms.ChoiceField(label=_("frequency"), choices=Frequency.choices, required=False)
    result_kind = forms.ChoiceField(label=_("kind of result"), choices=ResultKind.choices)
    reform_field = forms.ChoiceField(
        label=_("field of reform"),
        choices=[("", pgettext_lazy("field of reform", "Not stated")), *ReformField.choices],
        required=False,
    )
    urgent = forms.BooleanField(label=_("urgent"), required=False)

    def __init__(self, *args: Any, units: UnitList, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        choices = [(unit.code, unit.name) for unit in units.units]
        closed = [(code, code) for code in units.unknown(entry["roles"])]
        for role in AssignmentRole.values:
            self.fields[role] = forms.MultipleChoiceField(
                label=AssignmentRole(role).label, choices=choices + closed, required=False
            )

    @classmethod
    def initial_of(cls, entry: Entry) -> dict[str, Any]:
        """Return a task of the proposal as the form shows it."""
        names = ("text", "due", "due_by_rule", "frequency", "result_kind", "reform_field", "urgent")
        roles = {
            role: [code for code, held in entry["roles"].items() if held == role]
            for role in AssignmentRole.values
        }
        return {name: entry[name] for name in names} | roles

    def clean(self) -> dict[str, Any]:
        """Refuse a unit with two roles in one task."""
        values = super().clean() or {}
        seen: set[str] = set()
        for role in AssignmentRole.values:
            twice = seen & set(values.get(role, []))
            if twice:
                names = ", ".join(self.units.name(code) for code in sorted(twice))
                self.add_error(role, _("A unit has one role in a task. Chosen twice: %s.") % names)
            seen |= set(values.get(role, []))
        return values

    def corrections(self) -> dict[str, Any]:
        """Return the fields for `update_task`; call it on a valid form."""
        values = dict(self.cleaned_data)
        chosen = {role: values.pop(role) for role in AssignmentRole.values}
        values["roles"] = {code: role for role, codes in chosen.items() for code in codes}
        return values

    def role_boxes(self) -> list[dict[str, Any]]:
        """Return the check boxes: for each role its groups, for each group its units."""
        return [self._boxes(role) for role in AssignmentRole]

    def _boxes(self, role: AssignmentRole) -> dict[str, Any]:
        chosen = set(self[role.value].value() or [])
        groups = [
            {"code": code, "label": label, "units": [(unit, unit.code in chosen) for unit in units]}
            for code, label, units in self.units.groups()
        ]
        known = {unit.code for unit in self.units.units}
        return {
            "code": role.value,
            "label": role.label,
            "name": self.add_prefix(role.value),
            "errors": self.errors.get(role.value) if self.is_bound else None,
            "groups": groups,
            "closed": sorted(chosen - known),
            "count": len(chosen),
        }


class HeaderForm(forms.Form):
    """What is known of the document itself."""

    number = forms.CharField(
        label=_("number"),
        required=False,
        max_length=20,
        help_text=_("Left blank when the document has none yet."),
    )
    symbol = forms.CharField(
        label=_("symbol"), required=False, max_length=50, help_text=_("For example: UBND-NV.")
    )
    date = forms.DateField(label=_("date of issue"), required=False, widget=DateInput)
    level = forms.ChoiceField(label=_("level"), choices=DirectiveLevel.choices)
    issuer = forms.CharField(label=_("issued by"), max_length=200)
    subject = forms.CharField(label=_("subject"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    @classmethod
    def initial_of(cls, proposal: Proposal) -> dict[str, Any]:
        """Return the header of a proposal as the form shows it."""
        return {name: proposal[name] for name in cls.base_fields}


TargetFormSet = formset_factory(TargetForm, extra=1, max_num=50, absolute_max=60)
CitedDocumentFormSet = formset_factory(CitedDocumentForm, extra=1, max_num=200, absolute_max=220)


def rows_of(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """Return the filled rows of a valid set of forms; a cell that was left empty is not in its row."""
    return [
        {name: value for name, value in form.cleaned_data.items() if value is not None}
        for form in formset
        if form.cleaned_data
    ]


def initial_rows(rows: list[Mapping[str, Any]], form: type[forms.Form]) -> list[dict[str, Any]]:
    """Return rows of the proposal as a set of forms shows them."""
    return [{name: row.get(name) for name in form.base_fields} for row in rows]
