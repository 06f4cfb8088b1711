"""Search in PostgreSQL: Wagtail's backend with folded words and the order of ranking.py."""

from typing import Any

from modelsearch.backends.database.postgres import postgres as stock

from .queries import is_everything
from .ranking import HEAD_SIZE
from .results import FoldingBackendMixin, FoldingCompilerMixin, FoldingIndexerMixin, RankedResults


class ObjectIndexer(FoldingIndexerMixin, stock.ObjectIndexer):
    """Folds every text on its way into the index."""


class SearchQueryCompiler(FoldingCompilerMixin, stock.PostgresSearchQueryCompiler):
    """Searches whole words."""


class AutocompleteQueryCompiler(FoldingCompilerMixin, stock.PostgresAutocompleteQueryCompiler):
    """Searches words of which the last may be unfinished."""


class SearchResults(RankedResults, stock.PostgresSearchResults):
    """The first results in our order, the later ones in the database's."""

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if not compiler.order_by_relevance or is_everything(compiler.query) or self._score_field:
            return list(super()._do_search())
        if self.start >= HEAD_SIZE:
            return list(super()._do_search())
        head = self._head_pks()
        found = self.load(head[self.start : self.stop])
        if len(head) == HEAD_SIZE and (self.stop is None or self.stop > HEAD_SIZE):
            found += list(
                compiler.search(compiler.get_config(self.backend), HEAD_SIZE, self.stop, backend=self.backend)
            )
        return found

    def _head_pks(self) -> list[Any]:
        compiler = self.query_compiler
        best = compiler.search(compiler.get_config(self.backend), 0, HEAD_SIZE, backend=self.backend)
        return self.ordered_head(compiler.queryset, list(best.values_list("pk", flat=True)))


class PostgreSQLSearchBackend(FoldingBackendMixin, stock.PostgresSearchBackend):
    """The search backend on PostgreSQL. Needs no extension and no superuser."""

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = SearchResults

    def __init__(self, params: dict[str, Any]) -> None:
        # Folded words are already plain: stemming of another language would only damage them.
        super().__init__({**params, "SEARCH_CONFIG": "simple"})


# The stock index builds its indexer by this name and offers no setting for it.
stock.ObjectIndexer = ObjectIndexer
