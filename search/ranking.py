"""The order of the results: the same on every database, and understandable to a reader.

The scores of SQLite and PostgreSQL differ, so they only choose which results come among the
first; the order of those is decided here, by what a reader sees: the title.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from wagtail.search.index import AutocompleteField, SearchField

from .folding import fold

# Results that are put in order here; nobody leafs further.
HEAD_SIZE = 200

ACCENTED_PHRASE, FOLDED_PHRASE, ALL_WORDS, ELSEWHERE = range(4)
# Names of the date by which equal results are ordered, the first that a model has.
DATE_FIELDS = ("first_published_at", "created_at", "uploaded_at")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Wanted:
    """What was asked for, prepared once for many titles.

    Attributes:
        accented: the words as typed, in lower case.
        folded: the words without diacritics.
        prefix: whether the last word may be the beginning of a longer one.
    """

    accented: str
    folded: str
    prefix: bool = False

    @classmethod
    def from_text(cls, text: str, *, prefix: bool = False) -> "Wanted":
        """Prepare `text` as somebody typed it."""
        return cls(accented=accented_words(text), folded=fold(text), prefix=prefix)


def accented_words(text: str) -> str:
    """Return the words of `text` in lower case and composed form, apart by one space."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", composed)))


def title_rank(title: str, wanted: Wanted) -> int:
    """Return the group of a result by its title: 0 is the best, 3 means found elsewhere than in the title."""
    if not wanted.folded:
        return ELSEWHERE
    if _holds_phrase(accented_words(title), wanted.accented, prefix=wanted.prefix):
        return ACCENTED_PHRASE
    folded = fold(title)
    if _holds_phrase(folded, wanted.folded, prefix=wanted.prefix):
        return FOLDED_PHRASE
    return ALL_WORDS if _holds_words(folded, wanted) else ELSEWHERE


def _holds_phrase(text: str, phrase: str, *, prefix: bool) -> bool:
    return bool(phrase) and f" {phrase}{'' if prefix else ' '}" in f" {text} "


def _holds_words(folded_title: str, wanted: Wanted) -> bool:
    words = folded_title.split()
    *whole, last = wanted.folded.split()
    if wanted.prefix:
        return set(whole) <= set(words) and any(word.startswith(last) for word in words)
    return {*whole, last} <= set(words)


def order_head(queryset: QuerySet[Any], pks: Sequence[Any], wanted: Wanted) -> list[Any]:
    """Return `pks` (at most HEAD_SIZE) in the order in which a reader should see them.

    One query. Best title first, then the newest, then the highest key.
    """
    model = queryset.model
    columns = [name for name in (title_field(model), date_field(model)) if name]
    rows = model._default_manager.filter(pk__in=pks).values("pk", *columns)
    return [row["pk"] for row in sorted(rows, key=lambda row: _sort_key(row, model, wanted))]


def _sort_key(row: dict[str, Any], model: type[Model], wanted: Wanted) -> tuple[int, float, Any]:
    title, date = title_field(model), date_field(model)
    rank = title_rank(str(row[title]), wanted) if title else ELSEWHERE
    return rank, -_timestamp(row[date] if date else None), _descending(row["pk"])


def _timestamp(value: object) -> float:
    """Return seconds since 1970; objects without a date come last."""
    return value.timestamp() if isinstance(value, datetime.datetime) else float("-inf")


def _descending(pk: Any) -> Any:
    return -pk if isinstance(pk, int) else str(pk)


def title_field(model: type[Model]) -> str | None:
    """Return the name of the column that serves as title: `title`, else the first one that is indexed."""
    indexed: Iterable[Any] = model.get_search_fields()  # type: ignore[attr-defined]
    names = [item.field_name for item in indexed if isinstance(item, (SearchField, AutocompleteField))]
    return next(
        (name for name in sorted(names, key=lambda name: name != "title") if _is_column(model, name)), None
    )


def date_field(model: type[Model]) -> str | None:
    """Return the name of the column that holds the date of an object, or None."""
    return next((name for name in DATE_FIELDS if _is_column(model, name)), None)


def _is_column(model: type[Model], name: str) -> bool:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(getattr(found, "concrete", False)) and not found.is_relation
