"""What both databases' search backends have in common."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.base import BaseSearchResults, EmptySearchResults
from wagtail.search.query import Not

from .folding import fold
from .queries import fold_query, is_nothing, wanted_text
from .ranking import HEAD_SIZE, Wanted, order_head

# Characters of one field that are indexed: PostgreSQL's word lists end at one megabyte.
MAX_INDEXED_LENGTH = 200_000


class FoldingIndexerMixin:
    """Folds every text on its way into the index."""

    def prepare_value(self, value: Any) -> str:
        """Return `value` as folded text."""
        return fold(super().prepare_value(value))[:MAX_INDEXED_LENGTH]  # type: ignore[misc]


class FoldingCompilerMixin:
    """Keeps what was typed beside the folded query, because the order of the results depends on it."""

    LAST_TERM_IS_PREFIX: bool
    wanted: Wanted = Wanted("", "")
    fields: Any

    def check(self) -> None:
        """Check as Wagtail does, then search the whole index.

        Single fields are not kept apart in the index, and a search in the live column would look
        for folded words in unfolded text. So a restriction to fields is checked and then left out:
        it finds more, never less.
        """
        super().check()  # type: ignore[misc]
        self.fields = None

    def remember(self, typed: str) -> None:
        """Keep the words as typed."""
        self.wanted = Wanted.from_text(typed, prefix=self.LAST_TERM_IS_PREFIX)


class FoldingBackendMixin:
    """Folds every query on its way into the database."""

    results_class: Any

    def _search(self, compiler_class: Any, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        """Search for `query`; one that holds nothing to search for finds nothing."""
        typed = wanted_text(query)
        folded = fold_query(
            "" if query is None else query, operator=(options.pop("operator", None) or "and").lower()
        )
        if folded is None or is_nothing(folded):
            return EmptySearchResults()
        if isinstance(folded, Not):
            # What merely lacks a word is not more or less relevant.
            options["order_by_relevance"] = False
        results = super()._search(compiler_class, folded, model_or_queryset, **options)  # type: ignore[misc]
        if isinstance(results, self.results_class):
            results.query_compiler.remember(typed)
        return results


class RankedResults(BaseSearchResults):
    """Results in the order of ranking.py."""

    def ordered_head(self, queryset: QuerySet[Any], pks: Sequence[Any]) -> list[Any]:
        """Return the first HEAD_SIZE of `pks` in the order in which a reader should see them."""
        return order_head(queryset, pks[:HEAD_SIZE], self.query_compiler.wanted)

    def load(self, pks: Sequence[Any]) -> list[Any]:
        """Return the objects of `pks`, in that order, as the searched queryset would load them."""
        objects: Iterable[Any] = self.query_compiler.queryset.order_by().filter(pk__in=pks)
        places = {pk: place for place, pk in enumerate(pks)}
        return sorted(objects, key=lambda found: places[found.pk])
