"""Filters of lists. Only what is declared here is ever read from the query string.

A filter names its form fields, which check what stands in the URL, and narrows the list by their values.
A value that a field refuses is ignored: a mistyped address shows the list, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.organisation.periods import Period
from reform.registers.permissions import UnitOwnedPolicy, has_policy, policy_for, viewable_records

from .columns import Text, field_of
from .widgets import DateInput

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Filter:
    """The base of all filters.

    Attributes:
        name: the parameter in the URL, and the lookup unless `lookup` is given.
        label: the words beside the field; the model field's verbose name when not given.
        lookup: the field that is compared, when it is not `name`; may lead through relations.
    """

    name: str
    label: Text = ""
    lookup: str = ""

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return the form fields by their parameter's name."""
        raise NotImplementedError

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows that the values leave; only called when one of them is given."""
        return rows.filter(**{self.path: values[self.name]})

    @property
    def path(self) -> str:
        """The lookup that is compared."""
        return self.lookup or self.name

    def heading(self, model: type[models.Model]) -> str:
        """Return the words beside the field."""
        return capfirst(str(self.label or getattr(_last_field(model, self.path), "verbose_name", self.name)))


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One of the choices of a field, or of those given.

    Attributes:
        choices: pairs of value and label; the field's own when empty.
    """

    choices: tuple[tuple[str, Text], ...] = ()

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list."""
        choices = self.choices or tuple(
            pair for pair in _last_field(model, self.path).choices if pair[0] != ""
        )
        return {self.name: _drop_down(self.heading(model), choices)}


@dataclass(frozen=True)
class UnitFilter(Filter):
    """A unit, out of those whose records the user may see.

    Attributes:
        capabilities: any of which puts a unit on the list; those of the model's policy when empty.
    """

    name: str = "unit"
    capabilities: tuple[Capability, ...] = ()

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of the units in scope; one query."""
        units = Unit.objects.filter(pk__in=access_of(user).units(*self._asked(model)))
        choices = [(str(pk), name) for pk, name in units.values_list("pk", "short_name")]
        return {self.name: _drop_down(self.heading(model), choices)}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows of the unit."""
        return rows.filter(**{f"{self.path}_id": int(values[self.name])})

    def _asked(self, model: type[models.Model]) -> tuple[Capability, ...]:
        policy = policy_for(model)
        return self.capabilities or (
            policy.viewing if isinstance(policy, UnitOwnedPolicy) else (Capability.VIEW,)
        )


@dataclass(frozen=True)
class RelatedFilter(Filter):
    """Another record, out of those which the user may see by the policy of its model.

    Attributes:
        limit: at most so many are offered.
        select_related: relations that the records' names read.
    """

    limit: int = 300
    select_related: tuple[str, ...] = ()

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of the records in scope; one query."""
        related = _last_field(model, self.path).related_model
        rows = self._offered(related, user) if has_policy(related) else []
        return {self.name: _drop_down(self.heading(model), [(str(row.pk), str(row)) for row in rows])}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows that belong to the record."""
        return rows.filter(**{f"{self.path}_id": int(values[self.name])})

    def _offered(self, related: type[models.Model], user: Any) -> Rows:
        rows = viewable_records(related, user)
        return (rows.select_related(*self.select_related) if self.select_related else rows)[: self.limit]


@dataclass(frozen=True)
class BooleanFilter(Filter):
    """Yes or no."""

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of two."""
        return {self.name: _drop_down(self.heading(model), (("yes", _("Yes")), ("no", _("No"))))}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows with that answer."""
        return rows.filter(**{self.path: values[self.name] == "yes"})


@dataclass(frozen=True)
class DateRangeFilter(Filter):
    """From a day to a day, both included, either left open. The parameters are `<name>_from`, `<name>_to`."""

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return two date fields."""
        heading = self.heading(model)
        return {
            f"{self.name}_from": forms.DateField(
                label=_("%(field)s, from") % {"field": heading}, required=False, widget=DateInput
            ),
            f"{self.name}_to": forms.DateField(
                label=_("%(field)s, to") % {"field": heading}, required=False, widget=DateInput
            ),
        }

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows with a day in between."""
        suffix = "__date" if isinstance(_last_field(rows.model, self.path), models.DateTimeField) else ""
        if first := values.get(f"{self.name}_from"):
            rows = rows.filter(**{f"{self.path}{suffix}__gte": first})
        if last := values.get(f"{self.name}_to"):
            rows = rows.filter(**{f"{self.path}{suffix}__lte": last})
        return rows


@dataclass(frozen=True)
class PeriodFilter(Filter):
    """A reporting period, out of those which occur in the records that the user may see."""

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list, latest first; one query."""
        found = viewable_records(model, user).order_by().values_list(self.path, flat=True).distinct()
        periods = [value if isinstance(value, Period) else Period.parse(value) for value in found if value]
        choices = [(str(period), capfirst(period.label)) for period in sorted(periods, reverse=True)]
        return {self.name: _drop_down(self.heading(model), choices)}


@dataclass(frozen=True)
class Condition:
    """One offer of a `ConditionFilter`.

    Attributes:
        value: what stands in the URL.
        narrow: takes the rows and returns those that meet the condition.
    """

    value: str
    label: Text
    narrow: Callable[[Any], Rows]


@dataclass(frozen=True)
class ConditionFilter(Filter):
    """One of several named conditions, for example "overdue" or "due within 7 days"."""

    conditions: Sequence[Condition] = ()

    def fields(self, model: type[models.Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of the conditions."""
        choices = [(condition.value, condition.label) for condition in self.conditions]
        return {self.name: _drop_down(self.heading(model), choices)}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows that meet the chosen condition."""
        chosen = next(item for item in self.conditions if item.value == values[self.name])
        return chosen.narrow(rows)


def _drop_down(label: str, choices: Sequence[tuple[Any, Any]]) -> forms.ChoiceField:
    """Return a field that takes one of `choices` or nothing."""
    return forms.ChoiceField(label=label, choices=[("", _("All")), *choices], required=False)


def _last_field(model: type[models.Model], path: str) -> Any:
    """Return the field at the end of a lookup."""
    *relations, last = path.split("__")
    for name in relations:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return field_of(model, last)
