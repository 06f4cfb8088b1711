"""The quota board: how far every unit has come in a year, counted by the database, never row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import DenseRank
from django.utils import timezone

from reform.initiatives.enums import (
    APPRAISAL_STATES,
    InitiativeState,
    QuotaStatus,
)
from reform.initiatives.models import Initiative, InitiativeAuthor
from reform.initiatives.permissions import OVERSEEING
from reform.initiatives.rules import best_status
from reform.organisation.access import access_of
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority, Unit

if TYPE_CHECKING:
    from reform.organisation.models import User

# Codes that a row shows of its recognised initiatives; the unit's own list has them all.
CODES_SHOWN = 3
# With one of these in the year a unit has reached the quota of one recognised initiative.
REACHED = frozenset({QuotaStatus.RECOGNISED, QuotaStatus.CITY_RECOGNISED})
COUNTED = tuple(status for status in QuotaStatus if status != QuotaStatus.NONE)

Counts = dict[QuotaStatus, int]


@dataclass(frozen=True)
class QuotaRow:
    """How far one unit has come.

    Attributes:
        counts: how many of its initiatives stand at each of `COUNTED`, each at its furthest.
        codes: the first of its recognised initiatives, as pairs of primary key and code.
        adopted: how many other units say that they apply what was recognised in the year.
        samples: how many of the counted initiatives are sample data.
    """

    unit: Unit
    counts: Counts
    codes: list[tuple[int, str]] = field(default_factory=list)
    adopted: int = 0
    samples: int = 0

    @property
    def status(self) -> QuotaStatus:
        """The furthest that any of them has come."""
        return best_status(status for status, count in self.counts.items() if count)

    @property
    def cells(self) -> list[tuple[QuotaStatus, int]]:
        """The counts with what they count, in the order of the columns."""
        return [(status, self.counts[status]) for status in COUNTED]

    @property
    def more_codes(self) -> int:
        """How many recognised initiatives are not named in the row."""
        return sum(self.counts[status] for status in REACHED) - len(self.codes)


@dataclass(frozen=True)
class QuotaBoard:
    """All units of an authority in the user's view, those with nothing first.

    Attributes:
        totals: each initiative once, however many units it counts for.
    """

    authority: Authority
    year: int
    rows: list[QuotaRow]
    totals: Counts

    @property
    def reached(self) -> int:
        """How many units have reached the quota."""
        return sum(row.status in REACHED for row in self.rows)

    @property
    def units_by_status(self) -> list[tuple[QuotaStatus, int]]:
        """How many units stand at each status, the units with nothing first."""
        return [(status, sum(row.status == status for row in self.rows)) for status in QuotaStatus]

    @property
    def without_any(self) -> list[Unit]:
        """The units with nothing: those that are reminded."""
        return [row.unit for row in self.rows if row.status == QuotaStatus.NONE]

    @property
    def samples(self) -> bool:
        """Whether sample data is counted in."""
        return any(row.samples for row in self.rows)


def units_in_scope(user: User) -> frozenset[int]:
    """Return the units whose row a user sees: all of an authority for who oversees it, else the own ones."""
    return access_of(user).units(*OVERSEEING)


def authorities_in_view(user: User) -> list[Authority]:
    """Return the authorities of these units, the user's own first, each with `root_id`; one query.

    `root_id` is the primary key of the authority's leadership unit.
    """
    root = Unit.objects.filter(authority=OuterRef("pk"), parent=None).values("pk")[:1]
    is_own = Exists(Unit.objects.filter(authority=OuterRef("pk"), pk=user.unit_id or 0))
    found = Authority.objects.filter(
        Exists(Unit.objects.filter(authority=OuterRef("pk"), pk__in=units_in_scope(user)))
    )
    return list(found.annotate(root_id=Subquery(root), is_own=is_own).order_by("-is_own", "name", "pk"))


def counted_in(year: int, prefix: str = "") -> dict[QuotaStatus, Q]:
    """Return the condition of each status in a year; one initiative meets one of them at most.

    What is recognised counts in the year of the decision, whatever year it was registered for; the rest
    counts in the year for which it is registered. Registered is what was submitted: a draft, even an
    endorsed one, is the unit's own business, and a title alone spares no unit the reminder. What was
    refused or withdrawn counts nowhere.

    Arguments:
        prefix: the way from the rows that are asked to the initiative, ending in `__`.
    """
    of_the_year = Q(**{f"{prefix}year": year})
    received = APPRAISAL_STATES - {InitiativeState.SUBMITTED} | {InitiativeState.SUPPLEMENT_REQUESTED}
    by_the_city = Q(**{f"{prefix}city_recognised_on__range": days_of(year)})
    return {
        QuotaStatus.REGISTERED: of_the_year & Q(**{f"{prefix}state": InitiativeState.SUBMITTED}),
        QuotaStatus.UNDER_APPRAISAL: of_the_year & Q(**{f"{prefix}state__in": received}),
        QuotaStatus.RECOGNISED: Q(**{f"{prefix}recognised_on__range": days_of(year)}) & ~by_the_city,
        QuotaStatus.CITY_RECOGNISED: by_the_city,
    }


def days_of(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def recognised_in(year: int, prefix: str = "") -> Q:
    """Return the condition that an initiative counts for the quota of a year."""
    conditions = counted_in(year, prefix)
    return reduce(or_, (conditions[status] for status in COUNTED if status in REACHED))


def credited_to(units: Iterable[int]) -> Q:
    """Return the condition that an initiative belongs to one of the units, or has an author from one."""
    keys = list(units)
    authors = InitiativeAuthor.objects.filter(initiative=OuterRef("pk"), unit_id__in=keys)
    return Q(unit_id__in=keys) | Q(Exists(authors.values("pk")))


def years_in_view(user: User, authority: Authority) -> list[int]:
    """Return the years in which anything counts, this year included, the latest first; one query."""
    rows = Initiative.objects.filter(credited_to(units_in_scope(user)), unit__authority=authority)
    found = rows.order_by().values_list("year", "recognised_on__year", "city_recognised_on__year").distinct()
    years = {year for row in found for year in row if year is not None}
    return sorted(years | {timezone.localdate().year}, reverse=True)


def quota_board(user: User, authority: Authority, year: int) -> QuotaBoard:
    """Return how every unit of an authority in the user's view stands in a year; five queries.

    Units stand on it as they existed at the end of the year, today in the current one. Counted is only what
    was sent, so that the list behind a row has as many as the row says, whoever looks.
    """
    day = min(max(timezone.localdate(), date(year, 1, 1)), date(year, 12, 31))
    units = Unit.objects.filter(pk__in=units_in_scope(user), authority=authority).open_on(day)
    shown = list(units.exclude(kind=UnitKind.LEADERSHIP).order_by("position", "name", "pk"))
    keys = [unit.pk for unit in shown]
    tally, codes = _tally(keys, year), _codes(keys, year)
    rows = [
        QuotaRow(
            unit=unit,
            counts={status: tally[unit.pk][status] for status in COUNTED},
            codes=codes[unit.pk][:CODES_SHOWN],
            adopted=tally[unit.pk]["adopted"],
            samples=tally[unit.pk]["samples"],
        )
        for unit in shown
    ]
    order = list(QuotaStatus)
    rows.sort(key=lambda row: order.index(row.status))
    return QuotaBoard(authority=authority, year=year, rows=rows, totals=_totals(keys, year))


def rows_of_unit(user: User, unit: Unit, year: int) -> QuerySet[Initiative]:
    """Return what counts for a unit in a year and the user may read, the furthest first."""
    of_the_year = reduce(or_, counted_in(year).values())
    rows = Initiative.objects.viewable_by(user).filter(of_the_year, credited_to([unit.pk]))
    adopted = Count("adoptions", distinct=True)
    found: QuerySet[Initiative] = rows.annotate(adopted=adopted).select_related("unit", "decision")
    return found.order_by(F("recognised_on").asc(nulls_last=True), "code")


def _counters(year: int, key: str, prefix: str = "") -> dict[str, Count]:
    """Return what counts, each under `in_<status>`, what of it is sample data, and applications elsewhere."""
    conditions: dict[str, Q] = {str(status): asked for status, asked in counted_in(year, prefix).items()}
    any_of_them = reduce(or_, conditions.values())
    conditions["samples"] = any_of_them & Q(**{f"{prefix}is_sample": True})
    counters = {f"in_{name}": Count(key, distinct=True, filter=asked) for name, asked in conditions.items()}
    adopted = Count(f"{prefix}adoptions", distinct=True, filter=recognised_in(year, prefix))
    return counters | {"in_adopted": adopted}


def _tally(units: list[int], year: int) -> dict[int, Any]:
    """Return how many initiatives count for each unit: its own, and those with an author from it."""
    found: dict[int, Any] = defaultdict(lambda: defaultdict(int))
    own = Initiative.objects.filter(unit_id__in=units).order_by().values("unit_id")
    shared = _shared(units).values("unit_id")
    counted: tuple[Any, ...] = (
        own.annotate(**_counters(year, "pk")),
        shared.annotate(**_counters(year, "initiative", "initiative__")),
    )
    for rows in counted:
        for row in rows:
            for name in (*COUNTED, "samples", "adopted"):
                found[row["unit_id"]][name] += row[f"in_{name}"]
    return found


def _shared(units: list[int]) -> QuerySet[InitiativeAuthor]:
    """Return the authors from the units who take part in another unit's initiative of their authority."""
    authors = InitiativeAuthor.objects.filter(
        unit_id__in=units, unit__authority=F("initiative__unit__authority")
    )
    return authors.exclude(unit_id=F("initiative__unit_id")).order_by()


def _codes(units: list[int], year: int) -> dict[int, list[tuple[int, str]]]:
    """Return the first recognised initiatives of each unit as pairs of primary key and code; one query."""
    own = Initiative.objects.filter(recognised_in(year), unit_id__in=units).order_by()
    shared = _shared(units).filter(recognised_in(year, "initiative__"))
    parts = []
    for rows, key, code in ((own, "pk", "code"), (shared, "initiative_id", "initiative__code")):
        place = Window(DenseRank(), partition_by=[F("unit_id")], order_by=F(code).asc())
        first = rows.annotate(place=place).filter(place__lte=CODES_SHOWN)
        parts.append(first.values_list("unit_id", code, key))
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for unit, words, pk in sorted(parts[0].union(parts[1])):
        found[unit].append((pk, words))
    return found


def _totals(units: list[int], year: int) -> Counts:
    rows = Initiative.objects.filter(credited_to(units)).order_by()
    found = rows.aggregate(**_counters(year, "pk"))
    return {status: found[f"in_{status}"] for status in COUNTED}
