"""Records to tick, each shown as a row of a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TickField(forms.ModelMultipleChoiceField):
    """Several records out of those that the screen offers; the template draws the rows."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Tick at least one."),
        "invalid_choice": _("One of them is not offered any more. Look at the list again; nothing was done."),
    }

    def ticked(self, form: forms.Form, name: str) -> set[str]:
        """Return the keys that are ticked now, as the template compares them."""
        value: Any = form[name].value() or []
        return {str(getattr(item, "pk", item)) for item in value}
