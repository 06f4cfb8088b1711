"""Points as they are typed here: with a comma or with a point."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reform.initiatives.models.scoring import plain

STEP = Decimal("0.25")


class PointsInput(forms.TextInput):
    """A short field; a phone shows the keyboard of figures, which has the comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "size": "6"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """Return points with a comma; what was typed wrongly stays as it is."""
        return plain(value) if isinstance(value, Decimal) else super().format_value(value)


class PointsField(forms.DecimalField):
    """Points in steps of a quarter, 7,5 or 7.5."""

    widget = PointsInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 5, "decimal_places": 2} | kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the comma as the decimal sign, whatever the language of the screen is."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        """Refuse what lies between two steps."""
        super().validate(value)
        if value not in self.empty_values and value % STEP:
            raise ValidationError(_("Points go in steps of a quarter, for example 7,25 or 7,5."), code="step")
