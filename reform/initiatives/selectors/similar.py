"""Similar earlier initiatives, for whoever appraises: rejected and withdrawn ones, too.

Nothing is downloaded or trained: names and descriptions are compared by their pairs of adjacent syllables, on
folded text. Single syllables, and groups of three letters, are much the same in any two Vietnamese texts on
administration and would tell nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from reform.initiatives.models import Initiative
from reform.registers.permissions import viewable_records
from search.folding import fold

if TYPE_CHECKING:
    from reform.organisation.models import User

MOST = 5
# Below this share two initiatives are on the same subject at most.
THRESHOLD = 0.3
# How many of its pairs of syllables the database looks for, and how many rows Python compares.
PROBES = 16
CANDIDATES = 60


@dataclass(frozen=True)
class SimilarInitiative:
    """One earlier initiative and how much of it is the same, in per cent."""

    initiative: Initiative
    percent: int


def similar_initiatives(initiative: Initiative, user: User) -> list[SimilarInitiative]:
    """Return the initiatives of the same authority that are most like this one, the most alike first.

    One query, however many initiatives there are: the database counts how many of this one's pairs of
    syllables each text has, and only the few that have most are read and compared.
    """
    title, text = _words(initiative)
    found = [
        SimilarInitiative(candidate, round(100 * likeness))
        for candidate in _candidates(initiative, user)
        if (likeness := _likeness(title, text, *_words(candidate))) >= THRESHOLD
    ]
    return sorted(found, key=lambda row: (-row.percent, row.initiative.code))[:MOST]


def _likeness(title: str, text: str, other_title: str, other_text: str) -> float:
    """Return how much two initiatives are alike, from 0 to 1.

    A copied description is enough; a name alone is not, because many names share the words of the trade.
    """
    names = _share(_pairs(title), _pairs(other_title))
    descriptions = _share(_pairs(text), _pairs(other_text))
    return max(descriptions, (names + descriptions) / 2)


def _candidates(initiative: Initiative, user: User) -> list[Initiative]:
    """Return the initiatives that have most of the pairs looked for."""
    probes = _probes(initiative)
    if not probes:
        return []
    nearest = (
        viewable_records(Initiative, user)
        .filter(unit__authority_id=initiative.unit.authority_id)
        .exclude(pk=initiative.pk)
        .annotate(hits=sum((_hit(probe) for probe in probes), Value(0)))
        .filter(hits__gt=0)
        .order_by("-hits", "-pk")
        .select_related("unit")
        .only("code", "title", "problem", "solution", "year", "state", "unit__short_name")
    )
    return list(nearest[:CANDIDATES])


def _hit(probe: str) -> Case:
    """Return 1 for a row whose folded text holds the probe; a plain search in it is faster than LIKE."""
    holds = GreaterThan(StrIndex("search_text", Value(probe)), 0)
    return Case(When(holds, then=Value(1)), default=Value(0), output_field=IntegerField())


def _probes(initiative: Initiative) -> list[str]:
    """Return pairs of syllables to look for: those of the name, and some from all over the description."""
    title, text = _words(initiative)
    of_title = list(dict.fromkeys(_pairs(title)))[: PROBES // 2]
    of_text = list(dict.fromkeys(_pairs(text)))
    room = PROBES - len(of_title)
    spread = of_text[:: max(1, len(of_text) // room)][:room] if room else []
    return list(dict.fromkeys([*of_title, *spread]))


def _words(initiative: Initiative) -> tuple[str, str]:
    """Return the folded name, and the folded description of what was wrong and what is done now."""
    return fold(initiative.title), fold(f"{initiative.problem} {initiative.solution}")


def _pairs(text: str) -> list[str]:
    """Return every pair of adjacent syllables in their order."""
    return [" ".join(pair) for pair in pairwise(text.split())]


def _share(one: Collection[str], other: Collection[str]) -> float:
    """Return how much of two collections is the same (Dice's coefficient): 0 to 1."""
    first, second = set(one), set(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
