"""What the address of the register of documents can ask for: filters with counts, words to search for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Case, Count, Value, When
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.enums import DocumentGroup
from home.listing import Choice, ListFilter, ListFilters, read_filters
from search.narrowing import holding
from search.views import clean_query

if TYPE_CHECKING:
    from home.models.document import LegalDocumentQuerySet

SEARCH_PARAMETER = "tu-khoa"
GROUP, TYPE, ISSUER, FIELD, YEAR, VALIDITY = "nhom", "loai", "co-quan", "linh-vuc", "nam", "hieu-luc"
IN_FORCE, NOT_IN_FORCE = "con", "khong-con"

Row = dict[str, Any]


@dataclass(frozen=True)
class RegisterFilters(ListFilters):
    """The filters of the register together with the words that are searched for in it.

    Attributes:
        searched: the words as typed, empty when nothing is searched for. Choosing a filter keeps them.
    """

    searched: str = ""

    @property
    def everything_url(self) -> str:
        """The same search without any filter."""
        return self._url({})

    @property
    def chosen_values(self) -> list[tuple[str, str]]:
        """Parameters and values of the chosen filters, for the hidden fields of the search box."""
        return [(name, choice.value) for name, choice in self.chosen.items()]

    def _encode(self, values: dict[str, str], end: str) -> str:
        words = urlencode({SEARCH_PARAMETER: self.searched}) if self.searched else ""
        chosen = super()._encode(values, "")
        return "&".join(filter(None, (words, chosen))) + (end if words or chosen else "")


def register_filters(request: HttpRequest, offered: Iterable[ListFilter]) -> RegisterFilters:
    """Read what the address asks of the register.

    Raises:
        Http404: the address asks for a value that its filter does not offer.
    """
    read = read_filters(request, offered)
    words = clean_query(request.GET.get(SEARCH_PARAMETER, ""))
    return RegisterFilters(filters=read.filters, chosen=read.chosen, searched=words)


def offered_filters(documents: LegalDocumentQuerySet, today: date) -> list[ListFilter]:
    """Return the filters with how many documents each choice has, all from one query."""
    rows = list(_tallied(documents, today))
    return [
        ListFilter(GROUP, _("Group"), _choices(rows, _group), _("All documents")),
        ListFilter(VALIDITY, _("Validity"), _choices(rows, _validity), _("All documents")),
        ListFilter(
            TYPE, pgettext("document", "Type"), _choices(rows, _named("document_type")), _("All types")
        ),
        ListFilter(ISSUER, _("Issuer"), _choices(rows, _named("issuer")), _("All issuers")),
        ListFilter(FIELD, _("Field of reform"), _choices(rows, _field), _("All fields")),
        ListFilter(YEAR, _("Year"), _choices(rows, _year), _("All years")),
    ]


def narrow(documents: LegalDocumentQuerySet, filters: RegisterFilters, today: date) -> LegalDocumentQuerySet:
    """Return the documents that the filters and the searched words leave."""
    columns = {
        GROUP: "group",
        TYPE: "document_type__slug",
        ISSUER: "issuer__slug",
        FIELD: "reform_field__slug",
        YEAR: "issued_on__year",
    }
    asked = {column: filters.value(name) for name, column in columns.items() if filters.value(name)}
    found: LegalDocumentQuerySet = documents.filter(**asked)
    validity = filters.value(VALIDITY)
    if validity:
        in_force = documents.in_force_on(today).order_by().values("pk")
        found = found.filter(pk__in=in_force) if validity == IN_FORCE else found.exclude(pk__in=in_force)
    if filters.searched:
        found = holding(found, filters.searched)
    return found


def _tallied(documents: LegalDocumentQuerySet, today: date) -> Iterable[Row]:
    """Return how many documents there are of every combination of what filters ask for."""
    in_force = documents.in_force_on(today).order_by().values("pk")
    holds = Case(When(pk__in=in_force, then=Value(True)), default=Value(False), output_field=BooleanField())
    counted = documents.order_by().annotate(year=ExtractYear("issued_on"), holds=holds)
    names = [
        f"{relation}__{column}"
        for relation in ("document_type", "issuer")
        for column in ("slug", "name", "position")
    ]
    names += [f"reform_field__{column}" for column in ("slug", "short_name", "position")]
    rows: Iterable[Row] = counted.values("group", "year", "holds", *names).annotate(count=Count("pk"))
    return rows


# What a row of the tally says to one filter: (order in the list, value, label), or None.
Reader = Callable[[Row], tuple[Any, str, str] | None]


def _choices(rows: list[Row], read: Reader) -> list[Choice]:
    counts: Counter[tuple[Any, str, str]] = Counter()
    for row in rows:
        found = read(row)
        if found is not None:
            counts[found] += row["count"]
    return [Choice(value=key[1], label=key[2], count=counts[key]) for key in sorted(counts)]


def _group(row: Row) -> tuple[Any, str, str]:
    group = DocumentGroup(row["group"])
    return list(DocumentGroup).index(group), group.value, str(group.label)


def _validity(row: Row) -> tuple[Any, str, str]:
    return (0, IN_FORCE, _("In force")) if row["holds"] else (1, NOT_IN_FORCE, _("Not in force"))


def _named(relation: str) -> Reader:
    def read(row: Row) -> tuple[Any, str, str]:
        name = row[f"{relation}__name"]
        return (row[f"{relation}__position"], name), row[f"{relation}__slug"], name

    return read


def _field(row: Row) -> tuple[Any, str, str] | None:
    if row["reform_field__slug"] is None:
        return None
    name = row["reform_field__short_name"]
    return (row["reform_field__position"], name), row["reform_field__slug"], name


def _year(row: Row) -> tuple[Any, str, str]:
    return -row["year"], str(row["year"]), str(row["year"])
