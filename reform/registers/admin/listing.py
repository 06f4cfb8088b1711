"""What a list shows: read from the query string, and only what the register declared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator

from search.database import folded_contains

from .columns import Column, as_column, readable

if TYPE_CHECKING:
    from .options import RegisterAdmin

SEARCH_PARAMETER = "q"
ORDER_PARAMETER = "o"
PAGE_PARAMETER = "p"


@dataclass(frozen=True)
class Heading:
    """The head of one column: its words, and where a click on it leads."""

    column: Column
    label: str
    url: str
    direction: str
    is_number: bool


@dataclass(frozen=True)
class Cell:
    """One cell of the list."""

    label: str
    content: str
    is_number: bool


@dataclass(frozen=True)
class ActiveFilter:
    """A filter that is set: its words, and the address of the list without it."""

    label: str
    value: str
    url: str


class Listing:
    """One request's view of a register's list.

    Arguments:
        admin: the register's screens.
        request: whose query string and user count.
    """

    def __init__(self, admin: RegisterAdmin, request: HttpRequest) -> None:
        self.admin = admin
        self.request = request
        self.columns = [as_column(item) for item in admin.list_columns]

    @cached_property
    def form(self) -> forms.Form:
        """The search box and the filters, filled from the query string."""
        form = forms.Form(self.request.GET, auto_id="filter-%s")
        if self.admin.search_column:
            form.fields[SEARCH_PARAMETER] = forms.CharField(
                label=_("Search"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
            )
        for item in self.admin.filters:
            form.fields.update(item.fields(self.admin.model, self.request.user))
        form.is_valid()
        return form

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is set and valid, by parameter; a value that a field refuses is as good as none."""
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The records that the user may see, narrowed and ordered."""
        rows = self.admin.get_queryset(self.request)
        if words := self.values.get(SEARCH_PARAMETER):
            rows = folded_contains(rows, self.admin.search_column, words)
        for item in self.admin.filters:
            if self.values.keys() & self._parameters_of(item).keys():
                rows = item.apply(rows, self.values)
        if self.order:
            return rows.order_by(*self._order_lookups(), "pk")
        return rows.order_by(*self.admin.default_ordering) if self.admin.default_ordering else rows

    @cached_property
    def order(self) -> str:
        """The column that the list is ordered by, with "-" for downwards; empty when none is asked for."""
        asked = self.request.GET.get(ORDER_PARAMETER, "")
        return asked if asked.removeprefix("-") in self.sortable else ""

    @cached_property
    def sortable(self) -> dict[str, str]:
        """The lookups by which the list may be ordered, by column."""
        lookups = {column.name: column.sort_lookup(self.admin.model) for column in self.columns}
        return {name: lookup for name, lookup in lookups.items() if lookup}

    @cached_property
    def page(self) -> Any:
        """The page that is asked for; the nearest one when there is no such page."""
        paginator = WagtailPaginator(self.rows, self.admin.list_per_page)
        return paginator.get_page(self.request.GET.get(PAGE_PARAMETER))

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves records out."""
        return bool(self.values)

    @property
    def search_field(self) -> Any:
        """The search box, None when the register has none."""
        return self.form[SEARCH_PARAMETER] if SEARCH_PARAMETER in self.form.fields else None

    @property
    def filter_fields(self) -> list[Any]:
        """The fields of the filters."""
        return [field for field in self.form if field.name != SEARCH_PARAMETER]

    def headings(self) -> list[Heading]:
        """Return the heads of the columns."""
        return [self._heading(column) for column in self.columns]

    def table(self) -> list[dict[str, Any]]:
        """Return the rows of the page, each with its record, its address and its cells."""
        headings, records = self.headings(), list(self.page.object_list)
        self.admin.prepare_rows(self.request, records)
        return [
            {
                "record": record,
                "url": self.admin.record_url(record),
                "cells": [
                    Cell(heading.label, heading.column.cell(record), heading.is_number)
                    for heading in headings
                ],
            }
            for record in records
        ]

    def totals(self) -> list[Cell] | None:
        """Return the cells of the line of totals, in one query; None when the register declares none."""
        totals = self.admin.declared_totals()
        if not totals:
            return None
        figures = self.rows.order_by().aggregate(
            **{f"total_{row.column}": row.expression() for row in totals}
        )
        return [
            Cell(heading.label, self._total(figures, heading.column.name), True)
            for heading in self.headings()
        ]

    def active_filters(self) -> list[ActiveFilter]:
        """Return what is set, in words."""
        return [
            ActiveFilter(
                str(self.form.fields[name].label),
                _words(self.form.fields[name], value),
                self.url(without=(name,)),
            )
            for name, value in self.values.items()
        ]

    def hidden_parameters(self) -> dict[str, str]:
        """Return what the filter form must carry along."""
        return {ORDER_PARAMETER: self.order} if self.order else {}

    def url(self, *, without: tuple[str, ...] = (), **changes: Any) -> str:
        """Return the address of this list with changed parameters; only declared ones are ever carried on."""
        parameters = QueryDict(mutable=True)
        kept = {name: self.request.GET.get(name, "") for name in self.values}
        if self.order:
            kept[ORDER_PARAMETER] = self.order
        for name, value in (kept | changes).items():
            if name not in without:
                parameters[name] = str(value)
        query = parameters.urlencode()
        return f"{self.admin.url_for('index')}{'?' if query else ''}{query}"

    def page_links(self) -> list[dict[str, Any]]:
        """Return the numbers under the list, each with its address; an ellipsis has none."""
        paginator = self.page.paginator
        return [
            {
                "number": number,
                "url": "" if number == paginator.ELLIPSIS else self.url(**{PAGE_PARAMETER: number}),
                "is_current": number == self.page.number,
            }
            for number in paginator.get_elided_page_range(self.page.number)
        ]

    def next_url(self) -> str:
        """Return the address of the next page, empty on the last one."""
        return self.url(**{PAGE_PARAMETER: self.page.number + 1}) if self.page.has_next() else ""

    def previous_url(self) -> str:
        """Return the address of the page before, empty on the first one."""
        return self.url(**{PAGE_PARAMETER: self.page.number - 1}) if self.page.has_previous() else ""

    def _parameters_of(self, item: Any) -> dict[str, Any]:
        """Return the parameters of a filter: its own name, or names that begin with it."""
        return {
            name: field
            for name, field in self.form.fields.items()
            if name == item.name or name in (f"{item.name}_from", f"{item.name}_to")
        }

    def _order_lookups(self) -> list[Any]:
        lookup = self.sortable[self.order.removeprefix("-")]
        return [f"-{lookup}" if self.order.startswith("-") else lookup]

    def _heading(self, column: Column) -> Heading:
        model = self.admin.model
        label, is_number = column.heading(model), column.is_number(model)
        if column.name not in self.sortable:
            return Heading(column, label, "", "", is_number)
        current = self.order.removeprefix("-") == column.name
        downwards = current and self.order.startswith("-")
        following = f"-{column.name}" if current and not downwards else column.name
        direction = ("descending" if downwards else "ascending") if current else ""
        return Heading(column, label, self.url(o=following), direction, is_number)

    def _total(self, figures: dict[str, Any], name: str) -> str:
        key = f"total_{name}"
        return readable(figures[key]) if key in figures else ""


def _words(field: forms.Field, value: Any) -> str:
    """Return the value of a filter as people read it."""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return readable(value)
