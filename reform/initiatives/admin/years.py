"""A filter by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from reform.registers.admin import Filter
from reform.registers.permissions import viewable_records


@dataclass(frozen=True)
class YearFilter(Filter):
    """A year, out of those that occur in the records which the user may see."""

    name: str = "year"

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list, latest first; one query."""
        found = viewable_records(model, user).order_by().values_list(self.path, flat=True).distinct()
        choices = [(str(year), str(year)) for year in sorted(found, reverse=True)]
        field = forms.ChoiceField(
            label=self.heading(model), choices=[("", _("All")), *choices], required=False
        )
        return {self.name: field}

    def apply(self, rows: Any, values: Mapping[str, Any]) -> Any:
        """Return the rows of the year."""
        return rows.filter(**{self.path: int(values[self.name])})
