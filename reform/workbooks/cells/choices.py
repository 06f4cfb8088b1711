"""One of several choices, by its words or its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from reform.workbooks.problems import CellRefused
from search.folding import fold

from .text import clean_text

# More would make the advice unreadable; the drop-down list has them all.
_MOST_SHOWN = 15
# No choice is so long; folding a whole cell would take time for nothing.
_LONGEST = 500

_Pairs = tuple[tuple[str, str], ...]


def read_choice(value: object, choices: Sequence[tuple[str, str]]) -> str:
    """Return the code of the choice that a cell names, whatever its case and diacritics.

    Where two choices differ in their diacritics only, those count.

    Arguments:
        value: the cell.
        choices: pairs of code and words.

    Raises:
        CellRefused: it names none of them; the advice lists them.
    """
    text = clean_text(value)
    pairs = tuple((str(code), str(words)) for code, words in choices)
    exact, folded = _spellings(pairs)
    if text in exact:
        return exact[text]
    found = folded.get(fold(text), set()) if len(text) <= _LONGEST else set()
    if len(found) == 1:
        return next(iter(found))
    raise CellRefused(
        "not_a_choice",
        _("Several choices are spelt like this.") if found else _("This is none of the choices."),
        _("Write one of: %(choices)s.") % {"choices": _listed(pairs)},
    )


@lru_cache(maxsize=64)
def _spellings(pairs: _Pairs) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the codes by exact spelling, words before codes, and by folded spelling."""
    exact = {clean_text(code): code for code, _words in reversed(pairs)}
    exact |= {clean_text(words): code for code, words in reversed(pairs)}
    exact.pop("", None)
    folded: dict[str, set[str]] = defaultdict(set)
    for code, words in pairs:
        folded[fold(words)].add(code)
    for code, _words in pairs:
        # Words win: a code that folds to another choice's words is not meant.
        if fold(code) not in folded:
            folded[fold(code)] = {code}
    folded.pop("", None)
    return exact, dict(folded)


def _listed(pairs: _Pairs) -> str:
    """Return the words of the choices, the first ones of many."""
    words = [words for code, words in pairs if code and words]
    return ", ".join(words[:_MOST_SHOWN]) + (", …" if len(words) > _MOST_SHOWN else "")
