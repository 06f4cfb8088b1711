"""Search in SQLite: Wagtail's index table, asked once per search.

The stock backend computes the score in a sub-select for every row, which takes minutes at twenty
thousand objects, and leaves quotes in the query unescaped. Here the full-text table is asked once
for keys and scores; everything else is done with the keys.
"""

from functools import cached_property
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.query import And, Not, Phrase, PlainText, SearchQuery

from .queries import is_everything
from .ranking import HEAD_SIZE
from .results import FoldingBackendMixin, FoldingCompilerMixin, FoldingIndexerMixin, RankedResults

# Matches that are looked at. Below SQLite's limit of 32,766 parameters of a query.
MAX_MATCHES = 20_000


class ObjectIndexer(FoldingIndexerMixin, stock.ObjectIndexer):
    """Folds every text on its way into the index."""


def match_expression(query: SearchQuery, *, prefix: bool = False) -> tuple[str, bool]:
    """Return `query` in the language of FTS5, and whether it says what must *not* match.

    FTS5 knows "a NOT b" but no "NOT b" alone, so a negation is carried up as a flag until it meets
    something to be taken from. Words must be folded: they hold nothing that needs escaping.

    Args:
        query: a folded query without MatchAll.
        prefix: whether the last word of a text may be unfinished.
    """
    if isinstance(query, Phrase):
        return f'"{query.query_string}"', False
    if isinstance(query, PlainText):
        return _words_expression(query, prefix=prefix), False
    if isinstance(query, Not):
        inner, negated = match_expression(query.subquery, prefix=prefix)
        return inner, not negated
    parts = [match_expression(part, prefix=prefix) for part in query.subqueries]
    wanted = [text for text, negated in parts if not negated]
    unwanted = [text for text, negated in parts if negated]
    if isinstance(query, And):
        return _difference(_join("AND", wanted), _join("OR", unwanted))
    # a or not b  =  not (b and not a)
    text, negated = _difference(_join("AND", unwanted), _join("OR", wanted))
    return text, not negated


def _words_expression(query: PlainText, *, prefix: bool) -> str:
    words = [f'"{word}"' for word in query.query_string.split()]
    if prefix:
        words[-1] += "*"
    return _join(query.operator.upper(), words)


def _join(operator: str, parts: list[str]) -> str:
    return f"({f' {operator} '.join(parts)})" if parts else ""


def _difference(wanted: str, unwanted: str) -> tuple[str, bool]:
    """Return the expression of `wanted` without `unwanted`, either of which may be empty."""
    if not wanted:
        return unwanted, True
    return (f"({wanted} NOT {unwanted})" if unwanted else wanted), False


def find_matches(expression: str, *, columns: list[str], model: type[Any]) -> dict[str, float]:
    """Return the keys of the objects of `model` that match, with their scores, the best first.

    The one place that speaks SQLite's full-text language. CROSS JOIN keeps the planner from walking
    through the index table first.

    Args:
        expression: what to look for, from `match_expression`.
        columns: columns of the full-text table to look in.
        model: the class whose objects, and those of its descendants, may be found.
    """
    entries = stock.IndexEntry._meta.db_table
    content_types = get_descendants_content_types_pks(model)
    places = ", ".join(["%s"] * len(content_types))
    sql = (
        f"SELECT entry.object_id, -bm25({entries}_fts, 1.0, 1.0, 4.0) AS score"  # noqa: S608
        f" FROM {entries}_fts CROSS JOIN {entries} AS entry ON entry.id = {entries}_fts.rowid"
        f" WHERE {entries}_fts MATCH %s AND entry.content_type_id IN ({places})"
        f" ORDER BY score DESC, entry.object_id LIMIT {MAX_MATCHES}"
    )
    with connections[router.db_for_read(stock.IndexEntry)].cursor() as cursor:
        cursor.execute(sql, [f"{{{' '.join(columns)}}} : {expression}", *content_types])
        return dict(cursor.fetchall())


class FoldingCompiler(FoldingCompilerMixin):
    """Asks the full-text table once and keeps the answer, as a queryset does."""

    FTS_TABLE_FIELDS: list[str]
    queryset: QuerySet[Any]
    query: Any
    order_by_relevance: bool

    @cached_property
    def matches(self) -> dict[Any, float]:
        """Scores by primary key of what the query names; for a negated query, of what it excludes."""
        found = find_matches(self.expression[0], columns=self.FTS_TABLE_FIELDS, model=self.queryset.model)
        to_key = self.queryset.model._meta.pk.to_python
        return {to_key(key): score for key, score in found.items()}

    @cached_property
    def expression(self) -> tuple[str, bool]:
        """The query in the language of FTS5, and whether it is negated."""
        return match_expression(self.query, prefix=self.LAST_TERM_IS_PREFIX)

    @cached_property
    def ranked_pks(self) -> list[Any]:
        """Primary keys of the matches that the searched queryset allows, the best score first."""
        allowed = set(self.search(None, None, None).order_by().values_list("pk", flat=True))
        return [pk for pk in self.matches if pk in allowed]

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: Any = None
    ) -> QuerySet[Any]:
        """Return the matching part of the searched queryset, in its own order or the newest first."""
        queryset = self.queryset
        if not is_everything(self.query):
            keep = queryset.exclude if self.expression[1] else queryset.filter
            queryset = keep(pk__in=list(self.matches))
            if not queryset.query.order_by:
                queryset = queryset.order_by("-pk")
        return queryset[start:stop]


class SearchQueryCompiler(FoldingCompiler, stock.SQLiteSearchQueryCompiler):
    """Searches whole words."""


class AutocompleteQueryCompiler(FoldingCompiler, stock.SQLiteAutocompleteQueryCompiler):
    """Searches words of which the last may be unfinished."""


class SearchResults(RankedResults, stock.SQLiteSearchResults):
    """The first results in our order, the later ones by score."""

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if not compiler.order_by_relevance or is_everything(compiler.query):
            return self._with_scores(list(self.get_queryset()))
        ranked = compiler.ranked_pks
        if self._score_field:
            return self._with_scores(self.load(ranked[self.start : self.stop]))
        if self.start < HEAD_SIZE:
            ranked = self.ordered_head(compiler.queryset, ranked) + ranked[HEAD_SIZE:]
        return self.load(ranked[self.start : self.stop])

    def _do_count(self) -> int:
        compiler = self.query_compiler
        if is_everything(compiler.query) or compiler.expression[1]:
            return self.get_queryset().count()
        return len(compiler.ranked_pks[self.start : self.stop])

    def _with_scores(self, found: list[Any]) -> list[Any]:
        """Note each object's score on it, higher is better, where the caller asked for that."""
        if self._score_field:
            scores = {} if is_everything(self.query_compiler.query) else self.query_compiler.matches
            for item in found:
                setattr(item, self._score_field, scores.get(item.pk, 0.0))
        return found


class SQLiteSearchBackend(FoldingBackendMixin, stock.SQLiteSearchBackend):
    """The search backend on SQLite."""

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = SearchResults


# The stock index builds its indexer by this name and offers no setting for it.
stock.ObjectIndexer = ObjectIndexer
