"""Lists that citizens narrow by links: which filters an address asks for, and which page of the list.

Everything stands in the address, so that a list can be bookmarked, shared and cached, and works without
JavaScript. A value that no filter offers is a 404: there is no such list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import CharField, QuerySet, Value
from django.http import Http404, HttpRequest

PAGE_PARAMETER = "trang"


@dataclass(frozen=True)
class Choice:
    """One value that a filter offers.

    Attributes:
        value: as it stands in the address.
        label: as people read it.
        count: how many rows of the whole list have it, or ``None`` when that is not counted.
    """

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True)
class FilterLink:
    """One choice as a link: where it leads, and whether it is the chosen one."""

    label: str
    url: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class ListFilter:
    """A filter: its parameter in the address, its heading, what it offers."""

    parameter: str
    title: str
    choices: list[Choice]
    all_label: str


@dataclass(frozen=True)
class FilterGroup:
    """A filter as a group of links, the first of which leads to the list without this filter."""

    title: str
    links: list[FilterLink]


@dataclass(frozen=True)
class ListFilters:
    """What an address asks of a list.

    Attributes:
        filters: what could be asked.
        chosen: what is asked, by parameter.
    """

    filters: list[ListFilter]
    chosen: dict[str, Choice] = field(default_factory=dict)

    def value(self, parameter: str) -> str:
        """Return the chosen value of a filter, empty when nothing is chosen."""
        choice = self.chosen.get(parameter)
        return choice.value if choice else ""

    @property
    def query(self) -> str:
        """The chosen values as a query string without the page, ending in ``&`` unless empty."""
        return self._encode({key: choice.value for key, choice in self.chosen.items()}, "&")

    @property
    def words(self) -> str:
        """The chosen values as people read them, parted by commas; empty when nothing is chosen."""
        return ", ".join(choice.label for choice in self.chosen.values())

    @property
    def groups(self) -> list[FilterGroup]:
        """The filters that offer anything, as groups of links."""
        return [self._group(one) for one in self.filters if one.choices]

    @property
    def removals(self) -> list[FilterLink]:
        """What is chosen, each as a link to the list without it."""
        return [
            FilterLink(
                label=choice.label, url=self._url(self._values_without(key)), count=None, is_chosen=True
            )
            for key, choice in self.chosen.items()
        ]

    def _values_without(self, parameter: str) -> dict[str, str]:
        """Return what is chosen in the other filters."""
        return {key: choice.value for key, choice in self.chosen.items() if key != parameter}

    def _group(self, one: ListFilter) -> FilterGroup:
        others = self._values_without(one.parameter)
        chosen = self.value(one.parameter)
        everything = FilterLink(label=one.all_label, url=self._url(others), count=None, is_chosen=not chosen)
        links = [
            FilterLink(
                label=choice.label,
                url=self._url(others | {one.parameter: choice.value}),
                # Counted over the whole list: beside another filter it would promise rows that are not there.
                count=None if others else choice.count,
                is_chosen=choice.value == chosen,
            )
            for choice in one.choices
        ]
        return FilterGroup(title=one.title, links=[everything, *links])

    def _url(self, values: dict[str, str]) -> str:
        return "?" + self._encode(values, "")

    def _encode(self, values: dict[str, str], end: str) -> str:
        """Return the values in the order of the filters, so that one list has one address."""
        ordered = [(one.parameter, values[one.parameter]) for one in self.filters if one.parameter in values]
        return urlencode(ordered) + end if ordered else ""


def read_filters(request: HttpRequest, filters: Iterable[ListFilter]) -> ListFilters:
    """Read what the address asks of a list.

    Args:
        request: other parameters than those of `filters` are ignored.
        filters: in the order in which they are shown.

    Raises:
        Http404: the address asks for a value that its filter does not offer.
    """
    offered = list(filters)
    chosen = {}
    for one in offered:
        value = request.GET.get(one.parameter, "")
        if not value:
            continue
        choice = next((choice for choice in one.choices if choice.value == value), None)
        if choice is None:
            raise Http404(f"no {one.parameter} {value!r} in this list")
        chosen[one.parameter] = choice
    return ListFilters(filters=offered, chosen=chosen)


def page_of(request: HttpRequest, rows: Any, *, size: int) -> Page[Any]:
    """Return the page of a list that the address asks for.

    Raises:
        Http404: there is no such page.
    """
    try:
        return Paginator(rows, size).page(request.GET.get(PAGE_PARAMETER, 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404("no such page of the list") from error


def page_numbers(page: Page[Any]) -> list[Any]:
    """Return the numbers that the pagination shows, with gaps in long lists."""
    return list(page.paginator.get_elided_page_range(page.number, on_ends=1))


def count_choices(facets: dict[str, QuerySet[Any]]) -> dict[str, list[Choice]]:
    """Return what several filters offer, with their counts, in one query.

    Args:
        facets: for each parameter, rows with the values ``value``, ``label``, ``order`` (sorts ascending as
            text) and ``total``.
    """
    parts = [
        rows.order_by().values_list(Value(parameter, CharField()), "value", "label", "order", "total")
        for parameter, rows in facets.items()
    ]
    offered: dict[str, list[tuple[str, Choice]]] = {parameter: [] for parameter in facets}
    for parameter, value, label, order, total in parts[0].union(*parts[1:], all=True):
        offered[parameter].append((order, Choice(value=value, label=label, count=total)))
    return {
        parameter: [choice for _order, choice in sorted(rows, key=lambda row: row[0])]
        for parameter, rows in offered.items()
    }
