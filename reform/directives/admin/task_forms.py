"""Forms of tasks: entry by hand, changing, one more unit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.directives.enums import AssignmentRole
from reform.directives.models import TaskTarget
from reform.organisation.models import Unit
from reform.registers.admin import RegisterForm

# The fields that name units, with what a unit is in the task.
UNIT_FIELDS = {
    "lead_units": AssignmentRole.LEAD,
    "coordinating_units": AssignmentRole.COORDINATE,
    "monitoring_units": AssignmentRole.MONITOR,
}
_TARGET_FIELDS = ("target_value", "target_measure", "target_label", "target_at_least")


def _units_field(label: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Unit.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )


class TaskForm(RegisterForm):
    """A task with its first target and its units when it is new; with a reason when it changes.

    Units that have the task already are told on its page, where one more can be added.
    """

    target_value = forms.DecimalField(
        label=gettext_lazy("Target value"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    target_measure = forms.CharField(
        label=gettext_lazy("Measured in"),
        required=False,
        max_length=50,
        help_text=gettext_lazy("For example: %, initiatives."),
    )
    target_label = forms.CharField(label=gettext_lazy("What is measured"), required=False, max_length=300)
    target_at_least = forms.BooleanField(label=gettext_lazy("At least this much"), required=False)
    lead_units = _units_field(gettext_lazy("Leading units"))
    coordinating_units = _units_field(gettext_lazy("Coordinating units"))
    monitoring_units = _units_field(gettext_lazy("Monitoring units"))
    reason = forms.CharField(
        label=gettext_lazy("Why the due date changes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Needed when the due date changes: the clocks of the units that have not reported move with it,"
            " the original dates stay on record."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        for name in ("reason",) if is_new else (*UNIT_FIELDS, *_TARGET_FIELDS, "directive"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse a unit named twice, a task without a unit, and half a target."""
        given = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            self._check_units(given)
            if bool(given.get("target_value") is not None) != bool(given.get("target_measure")):
                self.add_error("target_value", _("A target has both a value and what it is measured in."))
        return given

    def _check_units(self, given: dict[str, Any]) -> None:
        named = [unit for name in UNIT_FIELDS for unit in given.get(name) or ()]
        if not named:
            self.add_error("lead_units", _("Name at least one responsible unit."))
        twice = sorted({str(unit) for unit in named if named.count(unit) > 1})
        if twice:
            self.add_error("lead_units", _("Named more than once: %(units)s.") % {"units": ", ".join(twice)})

    def roles_by_unit(self) -> dict[Unit, str]:
        """Return the units with what each is in the task."""
        return {
            unit: role for name, role in UNIT_FIELDS.items() for unit in self.cleaned_data.get(name) or ()
        }

    def new_targets(self) -> list[TaskTarget]:
        """Return the target that was typed, not written yet; none when there is none."""
        given = self.cleaned_data
        if given.get("target_value") is None:
            return []
        return [
            TaskTarget(
                value=given["target_value"],
                measure=given["target_measure"],
                label=given["target_label"],
                at_least=given["target_at_least"],
            )
        ]


class AddUnitForm(forms.Form):
    """One more unit for a task."""

    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=AssignmentRole.choices)
    form_token = forms.UUIDField(widget=forms.HiddenInput)


@contextmanager
def refused_as_invalid(*refusals: type[Exception]) -> Iterator[None]:
    """Let a form say what a service refuses.

    Raises:
        ValidationError: with the words of the refusal.
    """
    try:
        yield
    except refusals as refusal:
        raise ValidationError(str(refusal)) from None
