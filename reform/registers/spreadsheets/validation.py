"""Checks of single fields, as the model declares them, prepared once for a whole file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

from reform.workbooks.problems import CellRefused

from .resources import RegisterResource
from .widgets import ChoiceWidget


class FieldRules:
    """The rules of a resource's columns that come from the model's fields."""

    def __init__(self, resource: RegisterResource) -> None:
        self._fields: dict[str, models.Field[Any, Any]] = {}
        self._longest: dict[str, int] = {}
        for name, column in resource.columns.items():
            model_field = field_of(resource, name)
            if model_field is None or model_field.is_relation or isinstance(column.widget, ChoiceWidget):
                continue
            self._fields[name] = model_field
            validators = model_field.validators
            if len(validators) == 1 and isinstance(validators[0], MaxLengthValidator):
                self._longest[name] = model_field.max_length or 0

    def problem_with(self, name: str, value: Any) -> CellRefused | None:
        """Return what the model's field refuses, None when it takes the value."""
        model_field = self._fields.get(name)
        if model_field is None:
            return None
        if value in model_field.empty_values:
            return None if model_field.blank else _blank()
        longest = self._longest.get(name)
        if longest is not None and isinstance(value, str):
            return _too_long(len(value), longest) if len(value) > longest else None
        try:
            model_field.run_validators(value)
        except ValidationError as error:
            return CellRefused("rule", " ".join(str(message) for message in error.messages))
        return None


def field_of(resource: RegisterResource, name: str) -> models.Field[Any, Any] | None:
    """Return the model's field behind a column, None when there is none."""
    column = resource.columns[name]
    try:
        found = resource.model._meta.get_field(column.attribute or name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) and found.concrete else None


def _blank() -> CellRefused:
    return CellRefused("missing", _("This cell must not be empty."), _("Write a value."))


def _too_long(length: int, longest: int) -> CellRefused:
    return CellRefused(
        "too_long",
        _("The text has %(length)s characters; at most %(longest)s fit.")
        % {"length": length, "longest": longest},
        _("Shorten it."),
    )
