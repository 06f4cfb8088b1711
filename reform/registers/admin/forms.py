"""Forms of records: scope of choices, the version that the user saw, and once is once."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import BaseChooser

from reform.registers.permissions import has_policy, policy_for

from .widgets import DateInput, let_long_text_in


class RegisterForm(WagtailAdminModelForm):
    """The form to enter or change a record. A register's own form inherits from it.

    The hidden `version` is the one that the user had before the eyes; the hidden `form_token` makes a
    second sending of the same form harmless.
    """

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refused_choices: list[str] = []
        self.fields["version"].initial = getattr(self.instance, "version", 0)
        self.fields["form_token"].initial = uuid.uuid4
        for field in self.fields.values():
            let_long_text_in(field)
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
                field.widget.is_required = field.required

    def renew_version(self, version: int) -> None:
        """Carry the newest version, keeping what was typed."""
        self.data: Any = self.data.copy()
        self.data["version"] = str(version)

    def row_formsets(self) -> dict[str, forms.BaseFormSet[Any]]:
        """Return the rows of other tables that stand in this form, by the name of their relation."""
        return {}

    def words_of_rows(self) -> dict[str, str]:
        """Return what was typed into those rows, as history tells it, by the name of their relation."""
        return {}

    def limit_choices(self, name: str, allowed: Q) -> None:
        """Leave the choices of one field that are allowed; what the record holds already stays."""
        field = self.fields[name]
        # An empty filter allows everything; joined with another one by "or" it would vanish.
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and allowed:
            held = getattr(self.instance, f"{name}_id", None)
            field.queryset = field.queryset.filter(allowed | Q(pk=held) if held else allowed)
            self._forget_refused_choice(name, field)

    def _forget_refused_choice(self, name: str, field: forms.ModelChoiceField[Any]) -> None:
        """Drop a key that may not be chosen: Wagtail's choosers show the title of whatever key was sent."""
        sent = self.data.get(self.add_prefix(name)) if isinstance(field.widget, BaseChooser) else None
        if not sent:
            return
        try:
            field.clean(sent)
        except ValidationError:
            self.data = self.data.copy()
            self.data[self.add_prefix(name)] = ""
            self._refused_choices.append(name)

    def clean(self) -> dict[str, Any] | None:
        """Say of a dropped key that it may not be chosen."""
        cleaned = super().clean()
        for name in self._refused_choices:
            self.add_error(name, self.fields[name].error_messages["invalid_choice"])
        return cleaned

    def limit_all_choices(self, user: Any, limits: dict[str, Q], open_fields: frozenset[str]) -> None:
        """Leave only choices that the user may make, in every field that leads to another record.

        Arguments:
            limits: what is allowed in a field, by its name; otherwise the policy of the model decides.
            open_fields: fields whose every choice is allowed. A field that nothing speaks of offers nothing.
        """
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField) or name in open_fields or field.queryset is None:
                continue
            if name in limits:
                self.limit_choices(name, limits[name])
            elif has_policy(field.queryset.model):
                self.limit_choices(name, policy_for(field.queryset.model).viewable_q(user))
            else:
                self.limit_choices(name, Q(pk__in=[]))


class ReasonForm(forms.Form):
    """Why something is done that needs a reason."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
