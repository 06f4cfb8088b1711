"""Search in ordinary tables: folded text in a column of its own, the same on every database.

Registers keep a column `search_text` beside their fields, filled by `build_search_text` on every
save, and search it by `folded_contains`.
"""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from .folding import fold
from .queries import fold_words

Row = TypeVar("Row", bound=Model)


def build_search_text(*parts: Any) -> str:
    """Return the folded words of `parts` for a register's `search_text` column.

    Args:
        parts: values of the record that a search should find; None and empty ones are left out.
    """
    return " ".join(filter(None, (fold(part) for part in parts if part is not None)))


def folded_contains(queryset: QuerySet[Row], field_name: str, query: str | None) -> QuerySet[Row]:
    """Return the rows whose folded column holds every word of `query`, or a longer word around it.

    Args:
        queryset: the rows to search in.
        field_name: the column with folded text; may lead through relations.
        query: what was typed; only its first 16 words count. Blank: every row. Only signs
            without a letter or digit: no row, because no record can answer it.
    """
    if not (query or "").replace("\x00", " ").strip():
        return queryset
    words = fold_words(query)
    if not words:
        return queryset.none()
    # `contains` in one condition: with a relation, all words must stand in the same related row.
    # SQLite's LIKE ignores case anyway and folded text is in lower case on both sides.
    return queryset.filter(Q(*((f"{field_name}__contains", word) for word in dict.fromkeys(words))))
