"""What somebody asked for, folded the same way as the index and cut to a size that is always safe."""

from dataclasses import dataclass

from wagtail.search.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from .folding import fold

# More words than a person types; far fewer than what makes a database's parser fail.
MAX_TERMS = 16
# No word of a language is longer, and PostgreSQL refuses words of two kilobytes.
MAX_TERM_LENGTH = 64
# Characters of a query that are read at all.
MAX_QUERY_LENGTH = 1000
# Levels of And/Or/Not, well below Python's own limit of recursion.
MAX_DEPTH = 40


@dataclass
class _Budget:
    """How many words of a query are still allowed."""

    terms: int = MAX_TERMS

    def spend(self, text: str) -> str:
        """Return the folded words of `text` that the budget allows."""
        words = [word[:MAX_TERM_LENGTH] for word in fold(text[:MAX_QUERY_LENGTH]).split()][: self.terms]
        self.terms -= len(words)
        return " ".join(words)


def fold_words(text: object, *, limit: int = MAX_TERMS) -> list[str]:
    """Return at most `limit` folded words of `text`, in their order."""
    return _Budget(terms=limit).spend(str(text)).split()


def fold_query(query: SearchQuery | str, *, operator: str | None = None) -> SearchQuery | None:
    """Return `query` with every word folded, or None when nothing of it can be searched for.

    Args:
        query: what was asked, as text or as a tree of Wagtail's query classes.
        operator: "and" or "or", between the words of a text; "and" when not given.

    Raises:
        TypeError: `query` is of a class that this search does not know.
    """
    return _folded(query, operator or "and", _Budget(), MAX_DEPTH)


def _folded(query: object, operator: str, budget: _Budget, depth: int) -> SearchQuery | None:
    """Fold one node of the query's tree and what is below it."""
    if depth == 0:
        return None
    if isinstance(query, MatchAll):
        return query
    if isinstance(query, Phrase):
        return _leaf(Phrase(budget.spend(query.query_string)))
    if isinstance(query, (PlainText, Fuzzy)):
        return _leaf(PlainText(budget.spend(query.query_string), operator=query.operator))
    if isinstance(query, Boost):
        # Neither database weighs parts of a query; ranking.py orders the results.
        return _folded(query.subquery, operator, budget, depth - 1)
    if isinstance(query, Not):
        return _opposite(_folded(query.subquery, operator, budget, depth - 1))
    if isinstance(query, (And, Or)):
        parts = [_folded(part, operator, budget, depth - 1) for part in query.subqueries]
        return _joined(type(query), [part for part in parts if part is not None])
    if isinstance(query, str):
        return _leaf(PlainText(budget.spend(query), operator=operator))
    raise TypeError(f"The search does not know queries of the class {type(query).__name__}.")


def _leaf(leaf: PlainText | Phrase) -> SearchQuery | None:
    return leaf if leaf.query_string else None


def _opposite(query: SearchQuery | None) -> SearchQuery | None:
    if isinstance(query, Not):
        return query.subquery
    return None if query is None else Not(query)


def _joined(kind: type[And] | type[Or], parts: list[SearchQuery]) -> SearchQuery | None:
    """Join `parts`, leaving out those that change nothing, so that no database meets a nested "all"."""
    everything, nothing = (is_everything, is_nothing) if kind is And else (is_nothing, is_everything)
    for part in parts:
        if nothing(part):
            return part
    telling = [part for part in parts if not everything(part)]
    if not telling:
        return parts[0] if parts else None
    return telling[0] if len(telling) == 1 else kind(telling)


def is_everything(query: object) -> bool:
    """Tell whether `query` matches every object."""
    return isinstance(query, MatchAll)


def is_nothing(query: object) -> bool:
    """Tell whether `query` matches no object."""
    return isinstance(query, Not) and isinstance(query.subquery, MatchAll)


def wanted_text(query: object, *, depth: int = MAX_DEPTH) -> str:
    """Return the words of `query` as typed that a result should hold, without those it must not hold."""
    if isinstance(query, str):
        return query[:MAX_QUERY_LENGTH]
    if isinstance(query, (PlainText, Phrase, Fuzzy)):
        return wanted_text(query.query_string)
    if isinstance(query, Boost) and depth:
        return wanted_text(query.subquery, depth=depth - 1)
    if isinstance(query, (And, Or)) and depth:
        texts = (wanted_text(part, depth=depth - 1) for part in query.subqueries[:MAX_TERMS])
        return " ".join(filter(None, texts))
    return ""
